/** What the doctor says, in English. */
import { endpoints } from "./endpoints.ts";

/** What the doctor says. */
export const doctor = {
  line: (title: string, what: string) => `${title}: ${what}`,
  listSeparator: ", ",
  allWell: "Nothing is wrong.",
  summary: (wrong: number, warnings: number) =>
    `${wrong === 1 ? "1 thing is wrong" : `${wrong} things are wrong`}; ${warnings === 1 ? "1 warning" : `${warnings} warnings`}.`,
  wrongArgument: (argument: string) => `The doctor does not know ${argument}.`,
  usage: (plain: string, json: string, offline: string) =>
    `Write ${plain} for a list, ${json} for one JSON document, ${offline} to ask no model anything.`,
  notChecked: "not checked",
  correctSettingsFirst: "Correct the settings first, then run the doctor again.",
  correctRosterFirst: "Correct the roster first, then run the doctor again.",
  checkFailed: (reason: string) => `this check itself failed (${reason})`,
  reportFault: "That is a fault of this program. Please report it with this line.",
  runtime: {
    title: "Version",
    fine: (arena: string, node: string, platform: string, architecture: string) =>
      `Doubleblind ${arena}, Node ${node} on ${platform} ${architecture}`,
    tooOld: (version: string, oldest: string) => `Node ${version} cannot run the arena, which needs ${oldest} or newer`,
    update: "Start with `npm start`, which fetches a fitting Node by itself, or install a newer one.",
  },
  moderation: {
    title: "Moderation",
    builtIn: "the built-in rules look at questions and answers; MODERATION_URL names a server that does so better",
    notAsked: (host: string) => `${host} looks at questions and answers (not asked)`,
    answers: (host: string) => `${host} looks at questions, their pictures, and answers to them; it has been asked`,
    noPictures: (host: string, closed: boolean) =>
      `${host} does not look at pictures: ${closed ? "no question with a picture can be asked" : "they reach models unseen"}`,
    mendPictures:
      "Set MODERATION_MODEL to one that looks at pictures, such as omni-moderation-latest; or MODERATION_SILENT=open to let them pass, closed to refuse them.",
    silent: (host: string, reason: string, closed: boolean) =>
      `${host} gives no answer (${reason}): ${closed ? "nothing can be asked" : "only the built-in rules look at questions and answers"}`,
    mend: "Check MODERATION_URL, MODERATION_KEY and MODERATION_MODEL, or set MODERATION_SILENT=open to do without it meanwhile.",
  },
  configuration: {
    title: "Settings",
    fine: "all of them can be used",
    bad: (key: string, problem: string) => `${key} ${problem}`,
    correct: (key: string) => `Correct ${key} in .env or the environment, or unset it.`,
  },
  dataFolder: {
    title: "Data folder",
    fine: (path: string, free: string) => `${path} can be written, and has ${free} free`,
    willBeMade: (path: string, free: string) => `${path} will be made at the first start (${free} free)`,
    unusable: (path: string, reason: string) => `${path} cannot be written (${reason})`,
    letWrite: "Give this user the right to read and write there, or set DATA_DIR to another folder.",
    littleSpace: (free: string, place: string) => `only ${free} are free at ${place}`,
    freeSpace: "Free some space on that disk, or move the data folder to another and set DATA_DIR.",
    keyMissing: (path: string) => `the key ${path} is missing, and without it nobody's votes can be found again`,
    putKeyBack: "Put the key back from a backup, set PSEUDONYM_KEY to it, or start with an empty data folder.",
    keyUnreadable: (path: string) => `the key ${path} is empty or cannot be read`,
    letRead: "Give this user the right to read it; if it is empty, put it back from a backup.",
    keyOpen: (path: string) => `other users of this machine may read or change the key ${path}`,
    closeKey: (path: string) => `Close it to them: chmod 600 ${path}`,
  },
  database: {
    title: "Database",
    absent: "the embedded database will be made at the first start",
    inUse: (pid: string) => `in use by process ${pid}: the arena is running`,
    tooLarge: (size: string, free: string) =>
      `not looked into: that takes a copy of its ${size}, but the folder for temporary files has ${free} free`,
    makeRoom: "Free some space there, or set TMPDIR to a folder with more.",
    fine: (where: string, version: string, tables: string) => `${where} (PostgreSQL ${version}); ${tables}`,
    upToDate: "its tables are up to date",
    toApply: (names: string) => `the next start brings its tables up to date (${names})`,
    encrypted: "questions and answers are encrypted in it; votes, pictures and how long answers are, are not",
    toEncrypt:
      "questions and answers are encrypted in it, those from before ENCRYPT_TEXT in the background, from the next start on",
    unencrypted: "questions and answers are written to it unencrypted (ENCRYPT_TEXT=1 encrypts them)",
    unfit: {
      whole: (what: string, mend: string) => `The database at ${what}. ${mend}`,
      otherProgram: (where: string, program: string) =>
        `${where} is ${program}, not PostgreSQL: it lacks functions, statements or locks without which votes would be lost or counted twice`,
      tooOld: (where: string, version: string) => `${where} is PostgreSQL ${version}, which is too old`,
      noFunctions: (where: string) => `${where} has no PL/pgSQL, the language of the functions that count votes`,
      postgres: (oldest: number) =>
        `Use PostgreSQL ${oldest} or newer, or unset DATABASE_URL for the embedded database.`,
      isolation: (where: string, isolation: string) =>
        `${where} does not show a transaction what others wrote while it waited (its isolation is “${isolation}”), so votes and limits would be counted wrong`,
      setIsolation:
        "Set it back for the database's user: ALTER ROLE … SET default_transaction_isolation = 'read committed'.",
      yugabyteTooOld: (where: string, version: string) =>
        `${where} is YugabyteDB ${version}, which is without the locks that the arena needs`,
      halfChanges: (where: string) =>
        `${where} is YugabyteDB set up so that a change of tables which fails halfway stays there by half`,
      yugabyte: {
        update: "Use YugabyteDB 2025.1 or newer, or PostgreSQL.",
        setIsolation: "Start YugabyteDB's servers with yb_enable_read_committed_isolation=true.",
        wholeChanges: "Start YugabyteDB's servers with ysql_yb_ddl_transaction_block_enabled=true, or use PostgreSQL.",
      },
    },
    readOnly: (where: string) => `${where} only allows reading`,
    choosePrimary: "Point DATABASE_URL to the primary server, and see that its default transactions may write.",
    noCreate: (where: string) => `${where} does not let its user make tables and schemas, but the next start must`,
    closed: (where: string) => `${where} does not let its user read and write the arena's tables`,
    grant: "Make that user the owner of the database and its tables, or use the user who is.",
    newer: (names: string) => `it was written by a newer version, or another program (unknown changes: ${names})`,
    update: "Update this copy (git pull), or use a database of its own.",
    brokenOff: (names: string) => `a change of its tables broke off halfway (${names})`,
    resolve: "Mend it with `npx prisma migrate resolve`, or put a backup in its place.",
    keyMissing: "it holds votes, but the key they were stored under is missing",
    otherKey:
      "it was made with another pseudonym key, so nobody's votes would be recognized, and what is encrypted could not be read",
    putKeyBack:
      "Put back the former key (pseudonym.key in the data folder, or PSEUDONYM_KEY), or use an empty database.",
    unreachable: (where: string, reason: string) => `PostgreSQL at ${where} cannot be used (${reason})`,
    checkAddress: "Check that it runs, that this machine can reach it, and that DATABASE_URL is right.",
    unreadable: (path: string, reason: string) => `${path} does not open as a database (${reason})`,
    restore: "Put a backup in its place; moving it away makes the next start begin with an empty one.",
  },
  roster: {
    title: "Roster",
    fromFile: (path: string, active: number) => `${path}, with ${active} active models`,
    fromOllama: (models: number) => `Ollama on this machine, with ${models} models`,
    demo: (path: string) => `built-in demo models, because there is no ${path} and no Ollama with two models`,
    demoAsked: "built-in demo models, because DEMO is set",
    bad: (place: string, problem: string) => `${place}: ${problem}`,
    correct: "Correct that place in the roster; docs/models.md and models.example.json show how.",
    unreadable: (path: string, reason: string) => `${path} cannot be read (${reason})`,
    letRead: "Check the path and its permissions.",
    missing: (path: string) => `ROSTER names ${path}, but there is no such file`,
    copyExample: "Copy models.example.json there, or unset ROSTER.",
  },
  endpoints,
  pictures: {
    title: "Pictures",
    fine: (writings: string) => `drawn, with letters of these scripts: ${writings}`,
    between: ", ",
    writings: {
      latin: "Latin",
      chinese: "Chinese",
      korean: "Korean",
      arabic: "Arabic",
      hebrew: "Hebrew",
      thai: "Thai",
      devanagari: "Devanagari",
    },
    noLetters: (writing: string) => `the fonts have no ${writing} letters`,
    broken: (reason: string) => `none can be drawn (${reason})`,
    reinstall: "Delete the folder node_modules, then run the doctor again: it reinstalls the packages.",
  },
  discord: {
    title: "Discord",
    none: "no DISCORD_TOKEN, so the arena is not on Discord",
    fine: (name: string, link: string) =>
      `the token is ${name}'s, and no privileged intent is needed. Votes by reaction are never secret there; /settings reactions off leaves only the buttons, which are secret. Whoever manages a server can add it with exactly the permissions it uses: ${link}`,
    ownUse: (link: string) =>
      `people can bring it along to any server or conversation, where their battles are theirs alone: ${link}`,
    noOwnUse:
      "only servers can add it; for people to bring it along anywhere, turn on User Install in the Developer Portal (Installation)",
    tokenRefused: "Discord does not accept the token",
    renewToken: "Copy the token again into DISCORD_TOKEN: Developer Portal, your application, Bot, Reset Token.",
    unreachable: (address: string, reason: string) => `Discord at ${address} cannot be used (${reason})`,
    checkAddress:
      "Check that this machine reaches the internet, and unset DISCORD_API_URL unless you mean another server.",
    fewSessions: (left: number) => `the bot can connect only ${left} more times today`,
    stopRestarts: "Find out why it keeps starting again: Discord allows 1,000 connections a day.",
  },
  telegram: {
    title: "Telegram",
    none: "no TELEGRAM_TOKEN, so the arena is not on Telegram",
    fine: (name: string, link: string) =>
      `the token is ${name}'s. Votes by reaction are never secret there; /settings reactions off leaves only the buttons, which are secret. Whoever manages a group can add it: ${link}`,
    tokenRefused: "Telegram does not accept the token",
    renewToken: "Copy the token again into TELEGRAM_TOKEN: BotFather, /mybots, your bot, API Token.",
    unreachable: (address: string, reason: string) => `Telegram at ${address} cannot be used (${reason})`,
    checkAddress:
      "Check that this machine reaches the internet, and unset TELEGRAM_API_URL unless you mean another server.",
    noGroups: "the bot cannot be added to groups",
    allowGroups: "BotFather, /mybots, your bot, Bot Settings, Allow Groups: turn it on.",
    noInline: (name: string) =>
      `nobody can ask from other chats by writing ${name} and a question; to allow it: BotFather, /mybots, your bot, Bot Settings, Inline Mode and Inline Feedback`,
    readsAll: "privacy mode is off: in groups the bot is sent all that people write, and needs none of it",
    turnPrivacyOn: "BotFather, /mybots, your bot, Bot Settings, Group Privacy: turn it on, then add the bot again.",
    polling: "the bot fetches its updates by itself",
    webhook: (url: string) => `Telegram sends updates to ${url}`,
    otherWebhook: "Telegram sends this bot's updates to another address",
    startRemovesIt: "The next start of the arena takes that away; if another program is meant, use another bot.",
    webhookNotSet: (url: string) => `Telegram does not send updates to ${url} yet`,
    startSetsIt: "The next start of the arena sets it.",
    webhookTrouble: (reason: string) => `Telegram could not deliver updates: ${reason}`,
    checkWebhook:
      "Check that TELEGRAM_WEBHOOK_URL leads, through HTTPS, to TELEGRAM_WEBHOOK_PORT on this machine while the arena runs.",
    waiting: (count: number) => `${count} updates wait to be taken`,
    startArena: "Start the arena: it takes them in.",
  },
  running: {
    up: "the running arena is connected",
    waiting: "another process of the arena is connected; the one that runs here waits to take its place",
    trying: "the running arena is not connected; it keeps trying",
    troubles: {
      token: "the running arena is not connected: its token is not accepted",
      intents: "the running arena is not connected: the intents it asks for are not granted",
      conflict: "another program receives the messages meant for the running arena's bot",
      webhook: "another program has the messages meant for the running arena's bot sent elsewhere",
      "webhook-refused": "the running arena is not connected: the webhook's address is not accepted",
      port: "the running arena is not connected: the webhook's port is taken",
      sessions: "the running arena is not connected: it has connected so often lately that it has to wait",
    },
    mend: "The arena's terminal says why and what to do; details are in the log (doubleblind.log in the data folder, or where LOG_FILE says).",
  },
  port: {
    title: "Page",
    any: "the system will choose a free port",
    free: (host: string, port: number) => `port ${port} on ${host} is free`,
    running: (host: string, port: number) => `the arena is running on ${host}, port ${port}`,
    taken: (port: number) => `port ${port} is taken by another program`,
    nextOne: "The next start takes the next free port. Set PORT to choose one, or stop that program.",
    chooseAnother: "Stop that program, or set PORT to another number.",
    forbidden: (port: number) => `this user may not use port ${port}`,
    chooseHigher: "Set PORT to another number: those from 1024 on are usually free to use.",
    noSuchAddress: (host: string, reason: string) => `${host} is no address of this machine (${reason})`,
    correctHost: "Set HOST to 127.0.0.1, to 0.0.0.0 for all addresses, or unset it.",
  },
};
