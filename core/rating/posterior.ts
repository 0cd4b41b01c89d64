/**
 * The Bradley–Terry likelihood with a Gaussian prior, and its first two derivatives.
 *
 * With θ = ln strength, model i beats model j with probability p = σ(θi − θj) (R. Bradley & M. Terry, Biometrika 39,
 * 1952; D. Hunter, Annals of Statistics 32, 2004). A tie or both-bad is half a win and half a loss. To be maximised:
 *
 *   Q(θ) = Σ pairs [ wins · ln p + losses · ln(1 − p) ] − ½ λ Σ θi²
 *
 * λ is the prior's precision, 1 / variance in natural-log units; it also decides which of the many θ that differ by a
 * constant is meant: the one of mean zero. Nothing here throws.
 */
import type { PairSum } from "./pair-tally.ts";
import { add, entry } from "./vector.ts";

/** What is to be fitted: `size` models, the votes between them, and λ. */
export type Problem = { size: number; pairs: readonly PairSum[]; precision: number };

/**
 * The logistic function σ(d) = 1 / (1 + e^−d): how probably the first of two models wins.
 * @param difference ln(strength of the first) − ln(strength of the second), natural-log units.
 * @returns a probability, precise however near 0 it is.
 */
export function winProbability(difference: number): number {
  return 1 / (1 + Math.exp(-difference));
}

/** Q(θ), natural-log units. `strengths` is θ, one number a model. */
export function logPosterior(problem: Problem, strengths: Float64Array): number {
  let sum = 0;
  for (const { first, second, firstWins, secondWins, halves } of problem.pairs) {
    const difference = entry(strengths, first) - entry(strengths, second);
    sum += (firstWins + halves / 2) * logWinProbability(difference);
    sum += (secondWins + halves / 2) * logWinProbability(-difference);
  }
  for (const strength of strengths) sum -= (problem.precision * strength * strength) / 2;
  return sum;
}

/** ∂Q/∂θ, one number a model: Σ over its pairs (wins · (1 − p) − losses · p) − λθ. */
export function gradient(problem: Problem, strengths: Float64Array): Float64Array {
  const slope = strengths.map((strength) => -problem.precision * strength);
  for (const { first, second, firstWins, secondWins, halves } of problem.pairs) {
    const difference = entry(strengths, first) - entry(strengths, second);
    const wins = firstWins + halves / 2;
    const losses = secondWins + halves / 2;
    const pull = wins * winProbability(-difference) - losses * winProbability(difference);
    add(slope, first, pull);
    add(slope, second, -pull);
  }
  return slope;
}

/** Fisher information of a pair's votes about θi − θj: n · p · (1 − p), at most a quarter of a vote. */
export function pairInformation(pair: PairSum, strengths: Float64Array): number {
  const difference = entry(strengths, pair.first) - entry(strengths, pair.second);
  const votes = pair.firstWins + pair.secondWins + pair.halves;
  return votes * winProbability(difference) * winProbability(-difference);
}

/**
 * Σ pairs weight · (ei − ej)(ei − ej)ᵀ: the Laplacian of the graph of pairs, n · n numbers row after row. With
 * {@link pairInformation} as weight it is the Fisher information of all votes about θ.
 */
export function laplacian(size: number, pairs: readonly PairSum[], weights: Float64Array): Float64Array {
  const matrix = new Float64Array(size * size);
  for (const [index, { first, second }] of pairs.entries()) {
    const weight = entry(weights, index);
    add(matrix, first * size + first, weight);
    add(matrix, second * size + second, weight);
    add(matrix, first * size + second, -weight);
    add(matrix, second * size + first, -weight);
  }
  return matrix;
}

/**
 * −∂²Q/∂θ² for θ of mean zero: information + λI + c·11ᵀ, n · n numbers. Moving all strengths together changes no
 * probability; c·11ᵀ holds that direction still, with a c of the size of the other entries, so that the matrix stays
 * well conditioned however small λ is. Vectors and matrices of mean zero do not feel it.
 */
export function curvature(problem: Problem, information: Float64Array): Float64Array {
  const { size, precision } = problem;
  let trace = 0;
  for (let row = 0; row < size; row++) trace += entry(information, row * size + row);
  const hold = (trace / size + precision) / size;
  const matrix = information.map((value) => value + hold);
  for (let row = 0; row < size; row++) add(matrix, row * size + row, precision);
  return matrix;
}

/** ln σ(d), without loss of precision for large |d|. */
function logWinProbability(difference: number): number {
  return Math.min(difference, 0) - Math.log1p(Math.exp(-Math.abs(difference)));
}
