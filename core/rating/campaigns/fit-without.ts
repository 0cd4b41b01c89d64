/**
 * How probable each vote is by everybody else's votes.
 *
 * Strengths θ maximise the Bradley–Terry likelihood of all votes, voter v's weighted by wv (`regression.ts`). Without
 * voter v, whose votes pull the strengths by s = wv · Σ (y − p)·(ei − ej), they move by about −(C − wv·Iv)⁻¹·s, C the
 * curvature and Iv the information of the voter's votes: one step of Newton's method (D. Pregibon, Annals of Statistics 9,
 * 1981). Where v holds little of all weight, C/(1 − h) stands for what is inverted, h being v's share of it.
 */
import { boardPrior, priorPrecision } from "../prior.ts";
import { type Cholesky, decompose, solve } from "../matrices.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  maximize,
  predict,
  type Regression,
  winProbability,
} from "../regression.ts";
import type { Ballots } from "./ballots.ts";

/** From this share of all weight on, the voter's own information is taken out exactly: fifty voters at most have it. */
const largeShare = 0.02;

/** A fit, and each vote's log odds by the fit without its voter. */
export type Foretold = {
  /** Strengths by all votes as weighted, natural-log units; those who ask again hand them in as a start. */
  strengths: Float64Array;
  /** Of each vote ln(p / (1 − p)), p the chance of side A. */
  odds: Float64Array;
};

/**
 * Fits all votes, and foretells each by those of the others.
 * Cost: linear in votes, n² in models a voter, n³ a step of the fit.
 * @param weights of a vote of each voter, 0 or more. @throws nothing.
 */
export function foretellVotes(ballots: Ballots, weights: Float64Array, start?: Float64Array): Foretold {
  const { voters, starts, first, second } = ballots;
  const regression = sumVotes(ballots, weights);
  const { parameters } = maximize(regression, start);
  const matrix = curvature(
    regression,
    addUpCells(regression, cellInformation(regression, predict(regression, parameters))),
  );
  const factor = decompose(matrix, regression.size);
  const all = weights.reduce((sum, weight, voter) => sum + weight * (starts[voter + 1]! - starts[voter]!), 0);
  const odds = new Float64Array(first.length);
  for (let voter = 0; voter < voters.length; voter++) {
    const weight = weights[voter]!;
    const share = (weight * (starts[voter + 1]! - starts[voter]!)) / all;
    const pull = pullOf(ballots, voter, parameters);
    const isLarge = share >= largeShare && share < 1;
    const without = isLarge ? leaveOut(ballots, voter, weight, matrix, parameters) : factor;
    const step = weight > 0 ? solve(without, pull) : pull.fill(0);
    const scale = isLarge ? weight : weight / (1 - Math.min(share, 0.5));
    for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
      const [a, b] = [first[vote]!, second[vote]!];
      odds[vote] = parameters[a]! - parameters[b]! - scale * (step[a]! - step[b]!);
    }
  }
  return { strengths: parameters, odds };
}

/** All votes as sums by pair. */
function sumVotes({ models, voter, first, second, halfWins }: Ballots, weights: Float64Array): Regression {
  const cells = new Map<number, { first: number; second: number; votes: number; halfWins: number }>();
  for (let vote = 0; vote < first.length; vote++) {
    const [a, b] = [first[vote]!, second[vote]!];
    const weight = weights[voter[vote]!]!;
    const key = Math.min(a, b) * models.length + Math.max(a, b);
    const cell = cells.get(key) ?? { first: Math.min(a, b), second: Math.max(a, b), votes: 0, halfWins: 0 };
    cell.votes += weight;
    cell.halfWins += weight * (a < b ? halfWins[vote]! : 2 - halfWins[vote]!);
    cells.set(key, cell);
  }
  const all = [...cells.values()];
  return {
    size: models.length,
    first: Int32Array.from(all, (cell) => cell.first),
    second: Int32Array.from(all, (cell) => cell.second),
    votes: Float64Array.from(all, (cell) => cell.votes),
    halfWins: Float64Array.from(all, (cell) => cell.halfWins),
    width: 0,
    covariates: new Float64Array(),
    precision: priorPrecision(boardPrior.priorStandardDeviation),
  };
}

/** Σ (y − p)·(ei − ej) over a voter's votes. */
function pullOf({ models, starts, first, second, halfWins }: Ballots, voter: number, strengths: Float64Array) {
  const pull = new Float64Array(models.length);
  for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
    const [a, b] = [first[vote]!, second[vote]!];
    const amount = halfWins[vote]! / 2 - winProbability(strengths[a]! - strengths[b]!);
    pull[a]! += amount;
    pull[b]! -= amount;
  }
  return pull;
}

/** C − w·Iv, decomposed. It holds the prior, so it stays positive definite. */
function leaveOut(
  { models, starts, first, second }: Ballots,
  voter: number,
  weight: number,
  matrix: Float64Array,
  strengths: Float64Array,
): Cholesky {
  const size = models.length;
  const rest = matrix.slice();
  for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
    const [a, b] = [first[vote]!, second[vote]!];
    const lead = strengths[a]! - strengths[b]!;
    const amount = weight * winProbability(lead) * winProbability(-lead);
    rest[a * (size + 1)]! -= amount;
    rest[b * (size + 1)]! -= amount;
    rest[a * size + b]! += amount;
    rest[b * size + a]! += amount;
  }
  return decompose(rest, size);
}
