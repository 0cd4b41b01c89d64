/**
 * What makes differences of ratings uncertain, taken apart by what would make it less.
 *
 * Votes of a voter scatter together, and so do those on a battle: by that much the variance of a difference exceeds the
 * one that single votes would have (L. Kish, Survey Sampling, 1965, §5.4 and §8.2; for two ways at once C. Cameron, J.
 * Gelbach & D. Miller, Journal of Business & Economic Statistics 29, 2011):
 *
 *   V = S · (1 + b + t),  S = D(M),  b = D(K/(K − 1)·M_battle)/S − 1,  t the same by voter
 *
 * D(M) the difference's part of C⁻¹·M·C⁻¹, C the curvature, M the scatter by votes, battles or voters, and K the effective
 * number of battles or voters. By few voters b and t of one pair of models are mostly chance, so both are taken over all
 * pairs together: Σ D(…)/Σ S − 1, at least 0.
 */
import type { ClusterKind } from "./clustered-covariance.ts";
import { clusteredScatter } from "./clustered-scatter.ts";
import { type Clustering, clusterNothing, effectiveClusters } from "./clustering.ts";
import { decompose, invert, multiplyBothSides } from "./matrices.ts";
import { priorPrecision } from "./prior.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  predict,
  type Regression,
  regressColumns,
  ridge,
} from "./regression.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";
import { keepModels, type VoteColumns } from "./vote-columns.ts";

/** The parts of the variances of one fit. */
export type VarianceParts = {
  /** S, points squared: n · n numbers row after row in the order of the fit's models, of differences. */
  single: Float64Array;
  /**
   * b and t, in units of S: what votes of a battle, and of a voter, scatter together. 0 where it is not known or asked;
   * people with a vote each tell nothing of tastes.
   */
  battles: number;
  tastes: number;
  /** How many votes there are, and how many equally busy voters would spread them as evenly: ∞ where it is not known. */
  votes: number;
  effectiveVoters: number;
  /**
   * n · n numbers in the same order: so many votes between two equal models that met nobody else would link them as well as all
   * these votes do (4 / the resistance between the two when each vote conducts ¼: D. Klein & M. Randić, Journal of
   * Mathematical Chemistry 12, 1993).
   */
  links: Float64Array;
};

/** What is read of a fit. */
type SplitFit = { models: readonly { model: string; rating: number }[]; clusters: { kind: ClusterKind } };

/**
 * Takes the variances of a fit apart. Style, where the fit has taken it out, is left out of account.
 * @param fitted what was fitted; models of which no rating is known are passed over.
 * @param priorStandardDeviation that of the fit, rating points; ∞ where it had no prior.
 * @param retired models that were fitted with the others and have no place among them.
 * @throws {RangeError} when the columns miss a model, or the clusters by which the fit has its intervals.
 */
export function splitVariance(
  fit: SplitFit,
  fitted: VoteColumns,
  priorStandardDeviation = Infinity,
  retired: SplitFit["models"] = [],
): VarianceParts {
  const ratings = new Map([...fit.models, ...retired].map(({ model, rating }) => [model, rating]));
  const kept = [...fitted.models.keys()].filter((index) => ratings.has(fitted.models[index]!));
  const columns = kept.length === fitted.models.length ? fitted : keepModels(fitted, kept);
  const places = new Map(columns.models.map((model, index) => [model, index]));
  const order = fit.models.map(({ model }) => {
    const place = places.get(model);
    if (place === undefined) throw new RangeError(`There are no votes on the model "${model}".`);
    return place;
  });
  const regression = regressColumns(columns, priorPrecision(priorStandardDeviation));
  const strength = (model: string) => (ratings.get(model)! - meanRating) / pointsPerNaturalUnit;
  const predicted = predict(regression, Float64Array.from(columns.models, strength));
  const bread = invertInformation(regression, cellInformation(regression, predicted));
  const variancesBy = (clustering: Clustering) => {
    const scatter = clusteredScatter(regression, predicted, clustering);
    const covariance = multiplyBothSides(bread, scatter, regression.size);
    return ofDifferences(covariance, order, pointsPerNaturalUnit ** 2);
  };
  const single = variancesBy(columns.alone ?? clusterNothing(regression, columns.squares));
  // Ties alone do not scatter at all.
  const all = sum(single);
  const relative = (clustering: Clustering) => (all > 0 ? sum(variancesBy(clustering)) / all : 1);
  return { single, ...shareOf(fit.clusters.kind, columns, relative), links: findLinks(regression, order) };
}

function invertInformation(regression: Regression, information: Float64Array): Float64Array {
  return invert(decompose(curvature(regression, addUpCells(regression, information)), regression.size));
}

/** From a covariance to the variances of differences. */
function ofDifferences(covariance: Float64Array, order: readonly number[], scale: number): Float64Array {
  const size = order.length;
  const fitted = Math.sqrt(covariance.length);
  const at = (row: number, column: number) => covariance[order[row]! * fitted + order[column]!]!;
  return Float64Array.from({ length: size * size }, (_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    return scale * (at(row, row) + at(column, column) - 2 * at(row, column));
  });
}

/** b and t, and what they rest on. */
function shareOf(kind: ClusterKind, columns: VoteColumns, relative: (clustering: Clustering) => number) {
  const votes = sum(columns.votes);
  const clustersOf = (name: "battle" | "voter") => {
    if (kind !== name && kind !== "both") return undefined;
    const clustering = columns[name];
    if (!clustering) throw new RangeError(`Which votes are of one ${name} is not known.`);
    return { clustering, count: effectiveClusters(clustering, columns.votes) };
  };
  const excess = (clusters: ReturnType<typeof clustersOf>) => {
    if (!clusters || votes === 0) return 0;
    const { clustering, count } = clusters;
    const factor = count < 2 ? 2 : count / (count - 1);
    // Votes that agree in all would have V = S · votes / K, and none have more.
    return Math.max(0, Math.min(factor * relative(clustering), votes / count) - 1);
  };
  const voters = clustersOf("voter");
  const effectiveVoters = voters?.count ?? Infinity;
  return { battles: excess(clustersOf("battle")), tastes: excess(voters), votes, effectiveVoters };
}

function findLinks(regression: Regression, order: readonly number[]): Float64Array {
  const conducting = regression.votes.map((votes) => votes / 4);
  const resistance = invertInformation({ ...regression, precision: ridge }, conducting);
  return ofDifferences(resistance, order, 1).map((between) => (between > 0 ? 4 / between : Infinity));
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0);
}
