/** Votes in, ratings with intervals, ranks and effects out: the whole of the mathematics behind one call. */
import { type ClusterKind, clusteredVariance } from "./clustered-covariance.ts";
import { countClusters, effectiveClusters } from "./clustering.ts";
import { findIslands, nameGroups, strongComponents } from "./connectivity.ts";
import { type Effect, fitEffects } from "./effects.ts";
import { compareNames } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import { equalWithin, type Rank, rankModel } from "./ranks.ts";
import { maximize, regressColumns, ridge } from "./regression.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";
import { twoSidedQuantile } from "./intervals.ts";
import { arrangeStatistics, keepModels, largestComponent, pairUp, type VoteColumns } from "./vote-columns.ts";
import type { VoteStatistics } from "./vote-statistics.ts";

/**
 * By fewer effective voters than this no interval by voter is claimed: they may all have one taste. Effective: as many
 * equally busy ones would spread the votes as evenly.
 */
export const leastVoters = 5;

/** What a fit may be told; all may be left out. */
export type FitOptions = {
  /** What intervals take for independent; `both` when left out. */
  clusters?: ClusterKind;
  /** How probably an interval is to hold the truth, between 0 and 1; 0.95 when left out. */
  interval?: number;
  /** Whether what voters like apart from the model (side A, length, Markdown) is taken out of the ratings. */
  style?: boolean;
  /**
   * Standard deviation, in rating points, of a Gaussian prior around 1000 on every model. Left out: maximum likelihood,
   * held up only by {@link ridge}, and models without a finite rating are not rated.
   */
  priorStandardDeviation?: number;
  /**
   * Units of Fisher information (a vote between equals brings a quarter) up to which the scatter the model expects
   * outweighs the scatter observed; touches the intervals only. 0, the default, is the plain sandwich.
   */
  scatterPrior?: number;
  /** Whether models without a finite rating are rated, too, as far apart as the ridge lets them be; always with a prior. */
  rateAll?: boolean;
};

/** Everything from `standardError` to `upper` is null where no interval is claimed. */
export type FittedModel = Rank & {
  model: string;
  /** Points: 1000 + 400 · log10(strength); the mean over all rated models is 1000. */
  rating: number;
  /** Points. */
  standardError: number | null;
  /** The interval, points: rating ∓ quantile · standardError. */
  lower: number | null;
  upper: number | null;
};

/** What the votes say of the models. */
export type RatingFit = {
  /** Best first; equal ratings in the order of their names. */
  models: FittedModel[];
  /**
   * Models that no finite rating compares with those above (Zermelo, Ford), by name: none where `connected`, or with a
   * prior. The models that are rated are the component with the most votes among themselves, by these votes.
   */
  notComparable: string[];
  /**
   * Points squared, n · n numbers row after row in the order of `models`: on the diagonal the variance of each rating,
   * off it the variance of the difference of two.
   */
  variances: Float64Array;
  /** What voters like apart from the model, always estimated, whether or not it is taken out. */
  effects: Effect[];
  /** Whether the votes alone, without prior or ridge, give every model a finite rating. */
  connected: boolean;
  /** The strongly connected parts of the graph of wins, a tie counting both ways: one when `connected`. */
  components: string[][];
  /** The parts that no vote links with one another. Differences between them are the prior's, not the votes'. */
  islands: string[][];
  /**
   * What intervals take for independent; how many clusters of each sort the rated votes have where known; and how many
   * equally busy voters would spread the votes as evenly.
   */
  clusters: { kind: ClusterKind; battles: number | null; voters: number | null; effectiveVoters: number | null };
  /** Half width of an interval in standard errors, Student's or normal; null where no interval is claimed. */
  quantile: number | null;
  /** For Student's t; see `clustered-covariance.ts`. */
  degrees: number;
  /** Newton steps taken, and whether they came to rest. */
  iterations: number;
  converged: boolean;
};

/**
 * Fits the Bradley–Terry model to sums of votes. Formulas and sources: `regression.ts` (likelihood and fit),
 * `clustering.ts` and `clustered-covariance.ts` (intervals), `intervals.ts` (their width), `connectivity.ts` (what can be
 * rated), `ranks.ts`, `effects.ts`, `scale.ts` (points).
 *
 * Names, order, and how votes are spread over statistics make no difference. Models without a vote are left out; without
 * votes at all the fit is empty. Cost: O(n³) in models, linear in cells and in each voter's cells.
 *
 * @example
 * const fit = fitRatings(summarizeVotes(votes), { clusters: "both" });
 * fit.models[0]; // { model, rating, standardError, lower, upper, rank, rankBest, rankWorst }
 *
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, voters hold more votes of a cell than
 * it has, or an option is out of range.
 */
export function fitRatings(statistics: VoteStatistics, options: FitOptions = {}): RatingFit {
  return fitColumns(arrangeStatistics(statistics), options);
}

