/** Communities with honest voters, a fan club among them, over some weeks: who comes when, and what they vote. */
import type { CampaignVotes, ShownBattles } from "../../../core/rating/index.ts";
import type { Chance } from "../chance/chance.ts";
import {
  type Days,
  drawAdded,
  drawTimetable,
  models,
  type Presence,
  secondsPerDay,
  type TimedBattle,
} from "./timetable.ts";

/** One vote; models by number. */
export type RiggedVote = {
  voter: string;
  battle: string;
  left: number;
  right: number;
  outcome: "a" | "b" | "tie";
  /** Seconds from the first day. */
  time: number;
};

/** Who votes honestly, on what, and what they think. */
export type Community = {
  votes: RiggedVote[];
  battles: TimedBattle[];
  days: Days;
  /** On which day each model was added. */
  added: readonly number[];
  /** When those who are not new first voted, seconds from the first day. */
  since: Map<string, number>;
  /** The honest voters who love the target. */
  fans: ReadonlySet<string>;
  strengths: readonly number[];
};

/**
 * Who comes: most come and stay, as `usual`; or everybody came yesterday; or a hundred more come on one evening (`wave`), or
 * follow a link to one battle (`link`); or half of them come on one evening alone (`event`).
 */
export type Crowd = "usual" | "all new" | "wave" | "link" | "event";

/** What a community is like; `loved`: the model that fans love, the best being 0. */
export type CommunityKind = { loved: number; fans: number; crowd: Crowd };

const voters = 400;
const votes = 10_000;
/** Natural-log units: standard deviations of strengths (60 points) and of tastes; a fan's love. */
const deviations = { strength: 60 / (400 / Math.LN10), taste: 0.5 };
const love = 2;
const ties = 0.2;
/** Pareto's law of how busy voters are; nobody is busier than this many times the least busy. */
const activity = { exponent: 1.1, most: 200 };
const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** What somebody with these tastes votes. */
export function voteHonestly(
  tastes: readonly number[],
  { left, right, lean }: Pick<TimedBattle, "left" | "right" | "lean">,
  { fraction }: Chance,
): RiggedVote["outcome"] {
  if (fraction() < ties) return "tie";
  return fraction() < logistic((tastes[left] ?? 0) - (tastes[right] ?? 0) + lean) ? "a" : "b";
}

/** What somebody likes. */
export function drawTastes(strengths: readonly number[], { normal }: Chance): number[] {
  return strengths.map((strength) => strength + deviations.taste * normal());
}

type Person = { voter: string; busy: number; tastes: number[]; presence: Presence; votes: Map<string, RiggedVote> };

/** Days on which those come who come for one evening: in the hours in which most is asked. */
const evening = ({ count }: Days): Presence => {
  const day = Math.floor(0.7 * count);
  return { from: day + 0.8, until: day + 0.9 };
};
const newcomers = 100;
const newcomersVotes = 8;

/** Draws everybody, and what they vote. */
export function drawCommunity({ loved, fans, crowd }: CommunityKind, chance: Chance): Community {
  const strengths = Array.from({ length: models }, () => deviations.strength * chance.normal()).toSorted(
    (a, b) => b - a,
  );
  const days: Days = { count: crowd === "all new" ? 1 : 28, battles: votes / 4 };
  const added = crowd === "all new" ? strengths.map(() => 0) : drawAdded(days, chance);
  const battles = drawTimetable(days, added, chance);
  const since = new Map<string, number>();
  const people = Array.from({ length: voters }, (_, index) => {
    const isEvent = crowd === "event" && index % 2 === 1;
    const presence = isEvent ? evening(days) : drawPresence(days, added, chance);
    if (presence.from < 0) since.set(`voter ${index}`, -200 * secondsPerDay * chance.fraction());
    return drawPerson(`voter ${index}`, presence, index < fans ? loved : null, strengths, chance);
  });
  sitTogether(people, battles, votes, chance);
  const more = crowd === "wave" || crowd === "link" ? drawNewcomers(crowd, { days, strengths, battles }, chance) : [];
  const cast = [...people, ...more].flatMap((person) => [...person.votes.values()]);
  return {
    votes: cast,
    battles,
    days,
    added,
    since,
    fans: new Set(people.slice(0, fans).map(({ voter }) => voter)),
    strengths,
  };
}

function drawPerson(
  voter: string,
  presence: Presence,
  loved: number | null,
  strengths: readonly number[],
  chance: Chance,
): Person {
  const busy = Math.min(activity.most, (1 - chance.fraction()) ** (-1 / activity.exponent));
  const tastes = drawTastes(strengths, chance).map((taste, model) => (model === loved ? taste + love : taste));
  return { voter, busy, tastes, presence, votes: new Map() };
}

