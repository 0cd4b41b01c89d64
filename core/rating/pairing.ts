/**
 * Which two models to draw next: pairs whose votes are expected to shrink the board's uncertainty most come most often,
 * but every pair keeps a chance, and newcomers are lifted.
 *
 * With V the posterior covariance of the strengths, one more vote on i and j with chance p of i adds the information w =
 * p·(1 − p) along d = ei − ej, so that (J. Sherman & W. Morrison, Annals of Mathematical Statistics 21, 1950)
 *
 *   V' = V − w · (V·d)(V·d)ᵀ / (1 + w · dᵀV·d)
 *
 * and the sum of the active models' variances shrinks by gain(i, j) = w · |V·d|² / (1 + w · dᵀV·d), |·| over the active
 * models ("A-optimality": K. Chaloner & I. Verdinelli, Statistical Science 10, 1995; drawing in proportion to how much a
 * pair is worth: W.-L. Chiang et al., Chatbot Arena, ICML 2024, §5). From there
 *
 *   chance(i, j) = (1 − floor) · weight / Σ weight + floor / pairs,  weight = gain · lift(i) · lift(j)
 *
 * lift(i) = 1 + newcomerLift · max(0, 1 − votes(i) / newcomerVotes), the share of any one model held under a ceiling.
 */
import { decompose, invert } from "./matrices.ts";
import { compareNames, countVotes, gatherPairs, type PairTally } from "./pair-tally.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  maximize,
  predict,
  regressPairs,
  winProbability,
} from "./regression.ts";
import { pointsPerNaturalUnit } from "./scale.ts";

type PairingRule = {
  /** Share of draws that are spread evenly over all pairs, from 0 to 1. */
  floor: number;
  /** How much more a model without any vote weighs, on top of 1. */
  newcomerLift: number;
  /** Votes from which on a model is no newcomer. */
  newcomerVotes: number;
  /**
   * Share of draws that no model exceeds, as far as others can take its place: voters who see one model in nearly every
   * battle come to know it. At least three times its even share of 1 / n.
   */
  ceiling: number;
  /** Standard deviation of the prior on each model, rating points: how uncertain a model without votes is. */
  priorStandardDeviation: number;
};

/** The rule that the arena follows. */
export const pairingRule: PairingRule = {
  floor: 0.2,
  newcomerLift: 1,
  newcomerVotes: 30,
  ceiling: 0.5,
  priorStandardDeviation: 400,
};

const limitRounds = 50;

/** An unordered pair, named in order, and how probably it is drawn. */
export type PairChance = { first: string; second: string; chance: number };

/**
 * The chance of every pair of active models. Sides are for the caller to draw.
 * @param active models that may be drawn; fewer than two give no pair.
 * @param tallies all votes so far; those of models no longer active still tell of those that are.
 * @returns chances that add up to 1. Cost: O(n³) in models: plan once and draw often.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function planPairs(
  active: readonly string[],
  tallies: readonly PairTally[],
  rule: PairingRule = pairingRule,
): PairChance[] {
  const drawn = [...new Set(active)].toSorted(compareNames);
  const { gain, indexes } = createGain(drawn, tallies, rule);
  const votes = new Map<string, number>();
  for (const tally of tallies) {
    for (const model of [tally.modelA, tally.modelB]) votes.set(model, (votes.get(model) ?? 0) + countVotes(tally));
  }
  const lift = (model: string) => 1 + rule.newcomerLift * Math.max(0, 1 - (votes.get(model) ?? 0) / rule.newcomerVotes);
  const weighed = drawn.flatMap((first, place) =>
    drawn.slice(place + 1).map((second) => {
      const weight = gain(indexes.get(first)!, indexes.get(second)!) * lift(first) * lift(second);
      return { first, second, weight };
    }),
  );
  const sum = weighed.reduce((total, { weight }) => total + weight, 0);
  const even = 1 / weighed.length;
  const shares = weighed.map(({ first, second, weight }) => ({ first, second, chance: sum > 0 ? weight / sum : even }));
  const limited = limitShares(shares, Math.min(1, Math.max(rule.ceiling, 3 / drawn.length)));
  return limited.map((pair) => ({ ...pair, chance: (1 - rule.floor) * pair.chance + rule.floor * even }));
}

/** Lowers the chances of pairs whose model has more than `ceiling` of the draws, and gives what is freed to the others. */
function limitShares(pairs: readonly PairChance[], ceiling: number): PairChance[] {
  let limited = [...pairs];
  for (let round = 0; round < limitRounds; round++) {
    const shares = new Map<string, number>();
    for (const { first, second, chance } of limited) {
      for (const model of [first, second]) shares.set(model, (shares.get(model) ?? 0) + chance);
    }
    const [most] = [...shares].toSorted(([, few], [, many]) => many - few);
    if (!most || most[1] <= ceiling + 1e-9 || most[1] >= 1 - 1e-9) break;
    const [model, share] = most;
    limited = limited.map((pair) => {
      const factor = pair.first === model || pair.second === model ? ceiling / share : (1 - ceiling) / (1 - share);
      return { ...pair, chance: pair.chance * factor };
    });
  }
  return limited;
}

/**
 * Draws from chances, of all pairs or of those that are left: they need not add up to 1.
 * @param fraction a random number in [0, 1).
 * @returns the pair with its chance among those given; undefined when there is none. Throws nothing.
 */
export function drawPair(chances: readonly PairChance[], fraction: number): PairChance | undefined {
  const sum = chances.reduce((total, { chance }) => total + chance, 0);
  let rest = fraction * sum;
  const drawn = chances.find(({ chance }) => (rest -= chance) < 0) ?? chances.at(-1);
  return drawn && { ...drawn, chance: drawn.chance / sum };
}

/** How much a vote on two models, by index, shrinks the sum of the active models' variances. */
function createGain(active: readonly string[], tallies: readonly PairTally[], rule: PairingRule) {
  const { models: voted, pairs } = gatherPairs(tallies);
  const models = [...new Set([...voted, ...active])];
  const isActive = new Set(active);
  const size = models.length;
  const regression = regressPairs(size, pairs, (pointsPerNaturalUnit / rule.priorStandardDeviation) ** 2);
  const { parameters } = maximize(regression);
  const information = addUpCells(regression, cellInformation(regression, predict(regression, parameters)));
  const covariance = invert(decompose(curvature(regression, information), size));
  const square = squareOver(covariance, size, (row) => isActive.has(models[row]!));
  const along = (matrix: Float64Array, i: number, j: number) =>
    matrix[i * (size + 1)]! + matrix[j * (size + 1)]! - 2 * matrix[i * size + j]!;
  const gain = (i: number, j: number) => {
    const lead = parameters[i]! - parameters[j]!;
    const weight = winProbability(lead) * winProbability(-lead);
    return (weight * along(square, i, j)) / (1 + weight * along(covariance, i, j));
  };
  return { gain, indexes: new Map(models.map((model, index) => [model, index])) };
}

/** V·A·V, A picking out some rows. */
function squareOver(matrix: Float64Array, size: number, picks: (row: number) => boolean): Float64Array {
  const square = new Float64Array(size * size);
  for (let middle = 0; middle < size; middle++) {
    if (!picks(middle)) continue;
    for (let row = 0; row < size; row++) {
      const factor = matrix[row * size + middle]!;
      for (let column = 0; column < size; column++)
        square[row * size + column]! += factor * matrix[middle * size + column]!;
    }
  }
  return square;
}
