/**
 * The Bradley–Terry model with ties of R. Davidson (Journal of the American Statistical Association 65, 1970): with
 * strengths π and one number ν for how readily people call a tie,
 *
 *   P(A wins) : P(B wins) : P(tie) = πa : πb : ν · √(πa·πb)
 *
 * so that ties are likelier between equals. With θ = ln π, η = θa − θb and τ = ln ν, to be maximised over (θ, τ):
 *
 *   Q = Σ pairs [ ½ (wins − losses) · η + ties · τ − votes · ln(e^(η/2) + e^(−η/2) + e^τ) ]
 *       − ½ λ Σ θi² − ½ ridge τ² + k · (½ τ − ln(2 + e^τ))
 *
 * Q is concave: the model is an exponential family, whose sufficient statistics are each model's wins with ties as half
 * a win, as in `regression.ts`, and the number of ties (D. Firth, I. Kosmidis & H. Turner, arXiv 1909.07123, 2019).
 *
 * A rating is on the project's scale, but tells of the votes that name a winner: 400 points more are ten wins to one loss,
 * ties left aside. Where ties count as half a win, 400 points are ten half wins to one. The more ties there are, the further
 * apart are Davidson's ratings than those; the order is seldom another.
 */
import { decompose, invert, solve } from "./matrices.ts";
import { compareNames, gatherPairs, type PairSum, type PairTally } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import { equalWithin } from "./ranks.ts";
import { curvature, type Regression, regressPairs, ridge } from "./regression.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";

/** What a fit may be told; all may be left out. */
type DavidsonOptions = {
  /** Standard deviation, rating points, of a Gaussian prior around 1000 on every model; held up by `ridge` when left out. */
  priorStandardDeviation?: number;
  /** k: so many votes between equals, half of them ties, stand before all others as a prior on ν. 0 when left out. */
  tiePrior?: number;
};

/** Ratings and how readily people call a tie. */
export type DavidsonFit = {
  /** Best first; equal ratings in the order of their names. Points; the mean over all models is 1000. */
  models: { model: string; rating: number; standardError: number }[];
  /** ν. */
  tieParameter: number;
  /** Of ln ν. Standard errors are the model's own, from the inverse of the information: they take votes for independent. */
  tieStandardError: number;
  /** How probable a tie is between equals, ν / (2 + ν). */
  tieBetweenEquals: number;
  /** Newton steps taken, and whether they came to rest. */
  iterations: number;
  converged: boolean;
};

/** How a vote may fall, and how probably. They sum to 1. */
export type OutcomeChances = { a: number; b: number; tie: number };

const maximumIterations = 200;
const maximumHalvings = 60;
/** Natural-log units, as in `regression.ts`. */
const finestStep = 1e-12;
const noiseLevel = 1e-5;

/**
 * How a vote falls between two models.
 * @param lead rating of the model on side A less that of the one on side B, points.
 * @param tieParameter ν, 0 or more. Throws nothing.
 */
export function predictOutcome(lead: number, tieParameter: number): OutcomeChances {
  const { a, b, tie } = chances(lead / pointsPerNaturalUnit, Math.log(tieParameter));
  return { a, b, tie };
}

/**
 * Fits Davidson's model. Names, sides, order, and how votes are spread over tallies make no difference; both-bad is a tie.
 * Without a tie ν comes out near 0, with nothing but ties far above 1, as far as the ridge lets it. Without votes the fit
 * is empty, and ν that of its prior. Cost: O(n³) in models, nothing in votes.
 * @param tallies counts may be weights.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or an option is out of range.
 */
export function fitDavidson(
  tallies: readonly PairTally[],
  { priorStandardDeviation, tiePrior = 0 }: DavidsonOptions = {},
): DavidsonFit {
  const { models, pairs } = gatherPairs(tallies);
  if (!(tiePrior >= 0 && tiePrior < Infinity)) {
    throw new RangeError(`tiePrior is ${tiePrior}; it must be a finite number, 0 or more.`);
  }
  // τ stands where a covariate would, and has its ridge.
  const regression = { ...regressPairs(models.length, pairs, priorPrecision(priorStandardDeviation)), width: 1 };
  const problem: Problem = { regression, pairs, tiePrior };
  const { parameters, iterations, converged } = climb(problem);
  const errors = standardErrors(problem, parameters);
  const rated = models.map((model, index) => {
    const [rating, standardError] = [parameters[index]!, errors[index]!].map((value) => value * pointsPerNaturalUnit);
    return { model, rating: meanRating + rating!, standardError: standardError! };
  });
  const tieParameter = Math.exp(parameters[models.length]!);
  return {
    models: rated.toSorted((one, other) => {
      const lead = other.rating - one.rating;
      return Math.abs(lead) > equalWithin ? lead : compareNames(one.model, other.model);
    }),
    tieParameter,
    tieStandardError: errors[models.length]!,
    tieBetweenEquals: tieParameter / (2 + tieParameter),
    iterations,
    converged,
  };
}

/** What is to be fitted. */
type Problem = { regression: Regression; pairs: readonly PairSum[]; tiePrior: number };

/** As {@link OutcomeChances}, and ln of what they were divided by. @param lead η. @param tie τ, or −∞. */
function chances(lead: number, tie: number): OutcomeChances & { logSum: number } {
  const top = Math.max(Math.abs(lead) / 2, tie);
  const [a, b, even] = [Math.exp(lead / 2 - top), Math.exp(-lead / 2 - top), Math.exp(tie - top)];
  const sum = a + b + even;
  return { a: a / sum, b: b / sum, tie: even / sum, logSum: top + Math.log(sum) };
}

