/** How sure one is of a model before any vote. */
import { ridge } from "./regression.ts";
import { pointsPerNaturalUnit } from "./scale.ts";

/**
 * How boards are rated. `priorStandardDeviation`, rating points: how far from 1000 a model may well lie before any vote.
 * Ten-to-one odds against the average are one standard deviation off; models on published boards spread over 50 to 130
 * points. `scatterPrior`, units of Fisher information: as much as sixteen votes between equals bring. Why a prior, and why
 * this one: docs/decisions, 2026-11-22, board prior.
 */
export const boardPrior = { priorStandardDeviation: 400, scatterPrior: 4 } as const;

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
