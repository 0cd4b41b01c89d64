/** What whoever sets the arena up reads. */

const number = (value: number) => value.toLocaleString("en");

export const setup = {
  setup: {
    intro: "Doubleblind: set-up",
    about: (environment: string, roster: string) =>
      `Tests what you enter, then writes it into ${environment} and ${roster}. Nothing is written before the end, and nothing is sent anywhere but to the services you name. Ctrl+C leaves without a trace.`,
    whichEndpoint: "Where are your models?",
    noEndpoint: "Nowhere yet",
    noEndpointHint: "the built-in demo models answer, or Ollama if it runs here",
    keepRoster: (models: number) =>
      models === 1
        ? "Leave the roster with its 1 model as it is"
        : `Leave the roster with its ${number(models)} models as it is`,
    otherEndpoint: "Another address",
    otherEndpointHint: "anything that speaks OpenAI's chat completions",
    address: "Its address (up to /v1)",
    badAddress: "An address begins with http:// or https://, such as http://127.0.0.1:8000/v1.",
    key: (name: string) => `API key of ${name}`,
    keyHint: (name: string) => `API key of ${name} (empty if it wants none)`,
    keepKey: (variable: string) => `${variable} is set already. Use it?`,
    keyWanted: "Without a key it will not answer.",
    giveKey: (variable: string) => `If it wants a key, give it with --api-key, or set ${variable}.`,
    listing: (name: string) => `Asking ${name} for its models`,
    listed: (count: number) => (count === 1 ? "It has 1 model for chat." : `It has ${number(count)} models for chat.`),
    choose: "Which of them take part? (at least two; type to search, Tab or Space to choose)",
    nameModels: "It keeps no list. Name its models, separated by commas (at least two)",
    twoModels: "A battle needs at least two models.",
    trying: "Trying the models",
    tried: "They answer.",
    again: "Try again?",
    discord: "Token of your Discord bot (empty: no Discord)",
    telegram: "Token of your Telegram bot from @BotFather (empty: no Telegram)",
    keepToken: (variable: string) => `${variable} is set already. Keep it?`,
    testingToken: (platform: string) => `Asking ${platform}`,
    tokenTested: (platform: string) =>
      `${platform} lets the bot in. Votes by reaction are never secret there; /settings reactions off leaves only the buttons, which are secret.`,
    write: (files: string) => `Write ${files}?`,
    wrote: (files: string) => `Written: ${files}.`,
    nothing: "There is nothing to write: everything stays as it is.",
    left: "Left. Nothing was written.",
    next: "Next: npm start",
    added: (count: number, roster: string) =>
      count === 1 ? `1 model is new in ${roster}.` : `${number(count)} models are new in ${roster}.`,
    refused: "Nothing was written, because something was refused:",
    wrongArgument: (argument: string) => `“${argument}” is not an option of the set-up.`,
    needsTerminal: "Without a terminal the set-up needs options that say what to do.",
    noModels: (name: string) =>
      `Say which models of ${name} take part: --models all, or their names with commas between.`,
    unknownEndpoint: (word: string, known: string) =>
      `“${word}” is neither an address nor one of the endpoints known by name: ${known}.`,
    badRoster: (path: string) => `${path} cannot be used as it is. Correct these places first:`,
    usage: (command: string) =>
      [
        `Interactive: ${command}`,
        `With options: ${command} -- [OPTIONS]`,
        "  --endpoint NAME|ADDRESS   openai, openrouter, ollama, vllm, llama.cpp, or an address up to /v1",
        "  --api-key KEY             its key; better leave it out and set the variable the roster names",
        "  --models all|A,B,…        which of its models take part",
        "  --discord-token TOKEN     or set DISCORD_TOKEN",
        "  --telegram-token TOKEN    or set TELEGRAM_TOKEN",
        "Tests everything first. Ends with 1, having written nothing, when something is refused; with 2 for wrong options.",
      ].join("\n"),
  },
};
