/**
 * More votes or more voters? How wide intervals will be after more votes by the same people, or by more people, and so
 * what is missing until models are told apart.
 *
 * With the parts of `variance-parts.ts`, the variance of a difference that is V = S·(1 + b + t)·(1 + e) now will be
 *
 *   after k times the votes, cast by the same people in the same proportions on new battles:
 *     S · ((1 + b)/k + t·g) · (1 + e/√k),  g = (1/K − 1/kN) / (1/K − 1/N)
 *   after as many votes by k times the people, each like those so far:
 *     S · (1 + b + t)/k · (1 + e/√k)
 *
 * N votes, K effective voters. The first never falls below S·t·g: tastes stay. (g, at least 1, makes up for the pairs of
 * votes by one voter: a share of 1/K − 1/N of all pairs now, of 1/K − 1/kN then.) e is what the fit's own variance has
 * beyond S·(1 + b + t): it is the largest of several estimates, a choice that exaggerates the less the more votes there
 * are. Student's degrees of freedom are K − 1 or, where battles are the fewer, theirs: k times as many by people, and
 * never more than K − 1 by votes.
 */
import type { ClusterKind } from "./clustered-covariance.ts";
import { leastVoters } from "./fit-ratings.ts";
import { twoSidedQuantile } from "./intervals.ts";
import { equalWithin, linksOf } from "./ranks.ts";
import { splitVariance } from "./variance-parts.ts";
import type { VoteColumns } from "./vote-columns.ts";

/** Of what there will be more: votes by the same people on new battles, or people like those so far, with their votes. */
export type Further = "votes" | "voters";

/** How uncertain differences will be with k times as many; k = 1 is now. */
export type Forecast = {
  /** Variance of the difference of two models by their places in the fit, points squared. */
  variance: (index: number, rival: number, further: Further, times: number) => number;
  /** Degrees of freedom for Student's t; ∞ for the normal distribution. */
  degrees: (further: Further, times: number) => number;
  /** Equally busy voters that would spread the votes as evenly; ∞ where voters are not known or not asked for. */
  effectiveVoters: (further: Further, times: number) => number;
  /** As in `VarianceParts`. */
  votes: number;
  links: Float64Array;
};

/** What is read of a fit. */
type ForeseeableFit = {
  models: readonly { model: string; rating: number }[];
  variances: Float64Array;
  islands: readonly (readonly string[])[];
  clusters: { kind: ClusterKind; voters: number | null };
  quantile: number | null;
  degrees: number;
};

/**
 * The widths to come of a fit's intervals.
 * @param columns what was fitted.
 * @throws {RangeError} as `splitVariance`.
 */
export function forecast(
  fit: ForeseeableFit,
  columns: VoteColumns,
  { priorStandardDeviation, retired }: OutlookOptions = {},
): Forecast {
  const parts = splitVariance(fit, columns, priorStandardDeviation, retired);
  const { single, battles, tastes, votes, effectiveVoters } = parts;
  const size = fit.models.length;
  const all = 1 + battles + tastes;
  const voters = (further: Further, times: number) => (further === "voters" ? times : 1) * effectiveVoters;
  return {
    variance(index, rival, further, times) {
      const at = index * size + rival;
      const grown = tastes === 0 ? 1 : (votes / effectiveVoters - 1 / times) / (votes / effectiveVoters - 1);
      const relative = further === "voters" ? all / times : (1 + battles) / times + tastes * grown;
      if (single[at] === 0) return fit.variances[at]! / times;
      const chosen = fit.variances[at]! / (single[at]! * all) - 1;
      return single[at]! * relative * (1 + chosen / Math.sqrt(times));
    },
    degrees: (further, times) => Math.max(1, Math.min(times * (fit.degrees + 1), voters(further, times)) - 1),
    effectiveVoters: voters,
    votes,
    links: parts.links,
  };
}

/** What is missing until some models are told apart. */
export type Missing =
  | { kind: "nothing" }
  /** About so many more votes, by the people there are. */
  | { kind: "votes"; votes: number }
  /** About so many more people who vote as often as those so far; more votes by the same people would not do, or hardly. */
  | { kind: "voters"; voters: number }
  /** These two have met too seldom, each other and the same others: votes on other models would hardly help. */
  | { kind: "links"; models: readonly [string, string] }
  /** They are too close for anything to be said. */
  | { kind: "unforeseeable" };

/** What is missing until the first model is told from all others, and until all are told from each other. */
export type Outlook = { first: Missing; all: Missing };

/** Half the width, rating points, that the difference of two ratings must exceed, by its variance (points squared). */
export type Threshold = (variance: number) => number;