/** {@link fitRatings} for votes that are columns already. */
export function fitColumns(columns: VoteColumns, options: FitOptions = {}): RatingFit {
  const { scatterPrior = 0 } = options;
  if (!(scatterPrior >= 0 && scatterPrior < Infinity)) {
    throw new RangeError(`scatterPrior is ${scatterPrior}; it must be a finite number, 0 or more.`);
  }
  const precision = priorPrecision(options.priorStandardDeviation);
  const pairing = pairUp(columns);
  const components = strongComponents(pairing);
  const rated =
    options.rateAll || precision > ridge ? [...columns.models.keys()] : largestComponent(columns, components);
  const used = rated.length === columns.models.length ? columns : keepModels(columns, rated);
  const islands = findIslands(pairUp(used));
  const names = nameGroups(components, columns.models);
  return {
    ...rate(used, options, precision, islands),
    notComparable: columns.models.filter((_, index) => !rated.includes(index)),
    connected: names.length <= 1,
    components: names,
    islands: nameGroups(findIslands(pairing), columns.models),
  };
}

type Rated = Omit<RatingFit, "notComparable" | "connected" | "components" | "islands">;

function rate(columns: VoteColumns, options: FitOptions, precision: number, islands: readonly number[]): Rated {
  const { clusters: kind = "both", interval = 0.95, style = false, scatterPrior = 0 } = options;
  const clusters = { kind, ...columns };
  const fitted = fitEffects(columns, precision, clusters, scatterPrior);
  const used = style ? fitted : fitPlain();
  const quantile = claimsInterval(columns, kind) ? twoSidedQuantile(interval, used.degrees) : null;
  return {
    ...orderByRating(columns.models, used.parameters, used.variances, islands, quantile),
    effects: fitted.effects(quantile),
    clusters: { kind, ...countAll(columns) },
    quantile,
    degrees: used.degrees,
    iterations: used.iterations,
    converged: used.converged,
  };

  function fitPlain() {
    const regression = regressColumns(columns, precision);
    const optimum = maximize(regression);
    return { ...optimum, ...clusteredVariance(regression, optimum.parameters, clusters, scatterPrior) };
  }
}

type Counts = Omit<RatingFit["clusters"], "kind">;

function countAll({ battle, voter, votes }: VoteColumns): Counts {
  return {
    battles: battle ? countClusters(battle) : null,
    voters: voter ? countClusters(voter) : null,
    effectiveVoters: voter ? effectiveClusters(voter, votes) : null,
  };
}

/** Whether enough clusters hold the votes for intervals to be claimed: see {@link leastVoters}. Throws nothing. */
export function claimsInterval(columns: VoteColumns, kind: ClusterKind = "both"): boolean {
  const { battles, effectiveVoters } = countAll(columns);
  const byBattle = kind !== "battle" && kind !== "both" ? true : (battles ?? 0) > 1;
  const byVoter = kind !== "voter" && kind !== "both" ? true : (effectiveVoters ?? 0) >= leastVoters;
  return byBattle && byVoter;
}

/** Turns natural-log units into points and puts models and variances into the order people read. */
function orderByRating(
  names: readonly string[],
  parameters: Float64Array,
  naturalVariances: Float64Array,
  islands: readonly number[],
  quantile: number | null,
): Pick<RatingFit, "models" | "variances"> {
  const size = names.length;
  const all = parameters.length;
  const order = names
    .map((model, index) => ({ model, index, rating: meanRating + pointsPerNaturalUnit * parameters[index]! }))
    .toSorted((one, other) => {
      const lead = other.rating - one.rating;
      return Math.abs(lead) > equalWithin ? lead : compareNames(one.model, other.model);
    });
  const ratings = Float64Array.from(order, ({ rating }) => rating);
  const variances = new Float64Array(size * size);
  for (const [row, { index }] of order.entries()) {
    for (const [column, other] of order.entries()) {
      variances[row * size + column] = naturalVariances[index * all + other.index]! * pointsPerNaturalUnit ** 2;
    }
  }
  const half = (row: number, column: number) => (quantile ?? Infinity) * Math.sqrt(variances[row * size + column]!);
  const margin = (row: number, rival: number) =>
    islands[order[rival]!.index] === islands[order[row]!.index] ? half(row, rival) : Infinity;
  const models = order.map(({ model, rating }, place): FittedModel => {
    const rank = rankModel(place, ratings, margin);
    if (quantile === null) return { model, rating, standardError: null, lower: null, upper: null, ...rank };
    const standardError = Math.sqrt(variances[place * (size + 1)]!);
    const wide = half(place, place);
    return { model, rating, standardError, lower: rating - wide, upper: rating + wide, ...rank };
  });
  return { models, variances };
}
