/**
 * Ratings in which near-copies of one model count as one: the weighted maximum likelihood of A. Procaccia, B. Schiffer &
 * S. Zhang, "Clone-Robust AI Alignment" (ICML 2025, arXiv 2501.09254).
 *
 * People's tastes differ, so that no strengths reproduce all shares of wins, and the fit does best where most comparisons
 * are. Ten copies of a model draw it towards whatever answers that model well: the places of the others change although
 * nobody thinks otherwise of them. The weighted fit maximises
 *
 *   Q = Σ cells wa·wb · [ W · ln p + (n − W) · ln(1 − p) ] − ½ λ Σ θi²
 *
 * with p, W, n and λ as in `regression.ts`, and w the weight of a model, the same for all of a family:
 *
 *   w = max ni / Σ ni,  ni the votes of its members against other families
 *
 * So a family weighs as much as the one of its members with the most votes: 1/k for k copies voted on equally often, which
 * is the paper's weight. The paper knows each share of wins exactly; where votes are few, plain 1/k would let one vote on a
 * new copy halve what is known of the old one. A model without relatives weighs 1, and its votes count in full.
 *
 * Comparisons inside a family keep the same weight, w². They tell its members apart and nothing else: they push one up by
 * as much as another down, and the family as a whole nowhere.
 */
import { type Clusters, degreesOfFreedom, listCovariances } from "./clustered-covariance.ts";
import { effectiveClusters } from "./clustering.ts";
import { claimsInterval } from "./fit-ratings.ts";
import { twoSidedQuantile } from "./intervals.ts";
import { dot } from "./matrices.ts";
import { priorPrecision } from "./prior.ts";
import { maximize, regressColumns } from "./regression.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";
import { arrangeStatistics, type VoteColumns } from "./vote-columns.ts";
import type { VoteStatistics } from "./vote-statistics.ts";
import { weighColumns } from "./weighted-columns.ts";

/** A rated model. Everything from `standardError` to `upper` is null where no interval is claimed. */
type CloneRobustModel = {
  model: string;
  family: string;
  /** w, above 0 and at most 1: how much each of its votes counts, against a model that has no relatives. */
  weight: number;
  /** Points; the mean over families is 1000, a family's own rating being the mean of its members by votes. */
  rating: number;
  standardError: number | null;
  /** 95% interval, points. */
  lower: number | null;
  upper: number | null;
};

/** What the votes say when families count as one. */
type CloneRobustFit = {
  /** Best first; equal ratings in the order of their names. */
  models: CloneRobustModel[];
  /** How many families the rated models are of. */
  families: number;
  /** So many equally busy voters would spread the weighted votes as evenly: (Σ m)² / Σ m², m a voter's votes. */
  effectiveVoters: number;
  /** Half width of an interval in standard errors; null where no interval is claimed. */
  quantile: number | null;
};

/** What the fit may be told; all may be left out. */
type CloneRobustOptions = {
  /** Standard deviation of a Gaussian prior on every model, rating points; none where left out. */
  priorStandardDeviation?: number;
  /** As that of `fitRatings`; 0 where left out. */
  scatterPrior?: number;
};

/**
 * Fits weighted ratings. Intervals are those of `fitRatings` in kind: for each model the largest variance by single votes,
 * by battle, by voter and by both, Student's t by effective clusters; none by fewer effective voters than there.
 * @param familyOf the same for models of one family.
 * @throws {RangeError} as `fitRatings`, and when the prior's standard deviation is not above 0.
 */
export function fitCloneRobust(
  statistics: VoteStatistics,
  familyOf: (model: string) => string,
  { priorStandardDeviation = Infinity, scatterPrior = 0 }: CloneRobustOptions = {},
): CloneRobustFit {
  const precision = priorPrecision(priorStandardDeviation);
  const unweighted = arrangeStatistics(statistics);
  const family = unweighted.models.map(familyOf);
  const members = weighMembers(unweighted, family);
  const weights = Float64Array.from(
    unweighted.first,
    (first, cell) => members.weights[first]! * members.weights[unweighted.second[cell]!]!,
  );
  const columns = weighColumns(unweighted, weights);
  const regression = regressColumns(columns, precision);
  const { parameters } = maximize(regression);
  const centre = members.shares.reduce((sum, share, model) => sum + share * parameters[model]!, 0);
  const clusters: Clusters = { kind: "both", ...columns };
  const variances = new Float64Array(columns.models.length);
  for (const covariance of listCovariances(regression, parameters, clusters, scatterPrior)) {
    raiseTo(variances, covariance, members.shares);
  }
  const quantile = claimsInterval(columns) ? twoSidedQuantile(0.95, degreesOfFreedom(clusters, columns.votes)) : null;
  const models = columns.models.map((model, at): CloneRobustModel => {
    const rating = meanRating + pointsPerNaturalUnit * (parameters[at]! - centre);
    const known = { model, family: family[at]!, weight: members.weights[at]!, rating };
    if (quantile === null) return { ...known, standardError: null, lower: null, upper: null };
    const standardError = pointsPerNaturalUnit * Math.sqrt(variances[at]!);
    const margin = quantile * standardError;
    return { ...known, standardError, lower: rating - margin, upper: rating + margin };
  });
  const best = models.toSorted((one, other) => other.rating - one.rating || (one.model < other.model ? -1 : 1));
  const effectiveVoters = effectiveClusters(columns.voter!, columns.votes);
  return { models: best, families: new Set(family).size, effectiveVoters, quantile };
}

/**
 * Raises each model's variance to that which one more covariance gives it against the mean over families, where that is
 * larger: Vii − 2·Σj sj·Vij + Σj Σk sj·sk·Vjk, s the shares in the mean.
 */
function raiseTo(variances: Float64Array, covariance: Float64Array, shares: Float64Array): void {
  const size = shares.length;
  const withMean = shares.map((_, model) => dot(covariance, model * size, shares, 0, size));
  const ofMean = dot(withMean, 0, shares, 0, size);
  for (let model = 0; model < size; model++) {
    const variance = covariance[model * (size + 1)]! - 2 * withMean[model]! + ofMean;
    if (variance > variances[model]!) variances[model] = variance;
  }
}

/** w of each model, and its share of the mean over families: Σ shares = 1. */
function weighMembers({ models, first, second, votes }: VoteColumns, family: readonly string[]) {
  const outside = new Float64Array(models.length);
  for (let cell = 0; cell < first.length; cell++) {
    const [a, b] = [first[cell]!, second[cell]!];
    if (family[a] === family[b]) continue;
    outside[a]! += votes[cell]!;
    outside[b]! += votes[cell]!;
  }
  const weights = new Float64Array(models.length);
  const shares = new Float64Array(models.length);
  const groups = [...Map.groupBy(models.keys(), (model) => family[model]!).values()];
  for (const group of groups) {
    const sum = group.reduce((before, model) => before + outside[model]!, 0);
    const most = group.reduce((before, model) => Math.max(before, outside[model]!), 0);
    for (const model of group) {
      weights[model] = sum > 0 ? most / sum : 1 / group.length;
      shares[model] = (sum > 0 ? outside[model]! / sum : 1 / group.length) / groups.length;
    }
  }
  return { weights, shares };
}
