/** Whether judges find the same answers best. */
import type { JudgeBallot, Points } from "./ballots.ts";
import { mean, meanOfExisting } from "./mean.ts";

/** The numbers of best answers that are compared. */
export const topSizes = [2, 3, 4] as const;
export type TopSize = (typeof topSizes)[number];

/** Consistency by k, each from 0 to 1; null where there is no pair of judges. */
export type TopConsistency = Record<TopSize, number | null>;

/** The k best of a ballot by points; among equals the one listed earlier. Fewer where fewer were judged. Throws nothing. */
export function topOf(points: Points, k: number): string[] {
  const ordered = [...points].toSorted(([, one], [, other]) => other - one);
  return ordered.slice(0, k).map(([model]) => model);
}

/**
 * Top-k consistency of one question (LLM-Crowdsourced, arXiv 2507.22359): the mean over all pairs of its m judges of
 *
 *   |top-k(a) ∩ top-k(b)| / k
 *
 * @returns 0 to 1; null for fewer than two ballots. Throws nothing.
 */
export function topConsistency(ballots: readonly JudgeBallot[], k: number): number | null {
  const tops = ballots.map(({ points }) => topOf(points, k));
  const overlaps = tops.flatMap((top, index) =>
    tops.slice(index + 1).map((other) => top.filter((model) => other.includes(model)).length / k),
  );
  return mean(overlaps);
}

/** {@link topConsistency} of one question for every k. */
export function topConsistencies(ballots: readonly JudgeBallot[]): TopConsistency {
  return { 2: topConsistency(ballots, 2), 3: topConsistency(ballots, 3), 4: topConsistency(ballots, 4) };
}

/** The mean over the questions that have a pair of judges, for every k. */
export function meanConsistencies(rounds: readonly TopConsistency[]): TopConsistency {
  const of = (k: TopSize) => meanOfExisting(rounds.map((round) => round[k]));
  return { 2: of(2), 3: of(3), 4: of(4) };
}
