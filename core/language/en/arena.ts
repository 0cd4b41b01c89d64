/** What people read of battles and of asking: refusals, posts, replies. */
import { placeholder } from "../placeholder.ts";
import { platformNames } from "../platforms.ts";
import { asSaid } from "../said.ts";

const hour = 3_600_000;

/** A time in milliseconds, in words. */
function about(time: number): string {
  const [count, unit] =
    time < 1.5 * hour
      ? [time / 60_000, "minute"]
      : time < 36 * hour
        ? [time / hour, "hour"]
        : [time / hour / 24, "day"];
  const whole = Math.max(1, Math.ceil(count as number));
  return `about ${whole === 1 ? `1 ${unit}` : `${whole} ${unit}s`}`;
}

/** Sentences about battles. */
export const arena = {
  refusals: {
    emptyQuestion: "There is nothing to answer in that message. Write a question in words and send it again.",
    longQuestion: (length: number, longest: number) =>
      `That question has ${length.toLocaleString("en")} characters; the arena takes up to ${longest.toLocaleString("en")}. Please shorten it.`,
    tooManyQuestions: (limit: number) =>
      `You already have ${limit} questions being answered. Wait for one of them, then ask again.`,
    tooFast: (seconds: number) =>
      `You are sending too fast. Wait ${seconds === 1 ? "a second" : `${seconds} seconds`}, then continue.`,
    tooBusy: (seconds: number) =>
      `The arena is too busy right now. Try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`,
    unknownBattle: "This ballot does not belong to any battle here. Vote with the buttons below a battle's answers.",
    notOpenYet: "The answers are not here yet. You can vote as soon as both are posted.",
    battleFailed: "This battle ended without answers, so there is nothing to vote on. Ask the question again.",
    battleClosed: (names: string) => `Voting on this battle has closed. ${names}`,
    voteLocked: (choice: string) => `Your vote is locked because you have seen the names. It stays: ${choice}.`,
    voteFirst: "Vote first: the names are shown only to those whose vote is final.",
    notAsker: "Only the person who asked can close this battle early.",
    askerSawNames: "You have seen the names, so you can no longer close this battle early. It will close by itself.",
    shutOut: (until: string | null) =>
      `Those who run this community have paused your part in it${until === null ? "" : ` until ${until} UTC`}: you can read along, but not ask or vote here. If you think that is a mistake, talk to them.`,
    ownBattle: "You cannot report a battle of your own, or one that only you can see.",
    noBattleHere: "Use this on the message of a battle: answer that message with the command, or open its menu.",
    nothingToWithdraw: "You have no vote here to withdraw.",
    drawStillSealed: "The draw of this battle stays sealed until it closes.",
    followUpNotAsker:
      "Only the person who asked can follow up on that battle. To start your own, write /battle and your question.",
    followUpAfterVote:
      "Somebody has seen who wrote these answers, so the same two cannot be asked again without being known. Send your question as a new message.",
    pairGone: "One of the two no longer plays here, or does not take pictures. Send your question as a new message.",
    pairAnswering:
      "The same two are just answering another question, and all of their answers close together. Wait for that, then close the battle.",
    followUpNotOpen: "This battle cannot be followed up just yet. Wait until both answers are here, then try again.",
    tooManyTurns: (limit: number) =>
      `A battle has at most ${limit} questions, and this one has reached that. Vote now, or send your question as a new message.`,
    unknownAction: "That button no longer works. Use the buttons on a newer message.",
    unknownCommand: (name: string, meant: string | undefined) =>
      meant
        ? `There is no command /${asSaid(name)}. Did you mean /${meant}?`
        : `There is no command /${asSaid(name)}. /help lists them all; to ask a question that begins with a slash, write /battle before it.`,
    unknownBoardWord: (word: string, meant: string | undefined, tasks: string, readings: string) =>
      `“${asSaid(word)}” is neither a task nor a language, nor a place (here, everywhere, me, ${platformNames.join(", ")}), a time (7d, 30d), a form (matrix, history, cost, jury), a reading (${readings}), a source (source:NAME), a group of people or a page.${meant ? ` Did you mean ${meant}?` : ""} The tasks are: ${tasks}.`,
    unknownTask: (word: string, tasks: string) => `There is no task “${asSaid(word)}”. The tasks are: ${tasks}.`,
    boardWordTwice: (word: string) =>
      `“${asSaid(word)}” is of a kind you have named already. A board takes one of each: task, language, place, platform, time, form, reading, source, group, page.`,
    tooManyWords: (usage: string) => `That is more than the command takes. Write it like this: ${usage}`,
    unknownModel: (word: string, meant: string | undefined) =>
      `No model is called “${asSaid(word)}”.${meant ? ` Did you mean ${meant}?` : ""} /models lists them all.`,
    profileUsage: (models: string) =>
      `Name one model, or two to compare, or yourself: /profile MODEL [MODEL], or /profile me. The models are: ${models}.`,
    tryAgain: "Something else changed in this battle at the same moment. Look at it again, then try once more.",
    notYourQuestion: "Only the person who asked this question can ask it again. Send it as a message of your own.",
    followUpClosed: "That battle has closed. Send your question as a new message to start another.",
    failed: "Something went wrong on our side. Check whether it went through before you try again.",
    cannotStore:
      "The arena cannot save anything right now (its disk is full or broken), so this was most likely not counted. Whoever runs it has been told in the log. Try again later; nothing counts twice.",
    cannotReachStore:
      "The arena cannot reach its database right now. Whoever runs it has been told in the log. Before you try again later, check whether it went through.",
  },
  battle: {
    answering: "Two hidden models are answering. Both answers appear together.",
    demo: (text: string) => `**Demo models.** ${text}`,
    answeringAgain: "The same two hidden models are answering the follow-up. Both answers appear together.",
    followUpFailed: "The follow-up was not answered. You can still vote on the answers above.",
    open: "Read both answers, then vote. The names stay hidden until your vote is final.",
    continued: "This battle continues below. One vote there covers all of its answers.",
    samePair:
      "The same two hidden models as before answer a new question, without what was said; what was A may be B now. All of their battles close together, and the names are shown then.",
    oneVote: "Your one vote covers all answers of this battle.",
    closing: (minutes: number, hours: number, votes: number | null) => {
      const after = minutes === 1 ? "1 minute" : `${minutes.toLocaleString("en")} minutes`;
      const full =
        votes === null
          ? ""
          : votes === 1
            ? "with the first vote, otherwise "
            : `at ${votes.toLocaleString("en")} votes, otherwise `;
      return `Voting closes ${full}${after} after the first vote, at the latest after ${hours} hours.`;
    },
    masked: `A model named itself or its maker; the name is hidden (${placeholder}), so this battle does not count in any rating.`,
    asksWhoAnswers: "The question asks who the models are, so this battle does not count in any rating.",
    cutShort: "*(The answer reached its length limit and stops here.)*",
    "no-answer": "The models could not answer this time, so there is nothing to vote on. Please ask again.",
    overBudget:
      "What may be spent on answers is used up for now, so there are none to vote on. You can ask again later.",
    why: "**Why there are no answers.** Only you, who run this arena, see this:",
    whyNotYours: "Only those who run this arena are told which of its models failed, and why.",
    failed: (model: string, endpoint: string, why: string) => `**${model}** (endpoint **${endpoint}**): ${why}.`,
    whatToDo:
      "What to do: `npm run -s doctor` asks every model once and says what to mend. Models are changed in `models.json`, which is read again at once, or with `npm run setup`.",
    interrupted:
      "The arena was restarted before both answers were complete, so there is nothing to vote on. Please ask again.",
    stopped: "You stopped this question before it was answered. It is not rated.",
    unshowable:
      "The answers cannot be shown here: this platform, or the moderation of this place, does not let them through. There is nothing to vote on, and nothing is rated. Ask in other words, or in another place.",
    closed: (a: string, b: string) => `This battle is closed. A was **${a}**, B was **${b}**.`,
    votes: (a: number, b: number, tie: number, bothBad: number) => {
      const total = a + b + tie + bothBad;
      if (total === 0) return "Nobody voted.";
      return `${total === 1 ? "1 vote" : `${total.toLocaleString("en")} votes`}: A ${a}, B ${b}, tie ${tie}, both bad ${bothBad}.`;
    },
    won: (name: string, more: number, fewer: number) =>
      `**${name}** won here, ${more.toLocaleString("en")} ${more === 1 ? "vote" : "votes"} to ${fewer.toLocaleString("en")}.`,
    level: (each: number) =>
      `It ended level, with ${each === 1 ? "1 vote" : `${each.toLocaleString("en")} votes`} for each.`,
    names: (a: string, b: string) => `A was **${a}**, B was **${b}**.`,
    modelName: (name: string, organization: string) => (organization ? `${name} (${organization})` : name),
    chosen: (choice: string) => `You chose **${choice}**.`,
    changed: (choice: string) => `You changed your vote to **${choice}**.`,
    locked: (choice: string) => `Your vote for **${choice}** is locked.`,
    choose: "Choose again. Your new vote replaces the old one.",
    chooseAnew: "You have not voted on this battle yet. Choose.",
    withdrawn: (choice: string) =>
      `Your vote for **${choice}** is withdrawn. You can vote again until the battle closes.`,
    lastVote: "That was the last vote this battle was waiting for.",
    erased: "_Erased by whoever asked._",
    hidden: "_Hidden until those who run this community have looked at it._",
    tellClosed: (a: string, b: string) => `Your battle has closed. A was **${a}**, B was **${b}**.`,
    willTell: "You will be called here when this battle closes. Press again to call that off.",
    willNotTell: "You will not be called when this battle closes.",
    askedAgain: "Your question is being asked again; the answers come in a new post.",
    closedByYou: "You closed the battle. The names are now shown to everyone.",
    choices: { a: "A", b: "B", tie: "Tie", "both-bad": "Both bad" },
    buttons: {
      a: "A",
      b: "B",
      tie: "Tie",
      "both-bad": "Both bad",
      change: "Change",
      withdraw: "Withdraw my vote",
      names: "Show names (locks my vote)",
      close: "Close the battle",
      tell: "Tell me when it closes",
      report: "Report",
      reportNow: "Yes, report it",
      again: "Ask again",
      draw: "Check the draw",
    },
  },
  /** Asking whoever wrote a message whether it may be battled. */
  consent: {
    mayIt:
      "May this message go to two hidden language models, and everybody here vote on their answers? Nothing is sent to any model before its writer says yes. Only they can press; a yes is taken for a day.",
    buttons: { yes: "Yes, battle it", no: "No", never: "No, and never ask me", allow: "Let others ask me again" },
    notToBeAsked: "Whoever wrote that message does not want to be asked.",
    askedBefore: "Whoever wrote that message has been asked about it already.",
    askingTooOften: "You have asked several people lately. Try again in an hour.",
    askedTooOften: "Whoever wrote that message has been asked often enough for today. Try again tomorrow.",
    onlyWriter: "Only whoever wrote the message can answer that.",
    tooLate: "That was asked more than a day ago. You can send your message to the arena yourself at any time.",
    saidYes: "Its writer has said yes: two hidden models are answering.",
    saidNo: "Its writer has said no. Nothing was sent to any model.",
    gone: "The message is gone. Nothing was sent to any model.",
    over: "Its writer has not said yes within a day. Nothing was sent to any model.",
    youSaidNo: "Nothing was sent to any model.",
    neverAgain: "Nothing was sent to any model, and nobody can ask you that any more.",
    mayAgain: "Others may ask you again whether they may battle what you wrote.",
    isNeverAsked: "Others cannot ask you whether they may battle what you wrote.",
  },
  /** The sealed draw. */
  draw: {
    fits: "The draw matches what was sealed.",
    changed:
      "The record of this draw has been CHANGED since it was sealed: it no longer has the hash that the ballot carried.",
    hash: "The ballot carried this hash before anybody voted:",
    statement: "This is what was sealed:",
    recordNow: "This is what the record says now:",
    byHand: "To check it yourself, without us:",
    proves:
      "This proves that nobody swapped the names after the answers were posted. It does not prove that the draw was random.",
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
  asking: {
    paused: "The arena is paused in this community. Those who run it can resume it with /settings paused off.",
    notAmongAskers:
      "Not everybody may ask questions in this community, but you can vote. Those who run it decide who may ask (/settings askers).",
    notHere: "In this community questions can be asked only in certain channels, and this is not one of them.",
    namesWithPair:
      "The same two have been asked another question, so their names are shown to everybody at once, when all of it closes.",
    maybeSamePair:
      "Voting on that battle has begun, so it takes no more questions. The same two hidden models can be asked in a battle of its own.",
    askPair: "Ask the same two",
    /** How many questions a day may have. @param left how long that lasts, in milliseconds. */
    limits: {
      person: (most: number, left: number) =>
        `You have asked ${most === 1 ? "your one question" : `all ${most.toLocaleString("en")} questions`} that anybody may ask in a day. You can ask again in ${about(left)} (after midnight UTC), and still vote now.`,
      community: (most: number, left: number) =>
        `This community has used up its ${most === 1 ? "one question" : `${most.toLocaleString("en")} questions`} for today. You can ask again in ${about(left)} (after midnight UTC), and still vote now.`,
      installation: (most: number, left: number) =>
        `The arena has used up its ${most === 1 ? "one question" : `${most.toLocaleString("en")} questions`} for today. You can ask again in ${about(left)} (after midnight UTC), and still vote now.`,
    },
    /** @param left how long it lasts, in milliseconds. */
    moneySpent: (period: "day" | "month", left: number) =>
      period === "day"
        ? `What may be spent on answers today is used up. You can ask again in ${about(left)} (after midnight UTC), and still vote now.`
        : `What may be spent on answers this month is used up. You can ask again in ${about(left)} (from the first of the month, UTC), and still vote now.`,
    namesAtClose: "In this community the names are shown to everybody at once, when the battle closes.",
    nobodySees: "Fewer than two models here take pictures, so this question cannot be asked. Describe it in words.",
    noPicturesInFollowUp: "A follow-up takes no pictures. Ask a new question with them.",
    tooManyPictures: (most: number) => `A question takes at most ${most} pictures.`,
    maybeFollowUp: "Is that a question to both models? With a question mark it is asked at once.",
    askBoth: "Ask both",
    maybeQuestion: "Is that a question to the models? With my name before it, or a question mark, it is asked at once.",
    askThis: "Ask this",
    edited: "You have changed your question since it was asked. The models have the old words.",
    askAgain: "Ask again",
    wordsGone: "The message is not there any more, so there is nothing to ask. Write it again, with a question mark.",
    notYourWords: "Only whoever wrote the message can have it asked.",
    wordsUntold:
      "That message has been edited, and this platform does not tell me how it reads now. Battle it yourself, from its menu, or ask it as a new question.",
    pictureAlone: "What do you see in this picture?",
    fileTooLarge: (name: string, megabytes: number) =>
      `${asSaid(name)} is too large: a file may have up to ${megabytes} MiB.`,
    unreadableFile: (name: string) =>
      `${asSaid(name)} cannot be used: a question takes pictures (PNG, JPEG, GIF, WebP) and short text files.`,
    tooManyPixels: (name: string, millions: number) =>
      `${asSaid(name)} has more than ${millions} million pixels, too many for the models. Make it smaller and send it again.`,
    fileNotFetched: (name: string) =>
      `${asSaid(name)} could not be fetched, so the question has not been asked. Send it again; if that fails too, send a smaller file.`,
  },
};
