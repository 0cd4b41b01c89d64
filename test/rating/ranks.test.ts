import { describe, expect, it } from "vitest";
import { rankModel } from "../../core/rating/ranks.ts";

/** Ranks of all, for ratings of the same variance and covariance. */
function rankAll(ratings: number[], variance: number, covariance = 0, comparable = true) {
  const margin = () => (comparable ? 1.96 * Math.sqrt(2 * variance - 2 * covariance) : Infinity);
  return ratings.map((_, index) => Object.values(rankModel(index, Float64Array.from(ratings), margin)));
}

describe("ranks", () => {
  it("separate models whose difference lies beyond 1.96 standard errors of it", () => {
    // Standard error of a difference: √(50 + 50) = 10.
    expect(rankAll([1019.7, 1000.0], 50)).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    expect(rankAll([1019.5, 1000.0], 50)).toEqual([
      [1, 1, 2],
      [2, 1, 2],
    ]);
  });

  it("use what two ratings have in common: errors that go together separate sooner", () => {
    expect(rankAll([1015, 1000], 50)).toEqual([
      [1, 1, 2],
      [2, 1, 2],
    ]);
    expect(rankAll([1015, 1000], 50, 30)).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    expect(rankAll([1025, 1000], 50, -50)).toEqual([
      [1, 1, 2],
      [2, 1, 2],
    ]);
  });

  it("are shared by ratings that rounding alone holds apart, even where nothing is uncertain", () => {
    expect(rankAll([1000, 1000 + 1e-10, 900], 0)).toEqual([
      [1, 1, 2],
      [1, 1, 2],
      [3, 3, 3],
    ]);
  });

  it("never separate what is not comparable", () => {
    expect(rankAll([2000, 1000], 1, 0, false)).toEqual([
      [1, 1, 2],
      [2, 1, 2],
    ]);
  });
});
