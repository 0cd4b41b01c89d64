/** Finds the strengths that make the votes most probable. */
import { decompose, solve } from "./cholesky.ts";
import { curvature, gradient, laplacian, logPosterior, pairInformation, type Problem } from "./posterior.ts";
import { entry } from "./vector.ts";

/** θ of mean zero in natural-log units, and how it was reached. */
export type Optimum = { strengths: Float64Array; iterations: number; converged: boolean };

const maximumIterations = 200;
const maximumHalvings = 60;
/** Natural-log units: 1e-12 is a fifth of a billionth of a rating point. */
const finestStep = 1e-12;
/** A step this small that no longer shrinks is rounding noise. */
const noiseLevel = 1e-5;

/**
 * Maximises the log-posterior by Newton's method: θ ← θ + t·C⁻¹·∂Q/∂θ, C the curvature, t = 1 halved until Q does not
 * fall. Q is strictly concave where θ has mean zero, so there is one maximum and every start leads to it (A. Agresti,
 * Categorical Data Analysis, 3rd edition, §4.6; S. Boyd & L. Vandenberghe, Convex Optimization, §9.5).
 * @throws nothing for a problem with `precision` > 0 and finite votes.
 */
export function maximize(problem: Problem): Optimum {
  let strengths: Float64Array = new Float64Array(problem.size);
  let value = logPosterior(problem, strengths);
  let lastLength = Infinity;
  for (let iterations = 1; iterations <= maximumIterations; iterations++) {
    const step = newtonStep(problem, strengths);
    const length = step.reduce((longest, move) => Math.max(longest, Math.abs(move)), 0);
    const next = walk(problem, strengths, step, value);
    strengths = next.strengths;
    value = next.value;
    if (length <= finestStep || (length <= noiseLevel && length >= lastLength / 2)) {
      return { strengths, iterations, converged: true };
    }
    lastLength = length;
  }
  return { strengths, iterations: maximumIterations, converged: false };
}

function newtonStep(problem: Problem, strengths: Float64Array): Float64Array {
  const weights = Float64Array.from(problem.pairs, (pair) => pairInformation(pair, strengths));
  const matrix = curvature(problem, laplacian(problem.size, problem.pairs, weights));
  return solve(decompose(matrix, problem.size), gradient(problem, strengths));
}

/** Goes along the step as far as Q does not fall by more than its rounding error. */
function walk(problem: Problem, from: Float64Array, step: Float64Array, value: number) {
  const tolerated = value - 1e-13 * (1 + Math.abs(value));
  for (let halvings = 0, scale = 1; halvings < maximumHalvings; halvings++, scale /= 2) {
    const strengths = centre(from.map((strength, index) => strength + scale * entry(step, index)));
    const reached = logPosterior(problem, strengths);
    if (reached >= tolerated) return { strengths, value: reached };
  }
  return { strengths: from, value };
}

function centre(vector: Float64Array): Float64Array {
  const mean = vector.reduce((sum, value) => sum + value, 0) / vector.length;
  return vector.map((value) => value - mean);
}
