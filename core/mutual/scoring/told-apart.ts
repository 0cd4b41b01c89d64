/** Which models the ballots tell apart, and how many more questions would. */
import { normalQuantile, twoSidedQuantile } from "../../rating/intervals.ts";
import { type DifferenceMargin, rankModel } from "../../rating/ranks.ts";
import type { JudgedExperiment, JudgeBallot } from "./ballots.ts";
import { findMargin, type Resampled } from "./resampling.ts";

/**
 * What is missing until two models are told apart. `questions`: about so many more; `judges`: for these judges there are
 * enough questions, but others might see it otherwise; `unforeseeable`: they are too close, or have too few questions in
 * common, for anything to be said.
 */
export type Missing = { kind: "questions"; questions: number } | { kind: "judges" } | { kind: "unforeseeable" };

/** Two models, the one with the better score first. */
export type Separation = {
  models: [string, string];
  /** Questions on which some judge judged both; the mean of what the first is ahead there, in points; its deviation. */
  questions: number;
  lead: number | null;
  deviation: number | null;
  /** Null where they are told apart. */
  missing: Missing | null;
};

/** A model with its score; whether there are questions and judges enough to tell anything about it. */
export type ToldScore = { model: string; answer: number; isTold: boolean; place: number };

/** By the numbers of the models: half the width of the 95% interval of the difference of their scores. */
export function createMargin(scored: readonly ToldScore[], drawn: Resampled): DifferenceMargin {
  // Each pair is asked for three times: for two ranks, and for whether it is told apart.
  const known = new Map<number, number>();
  return (own, rival) => {
    const pair = Math.min(own, rival) * scored.length + Math.max(own, rival);
    const margin = known.get(pair) ?? marginOf(scored[own]!, scored[rival]!, drawn);
    known.set(pair, margin);
    return margin;
  };
}

function marginOf(one: ToldScore, other: ToldScore, drawn: Resampled): number {
  if (!one.isTold || !other.isTold) return Infinity;
  return findMargin(drawn, (all) => all[one.place]! - all[other.place]!) ?? Infinity;
}

/** By model, the places that are not ruled out; only of those of which anything is told. */
export function findRankRanges(scored: readonly ToldScore[], margin: DifferenceMargin) {
  const answers = Float64Array.from(scored, ({ answer }) => answer);
  return new Map(
    scored.flatMap(({ model, isTold }, index) => {
      if (!isTold) return [];
      const { rankBest: best, rankWorst: worst } = rankModel(index, answers, margin);
      return [[model, { best, worst }] as const];
    }),
  );
}

/** Fewer paired differences say nothing about how they vary. */
const fewestPaired = 4;
/** Further nobody sees: a lead so small compared with its interval is chance, and may as well turn round. */
const mostTimes = 100;
/** z(0.975), and z(0.8) for a power of 80%. */
const [certain, powerful] = [normalQuantile, twoSidedQuantile(0.6, Infinity)];

/**
 * Every two models with a score. On question q the paired difference dq is the mean, over the judges that judge both, of
 * the points of one less those of the other. A two-sided paired t-test at 5% finds a true difference δ with a power of 80%
 * when there are about
 *
 *   n = (z(0.975) + z(0.8))² · s²/δ² + z(0.975)²/2
 *
 * questions (W. Guenther, The American Statistician 35, 1981), s their standard deviation and δ their mean as found so far,
 * which further questions will change. It takes the judges as they are. Told apart are two as in {@link findRankRanges}.
 * @param scored best first. @returns pairs by the place of the first, then of the second. Throws nothing.
 */
export function findSeparations(
  experiment: JudgedExperiment,
  scored: readonly ToldScore[],
  margin: DifferenceMargin,
): Separation[] {
  const sums = addDifferences(experiment, scored);
  return scored.flatMap((one, upper) =>
    scored.slice(upper + 1).map((other, index): Separation => {
      const lower = upper + 1 + index;
      const [count, sum, squares] = sums.map((all) => all[upper * scored.length + lower]!) as [number, number, number];
      const lead = count === 0 ? null : sum / count;
      const deviation = count < 2 ? null : Math.sqrt(Math.max(0, squares - sum ** 2 / count) / (count - 1));
      const isApart = one.answer - other.answer > margin(upper, lower);
      return {
        ...{ models: [one.model, other.model], questions: count, lead, deviation },
        missing: isApart ? null : findMissing(count, lead, deviation),
      };
    }),
  );
}

function findMissing(count: number, lead: number | null, deviation: number | null): Missing {
  // The order may rest on questions that only one of them answered; on common ones the other may be ahead.
  if (lead === null || lead < 0 || deviation === null || count < fewestPaired) return { kind: "unforeseeable" };
  const needed = Math.ceil(((certain + powerful) * (deviation / lead)) ** 2 + certain ** 2 / 2);
  // Also where there is no lead at all.
  if (!(needed <= mostTimes * count)) return { kind: "unforeseeable" };
  return needed <= count ? { kind: "judges" } : { kind: "questions", questions: needed - count };
}

/** By the numbers of two models: questions in common, and the sum and the sum of squares of the differences there. */
function addDifferences(
  { rounds }: JudgedExperiment,
  scored: readonly ToldScore[],
): [counts: Float64Array, sums: Float64Array, squares: Float64Array] {
  const size = scored.length;
  const numbers = new Map(scored.map(({ model }, index) => [model, index]));
  const all = [new Float64Array(size * size), new Float64Array(size * size), new Float64Array(size * size)] as const;
  for (const { ballots } of rounds) {
    const [sums, counts] = [new Float64Array(size * size), new Float64Array(size * size)];
    for (const ballot of ballots) addBallot(ballot, numbers, sums, counts, size);
    for (const [at, count] of counts.entries()) {
      if (count === 0) continue;
      const difference = sums[at]! / count;
      all[0][at]! += 1;
      all[1][at]! += difference;
      all[2][at]! += difference ** 2;
    }
  }
  return [...all];
}

function addBallot(
  { points }: JudgeBallot,
  numbers: ReadonlyMap<string, number>,
  sums: Float64Array,
  counts: Float64Array,
  size: number,
): void {
  const given = [...points].map(([model, value]) => ({ index: numbers.get(model)!, value }));
  given.sort((one, other) => one.index - other.index);
  for (let upper = 0; upper < given.length; upper++) {
    const own = given[upper]!;
    for (let lower = upper + 1; lower < given.length; lower++) {
      const at = own.index * size + given[lower]!.index;
      sums[at]! += own.value - given[lower]!.value;
      counts[at]! += 1;
    }
  }
}

/** Of each model and the next one below it what separates them. Throws nothing. */
export function neighbours(separations: readonly Separation[]): Separation[] {
  let last: string | null = null;
  return separations.filter(({ models: [upper] }) => {
    const isFirst = upper !== last;
    last = upper;
    return isFirst;
  });
}
