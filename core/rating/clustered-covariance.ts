/**
 * How far the estimates might lie from the truth.
 *
 * The robust ("sandwich") covariance of an estimate that maximises Q is C⁻¹·M·C⁻¹: C the curvature of Q, M the scatter
 * of the votes around their expectation (P. Huber, Proc. 5th Berkeley Symposium, 1967; H. White, Econometrica 50, 1982).
 * Where votes go together in two ways, by battle and by voter, M is the scatter by battle plus that by voter less that
 * by battle and voter at once (C. Cameron, J. Gelbach & D. Miller, Journal of Business & Economic Statistics 29, 2011).
 * That M may be indefinite, and each M is too small where few clusters hold most votes; so the largest variance counts.
 */
import { decompose, invert, multiplyBothSides } from "./matrices.ts";
import { clusteredScatter } from "./clustered-scatter.ts";
import { type Clustering, clusterNothing, effectiveClusters } from "./clustering.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  predict,
  type Regression,
  ridge,
  winProbability,
} from "./regression.ts";

/** What intervals take for independent: single votes, battles, voters, or only battles and voters not shared at all. */
export type ClusterKind = "none" | "battle" | "voter" | "both";

/** The votes' clusters; what a {@link ClusterKind} needs must be there. */
export type Clusters = {
  kind: ClusterKind;
  /** Σ (2y)² of the single votes, a number a cell. */
  squares: Float64Array;
  /** Each vote by itself, where votes have weights; left out where all weigh 1. */
  alone?: Clustering;
  battle?: Clustering;
  voter?: Clustering;
  /** Votes of the same voter on the same battle; where left out, there is never more than one. */
  battleAndVoter?: Clustering;
};

/** How far estimates may lie from the truth. */
export type ClusteredVariance = {
  /**
   * (n + k)² numbers row after row, natural-log units squared: on the diagonal the variance of each of (θ, β), off it
   * the variance of the difference of two.
   */
  variances: Float64Array;
  /** For Student's t: the effective number of clusters less one, of two ways the smaller; ∞ for `none`. */
  degrees: number;
};

/**
 * The variance of every estimate and every difference of two: the largest by any of several covariances, one for each way
 * of taking votes together that `kind` names, and always that of single votes. Which way matters is not known beforehand;
 * by few or very unequal clusters the estimate is often too small, and by two ways it may even be negative (J. MacKinnon,
 * M. Nielsen & M. Webb, "Jackknife inference with two-way clustering", 2024, take the largest of three for this reason).
 *
 *   V = K/(K − 1) · C⁻¹ · M · C⁻¹  with M the scatter of single votes, by battle, by voter, and for `both` also
 *   M_battle + M_voter − M_battle-and-voter
 *
 * K = (Σ n)² / Σ n², n a cluster's votes: so many equally busy clusters would tell as much (A. Carter, K. Schnepel & D.
 * Steigerwald, Review of Economics and Statistics 99, 2017, with Γ from the sizes alone). For two ways it is the smaller
 * of the two; the factor is 1 for single votes. The prior and the ridge enter M with their own information, so that what
 * no vote has told stays as uncertain as the prior says.
 * @param parameters (θ, β) at the optimum.
 * @param scatterPrior see {@link blend}.
 * @throws {RangeError} when clusters that `kind` asks for are missing.
 */
export function clusteredVariance(
  regression: Regression,
  parameters: Float64Array,
  clusters: Clusters,
  scatterPrior = 0,
): ClusteredVariance {
  const all = regression.size + regression.width;
  const variances = new Float64Array(all * all);
  for (const covariance of listCovariances(regression, parameters, clusters, scatterPrior)) {
    raiseTo(variances, covariance, all);
  }
  return { variances, degrees: degreesOfFreedom(clusters, regression.votes) };
}

/**
 * The covariances C⁻¹·M·C⁻¹ of which {@link clusteredVariance} takes the largest variance, one after the other: (n + k)²
 * numbers row after row, natural-log units squared.
 * @throws {RangeError} when clusters that their kind asks for are missing.
 */
export function* listCovariances(
  regression: Regression,
  parameters: Float64Array,
  clusters: Clusters,
  scatterPrior: number,
): Generator<Float64Array> {
  const all = regression.size + regression.width;
  const predicted = predict(regression, parameters);
  const information = addUpCells(regression, cellInformation(regression, predicted));
  const bread = invert(decompose(curvature(regression, information), all));
  const alone = clusters.alone ?? clusterNothing(regression, clusters.squares);
  const common = blend(regression, predicted, information, alone, scatterPrior);
  addPriors(regression, common);
  const count = effectiveCount(clusters, regression.votes);
  const factor = count < 2 ? 2 : count / (count - 1);
  for (const [way, scatter] of scattersOf(regression, predicted, clusters, alone).entries()) {
    const meat = scatter.map((value, at) => (way === 0 ? value : factor * value) + common[at]!);
    yield multiplyBothSides(bread, meat, all);
  }
}

