/** What people read about themselves: what they may say, and what is held of them. */
import { asSaid } from "../said.ts";

/** Sentences about people. */
export const people = {
  languages: {
    now: (language: string) => `The arena speaks ${language} to you.`,
    changed: (language: string) => `From now on the arena speaks ${language} to you, on this platform.`,
    automatic: "From now on the arena uses the language of your app.",
    buttonAutomatic: "Same as my app",
    unknown: (word: string, spoken: string) =>
      `The arena itself does not speak “${asSaid(word)}”, only ${spoken}. You can ask questions in any language.`,
    /** Names of this language that people type and that `Intl` does not know. */
    alsoCalled: ["english"],
  },
  people: {
    traits: { age: "age", gender: "gender", occupation: "occupation", interests: "interests" },
    values: {
      "18-24": "18-24",
      "25-34": "25-34",
      "35-44": "35-44",
      "45-54": "45-54",
      "55-64": "55-64",
      "65-plus": "65 plus",
      women: "women",
      men: "men",
      "non-binary": "non-binary",
      students: "students",
      teaching: "teaching",
      research: "research",
      software: "software",
      engineering: "engineering",
      design: "design",
      business: "business",
      "health-care": "health care",
      "public-service": "public service",
      crafts: "crafts",
      retired: "retired",
      "other-work": "other work",
      science: "science",
      technology: "technology",
      arts: "arts",
      music: "music",
      games: "games",
      sports: "sports",
      books: "books",
      travel: "travel",
      cooking: "cooking",
      news: "news",
    },
    nothing: "You have not described yourself, and do not have to.",
    said: (list: string) => `You have described yourself as: ${list}.`,
    line: (trait: string, values: string) => `${trait}: ${values}`,
    forgotten: "Done. Your description of yourself is deleted.",
    what: (least: number) =>
      `It is used only for boards that show whether tastes differ: for groups of at least ${least} people, never within one community. /privacy shows, exports and erases it.`,
    howTo:
      "To describe yourself: `/profile set 25-34 software games` (age, gender, occupation, interests, as many as you like). `/profile set none` deletes all of it.",
    choices: (trait: string, all: string) => `- ${trait}: ${all}`,
    unknown: (word: string) => `“${asSaid(word)}” is not one of the choices. /profile set lists them.`,
    twice: (trait: string) => `Choose only one option for ${trait}.`,
  },
  privacy: {
    title: "**What is stored about you**",
    what: "Votes with their times, your questions with the answers to them, a question with personal data that waits for your decision (masked and encrypted, for a week at most), the questions you have added to the bank, and your choices by /language, /profile and /profile set. You are stored under a pseudonym: a keyed hash of your account, whose key lies outside the database. The addresses of a battle's posts are encrypted; once it has ended, they are kept only so that erasing can reach those posts.",
    held: (votes: number, questions: number, bank: number) =>
      `Stored about you: ${votes === 1 ? "1 vote" : `${votes.toLocaleString("en")} votes`}, ${questions === 1 ? "1 question" : `${questions.toLocaleString("en")} questions`}${bank === 0 ? "" : ` and ${bank.toLocaleString("en")} in the bank`}.`,
    waiting:
      "A question of yours with personal data waits for your decision: masked and encrypted, for a week at most. The buttons below it send or delete it; erasing deletes it, too. The export has its words.",
    tokens: (tokens: number) =>
      `The answers to your questions have used ${tokens.toLocaleString("en")} tokens. Whoever runs this arena sees such figures for a month (/costs), not whose they are.`,
    where:
      "Questions go to the endpoints of the two models that answer. Where those who run this arena let models judge (/mutual jury), questions and answers of closed battles also go to the models that judge. Nobody else gets them. Others see your profile only if you have allowed it.",
    openData:
      "Whoever runs this arena may publish its closed battles as open data, and those who run a community the battles of that community (/export, without words), for research and training: which models met, when, on what task and in which language, and how many votes fell where. The words of your questions, the answers to them, and your votes one by one are in it only if you say yes, for this account, in chats that are not private. Personal data is masked then, and your votes go by a name made up for that one export.",
    sharing: "**You share your questions and votes as open data.** You can take that back at any time.",
    notSharing: "You do not share your questions and votes as open data: your votes are only counted there.",
    nowSharing:
      "**You share your questions and votes as open data from now on**, earlier ones too: exports that are made while this holds may have them. Private chats are never in them. `/privacy share:off` takes it back.",
    nowNotSharing:
      "**You do not share any more.** Exports that are made from now on have neither your words nor your votes one by one. What has been published before cannot be called back by the arena: ask whoever published it.",
    encrypted: (texts: boolean): string =>
      texts
        ? "Questions and answers, those in the bank too, are encrypted in the database, with a key that lies outside it. Votes, pictures sent with a question, and how long answers are, are not. Whoever runs this arena has the key, so they can still read all of it, though not whose it is."
        : "Questions, answers and votes stand in the database unencrypted, so whoever runs this arena can read them there, though not whose they are.",
    kept: (days: number) =>
      `Questions, answers and pictures are deleted ${days === 1 ? "a day" : `${days.toLocaleString("en")} days`} after their battle has ended, from what the bot has posted too. Votes and boards stay.`,
    forgotten: "_The words of this battle are no longer kept. Its votes are._",
    policyTitle: "# Privacy in this arena",
    policyAt: (address: string) => `The privacy policy of whoever runs this arena: ${address}`,
    policyAttached: "What holds of everybody here, in the file beside this.",
    rights:
      "You can export all of it, and have it erased. Erasing deletes your questions and choices and removes the link between you and your votes, so that no rating changes. It also takes the question, the answers and your name out of what this bot has posted about your battles. It cannot reach the messages that you wrote yourself (delete those in the chat), quotes and copies that others have made, what was shown to one person alone, the messages of battles that ended before the bot kept their addresses, and those that it may no longer edit. The answers stay in the database without your question, as nobody's. So does, under your pseudonym, that your votes are set aside or that you are shut out, as long as that holds.",
    exported: "Everything stored about you is in the attached file.",
    sure: "**Erase it all?** Your questions and choices are deleted, and nobody, you included, can tell any more which votes were yours. This cannot be undone.",
    erased: (votes: number, questions: number) =>
      `**Erased.** ${votes.toLocaleString("en")} ${votes === 1 ? "vote is" : "votes are"} nobody's any more, and the words of ${questions.toLocaleString("en")} ${questions === 1 ? "question" : "questions"} are gone.`,
    postsWaiting: (battles: number) =>
      battles === 1
        ? "The bot's posts of one battle are still having your words taken out. /privacy tells when that is done; it is tried for a week."
        : `The bot's posts of ${battles.toLocaleString("en")} battles are still having your words taken out. /privacy tells when that is done; it is tried for a week.`,
    postsUnreachable: (battles: number) =>
      battles === 1
        ? "**Not reached:** the bot's posts of one battle still have your words, because it does not know any more where they are or may not edit them. Ask those who run the chat to delete them."
        : `**Not reached:** the bot's posts of ${battles.toLocaleString("en")} battles still have your words, because it does not know any more where they are or may not edit them. Ask those who run the chat to delete them.`,
    aside: (votes: number) =>
      `${votes === 1 ? "**One of your votes is set aside.** It counts" : `**${votes.toLocaleString("en")} of your votes are set aside.** They count`} on no board, because together they do not look like honest votes, or because those who run a community decided so. Nobody else is told. Those who run it can restore them.`,
    shutOut: "You are shut out of a community: see the export for since when.",
    stillOpen: (open: number) =>
      open === 1
        ? "One battle you took part in is still open: what you did there stays until it has closed. Come back then."
        : `${open.toLocaleString("en")} battles you took part in are still open: what you did there stays until they have closed. Come back then.`,
    buttons: {
      export: "Export it",
      erase: "Erase it",
      eraseNow: "Yes, erase everything",
      policy: "Read the policy",
      share: "Share as open data",
      stopSharing: "Stop sharing",
    },
    erasedQuestion: "(erased)",
  },
  personal: {
    kinds: {
      email: "e-mail address",
      phone: "phone number",
      card: "card number",
      iban: "account number",
      "chinese-id": "identity number",
      secret: "secret key",
    },
    found: (kinds: string) =>
      `Your question seems to hold personal data (${kinds}). Nothing has been sent to a model or stored yet. Masked, it reads:`,
    sendMasked: "Send it masked",
    dontSend: "Do not send it",
    dropped: "Your question has not been sent, and nothing of it is kept.",
    gone: "That question does not wait any more: it has been asked, or you have written a newer one. Write it again to ask it.",
    tooLargeToWait: (kinds: string) =>
      `Your question seems to hold personal data (${kinds}), and its pictures are too large to wait for your decision. Nothing has been sent or stored. Write it again without that, or with smaller pictures.`,
  },
  moderation: {
    kinds: {
      sexual: "sexual content",
      minors: "sexual content about minors",
      harassment: "harassment",
      hate: "hate",
      threats: "a threat",
      crimes: "advice for crimes",
      weapons: "instructions for weapons or drugs",
      violence: "violence",
      other: "content that is not allowed here",
    },
    refused: (kind: string) =>
      `Your question has not been asked: it looks like ${kind}, which this community does not take (/settings moderation). If that is a mistake, say it in other words.`,
    selfHarm:
      "Your question has not been asked. If you are thinking of hurting yourself, please talk to somebody now: a friend, a doctor, or a helpline; findahelpline.com has one for your country.",
    silent:
      "What looks at every question here does not answer at the moment, so nothing has been asked. Try again in a few minutes; whoever runs the arena finds the reason in its log.",
    refusedPicture: (kind: string) =>
      `Your question has not been asked: its picture looks like ${kind}, which this community does not take (/settings moderation). Ask without it, or with another one.`,
    unseen:
      "Your question has not been asked: what looks at questions here cannot look at its picture, and nothing is sent unseen. Ask without the picture, or with another one.",
    notFromHere:
      "Questions from an age-restricted channel cannot be added to the bank, which is read in other channels, too.",
  },
  history: {
    title: (total: number) => `**Your votes on closed battles** (${total.toLocaleString("en")})`,
    line: (when: string, question: string, choice: string, a: string, b: string, votes: string) =>
      `- ${when} · ${question}\n  You chose **${choice}**. A was ${a}, B was ${b}. ${votes}`,
    when: (at: Date) => new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" }).format(at),
    open: (count: number) =>
      count === 1
        ? "1 battle you voted on is still open. It shows here when it has closed."
        : `${count.toLocaleString("en")} battles you voted on are still open. They show here when they have closed.`,
    empty: "None of the battles you voted on has closed yet. They show here when they have.",
    older: "Older",
    newer: "Newer",
  },
};