/** What else an outlook may be told. */
export type OutlookOptions = {
  /** Of the fit, rating points; ∞, no prior, when left out. */
  priorStandardDeviation?: number;
  /** Models that were fitted with the others and have no place among them: none when left out. */
  retired?: readonly { model: string; rating: number }[];
  /**
   * When two models are told apart, by degrees of freedom and by how many pairs are to be; left out, by the 95% interval of
   * their difference.
   */
  thresholdAt?: (degrees: number, pairs: number) => Threshold;
};

/** More than so many times the votes the same people are not asked for. */
const mostTimesVotes = 10;
/** Further nobody sees: a lead so small compared with its interval is chance, and may as well turn round. */
const mostTimes = 100;
/** Links this much weaker than those that as many votes, evenly spread, would make are what is missing. */
const weak = 4;

/**
 * What is missing. Estimates for as long as the ratings stay where they are, which they will not: for people, round the
 * numbers to two digits.
 * @param columns what was fitted.
 * @throws {RangeError} as `splitVariance`.
 */
export function outlook(fit: ForeseeableFit, columns: VoteColumns, options: OutlookOptions = {}): Outlook {
  const { thresholdAt = studentThreshold } = options;
  if (fit.models.length < 2) return { first: { kind: "nothing" }, all: { kind: "nothing" } };
  const future = forecast(fit, columns, options);
  const places = [...fit.models.keys()];
  const pairs = places.flatMap((upper) => places.slice(upper + 1).map((lower): Pair => [upper, lower]));
  const first = pairs.filter(([upper]) => upper === 0);
  return { first: findMissing(fit, future, first, thresholdAt), all: findMissing(fit, future, pairs, thresholdAt) };
}

function studentThreshold(degrees: number): Threshold {
  const quantile = twoSidedQuantile(0.95, degrees);
  return (variance) => quantile * Math.sqrt(variance);
}

type Pair = readonly [upper: number, lower: number];
type ThresholdAt = NonNullable<OutlookOptions["thresholdAt"]>;

function findMissing(fit: ForeseeableFit, future: Forecast, pairs: readonly Pair[], thresholdAt: ThresholdAt): Missing {
  const { models, clusters } = fit;
  const lead = ([upper, lower]: Pair) => models[upper]!.rating - models[lower]!.rating;
  const open = (some: readonly Pair[], further: Further, times: number) => {
    const threshold = thresholdAt(future.degrees(further, times), pairs.length);
    const claimed = (times > 1 || fit.quantile !== null) && future.effectiveVoters(further, times) >= leastVoters;
    return some.filter((pair) => !claimed || lead(pair) <= threshold(future.variance(...pair, further, times)));
  };
  const apart = findApart(fit, pairs);
  if (apart) return linksBetween(fit, apart);
  const now = open(pairs, "votes", 1);
  if (now.length === 0) return { kind: "nothing" };
  const unlinked = findWeakest(fit, future, now);
  if (unlinked) return linksBetween(fit, unlinked);
  if (now.some((pair) => lead(pair) <= equalWithin)) return { kind: "unforeseeable" };
  const holds = (further: Further) => (times: number) => open(now, further, times).length === 0;
  const votes = leastTimes(holds("votes"), clusters.voters === null ? mostTimes : mostTimesVotes);
  if (votes !== null) return { kind: "votes", votes: Math.ceil((votes - 1) * future.votes) };
  const voters = clusters.voters === null ? null : leastTimes(holds("voters"), mostTimes);
  if (voters !== null) return { kind: "voters", voters: Math.ceil((voters - 1) * clusters.voters!) };
  return { kind: "unforeseeable" };
}

function linksBetween({ models }: ForeseeableFit, [upper, lower]: Pair): Missing {
  return { kind: "links", models: [models[upper]!.model, models[lower]!.model] };
}

/** A pair that no chain of votes links. */
function findApart(fit: ForeseeableFit, pairs: readonly Pair[]): Pair | undefined {
  const isLinked = linksOf(fit);
  return pairs.find(([upper, lower]) => !isLinked(upper, lower));
}

/** The most weakly linked pair, where that is weak: with votes evenly spread, N/(n − 1) link any two. */
function findWeakest({ models }: ForeseeableFit, { links, votes }: Forecast, pairs: readonly Pair[]): Pair | undefined {
  const link = ([upper, lower]: Pair) => links[upper * models.length + lower]!;
  const weakest = pairs.reduce((least, pair) => (link(pair) < link(least) ? pair : least));
  return link(weakest) < votes / (models.length - 1) / weak ? weakest : undefined;
}

/** The least k above 1 that holds, to a thousandth, by halving its logarithm; null where `most` does not. */
function leastTimes(holds: (times: number) => boolean, most: number): number | null {
  if (!holds(most)) return null;
  let [low, high] = [0, Math.log(most)];
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (holds(Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}
