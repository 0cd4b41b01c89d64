/**
 * Ratings that weigh voters by how well their votes agree with everybody's: am-ELO (Z. Liu et al., ICML 2025, arXiv
 * 2505.03475, eq. 8), where voter v tells strengths apart with a discrimination γv of their own:
 *
 *   p = σ(γv · (θa − θb))
 *
 * Estimated jointly. There, γ is held by its sum; here each is drawn towards 1 instead, so that a voter with three votes
 * is an ordinary voter until they show otherwise. To be maximised:
 *
 *   Q = Σ votes ln p − ½ λ Σ θi² − ½ τ Σ (γv − 1)²
 *
 * by turns in θ (Newton; concave for given γ) and in each γv (Newton in one number; concave for given θ). A γ near 0 is a
 * voter whose votes tell nothing, one below 0 a voter who votes the other way round.
 */
import { decompose, solve } from "./cholesky.ts";
import { countHalfWins, type VoterStatistics } from "./vote-statistics.ts";
import { compareNames } from "./pair-tally.ts";
import { addUpCells, curvature, type Regression, winProbability } from "./regression.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";

export type AbilityFit = {
  /** Best first, points with mean 1000. Without intervals: this is the optional board. */
  models: { model: string; rating: number }[];
  /** Each voter's γ. */
  voters: { voter: string; ability: number; votes: number }[];
  /** τ, the precision that draws abilities to 1, as chosen on held-out votes. */
  strength: number;
  /**
   * Mean of ln p of votes held out, over and above the fit without abilities, nats a vote; above 0 it helps. Measured on
   * other votes than those τ was chosen on.
   */
  gainPerVote: number;
  /** Votes held out for that. */
  heldOut: number;
};

/** τ's that are tried. At the largest, abilities hardly leave 1. */
export const triedStrengths = [1, 4, 16, 64, 1e6] as const;
const folds = 5;
const rounds = 200;
const newtonSteps = 50;

/** One voter's votes in one cell, by number. */
type Row = { voter: number; a: number; b: number; votes: number; halfWins: number };
type Fit = { strengths: Float64Array; abilities: Float64Array };
type Sizes = { models: number; voters: number; precision: number };

/**
 * Fits strengths and abilities. A fifth of every voter's votes chooses τ, another fifth measures the gain; the fit that
 * is returned rests on all.
 * @param priorStandardDeviation of the strengths, rating points around 1000.
 * @throws {RangeError} when the deviation is not above 0 and finite.
 */
export function fitVoterAbility(cells: readonly VoterStatistics[], priorStandardDeviation = 400): AbilityFit {
  if (!(priorStandardDeviation > 0 && priorStandardDeviation < Infinity)) {
    throw new RangeError(`A standard deviation of ${priorStandardDeviation} points is not above 0 and finite.`);
  }
  const voters = [...new Set(cells.map(({ voter }) => voter))].toSorted(compareNames);
  const models = [...new Set(cells.flatMap(({ modelA, modelB }) => [modelA, modelB]))].toSorted(compareNames);
  const precision = (pointsPerNaturalUnit / priorStandardDeviation) ** 2;
  const sizes = { models: models.length, voters: voters.length, precision };
  const parts = spread(cells, voters, models);
  const without = (...left: number[]) => parts.flatMap((rows, part) => (left.includes(part) ? [] : rows));
  const [choosing, measuring] = [parts[0]!, parts[1]!];
  const scored = triedStrengths.map((strength) => {
    return { strength, score: score(fit(without(0, 1), sizes, strength), choosing) };
  });
  const { strength } = scored.reduce((best, one) => (one.score > best.score ? one : best));
  const heldOut = measuring.reduce((sum, { votes }) => sum + votes, 0);
  const plain = fit(without(1), sizes, Infinity);
  const gain = score(fit(without(1), sizes, strength), measuring) - score(plain, measuring);
  const { strengths, abilities } = fit(parts.flat(), sizes, strength);
  const votesOf = new Float64Array(voters.length);
  for (const { voter, votes } of parts.flat()) votesOf[voter]! += votes;
  return {
    models: models
      .map((model, index) => ({ model, rating: meanRating + pointsPerNaturalUnit * strengths[index]! }))
      .toSorted((one, other) => other.rating - one.rating || compareNames(one.model, other.model)),
    voters: voters.map((voter, index) => ({ voter, ability: abilities[index]!, votes: votesOf[index]! })),
    ...{ strength, gainPerVote: heldOut === 0 ? 0 : gain / heldOut, heldOut },
  };
}