function drawNewcomers(
  crowd: "wave" | "link",
  { days, strengths, battles }: Pick<Community, "days" | "strengths" | "battles">,
  chance: Chance,
): Person[] {
  const presence = evening(days);
  const people = Array.from({ length: newcomers }, (_, index) =>
    drawPerson(`newcomer ${index}`, presence, null, strengths, chance),
  );
  const linked = battles.filter(({ from }) => from >= presence.from * secondsPerDay).slice(0, 1);
  if (crowd === "link") sitTogether(people, linked, newcomers, chance);
  else sitTogether(people, battles, newcomersVotes * newcomers, chance);
  return people;
}

/** Some have long been there, some come and stay, some look in for a day or three, most of these when a model is new. */
function drawPresence({ count }: Days, added: readonly number[], { fraction }: Chance): Presence {
  const which = fraction();
  if (count === 1) return { from: 0, until: 1 };
  if (which < 0.45) return { from: -1, until: count };
  if (which < 0.75) return { from: fraction() * (count - 1), until: count };
  const news = added.filter((day) => day > 0);
  const from = which < 0.9 ? (news[Math.floor(fraction() * news.length)] ?? 0) : fraction() * (count - 1);
  return { from, until: Math.min(count, from + 1 + 2 * fraction()) };
}

/** People come again and again, each as often as they are busy, until so many votes are cast. */
function sitTogether(people: readonly Person[], battles: readonly TimedBattle[], wanted: number, chance: Chance): void {
  const draw = createDraw(people, chance);
  const everybody = people.values();
  let cast = 0;
  for (let tries = 0; cast < wanted && tries < 20 * wanted; tries++) {
    // Everybody comes at least once.
    const person = everybody.next().value ?? draw();
    const before = person.votes.size;
    sit(person, battles, chance);
    cast += person.votes.size - before;
  }
}

const sitting = { seconds: 30 * 60, share: 0.6, usualVotes: 4 };

/** Votes on some of what is open, one after the other, whatever the models. */
function sit({ voter, tastes, presence, votes: own }: Person, battles: readonly TimedBattle[], chance: Chance): void {
  const first = battles.findIndex(({ from }) => from >= presence.from * secondsPerDay);
  const last = battles.findLastIndex(({ from }) => from <= presence.until * secondsPerDay);
  const at = battles[first + Math.floor(chance.fraction() * (last - first + 1))];
  if (!at || last < first) return;
  const start = at.from + 0.5 * chance.fraction() * (at.until - at.from);
  let time = start;
  let left = 1 + Math.floor(-sitting.usualVotes * Math.log(1 - chance.fraction()));
  for (const battle of battles.slice(Math.max(0, first - 100))) {
    if (left === 0 || battle.from > start + sitting.seconds) break;
    if (battle.until < time || own.has(battle.battle) || chance.fraction() > sitting.share) continue;
    time = Math.max(time, battle.from) + 15 + 60 * chance.fraction();
    left--;
    own.set(battle.battle, { voter, ...battle, outcome: voteHonestly(tastes, battle, chance), time });
  }
}

/** Draws people as often as they are busy. */
function createDraw<Drawn extends { busy: number }>(people: readonly Drawn[], { fraction }: Chance): () => Drawn {
  const all = people.reduce((sum, { busy }) => sum + busy, 0);
  return () => {
    let left = fraction() * all;
    const drawn = people.find(({ busy }) => (left -= busy) < 0) ?? people.at(-1);
    if (!drawn) throw new Error("Nobody is there to vote.");
    return drawn;
  };
}

/** The votes as the finder takes them. */
export function layOut(cast: readonly RiggedVote[], since: ReadonlyMap<string, number>) {
  const first = new Map(since);
  for (const { voter, time } of cast) first.set(voter, Math.min(first.get(voter) ?? Infinity, time));
  return {
    voter: cast.map(({ voter }) => voter),
    left: cast.map(({ left }) => nameModel(left)),
    right: cast.map(({ right }) => nameModel(right)),
    outcome: cast.map(({ outcome }) => outcome),
    battle: cast.map(({ battle }) => battle),
    time: cast.map(({ time }) => time),
    age: cast.map(({ voter, time }) => time - (first.get(voter) ?? time)),
  } satisfies CampaignVotes;
}

/** The battles as exposure is recalled from them. */
export function layOutBattles(battles: readonly TimedBattle[]): ShownBattles {
  return {
    battle: battles.map(({ battle }) => battle),
    left: battles.map(({ left }) => nameModel(left)),
    right: battles.map(({ right }) => nameModel(right)),
    community: battles.map(() => "one"),
    from: battles.map(({ from }) => from),
    until: battles.map(({ until }) => until),
  };
}

/** The name of a model. */
export function nameModel(model: number): string {
  return `model ${String(model).padStart(2, "0")}`;
}
