/** What everybody on the web reads on the public board. */

const number = (value: number) => value.toLocaleString("en");
const date = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
const moment = new Intl.DateTimeFormat("en", {
  dateStyle: "long",
  timeStyle: "short",
  hourCycle: "h23",
  timeZone: "UTC",
});
const places = (best: number, worst: number) => (best === worst ? `rank ${best}` : `rank ${best}–${worst}`);

/** Sentences on the public board. */
export const publicBoard = {
  publicBoard: {
    /** Beside the name of the page in a browser's tab. */
    siteName: "Doubleblind",
    intro:
      "A community asks its own questions. Two hidden models answer, people vote blind, and these are the results.",
    /** The name of the other language, in that language, is what its link says. */
    thisLanguage: "English",
    skip: "Skip to the ranking",
    asOf: (at: Date) => `As of ${moment.format(at)} UTC`,
    day: (day: Date) => date.format(day),
    renewed: "Renewed once a day",
    earlier: (day: string) => `This is the board of ${day}. Its figures stay as they were.`,
    toNewest: "See the newest board",
    permalink: "Link that keeps these figures",
    empty: {
      title: "No board yet",
      text: (least: number) =>
        `It appears here by itself once ${least} people have voted in battles that have closed. With fewer, somebody could be recognized.`,
      join: "Take part in the community's chat: ask something, read both answers, vote.",
    },
    missing: {
      title: "There is no such board",
      text: (least: number) =>
        `This address names no board that was published. A task, a language or a period has one from ${least} people on.`,
    },
    filters: { task: "Task", language: "Language of the questions", period: "Period" },
    allTasks: "All tasks",
    allLanguages: "All languages",
    periods: { all: "All time", "30d": "30 days", "7d": "7 days" },
    unknownLanguage: "Language unknown",
    ranking: "Ranking",
    columns: {
      rank: "Rank",
      model: "Model",
      rating: "Rating",
      interval: "95% interval",
      votes: "Votes",
      wins: "Win rate",
      bothBad: "Both bad",
    },
    sortBy: (column: string) => `Sort by: ${column}`,
    sortNote: (column: string) => `Sorted by: ${column}.`,
    meanNote: "The upright line is 1000, the average of the ranked models.",
    winsNote:
      "Win rate: the share of its votes that a model won; ties and both-bad count half. It depends on the rivals it met; the rating does not.",
    duels: {
      title: "Head to head",
      note: "How often the row's model beat the column's model; ties and both-bad count half. Below each share: the number of votes.",
      more: (shown: number) => `The table shows the first ${shown} models; each model's page has all its rivals.`,
      against: (one: string, other: string) => `${one} against ${other}`,
    },
    model: {
      all: "Back to the board",
      byTask: "By task",
      task: "Task",
      against: "Whom it beats, and who beats it",
      rival: "Rival",
      record: "Won : even : lost",
      share: "Win rate",
      answers: (count: number) => (count === 1 ? "Its last answer" : `Its last ${number(count)} answers`),
      length: "Length, characters (mean)",
      time: "Time until answered (median)",
      cost: "Cost of an answer (mean)",
      bothBad: "Votes that called both answers bad",
      noTasks: "No task has a board of its own yet.",
      noRivals: "It has met nobody yet.",
      /** How often it would win against an average model. */
      strength: "Against an average model",
    },
    changes: {
      title: "What has changed",
      none: "Nothing so far.",
      begun: (ranked: number) =>
        ranked === 0
          ? "The board begins; no model is ranked yet."
          : `The board begins, with ${ranked === 1 ? "1 model" : `${number(ranked)} models`} ranked.`,
      entered: (name: string, best: number, worst: number) => `${name} is ranked now: ${places(best, worst)}.`,
      left: (name: string) => `${name} is not ranked any more.`,
      lead: (names: string, count: number) =>
        count === 1 ? `Only ${names} can be first now.` : `These can be first now: ${names}.`,
      more: (count: number) => `${number(count)} more`,
      settled: (name: string) => `${name}: first place is settled.`,
      feedTitle: "Changes of the board",
      feed: "Feed of changes (Atom)",
    },
    days: { title: "Earlier boards", all: (count: number) => `${number(count)} days, the newest first` },
    method: {
      title: "How this is made",
      asked:
        "Somebody asks a question in the chat. Two models, drawn at random, answer at the same moment, without their names. People choose the better answer, a tie, or “both bad”. Names are shown after the vote is final.",
      rating:
        "A rating says how often a model wins, taking into account whom it met: 400 points more are odds of ten to one, and 1000 is the average of the ranked models.",
      interval:
        "The interval says how sure that is. It accounts for people who vote often and for battles that many vote on. A rank such as “1–3” means: the votes leave all of these places possible.",
      few: "A model with too few votes has no rank. Votes that look bought or copied can be set aside; every board here keeps the figures of its own day.",
      counted: (least: number) =>
        `Only battles that have closed count. The board is made once a day and shows sums only: nobody's words, names or single votes, no community, and no board on which fewer than ${least} people have voted.`,
    },
    share: {
      title: "Link to it, use it",
      json: "The figures as JSON",
      badge: "A badge for a README or a website",
      picture: "The board as a picture",
    },
    badge: {
      label: "best here",
      value: (name: string, best: number, worst: number) => `${name}, ${places(best, worst)}`,
      soFar: (name: string) => `${name}, so far`,
      none: "no board yet",
    },
    card: (voters: number, day: string) => `Blind votes by ${number(voters)} people, ${day}`,
  },
};
