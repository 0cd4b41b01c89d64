/** How far out a ratio of variances lies. */
import { incompleteBeta } from "./intervals.ts";

/**
 * P(F > f) for F with Fisher's distribution of n and m degrees of freedom: I(m/(m + n·f); m/2, n/2), I the regularised
 * incomplete beta function (Abramowitz & Stegun, Handbook of Mathematical Functions, 26.6.2).
 * @param f a ratio, at least 0; ∞ where nothing is left of the variance below.
 * @param between n, @param within m: above 0; need not be whole. @returns a probability. Throws nothing.
 */
export function varianceRatioTail(f: number, between: number, within: number): number {
  if (!(f > 0)) return 1;
  if (f === Infinity) return 0;
  const sum = within + between * f;
  return incompleteBeta(within / sum, (between * f) / sum, within / 2, between / 2);
}
