/** What people read on boards and profiles. */

const number = (value: number) => value.toLocaleString("en");
/** With a minus sign that is as wide as a plus. */
const signed = (value: number, sign: number) => `${sign * value}`.replace("-", "−");
const votes = (count: number) => (count === 0 ? "No votes yet" : count === 1 ? "1 vote" : `${number(count)} votes`);

/** Sentences on boards and profiles. */
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
    /** How many more votes a firm order needs. */
    order: {
      firm: "The order is firm: the votes tell every model from every other.",
      firstFirm: (all: string) => `First place is settled. About ${all} more votes would settle the whole order.`,
      firstFirmOnly: "First place is settled. Others are too close to say how many more votes would order them.",
      open: (first: string, all: string) =>
        first === all
          ? `About ${first} more votes would settle the order.`
          : `About ${first} more votes would settle first place, ${all} the whole order.`,
      openFirst: (first: string) =>
        `About ${first} more votes would settle first place. Others are too close to say how many would order them.`,
      unforeseen: "The order is open. How many more votes it takes cannot be told yet.",
    },
    intervalNote:
      "Lines are 95% intervals, allowing for people who vote often and battles many vote on. Models on one ground: the votes do not settle their order; a thin line between two: those two are told apart. Votes count when their battle closes.",
    /** Instead of it where too few people have voted. */
    pointNote:
      "Dots without lines: too few people have voted to say how sure the ratings are. Votes count when their battle closes.",
    fewVoters: (voters: number, least: number) =>
      `${voters === 1 ? "1 person has" : `${voters} people have`} voted. From ${least} people on, the board says how sure it is; until then this is the order so far, no more.`,
    sideA: (points: number, lower: number | null, upper: number | null) => {
      const [side, sign] = points >= 0 ? ["Answer A", 1] : ["Answer B", -1];
      const [from, to] = [
        signed((points >= 0 ? lower : upper) ?? 0, sign),
        signed((points >= 0 ? upper : lower) ?? 0, sign),
      ];
      const doubt = lower === null || upper === null ? "so far, by too few people to be sure" : `95%: ${from} to ${to}`;
      return `${side} wins as if its model had ${Math.abs(points)} points more (${doubt}). Sides are drawn fairly.`;
    },
    sensitivity: (votes: number, rival: string) =>
      votes === 1
        ? `A single vote fewer would put ${rival} level with first place.`
        : `At most ${number(votes)} votes fewer would put ${rival} level with first place.`,
    newer: (count: number) => `+${number(count)} since`,
    period: { "30d": "last 30 days", "7d": "last 7 days" },
    platform: (name: string) => `on ${name}`,
    group: (name: string) => `people who say of themselves: ${name}`,
    unseen: "only votes nobody else could see",
    groupAlone:
      "A board of a group of people always covers all communities, platforms and votes together, so that nobody can be recognized in it.",
    tooFewPeople: (least: number) =>
      `That board is shown once at least ${least} people with votes have said so of themselves, so that nobody is known by it.`,
    mine: {
      title: "Your board",
      about: (own: number) =>
        own === 1
          ? "rests on 1 vote of yours, and leans on everybody else's"
          : `rests on ${number(own)} votes of yours, and leans on everybody else's`,
      empty: "You have no votes in closed battles yet that fit this. Vote, and look again when the battle has closed.",
      footer: (points: number, measured: boolean) =>
        `Where your votes say nothing, models stand as everybody else's votes put them. The small figures: how much higher or lower you rate a model than the others do. ${measured ? `How far tastes differ (${points} points) is measured on votes held back.` : `How far tastes differ (${points} points) is assumed until there are votes enough to measure it.`}`,
      difference: (points: number) => (points > 0 ? `you: +${points}` : points < 0 ? `you: −${-points}` : "you: ±0"),
      votes: "Yours",
    },
    matrix: {
      title: "Head to head",
      footer:
        "How often the model of the row won against the model of the column; ties and both-bad count half. Below each share: votes.",
      line: (one: string, other: string, percent: string, votes: string) =>
        `${one} against ${other}: ${percent} of ${votes}`,
      none: "No two models have met yet.",
      more: (count: number) => `${number(count)} more models are left out: the picture shows the first ones.`,
    },
    overTime: {
      title: "Ratings over time",
      footer: "Each point: the rating by the votes up to the end of that day (UTC). Fewer votes: nearer to 1000.",
      line: (name: string, from: number, to: number) => `${name}: from ${from} to ${to}`,
      axis: "Rating",
    },
    ability: {
      title: "Leaderboard, voters weighed",
      helps: (percent: string) =>
        `Weighing voters by how well their votes agree with everybody's foretells held-out votes ${percent} better.`,
      helpsNot: "Weighing voters does not foretell held-out votes better: prefer the usual board.",
      footer: (votes: number) =>
        `Each voter's discrimination is estimated together with the ratings (am-ELO) and drawn towards 1. Measured on ${number(votes)} votes that were held out. Without intervals.`,
    },
    asideNote: (names: string) =>
      `Not comparable yet: ${names} (only won, only lost, or never met the others by any chain). Ratings lean towards 1000.`,
    provisionalNote:
      "Provisional: some models have only won, only lost, or never met the others, so ratings lean towards 1000.",
    headings: { rank: "Rank", model: "Model", rating: "Rating", votes: "Votes", bothBad: "Both bad" },
    row: (rank: string, name: string, rating: number, lower: number, upper: number, count: string, bothBad: string) =>
      `${rank}. ${name}: ${rating} (${lower} to ${upper}), ${count}, ${bothBad} both bad`,
    rowWithout: (rank: string, name: string, rating: number, detail: string, count: string, bothBad: string) =>
      `${rank}. ${name}: ${rating}${detail === "" ? "" : ` (${detail})`}, ${count}, ${bothBad} both bad`,
    unrated: (names: string) => `No votes yet: ${names}`,
    more: (count: number) =>
      count === 1 ? "and 1 more line in the picture" : `and ${count} more lines in the picture`,
    count: number,
    percent: (share: number) => `${Math.round(share * 100)}%`,
    listSeparator: ", ",
    emptyTask: (task: string) => `No votes on ${task} yet. Battles on it count when they close.`,
    emptyBoard: "No battle has closed yet. Ask a question and vote: the board fills as battles close.",
    emptySelection: "No votes yet that fit this. Battles count when they close.",
    buttons: {
      previous: "Previous page",
      next: "Next page",
      here: "Only this community",
      everywhere: "All communities",
      byTask: "By task",
      periods: { all: "All time", "30d": "30 days", "7d": "7 days" },
      me: "As I vote",
      otherForms: "Other views",
      forms: { board: "Ranking", matrix: "Head to head", history: "Over time", ability: "Voters weighed" },
      seen: { unseen: "Only unseen votes", all: "All votes" },
      allTasks: "All tasks",
    },
    whichTask: "Which task?",
    whichForm: "Which view?",
  },
  profile: {
    versus: (one: string, other: string) => `${one} and ${other}`,
    rating: (rating: number, lower: number, upper: number) => `Rating ${rating} (${lower} to ${upper})`,
    ratingOnly: (rating: number) => `Rating ${rating}`,
    rank: (rank: string, models: number) => `rank ${rank} of ${models}`,
    strength: "How often it would win against an average model, by task",
    strengths: "How often each would win against an average model, by task",
    footer: (few: number, claimed: boolean) =>
      `50% is the mean of the field.${claimed ? " Bands and strokes are 95% intervals, as on each task's board." : ""} Hollow marks: fewer than ${few} votes, hardly more than a guess; a dash: none.`,
    range: (lower: string, upper: string) => `${lower} to ${upper}`,
    /** Why there are figures without a band. */
    unclaimed: (least: number) =>
      `Without an interval: tasks on which fewer than ${least} people have voted, too few to say how sure the figure is.`,
    fewPeople: "too few people",
    fewVotes: (count: number) => (count === 1 ? "only 1 vote" : `only ${count} votes`),
    noVotes: "no votes",
    axis: (task: string, figure: string, detail: string) => `${task} ${figure} (${detail})`,
    series: (name: string, axes: string) => `${name}: ${axes}.`,
    answers: (count: number) =>
      count === 1 ? "Its answer" : count === 0 ? "No answers yet" : `Its last ${number(count)} answers`,
    bothAnswers: "Their answers",
    length: "characters, on average",
    time: "until answered (median)",
    cost: "an answer, on average",
    bothBad: "of votes: both bad",
    seconds: (seconds: number) => `${seconds.toLocaleString("en", { maximumSignificantDigits: 2 })} s`,
    dollars: (dollars: number) => `$${dollars.toLocaleString("en", { maximumSignificantDigits: 2 })}`,
    unknown: "–",
    rivals: "Its closest rivals",
    headToHead: "Against each other",
    against: (name: string) => `against ${name}`,
    legend: { won: "won", even: "tie or both bad", lost: "lost" },
    score: (won: number, even: number, lost: number) => `${number(won)} : ${number(even)} : ${number(lost)}`,
    rival: (name: string, won: number, even: number, lost: number) =>
      `against ${name}: ${number(won)} won, ${number(even)} even, ${number(lost)} lost`,
  },
  voter: {
    yours: "Your profile",
    theirs: (name: string) => `Profile: ${name}`,
    counts: (asked: number, voted: number) =>
      `${asked === 1 ? "1 question" : `${number(asked)} questions`} asked, ${voted === 1 ? "1 vote" : `${number(voted)} votes`} counted`,
    subtitle: "Share of questions and votes by task, in battles that have closed",
    asked: "asked",
    voted: "voted on",
    footer: (most: number) =>
      `From the newest ${number(most)} votes on closed battles. Lines are 95% intervals. Battles in which a name was hidden are left out.`,
    taste: "Taste",
    agreement: (battles: number) =>
      `chose as the others did, over ${battles === 1 ? "1 battle" : `${number(battles)} battles`}`,
    chance: (percent: string) => `${percent} by chance`,
    longer: (count: number) =>
      `chose the clearly longer answer, in ${count === 1 ? "1 vote" : `${number(count)} votes`}`,
    moreStructured: (count: number) =>
      `chose the clearly more structured answer, in ${count === 1 ? "1 vote" : `${number(count)} votes`}`,
    even: "50%",
    noAgreement: "Agreement shows once others have voted on the same battles.",
    verdict: {
      more: (name: string) => `Favours ${name}.`,
      less: (name: string) => `Favours the opposite of ${name}.`,
      longer: "longer answers",
      moreStructured: "structured answers",
    },
    alt: (label: string, figure: string, detail: string, reference: string) =>
      `${label}: ${figure} (${detail}; ${reference})`,
    empty: "You have no votes or questions in closed battles yet. Vote, and look again when the battle has closed.",
    emptyOther: "There is nothing to show of this person yet.",
    onlyYou: "Only you see this. To post it here once, write /profile me public.",
    visible: "Others may ask for your profile.",
    hidden: "Nobody else can ask for your profile.",
    nowVisible: "Done. Others may now ask for your profile, until you take that back.",
    nowHidden: "Done. Nobody else can ask for your profile any more.",
    buttons: { show: "Let others ask for it", hide: "Keep it to myself" },
    notAllowed: (name: string) => `${name} has not made their profile visible to others.`,
  },
};
