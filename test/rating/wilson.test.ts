import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateShare } from "../../core/rating/intervals.ts";

describe("the interval of a share", () => {
  // R: prop.test(x, n, correct = FALSE)$conf.int
  it.each([
    [8, 10, 0.4901625, 0.9433178],
    [0, 10, 0, 0.2775328],
    [50, 100, 0.4038315, 0.5961685],
    [1, 1, 0.2065493, 1],
  ])("of %d in %d is Wilson's", (successes, trials, lower, upper) => {
    const estimate = estimateShare(successes, trials)!;
    expect(estimate.share).toBe(successes / trials);
    expect(estimate.lower).toBeCloseTo(lower, 6);
    expect(estimate.upper).toBeCloseTo(upper, 6);
  });

  it("holds the share, stays inside 0 to 1 and narrows with trials", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, part) => {
        const estimate = estimateShare(part * trials, trials)!;
        expect(estimate.lower).toBeGreaterThanOrEqual(0);
        expect(estimate.upper).toBeLessThanOrEqual(1);
        expect(estimate.lower).toBeLessThanOrEqual(estimate.share + 1e-12);
        expect(estimate.upper).toBeGreaterThanOrEqual(estimate.share - 1e-12);
        const more = estimateShare(part * trials * 4, trials * 4)!;
        expect(more.upper - more.lower).toBeLessThan(estimate.upper - estimate.lower);
      }),
    );
  });

  it("is none without trials, and refuses what is no share", () => {
    expect(estimateShare(0, 0)).toBeNull();
    for (const [successes, trials] of [
      [2, 1],
      [-1, 3],
      [Number.NaN, 3],
    ] as const)
      expect(() => estimateShare(successes, trials)).toThrow(RangeError);
  });
});
