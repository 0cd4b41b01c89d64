/** How far judges agree with one another, over a whole experiment. */
import { type JudgedExperiment, listAnswers, listCommonAnswers } from "./ballots.ts";
import { mean, meanOfExisting, midranks } from "./ranks.ts";

/** Two judges: the mean of their τ over the questions both judged, and on how many it rests. */
export type JudgePair = { judges: [string, string]; tau: number | null; rounds: number };

/** How far the judges of an experiment agree: by pairs, and all together. */
export type Agreement = {
  judges: string[];
  pairs: JudgePair[];
  /** The mean over all pairs of judges that have one, −1 to 1. */
  kendallTau: number | null;
  /** Units are answers, values the points of each judge: ordinal where they rank, interval where they score. */
  krippendorffAlpha: number | null;
};

/**
 * The agreement of judges, by pairs ({@link kendallTau} on each question, over the answers both judged, then the mean
 * over questions) and of all together ({@link krippendorffAlpha}). Own answers are in no ballot, so they never count.
 * Throws nothing.
 */
export function findAgreement(experiment: JudgedExperiment): Agreement {
  const judges = [...new Set(experiment.rounds.flatMap(({ ballots }) => ballots.map(({ judge }) => judge)))].toSorted();
  const pairs = judges.flatMap((judge, index) =>
    judges.slice(index + 1).map((other) => comparePair(experiment, judge, other)),
  );
  const units = experiment.rounds.flatMap((round) =>
    listAnswers(round).map((answer) => round.ballots.flatMap(({ points }) => points.get(answer) ?? [])),
  );
  return {
    judges,
    pairs,
    kendallTau: meanOfExisting(pairs.map(({ tau }) => tau)),
    krippendorffAlpha: krippendorffAlpha(units, experiment.judging === "ranks" ? "ordinal" : "interval"),
  };
}

function comparePair({ rounds }: JudgedExperiment, one: string, other: string): JudgePair {
  const taus = rounds.flatMap(({ ballots }) => {
    const first = ballots.find(({ judge }) => judge === one);
    const second = ballots.find(({ judge }) => judge === other);
    if (!first || !second) return [];
    const both = listCommonAnswers([first, second]);
    const tau = kendallTau(
      both.map((model) => first.points.get(model)!),
      both.map((model) => second.points.get(model)!),
    );
    return tau === null ? [] : [tau];
  });
  return { judges: [one, other], tau: meanOfExisting(taus), rounds: taus.length };
}

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

/** One value a judge; only those that exist. */
export type Unit = readonly number[];

/** `ordinal`: only the order of values means something; `interval`: their differences do. */
export type AlphaLevel = "ordinal" | "interval";

/**
 * Krippendorff's α (K. Krippendorff, Content Analysis, 2004, chapter 11; "Computing Krippendorff's Alpha-Reliability",
 * 2011), which allows for missing values:
 *
 *   α = 1 − Do / De = 1 − (n − 1) · Σc Σk ock δ²ck / Σc Σk nc nk δ²ck
 *
 * over the coincidences ock of values c and k within units of at least two values, each pair of a unit of mu values
 * weighing 1 / (mu − 1). nc: how often c occurs in such units; n: their sum. δ² is (c − k)² at the interval level and
 * (Σ from c to k of ng − (nc + nk)/2)² at the ordinal one.
 * @returns at most 1 (perfect agreement), 0 (as by chance), below 0 (worse); null when no unit has two values or all
 * values are equal. Throws nothing.
 */
export function krippendorffAlpha(units: readonly Unit[], level: AlphaLevel): number | null {
  const paired = units.filter((unit) => unit.length >= 2);
  const total = paired.reduce((sum, unit) => sum + unit.length, 0);
  const placed = level === "interval" ? paired : placeByCount(paired);
  // Moved to their middle, squares lose no digits.
  const center = mean(placed.flat()) ?? 0;
  const scatter = (values: Unit) => scatterOf(values.map((value) => value - center));
  const observed = placed.reduce((sum, unit) => sum + scatter(unit) / (unit.length - 1), 0);
  const all = placed.flat();
  const expected = all.every((value) => value === all[0]) ? 0 : scatter(all);
  return expected === 0 ? null : 1 - ((total - 1) * observed) / expected;
}

/** Σi Σj (xi − xj)² = 2n·Σx² − 2(Σx)². */
function scatterOf(values: Unit): number {
  const sum = values.reduce((total, value) => total + value, 0);
  return 2 * (values.length * values.reduce((total, value) => total + value ** 2, 0) - sum ** 2);
}

/**
 * Values at their ordinal places: how many are below, and half of those that are equal. The distance of two places is
 * Σ from c to k of ng − (nc + nk)/2.
 */
function placeByCount(units: readonly Unit[]): Unit[] {
  const counts = new Map<number, number>();
  for (const value of units.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const places = new Map<number, number>();
  let below = 0;
  for (const [value, count] of [...counts].toSorted(([one], [other]) => one - other)) {
    places.set(value, below + count / 2);
    below += count;
  }
  return units.map((unit) => unit.map((value) => places.get(value)!));
}
