/** How far judges agree with one another, over a whole experiment. */
import { createAlpha, type Unit } from "./alpha.ts";
import { type JudgedExperiment, listJudges } from "./ballots.ts";
import { type JudgePairs, pairJudges } from "./judge-pairs.ts";
import { midranks } from "./ranks.ts";
import { findInterval, type Interval, resample, type Resampled, type Weights } from "./resampling.ts";
import { createTauStatistics } from "./score-statistics.ts";

/** Two judges: the mean of their τ over the questions both judged, and on how many it rests. */
export type JudgePair = { judges: [string, string]; tau: number | null; rounds: number };

/** How far the judges of an experiment agree: by pairs, all together, and each with the rest. */
export type Agreement = {
  judges: string[];
  pairs: JudgePair[];
  /** The mean over all pairs of judges that have one, −1 to 1. */
  kendallTau: number | null;
  /** Units are answers, values the points of each judge: ordinal where they rank, interval where they score. */
  krippendorffAlpha: number | null;
  /** Their 95% intervals over questions and judges; null with too few of either, see `fewestResampled`. */
  interval: { kendallTau: Interval | null; krippendorffAlpha: Interval | null };
  /** By the order of `judges`. */
  each: JudgeAgreement[];
};

/** How far a judge agrees with the rest, itself left out: the mean τ with each other judge; and its 95% interval. */
export type JudgeAgreement = { judge: string; tau: number | null; interval: Interval | null };

/**
 * The agreement of judges, by pairs ({@link kendallTau} on each question, over the answers both judged, then the mean
 * over questions), of all together ({@link createAlpha}), and of each with the rest. Own answers are in no ballot, so they
 * never count. Throws nothing.
 * @param judged the pairs of each round.
 */
export function findAgreement(
  experiment: JudgedExperiment,
  judged = experiment.rounds.map(({ ballots }) => pairJudges(ballots)),
): Agreement {
  const names = listJudges(experiment.rounds);
  const judges = names.toSorted();
  const figures = resampleAgreement(experiment, judged, names.length);
  const pairs = averagePairs(judged, judges);
  const told = (place: number, reach: readonly [number, number]) => {
    const value = Number.isNaN(figures.whole[place]!) ? null : figures.whole[place]!;
    return { value, interval: findInterval(figures, (values) => values[place]!, value, reach) };
  };
  const [tau, alpha] = [told(1, [-1, 1]), told(0, [-Infinity, 1])];
  return {
    ...{ judges, pairs, kendallTau: tau.value, krippendorffAlpha: alpha.value },
    interval: { kendallTau: tau.interval, krippendorffAlpha: alpha.interval },
    each: judges.map((judge) => {
      const { value, interval } = told(2 + names.indexOf(judge), [-1, 1]);
      return { judge, tau: value, interval };
    }),
  };
}

/** α, the mean τ, and each judge's: as they are, and drawn anew. */
function resampleAgreement(experiment: JudgedExperiment, judged: readonly JudgePairs[], judges: number): Resampled {
  const units = listUnits(experiment);
  const alpha = createAlpha(units, experiment.judging === "ranks" ? "ordinal" : "interval");
  const { statistics, size } = createTauStatistics(experiment, judged);
  const values = units.reduce((sum, unit) => sum + unit.values.length, 0);
  const all = (weights: Weights) => Float64Array.from([alpha(weights), ...statistics(weights)]);
  return resample(all, experiment, judges, size + values);
}

/** Every answer with the points it got. */
function listUnits(experiment: JudgedExperiment): Unit[] {
  const numbers = new Map(listJudges(experiment.rounds).map((judge, index) => [judge, index]));
  return experiment.rounds.flatMap(({ ballots }, round) => {
    const units = new Map<string, { round: number; judges: number[]; values: number[] }>();
    for (const { judge, points } of ballots)
      for (const [answer, value] of points) {
        const unit = units.get(answer) ?? { round, judges: [], values: [] };
        unit.judges.push(numbers.get(judge)!);
        unit.values.push(value);
        units.set(answer, unit);
      }
    return [...units.values()];
  });
}

/** Every two judges by name, and the mean of their τ. */
function averagePairs(rounds: readonly JudgePairs[], judges: readonly string[]): JudgePair[] {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { judges: own, tau } of rounds) {
    let at = 0;
    for (const [index, one] of own.entries())
      for (const other of own.slice(index + 1)) {
        const value = tau[at++]!;
        if (Number.isNaN(value)) continue;
        const key = keyOf(one, other);
        const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
        sums.set(key, { sum: sum + value, count: count + 1 });
      }
  }
  return judges.flatMap((one, index) =>
    judges.slice(index + 1).map((other): JudgePair => {
      const { sum, count } = sums.get(keyOf(one, other)) ?? { sum: 0, count: 0 };
      return { judges: [one, other], tau: count === 0 ? null : sum / count, rounds: count };
    }),
  );
}

const keyOf = (one: string, other: string) => JSON.stringify(one < other ? [one, other] : [other, one]);

/**
 * Kendall's τ-b (M. G. Kendall, Biometrika 30, 1938, and 33, 1945), over all pairs of things that both have valued:
 *
 *   τ = (C − D) / √((n0 − n1)(n0 − n2)),  n0 = n(n − 1)/2
 *
 * C, D: pairs in the same and in the opposite order; n1, n2: pairs that one, or the other, holds equal.
 * @param one n numbers; @param other n numbers in the same order of things.
 * @returns −1 to 1; null when either holds everything equal, or for fewer than two things. Throws nothing.
 */
export function kendallTau(one: readonly number[], other: readonly number[]): number | null {
  // Ranks are equal where values are but for rounding, and can be compared at once.
  const [first, second] = [midranks(one), midranks(other)];
  let [balance, tiesOfOne, tiesOfOther] = [0, 0, 0];
  for (let i = 0; i < first.length; i += 1) {
    for (let j = i + 1; j < first.length; j += 1) {
      const [x, y] = [Math.sign(first[i]! - first[j]!), Math.sign(second[i]! - second[j]!)];
      if (x === 0) tiesOfOne += 1;
      if (y === 0) tiesOfOther += 1;
      balance += x * y;
    }
  }
  const pairs = (first.length * (first.length - 1)) / 2;
  const spread = Math.sqrt((pairs - tiesOfOne) * (pairs - tiesOfOther));
  return spread === 0 ? null : balance / spread;
}
