/**
 * Ratings of one voter or one community: their own votes, held together by everybody else's.
 *
 * Maximum a posteriori (A. Gelman et al., Bayesian Data Analysis, 3rd edition, §5): with θ⁰ the strengths by everybody
 * else's votes, δ what these people see differently,
 *
 *   maximise Σ own votes ln p − ½ λ Σ δi²,  logit p = (θ⁰a + δa) − (θ⁰b + δb)
 *
 * λ = 1 / variance of tastes. It is no matter of opinion: {@link choosePriorStrength} takes the one under which votes
 * held back are most probable, pooled over voters.
 */
import { decompose, invert, solve } from "./matrices.ts";
import { dealOut, countHalfWins, type VoterStatistics } from "./vote-statistics.ts";
import { countVotes, gatherPairs, type PairTally } from "./pair-tally.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  maximize,
  predict,
  regressPairs,
  type Regression,
  winProbability,
} from "./regression.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";

type PersonalModel = {
  model: string;
  /** Points: 1000 + 400 · log10(strength), by own and others' votes together. */
  rating: number;
  /** Points above what others' votes alone say. */
  difference: number;
  /** Of the difference, points, others' ratings taken for known: the root of the posterior variance. */
  standardError: number;
  /** Own votes on this model. */
  ownVotes: number;
};

type PersonalFit = {
  /** Best first. Models that only others have voted on are here, too. */
  models: PersonalModel[];
  /** Own votes that this rests on. */
  ownVotes: number;
};

type PersonalPrior = {
  /** Of people's tastes around everybody's, rating points: 1 / √λ. */
  standardDeviation: number;
  /** Of the strengths by everybody else's votes, rating points around 1000. */
  othersStandardDeviation?: number;
};

/** {@link choosePriorStrength} tries these, rating points. */
const triedDeviations = [10, 25, 50, 100, 200, 400] as const;
const defaultOthersDeviation = 400;
/** Voters with fewer votes say nothing when half of them are held back. */
const leastVotesToHoldBack = 4;

function precisionOf(standardDeviation: number): number {
  if (!(standardDeviation > 0 && standardDeviation < Infinity)) {
    throw new RangeError(`A standard deviation of ${standardDeviation} points is not above 0 and finite.`);
  }
  return (pointsPerNaturalUnit / standardDeviation) ** 2;
}

/**
 * Fits own votes with a prior from others'.
 * @param others everybody else's votes: the own ones must not be among them.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or a deviation is not above 0.
 */
export function fitPersonal(
  own: readonly PairTally[],
  others: readonly PairTally[],
  prior: PersonalPrior,
): PersonalFit {
  const { othersStandardDeviation = defaultOthersDeviation } = prior;
  const { models, theirs, mine } = splitVotes(own, others);
  const size = models.length;
  const base = maximize(regressPairs(size, theirs, precisionOf(othersStandardDeviation))).parameters;
  const regression: Regression = regressPairs(size, mine, precisionOf(prior.standardDeviation));
  const offset = predict(regression, base);
  const personal = { ...regression, offset };
  const { parameters } = maximize(personal);
  const information = addUpCells(personal, cellInformation(personal, predict(personal, parameters)));
  const covariance = invert(decompose(curvature(personal, information), size));
  const ownVotes = new Float64Array(size);
  for (const { first, second, firstWins, secondWins, halves } of mine) {
    for (const model of [first, second]) ownVotes[model]! += firstWins + secondWins + halves;
  }
  const fitted = models.map((model, index): PersonalModel => ({
    model,
    rating: meanRating + pointsPerNaturalUnit * (base[index]! + parameters[index]!),
    difference: pointsPerNaturalUnit * parameters[index]!,
    // The held direction's own share is no uncertainty: ratings have mean 1000 by definition.
    standardError:
      pointsPerNaturalUnit * Math.sqrt(Math.max(0, covariance[index * (size + 1)]! - heldShare(personal, information))),
    ownVotes: ownVotes[index]!,
  }));
  return {
    models: fitted.toSorted((one, other) => other.rating - one.rating || (one.model < other.model ? -1 : 1)),
    ownVotes: own.reduce((sum, tally) => sum + countVotes(tally), 0),
  };
}

/** What the direction (1, …, 1) adds to every entry of the inverse curvature: 1 / (n · (λ + c·n)), c as in `curvature`. */
function heldShare({ size, precision }: Regression, information: Float64Array): number {
  let trace = 0;
  for (let row = 0; row < size; row++) trace += information[row * (size + 1)]!;
  return 1 / (size * (precision + trace / size + precision));
}

