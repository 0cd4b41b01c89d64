/** Every sentence people read, in English. The shape of this object is the shape every language must have. */
export const en = {
  refusals: {
    emptyQuestion: "There is nothing to answer in that message. Write a question in words and send it again.",
    longQuestion: (length: number, longest: number) =>
      `That question has ${length.toLocaleString("en")} characters; the arena takes up to ${longest.toLocaleString("en")}. Please shorten it.`,
    tooManyQuestions: (limit: number) =>
      `You already have ${limit} questions being answered. Wait for one of them, then ask again.`,
    unknownBattle: "This ballot does not belong to any battle here. Vote with the buttons below a battle's answers.",
    notOpenYet: "The answers are not here yet. You can vote as soon as both are posted.",
    battleFailed: "This battle ended without answers, so there is nothing to vote on. Ask the question again.",
    battleClosed: (names: string) => `Voting on this battle has closed. ${names}`,
    voteLocked: (choice: string) => `Your vote is locked because you have seen the names. It stays: ${choice}.`,
    voteFirst: "Vote first: the names are shown only to those whose vote is final.",
    notAsker: "Only the person who asked can close this battle early.",
    askerSawNames: "You have seen the names, so you can no longer close this battle early. It will close by itself.",
    unknownAction: "That button no longer works. Use the buttons on a newer message.",
    unknownCommand: (name: string, meant: string | undefined) =>
      meant
        ? `There is no command /${name}. Did you mean /${meant}?`
        : `There is no command /${name}. /help lists them all; to ask a question that begins with a slash, write /battle before it.`,
    battleUsage: "Write your question after the command: /battle Why is the sky blue?",
    unknownTask: (word: string, meant: string | undefined, all: string) =>
      `“${word}” is not a task.${meant ? ` Did you mean ${meant}?` : ""} The tasks are: ${all}.`,
    tooManyWords: (usage: string) => `That is more than the command takes. Write it like this: ${usage}`,
    unknownModel: (word: string, meant: string | undefined) =>
      `No model is called “${word}”.${meant ? ` Did you mean ${meant}?` : ""} /models lists them all.`,
    profileUsage: (models: string) =>
      `Name one model, or two to compare: /profile MODEL [MODEL]. The models are: ${models}.`,
    failed: "Something went wrong on our side. Look whether it went through before you try again.",
  },
  battle: {
    answering: "Two hidden models are answering. Both answers appear together.",
    demo: (text: string) => `**Demo models.** ${text}`,
    open: "Read both answers, then vote. The names stay hidden until your vote is final.",
    closing: (minutes: number, hours: number) =>
      `Voting closes ${minutes} minutes after the first vote, at the latest after ${hours} hours.`,
    "no-answer": "The models could not answer this time, so there is no battle and nothing is rated. Please ask again.",
    interrupted: "The arena was restarted before both answers were complete. Nothing is rated. Please ask again.",
    closed: (a: string, b: string) => `This battle is closed. A was **${a}**, B was **${b}**.`,
    votes: (a: number, b: number, tie: number, bothBad: number) => {
      const total = a + b + tie + bothBad;
      if (total === 0) return "Nobody voted.";
      return `${total === 1 ? "1 vote" : `${total.toLocaleString("en")} votes`}: A ${a}, B ${b}, tie ${tie}, both bad ${bothBad}.`;
    },
    names: (a: string, b: string) => `A was **${a}**, B was **${b}**.`,
    modelName: (name: string, organization: string) => (organization ? `${name} (${organization})` : name),
    chosen: (choice: string) => `You chose **${choice}**.`,
    changed: (choice: string) => `You changed your vote to **${choice}**.`,
    locked: (choice: string) => `Your vote for **${choice}** is locked.`,
    choose: "Choose again. Your new vote replaces the old one.",
    closedByYou: "You closed the battle. The names are now shown to everyone.",
    choices: { a: "A", b: "B", tie: "Tie", "both-bad": "Both bad" },
    buttons: {
      a: "A",
      b: "B",
      tie: "Tie",
      "both-bad": "Both bad",
      change: "Change",
      names: "Show names (locks my vote)",
      close: "Close the battle",
    },
  },
  tasks: {
    generation: "generation",
    classification: "classification",
    "question-answering": "question answering",
    translation: "translation",
    summarisation: "summarisation",
    mathematics: "mathematics",
    programming: "programming",
    other: "other",
  },
  commands: {
    battle: {
      called: "battle",
      usage: "/battle QUESTION",
      description: "ask two hidden models and vote on their answers",
    },
    leaderboard: { called: "leaderboard", usage: "/leaderboard [TASK]", description: "the ratings as a picture" },
    profile: {
      called: "profile",
      usage: "/profile MODEL [MODEL]",
      description: "what a model is good at, or two compared",
    },
    models: { called: "models", usage: "/models", description: "who takes part, and how pairs are drawn" },
    help: { called: "help", usage: "/help", description: "this list, and how voting works" },
  },
  help: {
    intro:
      "**Doubleblind** sends your question to two hidden models and lets everyone vote on the answers. Just write a question, or use a command:",
    voting:
      "**Voting.** Choose A, B, Tie or Both bad. You can change your vote until you ask for the names; that locks it. Nobody sees how others vote before the battle closes; votes count when their battle closes.",
    rating:
      "**Ratings.** Votes become ratings by the Bradley–Terry model: 400 points mean ten wins to one. Ties and both-bad count half a win each. The bars are 95% intervals; where they overlap widely, the order is not settled.",
  },
  models: {
    title: "**Models in the arena**",
    line: (name: string, organization: string) => (organization ? `${name}, ${organization}` : name),
    paused: "paused",
    retired: "retired",
    demoNotice: "Demo models",
    demoNote:
      "These are toy models built into Doubleblind, so that you can try it without a key. They never share a board with real ones.",
    drawNote: "Every pair of active models is equally likely to be drawn, and so is each side.",
  },
  boards: {
    heading: (title: string, subtitle: string) => `${title} (${subtitle})`,
    title: (task: string | undefined) => (task ? `Leaderboard: ${task}` : "Leaderboard"),
    votes: (votes: number) =>
      votes === 0 ? "No votes yet" : votes === 1 ? "1 vote" : `${votes.toLocaleString("en")} votes`,
    intervalNote: "Bars are 95% intervals. Votes count when their battle closes.",
    provisionalNote:
      "Provisional: some models have only won, only lost, or never met the others, so ratings lean towards 1000.",
    headings: { rank: "Rank", model: "Model", rating: "Rating", votes: "Votes", bothBad: "Both bad" },
    row: (rank: string, name: string, rating: number, lower: number, upper: number, votes: string) =>
      `${rank}. ${name}: ${rating} (${lower} to ${upper}), ${votes}`,
    unrated: (names: string) => `No votes yet: ${names}`,
    count: (count: number) => count.toLocaleString("en"),
    percent: (share: number) => `${Math.round(share * 100)}%`,
    listSeparator: ", ",
    emptyTask: (task: string) => `No votes on ${task} yet. Battles on it count when they close.`,
    emptyBoard: "No battle has closed yet. Ask a question and vote: the board fills as battles close.",
  },
  profile: {
    title: (names: string) => `Profile: ${names}`,
    versus: (one: string, other: string) => `${one} and ${other}`,
    subtitle: "Share of votes won by task (ties and both-bad count half)",
    footer: "50% is an even record. Hollow marks: no votes yet.",
    headToHead: (first: string, second: string, won: number, lost: number, tied: number, bothBad: number) =>
      `Against each other: ${first} won ${won}, ${second} won ${lost}, ${tied} tied, ${bothBad} both bad.`,
    axis: (task: string, percent: string, votes: string) => `${task} ${percent} (${votes})`,
    noVotes: (task: string) => `${task} no votes`,
    series: (name: string, axes: string) => `${name}: ${axes}.`,
    rivals: "Closest rivals",
    rival: (name: string, won: number, lost: number, tied: number, bothBad: number) =>
      `against ${name}: ${won} won, ${lost} lost, ${tied} tied, ${bothBad} both bad`,
  },
  startup: {
    page: "Ask and vote on this page. Open it in a private window too, and you are two people.",
    portMoved: (wanted: number, port: number) =>
      `Port ${wanted} is taken, so the page is on ${port}. Set PORT to choose one.`,
    bots: (names: string) => `Bots: ${names}`,
    noBots: "none (the page only)",
    models: (names: string) => `Models: ${names}`,
    because: (names: string, source: string) => `${names} (${source})`,
    demo: "built-in demo models, because there is no models.json and no Ollama with two models; see README.md to add yours",
    demoAsked: "built-in demo models, because DEMO is set",
    ollama: "from Ollama on this machine",
    data: (where: string) => `Data: ${where}`,
    logBroken: (reason: string) =>
      `The log in the data folder cannot be written (${reason}). The arena goes on without it; free the disk or mend its permissions.`,
    stopHint: "Stop with Ctrl+C.",
    stopping: "Stopping. Open battles go on at the next start.",
    refused: "Doubleblind did not start.",
    badConfiguration: "These settings cannot be used. Correct them in .env or the environment, then start again:",
    badRoster:
      "The roster (models.json, or the file ROSTER names) cannot be used. Correct these places, then start again:",
    missingRoster: (path: string) =>
      `ROSTER names ${path}, but there is no such file. Copy models.example.json there, or unset ROSTER.`,
    wide: "Anyone who can reach this machine over the network can use the page.",
    cannotListen: (host: string, port: number) =>
      `The page cannot listen on ${host}, port ${port}: this machine has no such address, or the port needs more rights. Correct HOST and PORT.`,
    unreadableFile: (path: string, reason: string) =>
      `${path} cannot be read (${reason}). Check the path and its permissions.`,
    portTaken: (port: number) => `PORT ${port} is taken by another program. Stop that program, or choose another PORT.`,
    locked: (path: string, pid: string) =>
      `Another Doubleblind (process ${pid}) is using the data folder ${path}. Stop it first, or set DATA_DIR to another folder.`,
    otherKey:
      "This database was made under another PSEUDONYM_KEY, so nobody's votes could be found again. Put back the old key (pseudonym.key in the data folder, or PSEUDONYM_KEY), or start with an empty database.",
    missingKey: (path: string) =>
      `The key ${path} is missing, and without it nobody's votes can be found again. Put it back from a backup (or set PSEUDONYM_KEY), or start with an empty database.`,
    newerSchema: "This database was written by a newer Doubleblind. Update this copy (git pull), then start again.",
    unreachable: (where: string, reason: string) =>
      `The database at ${where} cannot be used (${reason}). Check that it runs and that DATABASE_URL is right.`,
    unwritable: (path: string) =>
      `The data folder ${path} cannot be written. Give this user write permission, or set DATA_DIR to another folder.`,
  },
  /** The chat page itself. */
  page: {
    guest: (code: string) => `Guest ${code}`,
    errors: {
      noSession:
        "This page does not know you yet. Reload it; if that does not help, allow its cookie, because that is how we tell voters apart.",
      crossSite: "Another site may not write here. Open this page itself to ask or vote.",
      strangeHost: "This address is not one of the page's own. Open it under localhost or 127.0.0.1.",
      notJsonType: "Send JSON, with the header Content-Type: application/json.",
      notJson: "That is not valid JSON.",
      notText: "Send an object whose “text” is a string.",
      notPress: "Send an object whose “post” and “action” are strings.",
      emptyText: "There is nothing in that message. Write a question and send it again.",
      tooLong: "That message is far too long. Please shorten it and send it again.",
      unknownPost: "That post is not here any more. Reload the page to see what is.",
      unknownAction: "That button is not one of this post's. Use the buttons shown below it.",
      tooManyReaders: "Too many windows are open on this page. Close some, then reload.",
      notFound: "There is nothing at this address.",
      onlyGet: "This address can only be read. Use GET.",
      broken: "Something went wrong on our side. Look whether it went through before you try again.",
    },
    /** Plain strings only: the browser gets them as JSON. `{name}` and the like are filled in there. */
    chat: {
      title: "Doubleblind",
      tagline: "Two hidden models answer. You judge without knowing who wrote what.",
      arena: "Doubleblind",
      youAre: "You are {name}",
      you: "you",
      onlyYou: "Only you can see this",
      welcomeTitle: "Ask once, get two answers",
      welcomeText:
        "Your question goes to two hidden language models. Read answer A and answer B side by side, vote for the better one, and only then find out who wrote them.",
      welcomeTry: "Try one of these",
      examples: [
        "Explain why the sky is blue to a ten-year-old.",
        "Write a haiku about a missed train.",
        "What is 17% of 2,340, and how do you work it out in your head?",
      ],
      leaderboard: "Leaderboard",
      help: "Help",
      conversation: "Conversation",
      question: "Your question",
      placeholder: "Ask a question",
      send: "Send",
      sending: "Sending…",
      keys: "Enter sends, Shift+Enter starts a new line",
      answer: "Answer {side}",
      vote: "Your vote",
      choices: "What you can do",
      newPosts: "New below",
      announceMessage: "{name} asks: {text}",
      announceAnswers: "Both answers are here. You can vote.",
      announcePost: "{name}: {text}",
      connectionLost: "The connection is lost. Trying again…",
      connectionBack: "Connected again.",
      unreachable: "The arena does not answer. Check that it is still running, then try again.",
    },
  },
};
