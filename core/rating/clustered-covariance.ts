/**
 * How far the estimates might lie from the truth.
 *
 * The robust ("sandwich") covariance of an estimate that maximises Q is C⁻¹·M·C⁻¹: C the curvature of Q, M the scatter
 * of the votes around their expectation (P. Huber, Proc. 5th Berkeley Symposium, 1967; H. White, Econometrica 50, 1982).
 * Where votes go together in two ways, by battle and by voter, M is the scatter by battle plus that by voter less that
 * by battle and voter at once (C. Cameron, J. Gelbach & D. Miller, Journal of Business & Economic Statistics 29, 2011).
 */
import { decompose, invert, multiplyBothSides, clipNegative } from "./matrices.ts";
import { type Clustering, clusteredScatter, clusterNothing, countClusters } from "./clustering.ts";
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
  battle?: Clustering;
  voter?: Clustering;
  /** Votes of the same voter on the same battle; where left out, there is never more than one. */
  battleAndVoter?: Clustering;
};

/** How far estimates may lie from the truth. */
export type ClusteredCovariance = {
  /** Of (θ, β), (n + k)² numbers row after row, natural-log units squared; over the models every row sums to zero. */
  covariance: Float64Array;
  /** For Student's t: the smaller number of clusters less one; ∞ for `none`. */
  degrees: number;
  /** Whether two-way clustering gave a matrix with negative variances, which were set to zero. */
  repaired: boolean;
};

/**
 *   V = G/(G − 1) · C⁻¹ · M · C⁻¹  with M = M_battle + M_voter − M_battle-and-voter for `both`
 *
 * G is the number of clusters, for `both` the smaller of the two, and the factor is 1 for `none`. The prior and the ridge
 * enter M with their own information, so that what no vote has told stays as uncertain as the prior says. M may come out
 * indefinite for `both`; then negative eigenvalues of V are set to zero (as Cameron, Gelbach & Miller do, §2.3).
 * @param parameters (θ, β) at the optimum.
 * @param scatterPrior see {@link blend}.
 * @throws {RangeError} when clusters that `kind` asks for are missing.
 */
export function clusteredCovariance(
  regression: Regression,
  parameters: Float64Array,
  clusters: Clusters,
  scatterPrior = 0,
): ClusteredCovariance {
  const all = regression.size + regression.width;
  const predicted = predict(regression, parameters);
  const information = addUpCells(regression, cellInformation(regression, predicted));
  const bread = invert(decompose(curvature(regression, information), all));
  const count = smallerCount(clusters);
  const factor = clusters.kind === "none" || count < 2 ? 1 : count / (count - 1);
  const meat = scatterOf(regression, predicted, clusters).map((value) => factor * value);
  const blended = blend(regression, predicted, information, clusters, scatterPrior);
  if (blended) for (let at = 0; at < meat.length; at++) meat[at]! += blended[at]!;
  addPriors(regression, meat);
  const covariance = multiplyBothSides(bread, meat, all);
  const indefinite = (clusters.kind === "both" || blended !== undefined) && !isSemiDefinite(covariance, all);
  return {
    covariance: indefinite ? clipNegative(covariance, all) : covariance,
    degrees: clusters.kind === "none" ? Infinity : Math.max(1, count - 1),
    repaired: indefinite,
  };
}

/** The number of clusters, for `both` the smaller of the two. @throws {RangeError} when they are missing. */
function smallerCount({ kind, squares, battle, voter }: Clusters): number {
  if (kind === "none") return squares.length;
  const needed = kind === "both" ? [battle, voter] : kind === "battle" ? [battle] : [voter];
  return needed.reduce((least, clustering) => {
    if (!clustering) throw new RangeError(`Intervals clustered by ${kind} need to know which votes go together.`);
    return Math.min(least, countClusters(clustering));
  }, Infinity);
}

function scatterOf(regression: Regression, predicted: Float64Array, clusters: Clusters): Float64Array {
  const { kind, squares, battle, voter } = clusters;
  const scatter = (clustering: Clustering) => clusteredScatter(regression, predicted, clustering);
  const alone = clusterNothing(regression, squares);
  if (kind === "none") return scatter(alone);
  if (kind === "battle") return scatter(battle!);
  if (kind === "voter") return scatter(voter!);
  const [byVoter, shared] = [scatter(voter!), scatter(clusters.battleAndVoter ?? alone)];
  return scatter(battle!).map((value, at) => value + byVoter[at]! - shared[at]!);
}

/**
 * What is added to M so that each cell's own scatter becomes (1 − w) · observed + w · expected, with
 *
 *   observed = Σ votes (y − p)²,  expected = n · p · (1 − p),  w = k / (k + I)
 *
 * where k is `scatterPrior` and I the Fisher information so far about the less known of the two models, both in units
 * of information (a vote between equals brings a quarter). What few votes show of their own scatter is worthless: one
 * vote, or ten that all agree, lie close to any curve fitted to them. There the model's own expectation is used; it
 * gives way to what is observed as votes come in, because the expectation knows no ties and so is too wide for ever.
 * What votes of a cluster scatter together beyond that is left as it is.
 * @returns undefined for k = 0, where nothing is added.
 */
function blend(
  regression: Regression,
  predicted: Float64Array,
  information: Float64Array,
  { squares }: Clusters,
  scatterPrior: number,
): Float64Array | undefined {
  if (scatterPrior === 0) return undefined;
  const { size, width, first, second, votes, halfWins } = regression;
  const known = (model: number) => information[model * (size + width + 1)]!;
  const weights = predicted.map((eta, cell) => {
    const [p, q] = [winProbability(eta), winProbability(-eta)];
    const observed = squares[cell]! / 4 - p * halfWins[cell]! + p * p * votes[cell]!;
    const weight = scatterPrior / (scatterPrior + Math.min(known(first[cell]!), known(second[cell]!)));
    return weight * (votes[cell]! * p * q - observed);
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

/** Whether no direction has a negative variance, rounding apart. */
function isSemiDefinite(matrix: Float64Array, size: number): boolean {
  let trace = 0;
  for (let row = 0; row < size; row++) trace += Math.abs(matrix[row * (size + 1)]!);
  const lifted = matrix.slice();
  for (let row = 0; row < size; row++) lifted[row * (size + 1)]! += 1e-12 * trace;
  try {
    decompose(lifted, size);
    return true;
  } catch {
    return false;
  }
}
