/**
 * Whether one number a model explains the votes.
 *
 * The share ȳ of a pair's n votes, ties as half a win, against the share e that the Bradley–Terry fit expects:
 *
 *   X² = Σ pairs n · (ȳ − e)² / (φ · d · e · (1 − e)),   φ = 1 − T / (4 · Σ n · e · (1 − e))
 *
 * (K. Pearson, Philosophical Magazine 50, 1900; A. Agresti, Categorical Data Analysis, 3rd edition, §5.2 and §11.6.) φ
 * is what T ties take from the variance: a vote y of 1, ½ or 0 of mean e has the variance e · (1 − e) − P(tie) / 4.
 * d is the design effect: votes of one voter go together, which makes shares vary d times as much as independent votes
 * would, and X² is divided by it (J. Rao & A. Scott, Annals of Statistics 12, 1984, first-order correction).
 *
 * Where one number a model explains the votes, X² has about the mean k = pairs − (models − islands) and the variance
 *
 *   2k + Σ (κ / n) · (1 − h)²,   κ = μ4 / μ2² − 3 of one vote, h the pair's leverage
 *
 * (P. McCullagh, International Statistical Review 53, 1985), and about the distribution of a multiple of χ² with these
 * two moments (F. Satterthwaite, Biometrics 2, 1946). A variance below 2k is taken for 2k, to be on the safe side.
 */
import { chiSquareTail } from "./chi-square.ts";
import { findIslands } from "./connectivity.ts";
import { decompose, invert } from "./matrices.ts";
import { gatherPairs, type Pairing, type PairTally } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  maximize,
  predict,
  regressPairs,
  winProbability,
} from "./regression.ts";

/** What the test is told; all may be left out. */
export type GoodnessOptions = {
  /** The prior of the board, rating points; maximum likelihood (with a ridge) when left out. */
  priorStandardDeviation?: number;
  /** How many times as much as for independent votes the shares vary, 1 or more; 1 when left out. */
  designEffect?: number;
};

/** A pair, and how far its votes lie from what its ratings say. */
type PairMisfit = {
  first: string;
  second: string;
  votes: number;
  /** Of the first: wins and half of the ties, of all. */
  observedShare: number;
  expectedShare: number;
  /** Standard errors between the two (adjusted residual: S. Haberman, Biometrics 29, 1973). */
  residual: number;
};

/** Whether one number a model explains the votes. */
export type GoodnessOfFit = {
  /** X², and the k it is to be compared with. */
  statistic: number;
  degrees: number;
  /** How probably X² is as large where one number a model explains the votes; null for k = 0, where any votes fit. */
  pValue: number | null;
  /** φ. */
  dispersion: number;
  /** The pairs furthest off, at most ten, furthest first. */
  worst: PairMisfit[];
};

const mostWorst = 10;
/** A pair that decides its own expectation to within this has no residual. */
const bound = 1e-6;

/**
 * Tests the Bradley–Terry fit of sums of votes. Names, sides, order, and how votes are spread over tallies make no difference.
 * Cost: O(n³) in models, nothing in votes.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or an option is out of range.
 */
export function testGoodnessOfFit(tallies: readonly PairTally[], options: GoodnessOptions = {}): GoodnessOfFit {
  const { designEffect = 1 } = options;
  assertDesignEffect(designEffect);
  const pairing = gatherPairs(tallies);
  const { models, pairs } = pairing;
  const { degrees, dispersion, cells } = fitShares(pairing, priorPrecision(options.priorStandardDeviation));
  const scale = dispersion * designEffect;
  let [statistic, excess] = [0, 0];
  const misfits = pairs.map(({ first, second }, index): PairMisfit => {
    const { votes, observed, expected, variance, leverage } = cells[index]!;
    const off = observed - expected;
    const square = scale > 0 ? (votes * off * off) / (scale * variance) : 0;
    const free = 1 - leverage;
    statistic += square;
    excess += (designEffect / votes) * excessKurtosis(expected, dispersion) * free * free;
    const residual = free > bound ? Math.sign(off) * Math.sqrt(square / free) : 0;
    const names = { first: models[first]!, second: models[second]! };
    return { ...names, votes, observedShare: observed, expectedShare: expected, residual };
  });
  const worst = misfits.toSorted((one, other) => Math.abs(other.residual) - Math.abs(one.residual));
  const stretch = 1 + Math.max(0, excess) / (2 * degrees);
  const pValue = degrees > 0 ? chiSquareTail(statistic / stretch, degrees / stretch) : null;
  return { statistic, degrees, pValue, dispersion, worst: worst.slice(0, mostWorst) };
}

/** @throws {RangeError} when it is below 1 or not finite. */
export function assertDesignEffect(designEffect: number): void {
  if (designEffect >= 1 && designEffect < Infinity) return;
  throw new RangeError(`designEffect is ${designEffect}; it must be a finite number, 1 or more.`);
}

/** The shares of all pairs, and those the Bradley–Terry fit expects. */
export type ShareFit = {
  /** Number of models. */
  size: number;
  /** k and φ. */
  degrees: number;
  dispersion: number;
  /** In the order of the pairs: votes, shares of the first, e · (1 − e), leverage. */
  cells: { votes: number; observed: number; expected: number; variance: number; leverage: number }[];
  /** C⁻¹ of the fit, natural-log units squared, size · size numbers row after row. */
  covariance: Float64Array;
};

/** Fits sums of votes, and sets shares against what the fit expects. @param precision λ. Throws nothing. */
export function fitShares(pairing: Pairing, precision: number): ShareFit {
  const { models, pairs } = pairing;
  const size = models.length;
  const regression = regressPairs(size, pairs, precision);
  const predicted = predict(regression, maximize(regression).parameters);
  const information = cellInformation(regression, predicted);
  const covariance = invert(decompose(curvature(regression, addUpCells(regression, information)), size));
  const at = (row: number, column: number) => covariance[row * size + column]!;
  const cells = pairs.map(({ first, second, firstWins, halves }, index) => {
    const votes = regression.votes[index]!;
    const spread = at(first, first) + at(second, second) - 2 * at(first, second);
    return {
      votes,
      observed: (firstWins + halves / 2) / votes,
      expected: winProbability(predicted[index]!),
      variance: information[index]! / votes,
      leverage: Math.min(1, information[index]! * spread),
    };
  });
  const ties = pairs.reduce((sum, { halves }) => sum + halves, 0);
  const whole = information.reduce((sum, value) => sum + value, 0);
  const dispersion = whole > 0 ? Math.max(0, 1 - ties / (4 * whole)) : 1;
  return { size, degrees: pairs.length - size + new Set(findIslands(pairing)).size, dispersion, cells, covariance };
}

/** κ of a vote of mean e whose variance is φ · e · (1 − e); ties are as frequent as that makes them. */
function excessKurtosis(expected: number, dispersion: number): number {
  const rest = 1 - expected;
  const tie = Math.min(4 * (1 - dispersion) * expected * rest, 2 * expected, 2 * rest);
  const second = expected * rest - tie / 4;
  const fourth = (expected - tie / 2) * rest ** 4 + (rest - tie / 2) * expected ** 4 + tie * (0.5 - expected) ** 4;
  return second > 0 ? fourth / second ** 2 - 3 : 0;
}
