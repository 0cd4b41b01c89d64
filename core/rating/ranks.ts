/** From ratings and their covariance to places. */
import { normalQuantile } from "./normal.ts";
import { entry } from "./vector.ts";

/** A model's place, and the best and the worst that the votes do not rule out. 1 is first. */
export type Rank = { rank: number; rankBest: number; rankWorst: number };

/** Rating points. Ratings closer than this are equal: what is left is rounding. */
export const equalWithin = 1e-6;

/**
 * The place of model i among n. Models i and j differ significantly when the 95% interval of their difference does not
 * hold zero:
 *
 *   |ri − rj| > 1.96 · √(Vii + Vjj − 2·Vij)
 *
 * rank = 1 + models rated higher (equal ratings share it, and the places after it stay empty: "competition ranking");
 * rankBest = 1 + models significantly above; rankWorst = n − models significantly below. Bounds of this kind stand on
 * LMArena's boards, there by whether two intervals overlap; the interval of the difference is the sharper test.
 * @param ratings rating points, n numbers.
 * @param covariance of the ratings, points squared, n · n numbers row after row.
 * @param comparable whether votes link i with j; models they do not link are never significantly apart.
 * @param quantile half width of an interval in standard errors: 1.96, or that of Student's t.
 * @returns rankBest ≤ rank ≤ rankWorst. Throws nothing.
 */
export function rankModel(
  index: number,
  ratings: Float64Array,
  covariance: Float64Array,
  comparable: (rival: number) => boolean,
  quantile = normalQuantile,
): Rank {
  const own = entry(ratings, index);
  const place: Rank = { rank: 1, rankBest: 1, rankWorst: ratings.length };
  for (const [rival, rating] of ratings.entries()) {
    const lead = own - rating;
    if (Math.abs(lead) <= equalWithin) continue;
    if (lead < 0) place.rank++;
    if (!comparable(rival) || leadInMargins(index, rival, ratings, covariance, quantile) <= 1) continue;
    if (lead < 0) place.rankBest++;
    else place.rankWorst--;
  }
  return place;
}

/**
 * How large the difference of two ratings is, in units of the half width of its own 95% interval:
 * |ri − rj| / (1.96 · √(Vii + Vjj − 2·Vij)). Above 1 the two differ significantly.
 * @returns 0 for equal ratings, ∞ for different ones without any uncertainty. Throws nothing.
 */
export function leadInMargins(
  index: number,
  rival: number,
  ratings: Float64Array,
  covariance: Float64Array,
  quantile = normalQuantile,
): number {
  const size = ratings.length;
  const lead = Math.abs(entry(ratings, index) - entry(ratings, rival));
  if (lead <= equalWithin) return 0;
  const variances = entry(covariance, index * (size + 1)) + entry(covariance, rival * (size + 1));
  return lead / (quantile * Math.sqrt(Math.max(0, variances - 2 * entry(covariance, index * size + rival))));
}
