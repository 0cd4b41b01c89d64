/** How far the judges of one question agree: on the order of the answers, and on the best of them. */
import { type JudgeBallot, listCommonAnswers, type Points } from "./ballots.ts";
import { mean, midranks, meanOfExisting } from "./ranks.ts";

/**
 * Kendall's coefficient of concordance with the correction for ties (M. G. Kendall & B. Babington Smith, Annals of
 * Mathematical Statistics 10, 1939; Kendall, Rank Correlation Methods, 1948), for m judges and n answers:
 *
 *   W = 12 · Σi (Ri − m(n + 1)/2)² / (m²(n³ − n) − m · Σj Tj),  Tj = Σ (t³ − t)
 *
 * Ri: sum of the midranks of answer i; t: sizes of the groups of equal answers on ballot j.
 * @param scores m rows of n numbers, the larger the better.
 * @returns 0 (no agreement) to 1 (all alike); null for fewer than two judges or two answers, or when every judge holds
 * all answers equal. Throws nothing.
 */
export function kendallW(scores: readonly (readonly number[])[]): number | null {
  const judges = scores.length;
  const answers = scores[0]?.length ?? 0;
  if (judges < 2 || answers < 2) return null;
  const ranks = scores.map(midranks);
  const expected = (judges * (answers + 1)) / 2;
  let deviation = 0;
  for (let answer = 0; answer < answers; answer += 1) {
    const sum = ranks.reduce((total, row) => total + row[answer]!, 0);
    deviation += (sum - expected) ** 2;
  }
  const ties = ranks.reduce((total, row) => total + tieCorrection(row), 0);
  const most = judges ** 2 * (answers ** 3 - answers) - judges * ties;
  return most <= 0 ? null : Math.min(1, (12 * deviation) / most);
}

function tieCorrection(ranks: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + size ** 3 - size, 0);
}

/**
 * Spearman's rank correlation, corrected for ties: Pearson's correlation of the midranks (C. Spearman, 1904).
 * @returns −1 to 1; null for fewer than two values, or when all of one row are equal. Throws nothing.
 */
export function spearman(one: readonly number[], other: readonly number[]): number | null {
  const center = (one.length + 1) / 2;
  const first = midranks(one).map((rank) => rank - center);
  const second = midranks(other).map((rank) => rank - center);
  const product = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  const spread = Math.sqrt(product(first, first) * product(second, second));
  return spread === 0 ? null : product(first, second) / spread;
}

/**
 * The concordance of a question. `basis` says what it rests on: `common`, Kendall's W over the answers that all judges
 * ranked; `pairs`, where fewer than two were ranked by all, the same coefficient from pairs of judges.
 */
export type Concordance = { value: number; basis: "common" | "pairs"; judges: number; answers: number };

/**
 * Kendall's W over the answers that all judges ranked. When every answerer leaves out its own there is no such answer,
 * so W is then taken from ρ̄, the mean of {@link spearman} over all pairs of judges, each over the answers both ranked:
 *
 *   W = (1 + (m − 1) · ρ̄) / m,
 *
 * which for rankings without ties is Kendall's W itself when all judges ranked the same (Kendall, 1948, chapter 6); cut
 * off at 0 and 1.
 * @returns null when no two judges ranked two answers in common. Throws nothing.
 */
export function findConcordance(ballots: readonly JudgeBallot[]): Concordance | null {
  const common = listCommonAnswers(ballots);
  const judges = ballots.length;
  const value = kendallW(ballots.map(({ points }) => common.map((model) => points.get(model)!)));
  if (value !== null) return { value, basis: "common", judges, answers: common.length };
  if (common.length >= 2) return null;
  const correlations = ballots.flatMap((ballot, index) =>
    ballots.slice(index + 1).flatMap((other) => {
      const both = listCommonAnswers([ballot, other]);
      const correlation = spearman(
        both.map((model) => ballot.points.get(model)!),
        both.map((model) => other.points.get(model)!),
      );
      return correlation === null ? [] : [correlation];
    }),
  );
  const average = mean(correlations);
  if (average === null) return null;
  const pooled = Math.min(1, Math.max(0, (1 + (judges - 1) * average) / judges));
  const answers = new Set(ballots.flatMap(({ points }) => [...points.keys()])).size;
  return { value: pooled, basis: "pairs", judges, answers };
}

/** The numbers of best answers that are compared. */
export const topSizes = [2, 3, 4] as const;
/** One of {@link topSizes}. */
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
