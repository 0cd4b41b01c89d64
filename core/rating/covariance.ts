/**
 * How far the strengths might lie from the truth.
 *
 * The robust ("sandwich") covariance of an estimate that maximises Q is C⁻¹·M·C⁻¹: C the curvature of Q, M (the "meat")
 * the scatter of the votes around their expectation (P. Huber, Proc. 5th Berkeley Symposium, 1967; H. White,
 * Econometrica 50, 1982). Each vote is its own cluster: a vote y ∈ {0, ½, 1} expected to be p scatters by (y − p)².
 */
import { decompose, invert, multiplyBothSides } from "./cholesky.ts";
import type { PairSum } from "./pair-tally.ts";
import { curvature, laplacian, pairInformation, type Problem, winProbability } from "./posterior.ts";
import { add, entry } from "./vector.ts";

/**
 * The covariance of θ, n · n numbers row after row, natural-log units squared, every row of sum zero:
 *
 *   V = C⁻¹ · (M + λ·(I − 11ᵀ/n)) · C⁻¹
 *
 * The prior enters the meat with its own information λ, so that what no vote has told stays as uncertain as the prior
 * says: with M = information of the votes, V is exactly the posterior covariance (the inverse of information + λI);
 * with votes enough, λ is lost in M and V is the plain sandwich.
 * @param strengths θ at the optimum.
 * @param scatterPrior see {@link blendedScatter}.
 * @throws nothing for a problem with `precision` > 0.
 */
export function sandwichCovariance(problem: Problem, strengths: Float64Array, scatterPrior: number): Float64Array {
  const { size, pairs, precision } = problem;
  const weights = Float64Array.from(pairs, (pair) => pairInformation(pair, strengths));
  const information = laplacian(size, pairs, weights);
  const bread = invert(decompose(curvature(problem, information), size));
  const meat = laplacian(size, pairs, blendedScatter(problem, strengths, information, scatterPrior));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      add(meat, row * size + column, precision * ((row === column ? 1 : 0) - 1 / size));
    }
  }
  return multiplyBothSides(bread, meat, size);
}

/**
 * The scatter of each pair's votes: (1 − w) · observed + w · expected, with
 *
 *   observed = Σ votes (y − p)²,  expected = n · p · (1 − p),  w = k / (k + I)
 *
 * where k is `scatterPrior` and I the Fisher information so far about the less known of the two models, both in units
 * of information (a vote between equals brings a quarter). What few votes show of their own scatter is worthless: one
 * vote, or ten that all agree, lie close to any curve fitted to them. There the model's own expectation is used; it
 * gives way to what is observed as votes come in, because the expectation knows no ties and so is too wide for ever.
 * k = 0 is the plain sandwich.
 * @returns one number a pair, no unit, none negative. Throws nothing.
 */
function blendedScatter(
  { size, pairs }: Problem,
  strengths: Float64Array,
  information: Float64Array,
  scatterPrior: number,
): Float64Array {
  return Float64Array.from(pairs, (pair) => {
    const observed = observedScatter(pair, strengths);
    if (scatterPrior === 0) return observed;
    const known = Math.min(entry(information, pair.first * (size + 1)), entry(information, pair.second * (size + 1)));
    const weight = scatterPrior / (scatterPrior + known);
    return (1 - weight) * observed + weight * pairInformation(pair, strengths);
  });
}

function observedScatter(pair: PairSum, strengths: Float64Array): number {
  const difference = entry(strengths, pair.first) - entry(strengths, pair.second);
  const wins = winProbability(difference);
  const losses = winProbability(-difference);
  return pair.firstWins * losses ** 2 + pair.secondWins * wins ** 2 + pair.halves * (wins - 0.5) ** 2;
}