/** Deals each voter's votes out in turn, so that every part has about a fifth of each voter's. */
function spread(cells: readonly VoterStatistics[], voters: readonly string[], models: readonly string[]): Row[][] {
  const voterOf = new Map(voters.map((voter, index) => [voter, index]));
  const modelOf = new Map(models.map((model, index) => [model, index]));
  const turns = new Uint32Array(voters.length);
  const parts = Array.from({ length: folds }, (): Row[] => []);
  for (const cell of cells) {
    const voter = voterOf.get(cell.voter)!;
    const tallies = parts.map(() => ({ a: 0, b: 0, tie: 0, bothBad: 0 }));
    for (const kind of ["a", "b", "tie", "bothBad"] as const) {
      // A multiplier coprime to the number of parts keeps neighbours apart whatever order cells come in.
      for (let vote = 0; vote < cell[kind]; vote++) tallies[(turns[voter]!++ * 2 + voter) % folds]![kind]++;
    }
    for (const [part, tally] of tallies.entries()) {
      const votes = tally.a + tally.b + tally.tie + tally.bothBad;
      if (votes === 0) continue;
      const [a, b] = [modelOf.get(cell.modelA)!, modelOf.get(cell.modelB)!];
      parts[part]!.push({ voter, a, b, votes, halfWins: countHalfWins(tally) });
    }
  }
  return parts;
}

/** Σ ln p. */
function score({ strengths, abilities }: Fit, rows: readonly Row[]): number {
  let sum = 0;
  for (const { voter, a, b, votes, halfWins } of rows) {
    const eta = abilities[voter]! * (strengths[a]! - strengths[b]!);
    sum += (halfWins / 2) * eta - votes * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))));
  }
  return sum;
}

/** @param strength τ; with ∞ every ability is 1. */
function fit(rows: readonly Row[], sizes: Sizes, strength: number): Fit {
  const abilities = new Float64Array(sizes.voters).fill(1);
  let strengths: Float64Array = new Float64Array(sizes.models);
  const byVoter = Map.groupBy(rows, ({ voter }) => voter);
  for (let round = 0; round < rounds; round++) {
    const before = strengths;
    strengths = fitStrengths(rows, sizes, abilities, strengths);
    const moved = strengths.reduce((most, value, index) => Math.max(most, Math.abs(value - before[index]!)), 0);
    if (strength === Infinity || (round > 0 && moved < 1e-7)) break;
    for (const [voter, own] of byVoter) abilities[voter] = fitAbility(own, strengths, abilities[voter]!, strength);
  }
  return { strengths, abilities };
}

/** θ for given γ: rows are cells whose weights carry γ. */
function fitStrengths(rows: readonly Row[], sizes: Sizes, abilities: Float64Array, start: Float64Array): Float64Array {
  const { models: size, precision } = sizes;
  const shape: Regression = {
    size,
    first: Int32Array.from(rows, ({ a }) => a),
    second: Int32Array.from(rows, ({ b }) => b),
    votes: Float64Array.from(rows, ({ votes }) => votes),
    halfWins: Float64Array.from(rows, ({ halfWins }) => halfWins),
    ...{ width: 0, covariates: new Float64Array(), precision },
  };
  let strengths = start;
  for (let step = 0; step < newtonSteps; step++) {
    const slope = strengths.map((value) => -precision * value);
    const weights = Float64Array.from(rows, ({ voter, a, b, votes, halfWins }) => {
      const ability = abilities[voter]!;
      const p = winProbability(ability * (strengths[a]! - strengths[b]!));
      const pull = ability * (halfWins / 2 - votes * p);
      slope[a]! += pull;
      slope[b]! -= pull;
      return ability * ability * votes * p * (1 - p);
    });
    const move = solve(decompose(curvature(shape, addUpCells(shape, weights)), size), slope);
    const longest = move.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // Steps of more than one unit leave where the curvature holds.
    const scale = longest > 1 ? 1 / longest : 1;
    strengths = strengths.map((value, index) => value + scale * move[index]!);
    if (longest < 1e-10) break;
  }
  return strengths;
}

/** γ of one voter for given θ. */
function fitAbility(rows: readonly Row[], strengths: Float64Array, start: number, strength: number): number {
  let ability = start;
  for (let step = 0; step < newtonSteps; step++) {
    let [slope, bend] = [-strength * (ability - 1), strength];
    for (const { a, b, votes, halfWins } of rows) {
      const lead = strengths[a]! - strengths[b]!;
      const p = winProbability(ability * lead);
      slope += lead * (halfWins / 2 - votes * p);
      bend += lead * lead * votes * p * (1 - p);
    }
    const move = Math.max(-0.5, Math.min(0.5, slope / bend));
    ability += move;
    if (Math.abs(move) < 1e-10) break;
  }
  return ability;
}
