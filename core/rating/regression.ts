/**
 * The Bradley–Terry likelihood as a logistic regression with covariates, and its maximum by Newton's method.
 *
 * With θ = ln strength, model a on side A wins against model b with probability
 *
 *   p = σ(η),  η = θa − θb + β·x
 *
 * (R. Bradley & M. Terry, Biometrika 39, 1952; covariates of a comparison: D. Firth, Journal of Statistical Software
 * 12(1), 2005; A. Agresti, Categorical Data Analysis, 3rd edition, §11.6). A tie or both-bad is half a win for each. To
 * be maximised over the parameters (θ, β), n + k numbers:
 *
 *   Q = Σ cells [ W · ln p + (n − W) · ln(1 − p) ] − ½ λ Σ θi² − ½ ridge Σ βj²
 *
 * W the cell's wins of side A and n its votes. λ also decides which of the many θ that differ by a constant is meant:
 * the one of mean zero.
 */
import { decompose, solve } from "./matrices.ts";
import type { PairSum } from "./pair-tally.ts";

/**
 * The precision (1 / variance, natural-log units) that stands in for a prior where none is asked for: a standard
 * deviation of 174,000 rating points. It keeps every fit defined and moves nothing one can see.
 */
export const ridge = 1e-6;

/** What is to be fitted: sums of votes in cells, a column an array. */
export type Regression = {
  /** Number of models, n. */
  size: number;
  /** The model on side A and the one on side B, an index a cell. */
  first: Int32Array;
  second: Int32Array;
  /** Votes, and half wins of side A (0 to 2 · votes), a number a cell. */
  votes: Float64Array;
  halfWins: Float64Array;
  /** Number of covariates, k. */
  width: number;
  /** Of side A against side B, k numbers a cell, cell after cell. */
  covariates: Float64Array;
  /** λ, above 0. */
  precision: number;
  /** What is added to η beforehand, natural-log units, a number a cell; nothing where left out. */
  offset?: Float64Array;
};

/** (θ, β), θ of mean zero, natural-log units, and how it was reached. */
export type Optimum = { parameters: Float64Array; iterations: number; converged: boolean };

const maximumIterations = 200;
const maximumHalvings = 60;
/** Natural-log units: 1e-12 is a fifth of a billionth of a rating point. */
const finestStep = 1e-12;
/** A step this small that no longer shrinks is rounding noise. */
const noiseLevel = 1e-5;

/**
 * The logistic function σ(d) = 1 / (1 + e^−d): how probably the first of two models wins.
 * @param difference ln(strength of the first) − ln(strength of the second), natural-log units.
 * @returns a probability, precise however near 0 it is.
 */
export function winProbability(difference: number): number {
  return 1 / (1 + Math.exp(-difference));
}

/** The regression of sums of votes on their models alone. @param precision λ. Throws nothing. */
export function regressPairs(size: number, pairs: readonly PairSum[], precision: number): Regression {
  return {
    size,
    first: Int32Array.from(pairs, ({ first }) => first),
    second: Int32Array.from(pairs, ({ second }) => second),
    votes: Float64Array.from(pairs, ({ firstWins, secondWins, halves }) => firstWins + secondWins + halves),
    halfWins: Float64Array.from(pairs, ({ firstWins, halves }) => 2 * firstWins + halves),
    width: 0,
    covariates: new Float64Array(),
    precision,
  };
}

/** The same of sums of votes in columns, as `VoteColumns` holds them. Throws nothing. */
export function regressColumns({ models, first, second, votes, halfWins }: Columns, precision: number): Regression {
  return { size: models.length, first, second, votes, halfWins, width: 0, covariates: new Float64Array(), precision };
}

type Columns = Pick<Regression, "first" | "second" | "votes" | "halfWins"> & { models: readonly string[] };

/** η of every cell, natural-log units. Throws nothing. */
export function predict({ first, second, size, width, covariates, offset }: Regression, parameters: Float64Array) {
  const predicted = new Float64Array(first.length);
  for (let cell = 0; cell < first.length; cell++) {
    let sum = parameters[first[cell]!]! - parameters[second[cell]!]!;
    for (let k = 0; k < width; k++) sum += parameters[size + k]! * covariates[cell * width + k]!;
    predicted[cell] = offset ? sum + offset[cell]! : sum;
  }
  return predicted;
}

/** Q, natural-log units, given η. Throws nothing. */
function objective(regression: Regression, parameters: Float64Array, predicted: Float64Array): number {
  const { size, votes, halfWins, precision } = regression;
  let sum = 0;
  for (let cell = 0; cell < votes.length; cell++) {
    const eta = predicted[cell]!;
    // W·ln σ(η) + (n − W)·ln σ(−η) = W·η − n·ln(1 + e^η), without loss of precision for large |η|.
    const wins = halfWins[cell]! / 2;
    sum += wins * eta - votes[cell]! * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))));
  }
  for (const [index, value] of parameters.entries()) sum -= ((index < size ? precision : ridge) * value * value) / 2;
  return sum;
}

