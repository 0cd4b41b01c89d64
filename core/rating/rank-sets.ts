/**
 * The places of all models at once: ranges of which, with the probability of an interval, every single one holds.
 *
 * Each range of {@link rankModel} holds by itself; that twenty of them hold together is far less probable. Here two
 * models are apart only where the largest of all differences, in standard errors, would not be as large by chance:
 *
 *   |ri − rj| > q · √(variance of ri − rj),  P(max over all pairs |ti,j| ≤ q) = interval
 *
 * Where all differences hold, so do all ranges (M. Mogstad, J. Romano, A. Shaikh & D. Wilhelm, Review of Economic
 * Studies 91, 2024, §3: "Inference for ranks with applications to mobility across neighbourhoods and academic
 * achievement across countries"; M. Klein, T. Wright & J. Wieczorek, JRSS C 69, 2020).
 */
import { twoSidedQuantile } from "./intervals.ts";
import { createLot } from "./lot.ts";
import { clipNegative, decompose, dot } from "./matrices.ts";
import { differenceMargin, type Rank, rankModel, type SeparableFit } from "./ranks.ts";

/** What is read of a fit. */
type RankableFit = SeparableFit & { degrees: number };

/** Of more models than this the bound of all pairs stands for the simulation. */
export const mostSimulated = 60;

/** So many pairs are drawn over all draws together, and so many draws at least and at most. */
const work = { pairs: 4e6, least: 2000, most: 10_000 };

/**
 * The rank of every model, in the order of the fit. Models that no chain of votes links are never apart.
 * @param interval how probably all ranges hold together, between 0 and 1.
 * @returns ranges from 1 to n where the fit claims no interval. @throws {RangeError} unless 0 < interval < 1.
 */
export function rankAtOnce(fit: RankableFit, interval = 0.95): Rank[] {
  const quantile = fit.quantile === null ? null : quantileAtOnce(fit, interval);
  const ratings = Float64Array.from(fit.models, ({ rating }) => rating);
  const margin = differenceMargin({ ...fit, quantile });
  return fit.models.map((_, index) => rankModel(index, ratings, margin));
}

/**
 * The q above, in standard errors. Up to {@link mostSimulated} models it is the quantile of simulated maxima: normal
 * ratings that go together as the fit's do, all divided by one √(χ²/degrees); the draws are always the same, so that the
 * same fit always gives the same q. It never exceeds the bound for m pairs however they go together, which stands alone
 * for more models: the quantile of one pair at interval^(1/m) (Z. Šidák, JASA 62, 1967).
 * @returns 0 for fewer than two models. @throws {RangeError} unless 0 < interval < 1.
 */
export function quantileAtOnce({ models, variances, degrees }: RankableFit, interval = 0.95): number {
  const size = models.length;
  if (size < 2) return 0;
  const bound = twoSidedQuantile(interval ** (2 / (size * (size - 1))), degrees);
  if (size === 2 || size > mostSimulated) return bound;
  const lower = correlate(variances, size);
  if (!lower) return bound;
  const largest = drawLargest(lower, size, degrees);
  return Math.min(bound, largest.sort()[Math.ceil(interval * largest.length) - 1]!);
}

/**
 * The lower triangle L of a covariance L·Lᵀ of ratings around their mean whose differences vary as given, or as nearly so
 * as a covariance can: −½·J·V·J with J = I − 11ᵀ/n and V the variances of differences, negative eigenvalues set to zero
 * (W. Torgerson, Psychometrika 17, 1952). The largest of several variances need not belong to any one covariance.
 * @returns nothing where nothing varies.
 */
function correlate(variances: Float64Array, size: number): Float64Array | undefined {
  const between = variances.map((value, at) => (at % (size + 1) === 0 ? 0 : value));
  const means = Float64Array.from(
    { length: size },
    (_, row) => between.subarray(row * size, (row + 1) * size).reduce((sum, value) => sum + value, 0) / size,
  );
  const mean = means.reduce((sum, value) => sum + value, 0) / size;
  const centred = between.map((value, at) => (means[Math.floor(at / size)]! + means[at % size]! - mean - value) / 2);
  if (!(mean > 0 && mean < Infinity)) return undefined;
  const clipped = clipNegative(centred, size);
  // Centred, it is singular: a trifle on the diagonal lets it be decomposed.
  for (let row = 0; row < size; row++) clipped[row * (size + 1)]! += 1e-9 * mean;
  return decompose(clipped, size).lower;
}

/** The largest |t| of all pairs, draw after draw. @param lower of {@link correlate}. */
function drawLargest(lower: Float64Array, size: number, degrees: number): Float64Array {
  const pairs = (size * (size - 1)) / 2;
  const count = Math.round(Math.min(work.most, Math.max(work.least, work.pairs / pairs)));
  const precisions = pairPrecisions(lower, size);
  const { normal, chiSquare } = createDraws();
  const score = new Float64Array(size);
  const rating = new Float64Array(size);
  return Float64Array.from({ length: count }, () => {
    for (let row = 0; row < size; row++) score[row] = normal();
    for (let row = 0; row < size; row++) rating[row] = dot(lower, row * size, score, 0, row + 1);
    let largest = 0;
    for (let row = 0, at = 0; row < size; row++) {
      for (let other = 0; other < row; other++, at++) {
        const lead = rating[row]! - rating[other]!;
        const square = lead * lead * precisions[at]!;
        if (square > largest) largest = square;
      }
    }
    return Math.sqrt(degrees === Infinity ? largest : (largest * degrees) / chiSquare(degrees));
  });
}

/** 1 / variance of the difference of two rows of L, pair after pair. */
function pairPrecisions(lower: Float64Array, size: number): Float64Array {
  const precisions = new Float64Array((size * (size - 1)) / 2);
  for (let row = 0, at = 0; row < size; row++) {
    for (let other = 0; other < row; other++, at++) {
      let variance = 0;
      for (let k = 0; k <= row; k++) variance += (lower[row * size + k]! - lower[other * size + k]!) ** 2;
      precisions[at] = 1 / variance;
    }
  }
  return precisions;
}

/** Draws that are the same every time. */
function createDraws() {
  const fraction = createLot("ranks of all at once");
  // Box and Muller.
  const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
  /** Of a gamma distribution of this shape, at least ½ (G. Marsaglia & W. Tsang, ACM TOMS 26, 2000). */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - fraction()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - fraction()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return { normal, chiSquare: (degrees: number) => 2 * gamma(degrees / 2) };
}