/** Q. */
function objective({ regression, pairs, tiePrior }: Problem, parameters: Float64Array): number {
  const { size, precision } = regression;
  const tie = parameters[size]!;
  let sum = tiePrior * (tie / 2 - chances(0, tie).logSum);
  for (const { first, second, firstWins, secondWins, halves } of pairs) {
    const lead = parameters[first]! - parameters[second]!;
    const votes = firstWins + secondWins + halves;
    sum += ((firstWins - secondWins) / 2) * lead + halves * tie - votes * chances(lead, tie).logSum;
  }
  for (const [index, value] of parameters.entries()) sum -= ((index < size ? precision : ridge) * value * value) / 2;
  return sum;
}

/** ∂Q, and the Fisher information of the votes and of the prior on ν, (n + 1)² numbers row after row. */
function differentiate({ regression, pairs, tiePrior }: Problem, parameters: Float64Array) {
  const { size, precision } = regression;
  const all = size + 1;
  const tie = parameters[size]!;
  const slope = parameters.map((value, index) => -value * (index < size ? precision : ridge));
  const information = new Float64Array(all * all);
  const equals = chances(0, tie);
  slope[size]! += tiePrior * (0.5 - equals.tie);
  information[size * (all + 1)]! += tiePrior * equals.tie * (1 - equals.tie);
  for (const { first, second, firstWins, secondWins, halves } of pairs) {
    const p = chances(parameters[first]! - parameters[second]!, tie);
    const votes = firstWins + secondWins + halves;
    const pull = (firstWins - secondWins) / 2 - (votes * (p.a - p.b)) / 2;
    slope[first]! += pull;
    slope[second]! -= pull;
    slope[size]! += halves - votes * p.tie;
    // Variances and covariance of (½, −½ or 0; whether it is a tie).
    const spread = (votes * (p.a + p.b - (p.a - p.b) ** 2)) / 4;
    const between = (-votes * (p.a - p.b) * p.tie) / 2;
    information[first * (all + 1)]! += spread;
    information[second * (all + 1)]! += spread;
    information[size * (all + 1)]! += votes * p.tie * (p.a + p.b);
    for (const [row, column, amount] of [
      [first, second, -spread],
      [first, size, between],
      [second, size, -between],
    ] as const) {
      information[row * all + column]! += amount;
      information[column * all + row]! += amount;
    }
  }
  return { slope, information };
}

/** Newton's method as in `regression.ts`, from equals who tie as often as all votes do. */
function climb(problem: Problem): { parameters: Float64Array; iterations: number; converged: boolean } {
  const { size } = problem.regression;
  let parameters = new Float64Array(size + 1);
  const sum = (read: (pair: PairSum) => number) => problem.pairs.reduce((total, pair) => total + read(pair), 0);
  const ties = sum(({ halves }) => halves);
  const decided = sum(({ firstWins, secondWins }) => firstWins + secondWins);
  parameters[size] = Math.log((2 * (ties + 0.5)) / (decided + 0.5));
  let lastLength = Infinity;
  for (let iterations = 1; iterations <= maximumIterations; iterations++) {
    const { slope, information } = differentiate(problem, parameters);
    const step = solve(decompose(curvature(problem.regression, information), size + 1), slope);
    const length = step.reduce((longest, move) => Math.max(longest, Math.abs(move)), 0);
    parameters = walk(problem, parameters, step);
    if (length <= finestStep || (length <= noiseLevel && length >= lastLength / 2)) {
      return { parameters, iterations, converged: true };
    }
    lastLength = length;
  }
  return { parameters, iterations: maximumIterations, converged: false };
}

/** Goes along the step as far as Q does not fall by more than its rounding error. */
function walk(problem: Problem, from: Float64Array, step: Float64Array): Float64Array<ArrayBuffer> {
  const value = objective(problem, from);
  const tolerated = value - 1e-13 * (1 + Math.abs(value));
  for (let halvings = 0, scale = 1; halvings < maximumHalvings; halvings++, scale /= 2) {
    const reached = centre(problem.regression.size, (index) => from[index]! + scale * step[index]!);
    if (objective(problem, reached) >= tolerated) return reached;
  }
  return from.slice();
}

/** (θ, τ) with the mean of θ taken off θ. */
function centre(size: number, read: (index: number) => number): Float64Array<ArrayBuffer> {
  const parameters = Float64Array.from({ length: size + 1 }, (_, index) => read(index));
  const mean = parameters.subarray(0, size).reduce((sum, value) => sum + value, 0) / size;
  return parameters.map((value, index) => (index < size ? value - mean : value));
}

/** Of (θ, τ), natural-log units; those of θ around their mean. */
function standardErrors(problem: Problem, parameters: Float64Array): Float64Array {
  const { size } = problem.regression;
  const { information } = differentiate(problem, parameters);
  const covariance = invert(decompose(curvature(problem.regression, information), size + 1));
  // The curvature holds the mean still with a precision of its own, which is no knowledge.
  let mean = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) mean += covariance[row * (size + 1) + column]! / size ** 2;
  }
  return parameters.map((_, row) => Math.sqrt(Math.max(0, covariance[row * (size + 2)]! - (row < size ? mean : 0))));
}
