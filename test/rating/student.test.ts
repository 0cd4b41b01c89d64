import { describe, expect, it } from "vitest";
import { twoSidedQuantile } from "../../core/rating/intervals.ts";

describe("two-sided quantiles", () => {
  // R: qt((1 + interval) / 2, df) and qnorm.
  it.each([
    [0.95, 1, 12.706204736],
    [0.95, 2, 4.30265273],
    [0.9, 5, 2.015048373],
    [0.95, 19, 2.093024054],
    [0.99, 30, 2.749995654],
    [0.95, 49, 2.009575237],
    [0.95, 1000, 1.962339081],
    [0.95, Infinity, 1.959963985],
    [0.5, Infinity, 0.67448975],
    [0.999, Infinity, 3.290526731],
    [0.999999, Infinity, 4.891638476],
  ])("of %d with %d degrees of freedom: %d", (interval, degrees, expected) => {
    expect(twoSidedQuantile(interval, degrees)).toBeCloseTo(expected, 8);
  });

  it.each([
    [0, 5],
    [1, 5],
    [Number.NaN, 5],
    [0.95, 0],
  ])("refuse an interval of %d with %d degrees", (interval, degrees) => {
    expect(() => twoSidedQuantile(interval, degrees)).toThrow(RangeError);
  });
});