/** ∂Q/∂(θ, β), n + k numbers. Throws nothing. */
function gradient(regression: Regression, parameters: Float64Array, predicted: Float64Array): Float64Array {
  const { size, first, second, votes, halfWins, width, covariates, precision } = regression;
  const slope = parameters.map((value, index) => -value * (index < size ? precision : ridge));
  for (let cell = 0; cell < votes.length; cell++) {
    const eta = predicted[cell]!;
    const wins = halfWins[cell]! / 2;
    // W·(1 − p) − (n − W)·p, both factors precise.
    const pull = wins * winProbability(-eta) - (votes[cell]! - wins) * winProbability(eta);
    slope[first[cell]!]! += pull;
    slope[second[cell]!]! -= pull;
    for (let k = 0; k < width; k++) slope[size + k]! += pull * covariates[cell * width + k]!;
  }
  return slope;
}

/** Fisher information of each cell about its η: n · p · (1 − p). Throws nothing. */
export function cellInformation({ votes }: Regression, predicted: Float64Array): Float64Array {
  return votes.map((count, cell) => count * winProbability(predicted[cell]!) * winProbability(-predicted[cell]!));
}

/**
 * Σ cells weight · z·zᵀ with z = (ea − eb, x), (n + k)² numbers row after row, exactly symmetric. With
 * {@link cellInformation} as weight it is the Fisher information of all votes. Throws nothing.
 */
export function addUpCells(regression: Regression, weights: Float64Array): Float64Array {
  const { size, first, second, width, covariates } = regression;
  const all = size + width;
  const matrix = new Float64Array(all * all);
  for (let cell = 0; cell < weights.length; cell++) {
    const weight = weights[cell]!;
    const [a, b] = [first[cell]! * all, second[cell]! * all];
    matrix[a + first[cell]!]! += weight;
    matrix[b + second[cell]!]! += weight;
    matrix[a + second[cell]!]! -= weight;
    matrix[b + first[cell]!]! -= weight;
    for (let k = 0; k < width; k++) {
      const amount = weight * covariates[cell * width + k]!;
      const row = (size + k) * all;
      matrix[row + first[cell]!]! += amount;
      matrix[row + second[cell]!]! -= amount;
      for (let j = 0; j <= k; j++) matrix[row + size + j]! += amount * covariates[cell * width + j]!;
    }
  }
  for (let row = size; row < all; row++)
    for (let at = 0; at < row; at++) matrix[at * all + row] = matrix[row * all + at]!;
  return matrix;
}

/**
 * −∂²Q for θ of mean zero: information + λ and ridge on the diagonal + c·11ᵀ over the models. Moving all strengths
 * together changes no probability; c·11ᵀ holds that direction still, with a c of the size of the other entries, so that
 * the matrix stays well conditioned however small λ is. What has mean zero does not feel it. Throws nothing.
 */
export function curvature({ size, width, precision }: Regression, information: Float64Array): Float64Array {
  const all = size + width;
  let trace = 0;
  for (let row = 0; row < size; row++) trace += information[row * (all + 1)]!;
  const hold = (trace / size + precision) / size;
  const matrix = information.slice();
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) matrix[row * all + column]! += hold;
  for (let row = 0; row < all; row++) matrix[row * (all + 1)]! += row < size ? precision : ridge;
  return matrix;
}

/**
 * Maximises Q: (θ, β) ← (θ, β) + t·C⁻¹·∂Q, C the curvature, t = 1 halved until Q does not fall. Q is strictly concave
 * where θ has mean zero, so there is one maximum and every start leads to it (A. Agresti, as above, §4.6; S. Boyd & L.
 * Vandenberghe, Convex Optimization, §9.5).
 * @param start where to begin; zero when left out.
 * @throws nothing for `precision` > 0 and finite votes.
 */
export function maximize(regression: Regression, start?: Float64Array): Optimum {
  const all = regression.size + regression.width;
  let parameters: Float64Array = start ?? new Float64Array(all);
  let predicted: Float64Array = predict(regression, parameters);
  let lastLength = Infinity;
  for (let iterations = 1; iterations <= maximumIterations; iterations++) {
    const matrix = curvature(regression, addUpCells(regression, cellInformation(regression, predicted)));
    const step = solve(decompose(matrix, all), gradient(regression, parameters, predicted));
    const length = step.reduce((longest, move) => Math.max(longest, Math.abs(move)), 0);
    ({ parameters, predicted } = walk(regression, parameters, predicted, step));
    if (length <= finestStep || (length <= noiseLevel && length >= lastLength / 2)) {
      return { parameters, iterations, converged: true };
    }
    lastLength = length;
  }
  return { parameters, iterations: maximumIterations, converged: false };
}

/** Goes along the step as far as Q does not fall by more than its rounding error. */
function walk(regression: Regression, from: Float64Array, predictedFrom: Float64Array, step: Float64Array) {
  const value = objective(regression, from, predictedFrom);
  const tolerated = value - 1e-13 * (1 + Math.abs(value));
  for (let halvings = 0, scale = 1; halvings < maximumHalvings; halvings++, scale /= 2) {
    const parameters = centre(
      from.map((parameter, index) => parameter + scale * step[index]!),
      regression.size,
    );
    const predicted = predict(regression, parameters);
    if (objective(regression, parameters, predicted) >= tolerated) return { parameters, predicted };
  }
  return { parameters: from, predicted: predictedFrom };
}

/** Takes the mean of the first `size` numbers off them. */
function centre(parameters: Float64Array, size: number): Float64Array {
  let sum = 0;
  for (let index = 0; index < size; index++) sum += parameters[index]!;
  return parameters.map((value, index) => (index < size ? value - sum / size : value));
}
