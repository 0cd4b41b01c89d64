/**
 * Circles: A beats B, B beats C, and C beats A. Beyond what chance makes?
 *
 * Only votes that name a winner are counted. Where one number a model explains the votes (Bradley & Terry; Davidson, given the
 * ties), how often each of the three models won in all is sufficient for the strengths, and given those sums the votes of a
 * triple can differ in one way only: t more wins round the circle on all three sides at once. With x of n votes won on
 * each side of the circle,
 *
 *   P(t) ∝ Π sides C(n, x + t)
 *
 * without any unknown, so a circle's p-value is exact, however few the votes: twice P(t ≥ 0), for there are two
 * ways round (E. Lehmann & J. Romano, Testing Statistical Hypotheses, 3rd edition, §4.4, on conditional tests; on circular
 * triads: M. Kendall & B. Babington Smith, Biometrika 31, 1940).
 *
 * Where votes of one voter go together, all counts are divided by the design effect first (J. Rao & A. Scott, Biometrics
 * 48, 1992).
 *
 * Among many triples some go round by chance. p-values are adjusted for their number m, 1 − (1 − p)^m (Z. Šidák, Journal
 * of the American Statistical Association 62, 1967): that any circle has one of at most 0.05 happens by chance on at most
 * one board in twenty.
 */
import { gatherPairs, type Pairing, type PairTally } from "./pair-tally.ts";
import { assertDesignEffect } from "./goodness-of-fit.ts";

/** One side of a circle. */
type CircleSide = { winner: string; loser: string; wins: number; losses: number; ties: number };

/** Three models of which each won more votes than it lost against the next. */
type Circle = {
  /** From the model whose name comes first on. */
  sides: CircleSide[];
  /** How probably some triple of a board goes round so clearly by chance where one number a model explains the votes. */
  pValue: number;
};

/** The circles of a board. */
export type CircleTest = {
  /** The most significant first, at most ten. */
  circles: Circle[];
  /** Triples with a winner named on all three sides: so many were looked at. */
  triples: number;
  /** Models that were looked at: those with the most votes, at most {@link circleModelLimit}. */
  models: number;
};

/** The cost grows with the cube of models, so no more are looked at. */
export const circleModelLimit = 200;
const mostCircles = 10;
const finestTerm = 1e-17;
const largestSum = 1e300;

/**
 * Looks for circles of three. (Where all pairs have met, a longer circle always holds one of three.) Names, sides, order, and
 * how votes are spread over tallies make no difference. Cost: O(n³) in models; in votes about their root.
 * @param options `designEffect` as in `goodness-of-fit.ts`, 1 when left out.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or the design effect is below 1.
 */
export function findCircles(tallies: readonly PairTally[], options: { designEffect?: number } = {}): CircleTest {
  const { designEffect = 1 } = options;
  assertDesignEffect(designEffect);
  const board = layOut(gatherPairs(tallies), designEffect);
  const found: Round[] = [];
  let triples = 0;
  for (let first = 0; first < board.size; first++) {
    for (let second = first + 1; second < board.size; second++) {
      if (!board.met(first, second)) continue;
      for (let third = second + 1; third < board.size; third++) {
        if (!board.met(second, third) || !board.met(third, first)) continue;
        triples++;
        const round = goRound(board, first, second, third);
        if (round) found.push(round);
      }
    }
  }
  const chosen = found.toSorted((one, other) => one.chance - other.chance).slice(0, mostCircles);
  return { circles: chosen.map((round) => describe(board, round, triples)), triples, models: board.size };
}

/** Who won how often, models in the order of their names. */
type Board = {
  size: number;
  names: string[];
  designEffect: number;
  wins: (winner: number, loser: number) => number;
  ties: (one: number, other: number) => number;
  met: (one: number, other: number) => boolean;
};

/** Each won more than it lost against the next, and the last against the first. */
type Round = { models: readonly [number, number, number]; chance: number };

function layOut(pairing: Pairing, designEffect: number): Board {
  const kept = keepMostVoted(pairing);
  const place = new Map(kept.map((model, index) => [model, index]));
  const size = kept.length;
  const [wins, ties] = [new Float64Array(size * size), new Float64Array(size * size)];
  for (const { first, second, firstWins, secondWins, halves } of pairing.pairs) {
    const [one, other] = [place.get(first), place.get(second)];
    if (one === undefined || other === undefined) continue;
    wins[one * size + other] = firstWins;
    wins[other * size + one] = secondWins;
    ties[one * size + other] = halves;
    ties[other * size + one] = halves;
  }
  return {
    size,
    names: kept.map((model) => pairing.models[model]!),
    designEffect,
    wins: (winner, loser) => wins[winner * size + loser]!,
    ties: (one, other) => ties[one * size + other]!,
    met: (one, other) => wins[one * size + other]! + wins[other * size + one]! > 0,
  };
}

/** Indexes of the models with the most votes, ascending. */
function keepMostVoted({ models, pairs }: Pairing): number[] {
  const votes = new Float64Array(models.length);
  for (const { first, second, firstWins, secondWins } of pairs) {
    votes[first]! += firstWins + secondWins;
    votes[second]! += firstWins + secondWins;
  }
  const byVotes = [...models.keys()].toSorted((one, other) => votes[other]! - votes[one]! || one - other);
  return byVotes.slice(0, circleModelLimit).toSorted((one, other) => one - other);
}

/** @returns undefined where the three do not go round. */
function goRound({ wins, designEffect }: Board, first: number, second: number, third: number): Round | undefined {
  const leads = (one: number, other: number) => Math.sign(wins(one, other) - wins(other, one));
  const way = leads(first, second);
  if (way === 0 || leads(second, third) !== way || leads(third, first) !== way) return undefined;
  const models = way > 0 ? ([first, second, third] as const) : ([first, third, second] as const);
  const [a, b, c] = models;
  const counts = [wins(a, b), wins(b, a), wins(b, c), wins(c, b), wins(c, a), wins(a, c)];
  return { models, chance: Math.min(1, 2 * tailChance(counts.map((count) => count / designEffect))) };
}

/**
 * P(t ≥ 0), from the ratio of each P(t) to its neighbour.
 * @param counts wins and losses of each side in turn; need not be whole.
 */
function tailChance(counts: readonly number[]): number {
  const outward = addUpTerms(counts, 0);
  const inward = addUpTerms(counts, 1);
  return (1 + outward) / (1 + outward + inward);
}

/** Σ P(t) / P(0) over t = 1, 2, … (`losing` 0) or t = −1, −2, … (1). */
function addUpTerms(counts: readonly number[], losing: 0 | 1): number {
  let [term, sum] = [1, 0];
  for (let t = 0; sum < largestSum; t++) {
    for (let side = 0; side < counts.length; side += 2) {
      const [growing, shrinking] = [counts[side + losing]!, counts[side + 1 - losing]!];
      term *= Math.max(0, shrinking - t) / (growing + t + 1);
    }
    if (term <= finestTerm * sum) break;
    sum += term;
  }
  return sum;
}

function describe({ names, wins, ties }: Board, round: Round, triples: number): Circle {
  const [a, b, c] = round.models;
  const around = [
    [a, b],
    [b, c],
    [c, a],
  ] as const;
  const sides = around.map(([winner, loser]): CircleSide => {
    const [won, lost] = [wins(winner, loser), wins(loser, winner)];
    return { winner: names[winner]!, loser: names[loser]!, wins: won, losses: lost, ties: ties(winner, loser) };
  });
  return { sides, pValue: -Math.expm1(triples * Math.log1p(-round.chance)) };
}
