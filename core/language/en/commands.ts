/** What people read of commands, of the bank and in the help, and what they may type. */
import type { CommandSentences, OptionSentences } from "../command-sentences.ts";
import { placeholder } from "../placeholder.ts";
import { platformNames } from "../platforms.ts";
import { namesWith } from "./platforms.ts";

/** By its name: how a command is called, written and described. `{languages}` stands for the codes of all languages. */
const listed: CommandSentences = {
  battle: {
    called: "battle",
    usage: "/battle [#TASK] [QUESTION]",
    description: "ask two hidden models and vote on their answers; without a question, you are offered one",
  },
  leaderboard: {
    called: "leaderboard",
    usage: `/leaderboard [TASK] [LANGUAGE] [here|me] [7d|30d] [${platformNames.join("|")}] [matrix|history|cost|jury] [reading:READING] [source:SOURCE] [GROUP] [unseen] [private] [PAGE]`,
    description: "the ratings as a picture",
  },
  digest: {
    called: "digest",
    usage: "/digest",
    description: "what the last seven days have brought in this community",
  },
  profile: {
    called: "profile",
    usage: "/profile me | @SOMEBODY | set [WHAT YOU ARE] | MODEL [MODEL]",
    description: "what you ask and like, what a model is good at, or two compared",
  },
  history: { called: "history", usage: "/history", description: "your battles that have closed, and how you voted" },
  bank: {
    called: "bank",
    usage: "/bank [add [#TASK] [#easy|#medium|#hard] QUESTION]",
    description: "questions for those who have none; add your own",
  },
  language: {
    called: "language",
    usage: "/language [{languages}|auto]",
    description: "which language the arena speaks to you",
  },
  privacy: {
    called: "privacy",
    usage: "/privacy [export|erase|share:on|share:off]",
    description: "what is stored about you; export it, have it erased, or share it as open data",
  },
  settings: {
    called: "settings",
    usage:
      "/settings [reactions out-of-sight|open|off] [minutes NUMBER] [votes NUMBER|off] [theme light|dark] [language {languages}|auto] [moderation off|standard|strict] [paused on|off] [askers everyone|managers|ROLE] [allow CHANNEL|here|all] [forbid CHANNEL|here] [budget NUMBER|off] [threads on|off] [reveal after-vote|at-close] [weekly on|off]",
    description: "how this community votes (for those who run it)",
  },
  costs: {
    called: "costs",
    usage: "/costs [5/day] [30/month] [off] [COMMUNITY]",
    description: "what answers have cost and may cost (for those who run the arena or this community)",
  },
  status: { called: "status", usage: "/status", description: "what runs, waits and fails (for the arena's operators)" },
  moderation: {
    called: "moderation",
    usage: "/moderation [log] [aside|out @SOMEBODY [1d|7d|30d]]",
    description: "votes set aside, battles hidden, people shut out (for those who run this community)",
  },
  export: {
    called: "export",
    usage: "/export [csv|jsonl]",
    description: "this community's open data as a file, for you alone (for those who run this community)",
  },
  report: {
    called: "report",
    usage: "/report",
    description: "in answer to a battle: tell those who run this community that it should not be here",
  },
  models: { called: "models", usage: "/models", description: "who takes part, and how pairs are drawn" },
  mutual: {
    called: "mutual",
    usage: "/mutual [start math|programming|translation [ROUNDS]|status|result|stop|resume|jury]",
    description: "models set, answer and judge one another's questions (those who run this community start it)",
  },
  help: { called: "help", usage: "/help", description: "this list, and how voting works" },
};

