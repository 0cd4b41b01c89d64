/** How sure one is of a model before any vote. */
import { ridge } from "./regression.ts";
import { pointsPerNaturalUnit } from "./scale.ts";

/**
 * The precision λ = 1 / variance, natural-log units, of a Gaussian prior around 1000 on every rating; {@link ridge} where
 * none is asked for.
 * @param standardDeviation rating points; ∞ for none.
 * @throws {RangeError} when it is not above 0.
 */
export function priorPrecision(standardDeviation = Infinity): number {
  if (!(standardDeviation > 0)) {
    throw new RangeError(`priorStandardDeviation is ${standardDeviation}; it must be above 0 points.`);
  }
  return Math.max(ridge, (pointsPerNaturalUnit / standardDeviation) ** 2);
}
