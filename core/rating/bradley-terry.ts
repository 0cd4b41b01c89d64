/** Votes in, ratings with intervals and ranks out: the whole of the mathematics behind one call. */
import { findIslands, nameGroups, strongComponents } from "./connectivity.ts";
import { sandwichCovariance } from "./covariance.ts";
import { maximize } from "./newton.ts";
import { normalQuantile } from "./normal.ts";
import { compareNames, gatherPairs, type PairTally } from "./pair-tally.ts";
import { equalWithin, type Rank, rankModel } from "./ranks.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";
import { entry } from "./vector.ts";

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

export type BradleyTerryFit = {
  /** Best first; equal ratings in the order of their names. */
  models: RatedModel[];
  /** Of the ratings, points squared, n · n numbers row after row in the order of `models`; rows sum to zero. */
  covariance: Float64Array;
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
 * The precision (1 / variance, natural-log units) that stands in for a prior where none is asked for: a standard
 * deviation of 174,000 rating points. It keeps unbeaten models finite; where `connected`, it moves nothing one can see.
 */
export const ridge = 1e-6;

/**
 * Fits the Bradley–Terry model, P(i beats j) = si / (si + sj), to sums of votes; ties and both-bad are half a win for
 * each side. Formulas and sources: `posterior.ts` (likelihood), `newton.ts` (fit), `covariance.ts` (intervals),
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
  const precision = priorPrecision(options);
  const pairing = gatherPairs(tallies);
  const problem = { size: pairing.models.length, pairs: pairing.pairs, precision };
  const { strengths, iterations, converged } = maximize(problem);
  const covariance = sandwichCovariance(problem, strengths, options.scatterPrior ?? 0);
  const components = nameGroups(strongComponents(pairing), pairing.models);
  const islands = findIslands(pairing);
  return {
    ...orderByRating(pairing.models, strengths, covariance, islands),
    connected: components.length <= 1,
    components,
    islands: nameGroups(islands, pairing.models),
    iterations,
    converged,
  };
}

function priorPrecision({ priorStandardDeviation = Infinity, scatterPrior = 0 }: FitOptions): number {
  if (!(priorStandardDeviation > 0)) {
    throw new RangeError(`priorStandardDeviation is ${priorStandardDeviation}; it must be above 0 points.`);
  }
  if (!(scatterPrior >= 0 && scatterPrior < Infinity)) {
    throw new RangeError(`scatterPrior is ${scatterPrior}; it must be a finite number, 0 or more.`);
  }
  return Math.max(ridge, (pointsPerNaturalUnit / priorStandardDeviation) ** 2);
}

/** Turns natural-log units into points and puts models and covariance into the order people read. */
function orderByRating(
  names: readonly string[],
  strengths: Float64Array,
  naturalCovariance: Float64Array,
  islands: readonly number[],
): Pick<BradleyTerryFit, "models" | "covariance"> {
  const size = names.length;
  const order = names
    .map((model, index) => ({ model, index, rating: meanRating + pointsPerNaturalUnit * entry(strengths, index) }))
    .toSorted((one, other) => {
      const lead = other.rating - one.rating;
      return Math.abs(lead) > equalWithin ? lead : compareNames(one.model, other.model);
    });
  const ratings = Float64Array.from(order, ({ rating }) => rating);
  const covariance = Float64Array.from(
    order.flatMap((row) => order.map((column) => entry(naturalCovariance, row.index * size + column.index))),
    (value) => value * pointsPerNaturalUnit ** 2,
  );
  const models = order.map(({ model, index, rating }, place): RatedModel => {
    const standardError = Math.sqrt(Math.max(0, entry(covariance, place * (size + 1))));
    const margin = normalQuantile * standardError;
    const linked = (rival: number) => islands[order[rival]?.index ?? -1] === islands[index];
    const rank = rankModel(place, ratings, covariance, linked);
    return { model, rating, standardError, lower: rating - margin, upper: rating + margin, ...rank };
  });
  return { models, covariance };
}