/** For Student's t, as `ClusteredVariance` says. @throws {RangeError} when clusters that their kind asks for are missing. */
export function degreesOfFreedom(clusters: Clusters, votes: Float64Array): number {
  return clusters.kind === "none" ? Infinity : Math.max(1, effectiveCount(clusters, votes) - 1);
}

/** Raises each variance to that which one more covariance gives, where that is larger. */
function raiseTo(variances: Float64Array, covariance: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const own = covariance[i * (size + 1)]!;
      const variance = i === j ? own : own + covariance[j * (size + 1)]! - 2 * covariance[i * size + j]!;
      if (variance > variances[i * size + j]!) variances[i * size + j] = variances[j * size + i] = variance;
    }
  }
}

/** The effective number of clusters, for `both` the smaller of the two. @throws {RangeError} when they are missing. */
function effectiveCount({ kind, battle, voter }: Clusters, votes: Float64Array): number {
  const needed = kind === "none" ? [] : kind === "both" ? [battle, voter] : kind === "battle" ? [battle] : [voter];
  return needed.reduce((least, clustering) => {
    if (!clustering) throw new RangeError(`Intervals clustered by ${kind} need to know which votes go together.`);
    return Math.min(least, effectiveClusters(clustering, votes));
  }, Infinity);
}

/** The scatters that the kind of clustering asks for, single votes first. */
function scattersOf(
  regression: Regression,
  predicted: Float64Array,
  { kind, battle, voter, battleAndVoter }: Clusters,
  alone: Clustering,
): Float64Array[] {
  const scatter = (clustering: Clustering) => clusteredScatter(regression, predicted, clustering);
  const single = scatter(alone);
  if (kind === "none") return [single];
  if (kind !== "both") return [single, scatter(kind === "battle" ? battle! : voter!)];
  const [byBattle, byVoter] = [scatter(battle!), scatter(voter!)];
  const shared = battleAndVoter ? scatter(battleAndVoter) : single;
  return [single, byBattle, byVoter, byBattle.map((value, at) => value + byVoter[at]! - shared[at]!)];
}

/**
 * What is added to M so that each cell's own scatter becomes (1 − w) · observed + w · expected, with
 *
 *   observed = Σ votes v²·(y − p)²,  expected = Σ v² · p · (1 − p),  w = k / (k + I)
 *
 * where v is the weight of a vote, 1 unless it has one, k is `scatterPrior`, and I the Fisher information so far about the
 * less known of the two models, both in units of information (a vote between equals brings a quarter). What few votes show
 * of their own scatter is worthless: one vote, or ten that all agree, lie close to any curve fitted to them. There the
 * model's own expectation is used; it gives way to what is observed as votes come in, because the expectation knows no ties
 * and so is too wide for ever.
 * What votes of a cluster scatter together beyond that is left as it is.
 * @returns zeros for k = 0, where nothing is added.
 */
function blend(
  regression: Regression,
  predicted: Float64Array,
  information: Float64Array,
  { single: { winsSquared, winsTimesVotes, votesSquared } }: Clustering,
  scatterPrior: number,
): Float64Array {
  const { size, width, first, second } = regression;
  if (scatterPrior === 0) return new Float64Array((size + width) ** 2);
  const known = (model: number) => information[model * (size + width + 1)]!;
  const weights = predicted.map((eta, cell) => {
    const [p, q] = [winProbability(eta), winProbability(-eta)];
    const observed = winsSquared[cell]! / 4 - p * winsTimesVotes[cell]! + p * p * votesSquared[cell]!;
    const weight = scatterPrior / (scatterPrior + Math.min(known(first[cell]!), known(second[cell]!)));
    return weight * (votesSquared[cell]! * p * q - observed);
  });
  return addUpCells(regression, weights);
}

/** M + λ·(I − 11ᵀ/n) over the models and the ridge over the covariates. */
function addPriors({ size, width, precision }: Regression, meat: Float64Array): void {
  const all = size + width;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      meat[row * all + column]! += precision * ((row === column ? 1 : 0) - 1 / size);
    }
  }
  for (let row = size; row < all; row++) meat[row * (all + 1)]! += ridge;
}
