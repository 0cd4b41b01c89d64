/** How far out a sum of squares lies. */
import { logGamma } from "./intervals.ts";

const mostTerms = 10_000;

/**
 * P(X > x) for X with the χ² distribution: Γ(k/2, x/2) / Γ(k/2), by series near the middle and below, by continued
 * fraction above (W. Press et al., Numerical Recipes, 3rd edition, §6.2).
 * @param degrees k, degrees of freedom, above 0; need not be whole.
 * @returns a probability, precise however near 0 it is. Throws nothing.
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (!(x > 0)) return 1;
  const [shape, half] = [degrees / 2, x / 2];
  const scale = Math.exp(shape * Math.log(half) - half - logGamma(shape));
  return half < shape + 1 ? 1 - (scale * lowerSeries(shape, half)) / shape : scale * upperFraction(shape, half);
}

/** Σ xⁿ / ((a + 1) … (a + n)). */
function lowerSeries(shape: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < mostTerms && term > 1e-17 * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − 2·(2 − a)/(x + 5 − a − …))), by Lentz's method. */
function upperFraction(shape: number, x: number): number {
  let base = x + 1 - shape;
  let c = 1e300;
  let d = 1 / base;
  let fraction = d;
  for (let n = 1; n < mostTerms; n++) {
    const numerator = n * (shape - n);
    base += 2;
    d = 1 / (base + numerator * d);
    c = base + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}