function splitVotes(own: readonly PairTally[], others: readonly PairTally[]) {
  const { models, pairs: all } = gatherPairs([...own, ...others]);
  const indexes = new Map(models.map((model, index) => [model, index]));
  const renumber = (tallies: readonly PairTally[]) => {
    const { models: names, pairs } = gatherPairs(tallies);
    return pairs.map((pair) => ({
      ...pair,
      first: indexes.get(names[pair.first]!)!,
      second: indexes.get(names[pair.second]!)!,
    }));
  };
  return { models, all, theirs: renumber(others), mine: renumber(own) };
}

type PriorStrength = {
  /** The best of {@link triedDeviations}, rating points. */
  standardDeviation: number;
  /** How much more probable a held-back vote is than by everybody's ratings alone, mean of ln, nats a vote. */
  gainPerVote: number;
  /** Votes that were held back, and whose. */
  votes: number;
  voters: number;
};

/**
 * Chooses how far tastes differ, pooled over voters. Each voter's votes are halved by lot, and each half is foretold by
 * the other with every deviation tried. That happens on top of strengths from which the voter's own votes are taken, by
 * one Newton step: θ⁰ ≈ θ − C⁻¹·S, S the voter's gradient.
 * @param voters everybody's cells. @returns null where nobody has four votes. @throws as {@link fitPersonal}.
 */
export function choosePriorStrength(voters: readonly VoterStatistics[]): PriorStrength | null {
  const { models, pairs } = gatherPairs(voters);
  const size = models.length;
  const indexes = new Map(models.map((model, index) => [model, index]));
  const regression = regressPairs(size, pairs, precisionOf(defaultOthersDeviation));
  const { parameters } = maximize(regression);
  const information = addUpCells(regression, cellInformation(regression, predict(regression, parameters)));
  const factor = decompose(curvature(regression, information), size);
  const gains = new Float64Array(triedDeviations.length);
  let [votes, counted] = [0, 0];
  for (const cells of Map.groupBy(voters, ({ voter }) => voter).values()) {
    const count = cells.reduce((sum, cell) => sum + countVotes(cell), 0);
    if (count < leastVotesToHoldBack) continue;
    votes += count;
    counted++;
    const rows = cells.map((cell) => ({ tally: cell, a: indexes.get(cell.modelA)!, b: indexes.get(cell.modelB)! }));
    const score = new Float64Array(size);
    for (const { tally, a, b } of rows) {
      const pull = countHalfWins(tally) / 2 - countVotes(tally) * winProbability(parameters[a]! - parameters[b]!);
      score[a]! += pull;
      score[b]! -= pull;
    }
    const step = solve(factor, score);
    const base = parameters.map((value, index) => value - step[index]!);
    for (const [index, deviation] of triedDeviations.entries()) gains[index]! += heldBackGain(rows, base, deviation);
  }
  if (votes === 0) return null;
  const best = gains.indexOf(Math.max(...gains));
  return { standardDeviation: triedDeviations[best]!, gainPerVote: gains[best]! / votes, votes, voters: counted };
}

type Row = { tally: VoterStatistics; a: number; b: number };
type Part = { tally: PairTally; a: number; b: number };

/** Σ over both halves of ln p(held back | other half) − ln p(held back | everybody). */
function heldBackGain(rows: readonly Row[], base: Float64Array, deviation: number): number {
  const dealt = rows.map((row) => ({ ...row, parts: dealOut(row.tally, 2) }));
  const halves = [0, 1].map((half) => dealt.map(({ a, b, parts }): Part => ({ a, b, tally: parts[half]! })));
  let gain = 0;
  for (const [known, held] of [halves, halves.toReversed()] as [Part[], Part[]][]) {
    const models = [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
    const places = new Map(models.map((model, place) => [model, place]));
    const regression: Regression = {
      size: models.length,
      first: Int32Array.from(known, ({ a }) => places.get(a)!),
      second: Int32Array.from(known, ({ b }) => places.get(b)!),
      votes: Float64Array.from(known, ({ tally }) => countVotes(tally)),
      halfWins: Float64Array.from(known, ({ tally }) => countHalfWins(tally)),
      width: 0,
      covariates: new Float64Array(),
      precision: precisionOf(deviation),
      offset: Float64Array.from(known, ({ a, b }) => base[a]! - base[b]!),
    };
    const { parameters } = maximize(regression);
    for (const { tally, a, b } of held) {
      const before = base[a]! - base[b]!;
      const after = before + parameters[places.get(a)!]! - parameters[places.get(b)!]!;
      const [wins, all] = [countHalfWins(tally) / 2, countVotes(tally)];
      gain += wins * Math.log(winProbability(after) / winProbability(before));
      gain += (all - wins) * Math.log(winProbability(-after) / winProbability(-before));
    }
  }
  return gain;
}
