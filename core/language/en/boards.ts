/** What people read on boards. */
import { asSaid } from "../said.ts";

const number = (value: number) => value.toLocaleString("en");
/** With a minus sign that is as wide as a plus. */
const signed = (value: number, sign: number) => `${sign * value}`.replace("-", "−");
const votes = (count: number) => (count === 0 ? "No votes yet" : count === 1 ? "1 vote" : `${number(count)} votes`);

/** Sentences on boards. */
export const boards = {
  boards: {
    title: (task: string | undefined) => (task ? `Leaderboard: ${task}` : "Leaderboard"),
    everywhere: "All communities",
    here: "This community",
    questionsIn: (language: string) => `questions in ${language}`,
    days: (first: Date, last: Date) =>
      new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" }).formatRange(first, last),
    shortDay: (day: Date) =>
      new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" }).format(day),
    page: (page: number, pages: number) => `page ${page} of ${pages}`,
    separator: " · ",
    votes,
    /** What is known of the order: the title of its picture, and so without a full stop. */
    order: {
      settled: "The whole order is settled",
      allClear: "Every model is clear of the next",
      /** One of these two, and what follows it. */
      firstSettled: (name: string) => `${name}: first place is settled`,
      firstClear: (name: string) => `${name} is clear of the rest`,
      openBehind: "; behind it, the order is open",
      someBehind: "; behind it, some of the order is open",
      allBehind: "; behind it, every model is clear of the next",
      top: (count: number) => `The top ${count} are clear of the rest; among them, the order is open`,
      lastClear: (name: string) => `${name} is clearly last; above it, the order is open`,
      open: "No model is clear of the rest yet",
      /** What would settle it. @param first whether first place is settled already. */
      help: {
        votes: (count: string, first: boolean) =>
          `About ${count} more votes would settle ${first ? "the whole order" : "first place"}.`,
        voters: (count: string, first: boolean) =>
          `About ${count} more voters would settle ${first ? "the whole order" : "first place"}; more votes by the same people would not be enough.`,
        links: (one: string, other: string) => `It would help most if ${one} and ${other} met more often.`,
      },
    },
    /** Where places are not claimed. */
    orderSoFar: "The order so far, by too few people to be sure",
    tooEarly: "Too early to rank",
    ranksFrom: (battles: number, voters: number, width: number) =>
      `A model is ranked once it has ${battles} battles with votes by ${voters} people, and its rating is known to within ±${width / 2} points.`,
    nobodyComparable:
      "Each model has only won, only lost, or never met the others. More battles and votes change that.",
    people: (voters: number, effective: number) =>
      `${number(voters)} people have voted, some far more than others: together they tell as much as about ${number(effective)} equally active ones.`,
    /** The same where they are busy alike, or nearly so. */
    rests: (voters: number, effective: number) =>
      `Ranks are based on the votes of ${number(voters)} people${effective < voters ? `, who tell as much as about ${number(effective)} equally active ones` : ""}.`,
    unclaimed: (voters: number, effective: number, least: number) => {
      const people = voters === 1 ? "1 person has voted" : `${number(voters)} people have voted`;
      const spread =
        effective < voters
          ? `, some far more than others: they tell as much as about ${number(effective)} equally active ones`
          : "";
      return `${people}${spread}. It takes ${least}${spread === "" ? "" : " of those"} to say how sure a rank is; until then, this is only the order so far.`;
    },
    /** Heads of the groups of models that are not ranked. */
    unranked: {
      provisional: "Not ranked yet: too few votes",
      /** On another reading, which may need more of a model than the plain board does. */
      reading: "Not ranked by this reading: too few votes for it",
      incomparable: "Cannot be compared yet: only won, only lost, or never met the others",
      retired: "Retired",
      new: "No votes yet",
    },
    unrankedNote: "≈: too few votes to be ranked. It does not affect the ranked models.",
    unrankedAlone: "≈: too few votes to be ranked.",
    intervalNote:
      "Lines are 95% intervals; ranks hold for each model by itself. Same background and no line between: too close to call.",
    /** Where places look firmer than what is said of them. */
    settledNote: "“Settled” is stricter than a rank: it stays reliable however often people look.",
    /** The same where ranges of places hold together. */
    togetherNote: "Lines are 95% intervals, each by itself. Same background: too close to call.",
    /** The same where no model is ranked. */
    linesNote: "Lines are 95% intervals, adjusted for people and battles with many votes.",
    /** Instead of it where too few people have voted. */
    pointNote: "Dots without lines: too few voters to say how sure the ratings are.",
    sideA: (points: number, lower: number | null, upper: number | null) => {
      const [side, sign] = points >= 0 ? ["answer A", 1] : ["answer B", -1];
      const [from, to] = [
        signed((points >= 0 ? lower : upper) ?? 0, sign),
        signed((points >= 0 ? upper : lower) ?? 0, sign),
      ];
      const doubt = lower === null || upper === null ? "so far, by too few people to be sure" : `95%: ${from} to ${to}`;
      return `Being ${side} is worth ${Math.abs(points)} ${Math.abs(points) === 1 ? "point" : "points"} (${doubt}). Which model is A is drawn at random.`;
    },
    sensitivity: (votes: number, rival: string) =>
      votes === 1
        ? `Removing a single vote would put ${rival} level with first place.`
        : `Removing ${number(votes)} votes, or even fewer, would put ${rival} level with first place.`,
    aside: (votes: number) =>
      votes === 1 ? "1 vote is set aside." : `${votes.toLocaleString("en")} votes are set aside.`,
    busiest: (votes: number, first: string | null) =>
      first === null
        ? `Without the most active voter (${number(votes)} votes), first place stays the same.`
        : `Without the most active voter (${number(votes)} votes), ${first} would be first.`,
    oneDecides: (votes: number, rival: string) =>
      `Only those who run this community see this: on its board, one person decides first place. Without that person's ${votes === 1 ? "vote" : `${number(votes)} votes`}, ${rival} would draw level or lead.`,
    newer: (count: number) => `${number(count)} newer not counted yet`,
    period: { "30d": "last 30 days", "7d": "last 7 days" },
    platform: (name: string) => `on ${name}`,
    group: (name: string) => `people who describe themselves as: ${name}`,
    unseen: "only votes nobody else could see",
    /** In place of communities: whose votes they are. */
    source: (name: string) => `Votes from elsewhere: ${name}`,
    ofSource: (count: number, name: string | null) => `${number(count)} of them from ${name ?? "other sources"}`,
    besideSources: "all, beside this arena's votes",
    besideSource: (name: string) => `${name}, beside this arena's votes`,
    noSuchSource: (name: string | null, known: string) =>
      known === ""
        ? "This arena has no votes from elsewhere. Whoever runs it can bring some in (npm run -s import)."
        : `${name === null ? "That source is not here any more." : `There is no source “${asSaid(name)}”.`} There are: ${known}.`,
    sourceAlone: "Votes from elsewhere belong to no community, platform or group of people. Leave those words out.",
    groupAlone:
      "A board of a group of people always covers all communities, platforms and votes together, so that nobody can be recognized in it.",
    tooFewPeople: (least: number) =>
      `That board appears once at least ${least} voters have described themselves that way, so that nobody can be recognized in it.`,
    mine: {
      title: "Your board",
      about: (own: number) =>
        own === 1
          ? "from 1 vote of yours, and everybody else's where you have none"
          : `from ${number(own)} votes of yours, and everybody else's where you have none`,
      empty:
        "You have no votes in closed battles that match this yet. Vote, and look again when the battle has closed.",
      footer: (unjudged: number) =>
        `Small: how much higher or lower you rate a model than others do.${unjudged === 0 ? "" : ` ${unjudged === 1 ? "1 more model appears" : `${number(unjudged)} more models appear`} once you have voted on ${unjudged === 1 ? "it" : "them"}.`}`,
      taste: (points: number, measured: boolean) =>
        `Few votes move a rating little. ${measured ? `How far tastes differ (${points} points) is measured on votes held back.` : `How far tastes differ (${points} points) is assumed until there are enough votes to measure it.`}`,
      difference: (points: number) => (points > 0 ? `you: +${points}` : points < 0 ? `you: −${-points}` : "you: ±0"),
      votes: (own: number) => (own === 1 ? "1 vote of yours" : `${number(own)} votes of yours`),
    },
    matrix: {
      title: "Head to head",
      footer:
        "How often the row's model beat the column's model; ties and both-bad count half. Below each share: the number of votes.",
      line: (one: string, other: string, percent: string, votes: string) =>
        `${one} against ${other}: ${percent} of ${votes}`,
      winner: (name: string) => `${name} won more often than it lost against each of the others`,
      noWinner: "No model won more often than it lost against each of the others",
      none: "No two models have met yet.",
      more: (count: number) =>
        count === 1
          ? "1 more model is left out: the picture shows the first ones."
          : `${number(count)} more models are left out: the picture shows the first ones.`,
    },
    overTime: {
      title: "Ratings over time",
      footer:
        "Each point: the rating from all votes up to the end of that day (UTC). A ring: a model came in, which moves nobody else.",
      line: (name: string, from: number, to: number) => `${name}: from ${from} to ${to}`,
      oneDay: "All votes so far fell on one day. Lines are drawn from the second day on.",
      axis: "Rating",
    },
    cost: {
      title: "Quality and cost",
      axis: "Dollars for an answer, as measured here",
      free: "free",
      dollars: (amount: number) => `$${amount.toLocaleString("en", { maximumSignificantDigits: 2 })}`,
      level: (name: string, best: string, share: number) =>
        `${name} costs ${share < 0.995 ? `${Math.max(1, Math.round(share * 100))}% of what ${best} does` : `a little less than ${best}`}, and the votes do not tell them apart`,
      levelFree: (name: string, best: string) => `${name} is free, and the votes do not tell it from ${best}`,
      nothingCheaper: (name: string) => `Every cheaper model is rated clearly lower than ${name}`,
      bestAndCheapest: (name: string) => `${name} is rated highest, and nothing costs less`,
      noneKnown: "The cost of no ranked model is known, so there is nothing to compare.",
      unknown: (names: string) => `Not shown, because their cost is unknown: ${names}.`,
      footer:
        "Line: the frontier by the ratings as they stand; nothing as cheap is rated higher. Hollow: something as cheap is rated clearly higher (95%). Bars are 95% intervals of the rating. Cost: the mean of a model’s newest 1,000 answers to questions of all kinds.",
      unclaimedFooter:
        "Line: the frontier by the ratings so far; nothing as cheap is rated higher. Too few voters to say how sure that is. Cost: the mean of a model’s newest 1,000 answers to questions of all kinds.",
      line: (name: string, cost: string, rating: string, range: string, place: string) =>
        `${name}: ${cost}, ${rating}${range === "" ? "" : ` (${range})`}, ${place}`,
      /** Where a model stands. */
      places: { on: "on the frontier", mayBe: "perhaps on the frontier", off: "not on the frontier" },
      columns: { model: "Model", rating: "Rating", answer: "Answer", input: "In", output: "Out" },
      tableNote: "Answer: dollars for a mean answer, as measured here. In and out: dollars for a million tokens.",
    },
    headings: { rank: "Rank", model: "Model", rating: "Rating" },
    /** In the table of the page. */
    votesHeading: "Votes",
    row: (rank: string, name: string, rating: string, detail: string, count: string) =>
      `${rank === "–" ? rank : `${rank}.`} ${name}: ${rating}${detail === "" ? "" : ` (${detail})`}, ${count}`,
    range: (lower: number, upper: number) => `${signed(lower, 1)} to ${signed(upper, 1)}`,
    approximately: (rating: string) => `≈${rating}`,
    unrated: (names: string) => `No votes yet: ${names}`,
    more: (count: number) =>
      count === 1 ? "and 1 more line in the picture" : `and ${count} more lines in the picture`,
    count: number,
    percent: (share: number) => `${Math.round(share * 100)}%`,
    moved: (name: string, from: string, to: string) =>
      `These votes moved **${name}** from rank ${from} to ${to} on the leaderboard.`,
    listSeparator: ", ",
    emptyTask: (task: string) => `No votes on ${task} yet. Votes count when their battle closes.`,
    emptyBoard: "No battle has closed yet. Ask a question and vote: the board fills as battles close.",
    emptySelection: "No votes match this yet. Votes count when their battle closes.",
    likedAnswers: (model: string) => `**Answers of ${model} that people here liked**`,
    likedBy: (chosen: number, votes: number) => `Chosen by ${chosen} of ${votes}:`,
    noLikedAnswers: "There is no such answer here any more.",
    buttons: {
      likedAnswers: "Answers people liked",
      previous: "Previous page",
      next: "Next page",
      here: "Only this community",
      everywhere: "All communities",
      byTask: "By task",
      periods: { all: "All time", "30d": "30 days", "7d": "7 days" },
      me: "By my votes",
      otherForms: "Other views",
      forms: { board: "Ranking", matrix: "Head to head", history: "Over time", cost: "Quality and cost" },
      otherReadings: "Other readings",
      plain: "Plain board",
      seen: { unseen: "Only unseen votes", all: "All votes" },
      allTasks: "All tasks",
    },
    whichTask: "Which task?",
    whichForm: "Which view?",
  },
};
