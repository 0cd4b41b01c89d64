/**
 * How few votes hold the top place: "at most N votes would change the top place".
 *
 * Taking out one vote, y on i against j, moves the strengths by about −C⁻¹·(ei − ej)·(y − p), C the curvature, so the
 * lead of the first model over a rival by −dᵀC⁻¹(ei − ej)·(y − p), d = e_first − e_rival (T. Broderick, R. Giordano & R.
 * Meager, "An automatic finite-sample robustness metric", 2020; on arenas: J. Huang et al., 2025). Votes are put in the
 * order of that influence, and the smallest number of them from the front whose removal makes a rival at least equal is
 * found by refitting without them: what is said has been seen to happen. A smaller set of other votes might do as well,
 * hence "at most".
 */
import { decompose, solve } from "./matrices.ts";
import { gatherPairs, type PairSum, type PairTally } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  maximize,
  predict,
  type Regression,
  regressPairs,
  winProbability,
} from "./regression.ts";

/** Votes without which another model is in first place. */
export type Sensitivity = {
  /** The model in first place, and the one that takes it. */
  first: string;
  rival: string;
  /** So many votes, left out, put the rival level with or above the first. */
  votes: number;
  /** Of so many. */
  ofVotes: number;
};

/** Rivals that are tried: those next to the top. */
const triedRivals = 5;
/** Strengths closer than this, natural-log units, are equal: what is left is rounding. */
export const level = 1e-9;

/** What is told of the votes; all may be left out. */
export type FirstPlaceOptions = {
  /** The prior of the board, rating points; maximum likelihood (with {@link ridge}) when left out. */
  priorStandardDeviation?: number;
  /** Whether a model has no place: its votes count, but it is neither first nor a rival. */
  isRetired?: (model: string) => boolean;
};

/** Votes on one pair that fell alike: who won (½ a tie), and how many such votes there are. */
type Alike = { pair: number; outcome: 0 | 0.5 | 1; count: number; influence: number };

/**
 * The fewest votes found whose removal changes the top place.
 * @returns null with fewer than two models, where two share the top, or where no such removal was found.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function findSensitivity(tallies: readonly PairTally[], options: FirstPlaceOptions = {}): Sensitivity | null {
  const { models, pairs } = gatherPairs(tallies);
  const { priorStandardDeviation = Infinity, isRetired = () => false } = options;
  const precision = priorPrecision(priorStandardDeviation);
  const regression = regressPairs(models.length, pairs, precision);
  const { parameters } = maximize(regression);
  const [first, ...rivals] = [...models.keys()]
    .filter((model) => !isRetired(models[model]!))
    .toSorted((one, other) => parameters[other]! - parameters[one]!);
  if (first === undefined || rivals[0] === undefined) return null;
  if (parameters[first]! - parameters[rivals[0]]! < level) return null;
  const ofVotes = regression.votes.reduce((sum, votes) => sum + votes, 0);
  let best: Sensitivity | null = null;
  for (const rival of rivals.slice(0, triedRivals)) {
    const order = orderByInfluence(regression, pairs, parameters, first, rival);
    const most = best ? best.votes - 1 : order.reduce((sum, { count }) => sum + count, 0);
    const overtakes = (votes: number) => {
      const left = regressPairs(models.length, withoutFirst(pairs, order, votes), precision);
      const refitted = maximize(left, parameters.slice()).parameters;
      return refitted[rival]! >= refitted[first]! - level;
    };
    const votes = smallest(most, overtakes);
    if (votes !== null) best = { first: models[first]!, rival: models[rival]!, votes, ofVotes };
  }
  return best;
}

/** The votes whose removal narrows the lead, those that narrow it most first. */
function orderByInfluence(
  regression: Regression,
  pairs: readonly PairSum[],
  parameters: Float64Array,
  first: number,
  rival: number,
): Alike[] {
  const { size } = regression;
  const predicted = predict(regression, parameters);
  const matrix = curvature(regression, addUpCells(regression, cellInformation(regression, predicted)));
  const direction = new Float64Array(size);
  direction[first] = 1;
  direction[rival] = -1;
  const reach = solve(decompose(matrix, size), direction);
  return pairs
    .flatMap((sum, pair): Alike[] => {
      const lever = reach[sum.first]! - reach[sum.second]!;
      const chance = winProbability(predicted[pair]!);
      const kinds = [
        { outcome: 1, count: sum.firstWins },
        { outcome: 0, count: sum.secondWins },
        { outcome: 0.5, count: sum.halves },
      ] as const;
      return kinds.map(({ outcome, count }) => ({ pair, outcome, count, influence: lever * (outcome - chance) }));
    })
    .filter(({ count, influence }) => count > 0 && influence > 0)
    .toSorted((one, other) => other.influence - one.influence || one.pair - other.pair);
}

/** The sums when that many votes are left out from the front of the order. */
function withoutFirst(pairs: readonly PairSum[], order: readonly Alike[], votes: number): PairSum[] {
  const left = pairs.map((pair) => ({ ...pair }));
  let rest = votes;
  for (const { pair, outcome, count } of order) {
    const taken = Math.min(rest, count);
    const name = outcome === 1 ? "firstWins" : outcome === 0 ? "secondWins" : "halves";
    left[pair]![name] -= taken;
    rest -= taken;
    if (rest <= 0) break;
  }
  return left;
}

/** The smallest number up to `most` that holds, by doubling and halving; null when `most` itself does not. */
function smallest(most: number, holds: (number: number) => boolean): number | null {
  let [low, high] = [0, 1];
  while (high < most && !holds(high)) [low, high] = [high, 2 * high];
  if (high >= most) {
    high = most;
    if (most < 1 || !holds(most)) return null;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