/** Options in forms: what they are called there, and what they are. */
const options: OptionSentences = {
  question: { called: "question", what: "what the models are to answer" },
  file: { called: "file", what: "a picture or a text file that belongs to the question" },
  task: { called: "task", what: "only battles on this task" },
  model: { called: "model", what: "whose profile" },
  rival: { called: "rival", what: "another model to compare it with" },
  questions: { called: "questions", what: "only questions in this language" },
  scope: { called: "scope", what: "all communities, only this one, or only your own votes" },
  period: { called: "period", what: "only the last days" },
  platform: { called: "platform", what: "only one platform" },
  form: { called: "form", what: "head to head, over time, or beside what models judge" },
  reading: { called: "reading", what: "another way to count the same votes" },
  source: { called: "source", what: "votes from elsewhere: alone, or beside this arena's" },
  group: { called: "group", what: "only people who describe themselves this way" },
  private: { called: "private", what: "show it to you alone" },
  unseen: {
    called: "unseen",
    what: `only votes that nobody else could see: on ${namesWith("public")}, none by reaction`,
  },
  page: { called: "page", what: "which page of a long board" },
  add: { called: "add", what: "a question to add to the bank" },
  theme: { called: "theme", what: "how the pictures look" },
  moderation: { called: "moderation", what: "what may be asked and answered" },
  language: { called: "language", what: "what the arena speaks" },
  reactions: { called: "reactions", what: "what a reaction on a battle does" },
  minutes: { called: "minutes", what: "how many minutes after its first vote a battle closes" },
  votes: { called: "votes", what: "at how many votes a battle closes, or off" },
  paused: { called: "paused", what: "whether asking is stopped for everybody" },
  askers: { called: "askers", what: "who may ask" },
  role: { called: "role", what: "only members of this role may ask" },
  allow: { called: "allow", what: "a channel where questions are allowed" },
  forbid: { called: "forbid", what: "a channel where questions are no longer allowed" },
  limit: { called: "limit", what: "what this community may spend, in US dollars: 5/day, 30/month or both; or off" },
  budget: { called: "budget", what: "how many questions a day may have, follow-ups included, or off" },
  threads: { called: "threads", what: "whether each battle gets a thread of its own" },
  reveal: { called: "reveal", what: "when voters may see the names" },
  weekly: { called: "weekly", what: "whether a digest is posted here every Monday" },
  log: { called: "log", what: "show who changed what" },
  check: { called: "check", what: "show what the bot lacks, channel by channel" },
  do: { called: "do", what: "set somebody's votes aside, shut them out, or show what was done" },
  person: { called: "person", what: "a mention of whom it is about" },
  days: { called: "days", what: "for how long; left out: until it is lifted" },
  format: { called: "format", what: "csv for spreadsheets, jsonl for programs" },
  action: { called: "action", what: "start one, see its progress or result, or stop it" },
  subject: { called: "subject", what: "what the questions are about" },
  rounds: { called: "rounds", what: "how many questions; left out, each model sets one" },
};

