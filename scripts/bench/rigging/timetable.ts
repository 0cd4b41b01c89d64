/** When battles are shown, with whom, and who is there to vote on them. */
import type { Chance } from "../chance/chance.ts";

/**
 * A battle; models by number, times in seconds from the first day. `lean`: how much better the left answer is than its model
 * usually is, natural-log units.
 */
export type TimedBattle = { battle: string; left: number; right: number; from: number; until: number; lean: number };

/** When somebody may be there: from their first day to their last, in days. */
export type Presence = { from: number; until: number };

/** The days of a community, and how many battles it is shown in them. */
export type Days = { count: number; battles: number };

/** Seconds in a day. */
export const secondsPerDay = 24 * 3600;
/** How many models a community's board has. */
export const models = 20;
/** Every fourth model is added later; a model that was added less than so many days ago is drawn so much more often. */
const novelty = { every: 4, days: 5, weight: 3 };
/** Most is asked in the evening. */
const evening = { hour: 20, deviation: 3 };
const leanDeviation = 0.6;
/** For how long a battle is open, seconds. */
const open = { least: 20 * 60, most: 3 * 3600 };

/** On which day each model was added; 0: it was there from the beginning. */
export function drawAdded({ count }: Days, { fraction }: Chance): number[] {
  return Array.from({ length: models }, (_, model) =>
    model % novelty.every === 3 ? (0.2 + 0.7 * fraction()) * count : 0,
  );
}

/** The moment at which something is asked on a day. */
export function drawMoment(day: number, { normal }: Chance): number {
  const hour = (((evening.hour + evening.deviation * normal()) % 24) + 24) % 24;
  return (Math.floor(day) + hour / 24) * secondsPerDay;
}

/** Two different models of those that are there, new ones more often. */
export function drawPair(
  added: readonly number[],
  time: number,
  { fraction }: Chance,
): { left: number; right: number } {
  const day = time / secondsPerDay;
  const weights = added.map((since) => {
    if (since > day) return 0;
    return since > 0 && day - since < novelty.days ? novelty.weight : 1;
  });
  const draw = (except: number) => {
    let rest = fraction() * weights.reduce((sum, weight, model) => sum + (model === except ? 0 : weight), 0);
    const drawn = weights.findIndex((weight, model) => model !== except && (rest -= weight) < 0);
    return drawn < 0 ? weights.findLastIndex((weight, model) => model !== except && weight > 0) : drawn;
  };
  const left = draw(-1);
  return { left, right: draw(left) };
}

/** A battle that is shown at a moment. */
export function showBattle(battle: string, time: number, added: readonly number[], chance: Chance): TimedBattle {
  const until = time + open.least + (open.most - open.least) * chance.fraction();
  return { battle, ...drawPair(added, time, chance), from: time, until, lean: leanDeviation * chance.normal() };
}

/** All battles of a community, in the order in which they are shown. */
export function drawTimetable(days: Days, added: readonly number[], chance: Chance): TimedBattle[] {
  const moments = Array.from({ length: days.battles }, () => drawMoment(days.count * chance.fraction(), chance));
  return moments
    .toSorted((one, other) => one - other)
    .map((time, index) => showBattle(`b${index}`, time, added, chance));
}
