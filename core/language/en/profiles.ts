/** What people read of profiles: a model's, and a voter's. */
import { asSaid } from "../said.ts";

const number = (value: number) => value.toLocaleString("en");

/** Sentences on profiles. */
export const profiles = {
  profile: {
    versus: (one: string, other: string) => `${one} and ${other}`,
    ahead: (one: string, other: string) => `${one} is ahead of ${other}`,
    notTold: (one: string, other: string) => `${one} or ${other}: the votes do not show yet which is ahead`,
    /** The title. @param standsOut one of those below; null where nothing is claimed. */
    finding: (name: string, standsOut: string | null) => (standsOut === null ? name : `${name}: ${standsOut}`),
    /** @param above what it is better at, such as "programming" or "5 of 8 tasks"; null: nothing. */
    standsOut: (above: string | null, below: string | null) =>
      above === null && below === null
        ? "not clearly better or worse than average at any task"
        : [above && `better than average at ${above}`, below && `worse at ${below}`]
            .filter((part) => part)
            .join(", ")
            .replace(/^worse at/u, "worse than average at"),
    ofTasks: (count: number, of: number) => `${count} of ${of} tasks`,
    /** Heads the rows below a radar. */
    otherTasks: "Too few votes to be sure",
    unvoted: (tasks: string) => `No votes yet: ${tasks}`,
    rating: (rating: number, roughly: boolean, range: string) =>
      `Rating ${roughly ? "about " : ""}${rating}${range === "" ? "" : ` (${range})`}`,
    /** Why a model has no place. */
    unranked: {
      provisional: "not ranked yet: too few votes",
      incomparable: "not ranked yet: it has only won, only lost, or never met the others",
      retired: "retired, so without a rank",
    },
    rank: (rank: string, models: number) => `rank ${rank} of ${models}`,
    strength: "How often it would win against an average model, by task",
    strengths: "How often each would win against an average model, by task",
    average: "50% is an average model.",
    lines: "Lines and bands are 95% intervals.",
    hollow: (few: number) => `Hollow: fewer than ${few} votes, little more than a guess.`,
    /** Two sentences, one after the other. */
    followedBy: (one: string, other: string) => `${one} ${other}`,
    /** The task "other", in a sentence. */
    otherQuestions: "other questions",
    range: (lower: string, upper: string) => `${lower} to ${upper}`,
    /** Why there are figures without a band. */
    unclaimed: (least: number) =>
      `No interval: the votes on that task tell no more than those of fewer than ${least} equally active people, too few to say how sure the figure is.`,
    fewPeople: "too few people",
    fewVotes: (count: number) => (count === 1 ? "only 1 vote" : `only ${count} votes`),
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
    emptyOther: "There is nothing to show about this person yet.",
    onlyYou: "Only you see this. To post it here once, write /profile me public.",
    visible: "Others can see your profile.",
    hidden: "Nobody else can see your profile.",
    nowVisible: "Done. Others can see your profile now, until you change that.",
    nowHidden: "Done. Nobody else can see your profile any more.",
    buttons: { show: "Let others see it", hide: "Keep it private" },
    notAllowed: (name: string) => `${asSaid(name)} has not made their profile visible to others.`,
    notKnown: (name: string) =>
      `I cannot show a profile of ${asSaid(name)}: they have not allowed it (they can, with /profile me), or have not been here lately.`,
  },
};
