import { describe, expect, it } from "vitest";
import { fitRatings } from "../../core/rating/fit-ratings.ts";
import { twoSidedQuantile } from "../../core/rating/intervals.ts";
import { mostSimulated, quantileAtOnce, rankAtOnce } from "../../core/rating/rank-sets.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { makeVotes } from "./made-votes.ts";

/** A fit of ratings with this covariance (a factor of it: ratings = factor · normal scores). */
function fitOf(ratings: readonly number[], factor: readonly (readonly number[])[], degrees = Infinity) {
  const size = ratings.length;
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, at) => sum + value * other[at]!, 0);
  const minus = (one: readonly number[], other: readonly number[]) => one.map((value, at) => value - other[at]!);
  const rows = factor.map((row, i) => factor.map((other, j) => (i === j ? row : minus(row, other))));
  const variances = Float64Array.from({ length: size * size }, (_, at) => {
    const row = rows[Math.floor(at / size)]![at % size]!;
    return product(row, row);
  });
  const models = ratings.map((rating, index) => ({ model: `model ${index}`, rating }));
  return { models, variances, degrees, quantile: 1.96, islands: [models.map(({ model }) => model)] };
}

/** Ratings that do not go together, of deviation 10. */
function independent(size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, at) => (row === at ? 10 : 0)));
}

const zeros = (size: number) => Array.from({ length: size }, () => 0);

describe("places of all models at once", () => {
  it("use the studentised range where ratings do not go together", () => {
    // Tables of the studentised range, 5%, divided by √2 (E. Pearson & H. Hartley, Biometrika Tables, 1954, table 29).
    for (const [size, degrees, range] of [
      [3, Infinity, 3.314],
      [5, 8, 4.886],
      [10, 10, 5.599],
      [20, Infinity, 5.012],
    ] as const) {
      const quantile = quantileAtOnce(fitOf(zeros(size), independent(size), degrees));
      expect(Math.abs(quantile / (range / Math.SQRT2) - 1)).toBeLessThan(0.025);
    }
  });

  it("are as wide as one degree of freedom makes them", () => {
    const quantile = quantileAtOnce(fitOf(zeros(3), independent(3), 1));
    expect(Math.abs(quantile / (26.98 / Math.SQRT2) - 1)).toBeLessThan(0.12);
  });

  it("hold in 95 of 100 where ratings go together", () => {
    const { fraction } = createSeededRandom(3);
    const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
    const [size, degrees] = [6, 7];
    // One common part, one that pulls halves apart, and very different ones of each model's own.
    const factor = Array.from({ length: size }, (_, row) => [
      30,
      row < 3 ? 25 : -25,
      ...Array.from({ length: size }, (__, at) => (row === at ? 3 + 4 * row : 0)),
    ]);
    const fit = fitOf(zeros(size), factor, degrees);
    const quantile = quantileAtOnce(fit);
    let held = 0;
    for (let draw = 0; draw < 20_000; draw++) {
      const scores = factor[0]!.map(normal);
      const ratings = factor.map((row) => row.reduce((sum, value, at) => sum + value * scores[at]!, 0));
      const chiSquare = Array.from({ length: degrees }, () => normal() ** 2).reduce((sum, square) => sum + square, 0);
      const isWithin = ratings.every((one, i) =>
        ratings.every((other, j) => Math.abs(one - other) <= within(i, j) * Math.sqrt(chiSquare / degrees)),
      );
      if (isWithin) held++;
    }
    expect(held / 20_000).toBeGreaterThan(0.943);
    expect(held / 20_000).toBeLessThan(0.957);

    function within(i: number, j: number): number {
      return i === j ? 0 : quantile * Math.sqrt(fit.variances[i * size + j]!);
    }
  });

  it("never go beyond the bound for any ratings, which stands alone for two and for very many models", () => {
    const bound = (size: number, degrees: number) => twoSidedQuantile(0.95 ** (2 / (size * (size - 1))), degrees);
    expect(quantileAtOnce(fitOf(zeros(2), independent(2), 9))).toBe(twoSidedQuantile(0.95, 9));
    expect(quantileAtOnce(fitOf(zeros(20), independent(20), 4))).toBeLessThan(bound(20, 4));
    const many = mostSimulated + 1;
    expect(quantileAtOnce(fitOf(zeros(many), independent(many), 30))).toBe(bound(many, 30));
    expect(quantileAtOnce(fitOf([1], independent(1)))).toBe(0);
  });

  it("take the bound where no rating varies, and the nearest covariance where the variances have none", () => {
    const flat = { ...fitOf(zeros(4), independent(4)), variances: new Float64Array(16) };
    expect(quantileAtOnce(flat)).toBe(twoSidedQuantile(0.95 ** (1 / 6), Infinity));
    // The root of this difference is longer than the way over any third model: no covariance has such variances.
    const torn = fitOf(zeros(4), independent(4));
    torn.variances[1] = torn.variances[4] = 5000;
    const quantile = quantileAtOnce(torn);
    expect(quantile).toBeGreaterThan(2.2);
    expect(quantile).toBeLessThan(2.64);
  });

  it("are wider than each by itself", () => {
    // A lead of 2.5 standard errors of the difference.
    const [first, second] = rankAtOnce(fitOf([1035.4, 1000, 1000, 1000, 1000], independent(5)));
    expect(first).toEqual({ rank: 1, rankBest: 1, rankWorst: 5 });
    expect(second).toEqual({ rank: 2, rankBest: 1, rankWorst: 5 });
    const [clear] = rankAtOnce(fitOf([1045, 1000, 1000, 1000, 1000], independent(5)));
    expect(clear).toEqual({ rank: 1, rankBest: 1, rankWorst: 1 });
  });

  it("tell no models apart that no votes link, and none where no interval is claimed", () => {
    const fit = fitOf([1900, 1000, 100], independent(3));
    const torn = { ...fit, islands: [["model 0", "model 2"], ["model 1"]] };
    expect(rankAtOnce(torn).map(({ rankBest, rankWorst }) => [rankBest, rankWorst])).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(rankAtOnce({ ...fit, quantile: null }).map(({ rankWorst }) => rankWorst)).toEqual([3, 3, 3]);
  });

  it("are the same in whatever order the votes come", () => {
    const votes = makeVotes({ seed: 5, models: 6, voters: 30, battles: 400, ties: 0.2 });
    const [fit, same] = [fitRatings(summarizeVotes(votes)), fitRatings(summarizeVotes(votes.toReversed()))];
    expect(quantileAtOnce(same)).toBeCloseTo(quantileAtOnce(fit), 9);
    expect(rankAtOnce(same)).toEqual(rankAtOnce(fit));
  });
});
