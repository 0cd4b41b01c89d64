/** What whoever runs the arena reads: at its set-up, at its start and from the verbs of the command line. */

const number = (value: number) => value.toLocaleString("en");
const dollars = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 2 });

/** Sentences for whoever runs the arena. */
export const operator = {
  startup: {
    page: (address: string) => `Ask and vote on this page. To be a second person, open ${address} in a private window.`,
    noPage: (address: string) =>
      `This process runs without the page, because ROLES leaves it out. ${address} tells programs how it is.`,
    operatorLink: (command: string) =>
      `Opening this link makes you the operator, the only one who can change settings, so keep it to yourself. \`${command}\` makes a link for another operator.`,
    operatorVerb: (command: string) =>
      `Only operators can change settings. To become one, run \`${command}\` and open the link it prints.`,
    elsewhere: (addresses: string) => `Also at: ${addresses}`,
    publicBoard: (address: string) => `Open to everybody, without a code: ${address}`,
    portMoved: (wanted: number, port: number) =>
      `Port ${wanted} is taken, so the page is on ${port}. Set PORT to choose one.`,
    bots: (names: string) => `Bots: ${names}`,
    noBots: "none (the page only)",
    discord: (name: string) => `Discord as ${name}`,
    discordAway: "Discord (not connected yet; still trying)",
    telegram: (name: string, link: string) => `Telegram as ${name} (add it to a group: ${link})`,
    telegramAway: "Telegram (not connected yet; still trying)",
    botWaiting: (platform: string) => `${platform} (another process of this arena is connected; this one waits)`,
    models: (names: string) => `Models: ${names}`,
    because: (names: string, source: string) => `${names} (${source})`,
    demo: "built-in demo models, because there is no models.json and no Ollama with two models; docs/models.md shows how to add yours",
    demoAsked: "built-in demo models, because DEMO is set",
    ollama: "from Ollama on this machine",
    data: (where: string) => `Data: ${where}`,
    logBroken: (reason: string) =>
      `The log cannot be written (${reason}). The arena continues without it; free some disk space or fix the permissions.`,
    stopHint: "Stop with Ctrl+C.",
    stopping: "Stopping. Open battles continue at the next start.",
    refused: "Doubleblind did not start.",
    badConfiguration: "These settings cannot be used. Correct them in .env or the environment, then start again:",
    badRoster:
      "The roster (models.json, or the file ROSTER names) cannot be used. Correct these places, then start again:",
    missingRoster: (path: string) =>
      `ROSTER names ${path}, but there is no such file. Copy models.example.json there, or unset ROSTER.`,
    wide: "Anyone who can reach the page and has the code can use it. Its votes count on its own board (/leaderboard here), not on the one of all communities.",
    joinCode: (code: string, link: string) => `Code to join: ${code}, or the link ${link}`,
    cannotListen: (host: string, port: number) =>
      `The page cannot listen on ${host}, port ${port}: this machine has no such address, or the port needs more rights. Correct HOST and PORT.`,
    unreadableFile: (path: string, reason: string) =>
      `${path} cannot be read (${reason}). Check the path and its permissions.`,
    portTaken: (port: number) => `PORT ${port} is taken by another program. Stop that program, or choose another PORT.`,
    locked: (path: string, pid: string) =>
      `Another Doubleblind (process ${pid}) is using the data folder ${path}. Stop it first, or set DATA_DIR to another folder.`,
    otherKey:
      "This database was made with another PSEUDONYM_KEY, so nobody's votes would be recognized, and what is encrypted cannot be read. Nothing was changed. Put back the old key (pseudonym.key in the data folder, or PSEUDONYM_KEY), or start with an empty database.",
    missingKey: (path: string) =>
      `The key ${path} is missing, and without it nobody's votes can be recognized, and what is encrypted cannot be read. Put it back from a backup (or set PSEUDONYM_KEY), or start with an empty database.`,
    unreadableText: (place: string) =>
      `${place} is encrypted in the database and does not open: it was changed there, or written under another key. Put that row back from a backup, or the former key (pseudonym.key, or PSEUDONYM_KEY).`,
    newerSchema: "This database was written by a newer Doubleblind. Update this copy (git pull), then start again.",
    unreachable: (where: string, reason: string) =>
      `The database at ${where} cannot be used (${reason}). Check that it runs and that DATABASE_URL is right.`,
    unwritable: (path: string, reason: string) =>
      `The data folder ${path} cannot be written (${reason}). Give this user write permission there, free the disk if it is full, or set DATA_DIR to another folder.`,
  },
  /** `npm run -s operator`. */
  operators: {
    usage: (command: string) =>
      [
        `${command}                 makes a new operator, and prints a link: whoever opens it is that operator`,
        `${command} -- add NAME     the same, with a name of your choice`,
        `${command} -- list         lists the operators`,
        `${command} -- revoke NAME  takes that operator's rights away, at once`,
        "An operator can change settings, pause the page, approve questions for the bank and run mutual evaluations.",
      ].join("\n"),
    unknown: (argument: string) => `I do not know “${argument}”. Write it like this:`,
    noName: "Which operator? Give the name, as the list shows it:",
    noPlace:
      "The database that DATABASE_URL names has no place for operators yet. Start the arena on it once: that makes one, and the first start prints the first operator's link.",
    badName: "A name has 1 to 32 letters, digits, hyphens or underscores, and no spaces.",
    taken: (name: string) =>
      `There is an operator named ${name} already. Choose another name, or revoke that one first.`,
    added: (name: string, revoke: string) =>
      `Whoever opens this link becomes an operator, listed as ${name}. The link is shown only this once. To take it back: \`${revoke}\``,
    asleep:
      "The arena is not running, so its address may turn out different. If so, put the # and what follows it after the address that the arena prints when it starts.",
    nobody: (command: string) => `There are no operators. \`${command}\` makes one.`,
    line: (name: string, day: string) => `${name}  since ${day}`,
    revoked: (name: string) => `${name} is no longer an operator, in any browser.`,
    unknownName: (name: string, list: string) => `There is no operator named ${name}. \`${list}\` shows all of them.`,
  },
  /** What the terminal says when a bot is on its platform, and when it is not: what happened, and what to do. */
  platforms: {
    up: (bot: string) => `Connected: ${bot}.`,
    waiting: (platform: string) =>
      `Another process of this arena is connected to ${platform}. This one waits, and takes its place if it ends.`,
    away: (platform: string, reason: string | undefined) =>
      `${platform} cannot be used right now${reason === undefined ? "" : ` (${reason})`}. The arena keeps trying; everything else works.`,
    discordToken:
      "Discord does not accept DISCORD_TOKEN. Copy it again from the Developer Portal (Bot, Reset Token), or unset it, and start the arena again. Until then everything else works.",
    telegramToken:
      "Telegram does not accept TELEGRAM_TOKEN. Copy it again from BotFather (/mybots, API Token), or unset it, and start the arena again. Until then everything else works.",
    intents:
      "Discord refuses the intents the bot asks for (close code 4014). It asks for none that is privileged; if this copy was changed to, turn on the matching switch in the Developer Portal: Bot, Privileged Gateway Intents (Message Content, Server Members or Presence). The arena tries again every few minutes.",
    badIntents:
      "Discord does not know the intents the bot asks for (close code 4013). Update this copy (git pull), or undo what was changed in it, and start the arena again.",
    sharding:
      "Discord requires the bot's servers to be divided among more connections (close code 4010 or 4011). Unset DISCORD_SHARDS, or set it to auto, and start the arena again.",
    version:
      "Discord does not serve this version of its interface any more (close code 4012). Update this copy (git pull), and start the arena again.",
    sessions: (minutes: string) =>
      `The bot has connected to Discord so often lately that it has to wait: it connects again in about ${minutes} min. Everything else works. If something keeps restarting the arena, find out why.`,
    conflict:
      "Another program receives this Telegram bot's messages with the same token, so some of them do not arrive here. Stop that program, or give one of the two a bot of its own. The arena keeps trying.",
    webhook:
      "Another program has told Telegram to send this bot's messages elsewhere. The arena takes them back; if that program is meant to have them, give it a bot of its own.",
    webhookRefused: (reason: string) =>
      `Telegram does not accept TELEGRAM_WEBHOOK_URL (${reason}). Correct it, or unset it, and start the arena again. The arena keeps trying, in case the fault passes.`,
    webhookPort: (reason: string) =>
      `The port for Telegram's messages, TELEGRAM_WEBHOOK_PORT, cannot be used (${reason}). Stop the program that uses it, or set another port and start the arena again. The arena keeps trying until the port is free.`,
    ended: (log: string) =>
      `The arena has stopped because of an unexpected error. Details are in ${log}. Open battles continue at the next start.`,
  },
  /** What the verbs of the command line say about the record. */
  record: {
    none: (folder: string) =>
      `There is no database in ${folder} yet. Start the arena once, or set DATA_DIR or DATABASE_URL to where yours is.`,
    rebuilt: (votes: number, battles: number, tallies: number, cells: number, corrected: number) => {
      const count = (number: number, one: string, many: string) =>
        `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
      const derived = `From ${count(votes, "vote", "votes")} on ${count(battles, "battle", "battles")}: ${count(tallies, "tally", "tallies")} and ${count(cells, "cell", "cells")}.`;
      if (corrected === 0) return `${derived} All were right already.`;
      return `${derived} ${count(corrected, "was wrong and is", "were wrong and are")} right now.`;
    },
    changedDraws: (battles: string) =>
      `The record of these battles was CHANGED after their draw was sealed, so they are left out of the boards: ${battles}.`,
    verifyUsage: (command: string, option: string) =>
      `Write it like this: ${command} (16 characters, as in its sealed draw), and add ${option} (64 hexadecimal digits) to compare it with the hash you noted from the ballot.`,
    noDraw: (battle: string) => `There is no sealed draw of a battle ${battle} here. Check the identifier.`,
    sealed: (hash: string) => `sealed      ${hash}`,
    noted: (hash: string) => `noted       ${hash}`,
    fitsRecord:
      "The record fits the hash that is in it. Compare it with the hash you noted from the ballot (or give that with --hash): only then does it prove that nobody swapped the names after the answers were posted.",
    otherHash:
      "The record fits the hash that is in it, but not the one you gave. Either that was noted wrongly, or the record and its hash were CHANGED together.",
    recomputed: (hash: string) => `recomputed  ${hash}`,
  },
  setup: {
    intro: "Doubleblind: set-up",
    about: (environment: string, roster: string) =>
      `Tests what you enter, then writes it into ${environment} and ${roster}. Nothing is written before the end, and nothing is sent anywhere but to the services you name. Ctrl+C cancels without a trace.`,
    whichEndpoint: "Where are your models?",
    noEndpoint: "Nowhere yet",
    noEndpointHint: "the built-in demo models answer, or Ollama if it runs here",
    keepRoster: (models: number) =>
      models === 1
        ? "Leave the roster with its 1 model as it is"
        : `Leave the roster with its ${number(models)} models as it is`,
    otherEndpoint: "Another address",
    otherEndpointHint: "anything that speaks OpenAI's chat completions",
    address: "Its address (up to /v1, or to where /chat/completions begins)",
    badAddress:
      "An address begins with http:// or https://, such as http://127.0.0.1:8000/v1, and holds no name or password.",
    key: (name: string) => `API key of ${name}`,
    keyHint: (name: string) => `API key of ${name} (leave empty if it needs none)`,
    keepKey: (variable: string) => `${variable} is set already. Use it?`,
    keyWanted: "It does not answer without a key.",
    giveKey: (variable: string) => `Give it with --api-key, or set ${variable}.`,
    enterKey: "Try again, and enter its key.",
    listing: (name: string) => `Asking ${name} for its models`,
    listed: (count: number, others: number) => {
      const chats = count === 1 ? "It has 1 model for chats" : `It has ${number(count)} models for chats`;
      return others === 0 ? `${chats}.` : `${chats}; ${number(others)} of other kinds are left out.`;
    },
    noNames: "It does not list its models.",
    choose: "Which of them take part? (at least two; type to search, Tab or Space to choose)",
    nameModels: "Name its models, separated by commas (at least two)",
    twoModels: "A battle needs at least two models.",
    asking: (count: number, most: number | null) => {
      const whom = count === 1 ? "The model is" : `Each of the ${number(count)} models is`;
      const prices = count === 1 ? "its price is not known here" : "not all of their prices are known here";
      const cost = most === null ? prices : `for at most $${dollars(most)} in all`;
      return `${whom} asked one short question, as a battle asks; ${cost}.`;
    },
    many: "That may take minutes. Ctrl+C ends it, and nothing is written.",
    trying: "Asking the models",
    tried: "They answer.",
    heard: (answered: number, asked: number) => `${number(answered)} of ${number(asked)} answer.`,
    leftOut: "Not added, because they did not answer:",
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
    left: "Cancelled. Nothing was written.",
    next: "Next: npm start",
    added: (count: number, roster: string) =>
      count === 1 ? `1 model is new in ${roster}.` : `${number(count)} models are new in ${roster}.`,
    refused: "Nothing was written, because something was refused:",
    wrongArgument: (argument: string) => `“${argument}” is not an option of the set-up.`,
    needsTerminal: "Without a terminal the set-up needs options that say what to do.",
    noModels: (name: string) =>
      `Say which models of ${name} take part: --models all, or their names with commas between. It has:`,
    noList: (name: string) => `${name} does not list its models. Name those that take part: --models A,B`,
    unknownEndpoint: (word: string, known: string) =>
      `“${word}” is neither an address (http://… or https://…, without a password) nor an endpoint known by name:\n${known}`,
    badRoster: (path: string) => `${path} cannot be used as it is. Correct these places first:`,
    badStart: (path: string) => `There is no ${path} yet, and none can be made of this:`,
    usage: (command: string, known: string) =>
      [
        `Interactive: ${command}`,
        `With options: ${command} -- [OPTIONS]`,
        "  --endpoint NAME|ADDRESS   a name from the list below, or an address up to /v1",
        "  --api-key KEY             its key, for .env; left out: what its variable holds",
        "  --models all|A,B,…        which of its models take part; left out: lists them",
        "  --discord-token TOKEN     or set DISCORD_TOKEN",
        "  --telegram-token TOKEN    or set TELEGRAM_TOKEN",
        "Endpoints known by name:",
        known,
        "Asks each model one short question first, and adds those that answer.",
        "Ends with 1, having written nothing, when something else is refused; with 2 for",
        "wrong options.",
      ].join("\n"),
  },
};
