/**
 * How probable each vote is by everybody else's votes.
 *
 * Strengths θ maximise the Bradley–Terry likelihood of all votes, voter v's weighted by wv (`regression.ts`). Without
 * voter v, whose votes pull the strengths by s = wv · Σ (y − p)·(ei − ej), they move by about −C⁻¹·s/(1 − h), C the curvature
 * and h the voter's share of all weight: one step of Newton's method (D. Pregibon, Annals of Statistics 9, 1981). The few
 * who hold much of it are left out by a fit of their own.
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

/** From this share of all weight on, a voter is left out by a fit: fifty voters at most have it. */
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
  const information = addUpCells(regression, cellInformation(regression, predict(regression, parameters)));
  const factor = decompose(curvature(regression, information), regression.size);
  const all = weights.reduce((sum, weight, voter) => sum + weight * (starts[voter + 1]! - starts[voter]!), 0);
  const odds = new Float64Array(first.length);
  for (let voter = 0; voter < voters.length; voter++) {
    const share = (weights[voter]! * (starts[voter + 1]! - starts[voter]!)) / all;
    const without =
      share >= largeShare
        ? maximize(sumVotes(ballots, weights.with(voter, 0)), parameters).parameters
        : stepWithout(ballots, voter, weights[voter]! / (1 - share), factor, parameters);
    for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
      odds[vote] = without[first[vote]!]! - without[second[vote]!]!;
    }
  }
  return { strengths: parameters, odds };
}

/** One step away from a voter's votes, which weigh so much. */
function stepWithout(ballots: Ballots, voter: number, weight: number, factor: Cholesky, strengths: Float64Array) {
  const step = solve(factor, pullOf(ballots, voter, strengths));
  return strengths.map((strength, model) => strength - weight * step[model]!);
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
