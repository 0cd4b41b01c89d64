/** Ratings of sums of votes each taken for independent: {@link fitRatings} for callers that know of no clusters. */
import { fitColumns } from "./fit-ratings.ts";
import { gatherPairs, type PairTally } from "./pair-tally.ts";
import type { Rank } from "./ranks.ts";
import { ridge } from "./regression.ts";
import type { VoteColumns } from "./vote-columns.ts";

export { ridge };

/** What a fit may be told; all may be left out. */
export type FitOptions = {
  /**
   * Standard deviation, in rating points, of a Gaussian prior around 1000 on every model. Left out: maximum likelihood,
   * held up only by {@link ridge}.
   */
  priorStandardDeviation?: number;
  /**
   * Units of Fisher information (a vote between equals brings a quarter) up to which the scatter the model expects
   * outweighs the scatter observed; touches the intervals only. 0, the default, is the plain sandwich.
   */
  scatterPrior?: number;
};

/** A rated model. Every interval is claimed. */
export type RatedModel = Rank & {
  model: string;
  /** Points: 1000 + 400 · log10(strength); the mean over all models is 1000. */
  rating: number;
  /** Points. */
  standardError: number;
  /** 95% interval, points: rating ∓ 1.96 · standardError. */
  lower: number;
  upper: number;
};

/** What the votes say of the models. */
export type BradleyTerryFit = {
  /** Best first; equal ratings in the order of their names. */
  models: RatedModel[];
  /**
   * Points squared, n · n numbers row after row in the order of `models`: on the diagonal the variance of each rating,
   * off it the variance of the difference of two.
   */
  variances: Float64Array;
  /** Whether the votes alone, without prior or ridge, give every model a finite rating (Zermelo, Ford). */
  connected: boolean;
  /** The strongly connected parts of the graph of wins, a tie counting both ways: one when `connected`. */
  components: string[][];
  /** The parts that no vote links with one another. Differences between them are the prior's, not the votes'. */
  islands: string[][];
  /** Newton steps taken, and whether they came to rest. */
  iterations: number;
  converged: boolean;
};

/**
 * Fits the Bradley–Terry model, P(i beats j) = si / (si + sj), to sums of votes; ties and both-bad are half a win for
 * each side. Formulas and sources: `regression.ts` (likelihood and fit), `clustered-covariance.ts` (intervals),
 * `connectivity.ts`, `ranks.ts`, `scale.ts` (points).
 *
 * Names, sides, order, and how votes are spread over tallies make no difference. Models without a vote are left out;
 * without votes at all the fit is empty. Cost: O(n³) in models, nothing in votes.
 *
 * Where `connected` is false and no prior is given, ratings are as far apart as the ridge lets them be, and their
 * intervals say so: read nothing into them.
 *
 * @example
 * const fit = fitBradleyTerry([{ modelA: "x", modelB: "y", a: 30, b: 10, tie: 0, bothBad: 0 }]);
 * fit.models[0]; // x: 1000 + 200 · log10(3) = 1095.4, from 1033.3 to 1157.6
 *
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or an option is out of range.
 */
export function fitBradleyTerry(tallies: readonly PairTally[], options: FitOptions = {}): BradleyTerryFit {
  const { models, ...fit } = fitColumns(arrangePairs(tallies), { ...options, clusters: "none", rateAll: true });
  const { connected, components, islands, variances, iterations, converged } = fit;
  const rated = models.map((model): RatedModel => {
    const { standardError, lower, upper } = model;
    // Clusters of single votes always have intervals.
    return { ...model, standardError: standardError ?? Infinity, lower: lower ?? -Infinity, upper: upper ?? Infinity };
  });
  return { models: rated, variances, connected, components, islands, iterations, converged };
}

function arrangePairs(tallies: readonly PairTally[]): VoteColumns {
  const { models, pairs } = gatherPairs(tallies);
  return {
    models,
    first: Int32Array.from(pairs, ({ first }) => first),
    second: Int32Array.from(pairs, ({ second }) => second),
    votes: Float64Array.from(pairs, ({ firstWins, secondWins, halves }) => firstWins + secondWins + halves),
    halfWins: Float64Array.from(pairs, ({ firstWins, halves }) => 2 * firstWins + halves),
    squares: Float64Array.from(pairs, ({ firstWins, halves }) => 4 * firstWins + halves),
    style: new Float64Array(),
  };
}