/** Sentences of commands. */
export const commands = {
  commands: listed,
  options,
  /** What may be typed, in lower case. English words are understood in every language. */
  typed: {
    board: {
      here: ["here", "community"],
      everywhere: ["everywhere", "all"],
      me: ["me", "mine"],
      week: ["7d", "7 days", "week"],
      month: ["30d", "30 days", "month"],
      ever: ["ever", "all time", "all-time"],
      matrix: ["matrix", "head to head", "head-to-head", "duels"],
      history: ["history", "over time", "trend"],
      cost: ["cost", "price", "frontier"],
      ranking: ["ranking"],
      unseen: ["unseen"],
      private: ["private"],
      jury: ["jury"],
    },
    /** Beside their own names. */
    readings: {
      ranks: ["ranks at once", "places at once"],
      style: ["without style"],
      weighted: ["pairs evened out", "even draws"],
      ability: ["voters weighed"],
      sharpened: ["with the jury"],
      families: ["family"],
      fit: ["does it fit", "does it fit?"],
    },
    plain: ["plain"],
    add: ["add"],
    set: ["set"],
    none: ["none", "nothing"],
    myself: ["me", "myself"],
    publicly: ["public", "here"],
    automatic: ["auto", "automatic", "default"],
  },
  bank: {
    offer: (task: string, difficulty: string) => `**A question from the bank** (${task}, ${difficulty}):`,
    ask: "Ask this",
    another: "Another one",
    asked: "Asked. Both answers will appear together.",
    difficulties: { easy: "easy", medium: "medium", hard: "hard" },
    title: "**The question bank**",
    counts: (builtIn: number, own: number) =>
      `${builtIn.toLocaleString("en")} questions are built in; this community has added ${own.toLocaleString("en")}. /battle without a question offers one of them.`,
    howTo: (usage: string) => `To add one: \`${usage}\`. Those who run this community approve what others add.`,
    pending: (count: number) =>
      count === 1 ? "1 question waits for approval." : `${count.toLocaleString("en")} questions wait for approval.`,
    pendingLine: (task: string, difficulty: string, text: string) => `The oldest (${task}, ${difficulty}):\n\n${text}`,
    approve: "Approve",
    reject: "Reject",
    approved: "Approved. It is offered from now on.",
    rejected: "Rejected. Nobody will be offered it.",
    decidedAlready: "Somebody has decided about that question already.",
    added: (task: string, difficulty: string) =>
      `Added to the bank (${task}, ${difficulty}). It is offered from now on.`,
    suggested: (task: string, difficulty: string) =>
      `Thank you. Your question (${task}, ${difficulty}) is kept; those who run this community decide whether it is offered.`,
    twice: "That question is in this community's bank already.",
    full: "Many questions wait for approval already. Try again when those who run this community have looked at them.",
    tooLong: (length: number, longest: number) =>
      `A question for the bank has at most ${longest.toLocaleString("en")} characters; that one has ${length.toLocaleString("en")}.`,
    unknown: (usage: string) => `Write it like this: ${usage}`,
    notYours: "Only those who run this community decide about its questions.",
    gone: "That question is not in the bank any more. /battle offers another one.",
    none: "The bank has no such question yet. Ask your own, or add one with /bank add.",
  },
  help: {
    buttons: { question: "Try a question", board: "See the board", help: "How it works" },
    intro:
      "**Doubleblind** sends your question to two hidden models and lets everyone vote on the answers. Just write a question, or use a command:",
    voting: `**Voting.** Choose A, B, Tie or Both bad. You can change your vote until you ask for the names; that locks it. Votes by button are secret until their battle closes, and count from then on. A reaction is a vote too, but not a secret one on ${namesWith("public")}: even if it is removed at once, it has already been sent to other people's apps. Those who run a community can turn reactions off with \`/settings reactions off\`.`,
    tasks: (all: string) =>
      `**Tasks.** The arena guesses what kind of task a question is. To say it yourself, begin with it, such as \`#programming\`. The tasks are: ${all}.`,
    profiles:
      "**Profiles.** /profile me shows you what you ask and like, privately. Others see it only if you allow that there.",
    followUp:
      "**Follow-ups.** Before anybody has voted, whoever asked can ask the same two models again by replying to their answers with a question. Replies without one are talk, and stay unanswered. One vote then counts for all of it.",
    draw: "**Sealed draw.** Each ballot carries a hash of who answers on which side, and what was hashed is shown at the close. So anyone can check that no names were swapped after the answers were posted. It does not prove that the draw was random.",
    masking: `**Hidden names.** Where a model names itself, its maker or its family, the name is hidden (${placeholder}) and the battle does not count in any rating.`,
    rating:
      "**Ratings.** Votes become ratings by the Bradley–Terry model: 400 points mean ten wins to one. Ties and both-bad count half a win each. The lines are 95% intervals, shown once the votes tell as much as those of five equally active people; where they overlap widely, the order is not settled. Models with few votes stand below a divider, without a rank.",
  },
  models: {
    title: "**Models in the arena**",
    line: (name: string, organization: string) => (organization ? `${name}, ${organization}` : name),
    paused: "paused",
    retired: "retired",
    demoNotice: "Demo models",
    demoNote:
      "These are toy models built into Doubleblind, so that you can try it without a key. They never share a board with real ones.",
    withChance: (name: string, percent: string) => `${name} (in ${percent} of the next battles)`,
    withheld: (line: string, settings: string) => `${line}; its endpoint does not accept: ${settings}`,
    settings: {
      temperature: "temperature",
      maxTokens: "the full token limit",
      system: "a system message (it is put before the question instead)",
      seed: "a seed",
      stream: "streaming",
      format: "a form for its answer",
    },
    evenNote: "Every pair of active models is equally likely to be drawn, and which one is A is a coin toss.",
    drawNote: (floor: string, newcomerVotes: number, ceiling: string) =>
      `**How pairs are drawn.** The more a vote on a pair would improve the board, the more often the pair is drawn. ${floor} of draws are spread evenly over all pairs, models with fewer than ${newcomerVotes} votes are drawn more often, and no model appears in much more than ${ceiling} of battles as long as others can take its place. Which one is A is a coin toss. The probability of each draw is stored with its battle. A model that fails is replaced by another, with the probabilities that pairs with the remaining model have anyway; a model that keeps failing is left out for a while.`,
  },
};
