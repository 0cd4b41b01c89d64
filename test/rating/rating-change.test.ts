import { describe, expect, it } from "vitest";
import { singleVotes } from "../../core/boards/cell.ts";
import { fitRatings } from "../../core/rating/fit-ratings.ts";
import { compareFits } from "../../core/rating/rating-change.ts";
import { createSeededRandom } from "../seeded-random.ts";

/** Votes of a field with these strengths, rating points, drawn by chance. */
function fitOf(strengths: Record<string, number>, each: number, random: () => number) {
  const names = Object.keys(strengths);
  const tallies = names.flatMap((modelA, index) =>
    names.slice(index + 1).map((modelB) => {
      const share = 1 / (1 + 10 ** ((strengths[modelB]! - strengths[modelA]!) / 400));
      const a = Array.from({ length: each }, random).filter((drawn) => drawn < share).length;
      return { modelA, modelB, a, b: each - a, tie: 0, bothBad: 0 };
    }),
  );
  return fitRatings(singleVotes(tallies), { clusters: "none" });
}

const field = { a: 1100, b: 1050, c: 1000, d: 950, e: 900 };

describe("the change between two periods", () => {
  it("finds a model that has become better, and no other", () => {
    const { fraction } = createSeededRandom(5);
    const changes = compareFits(fitOf(field, 200, fraction), fitOf({ ...field, e: 1100 }, 200, fraction));
    expect(changes[0]).toMatchObject({ model: "e", isReal: true });
    expect(changes[0]!.lower).toBeGreaterThan(0);
    // All are held against their common mean, which one of five has raised by 40 points.
    expect(changes.reduce((sum, { difference }) => sum + difference, 0)).toBeCloseTo(0, 8);
    for (const { isReal, lower, upper } of changes) if (isReal) expect(lower! * upper!).toBeGreaterThan(0);
  });

  it("of a field that stays the same calls hardly any move real, though one in twenty leaves its interval", () => {
    const { fraction } = createSeededRandom(8);
    const rounds = Array.from({ length: 300 }, () =>
      compareFits(fitOf(field, 40, fraction), fitOf(field, 40, fraction)),
    );
    const outside = rounds.flat().filter(({ lower, upper }) => lower! > 0 || upper! < 0).length / rounds.flat().length;
    expect(outside).toBeGreaterThan(0.03);
    expect(outside).toBeLessThan(0.075);
    const anyReal = rounds.filter((changes) => changes.some(({ isReal }) => isReal)).length / rounds.length;
    expect(anyReal).toBeLessThan(0.08);
  });

  it("compares with the models that are in both, whoever else comes or goes", () => {
    const { fraction } = createSeededRandom(6);
    const [before, after] = [fitOf(field, 60, fraction), fitOf({ ...field, strong: 1500 }, 60, fraction)];
    const changes = compareFits(before, after);
    expect(changes.map(({ model }) => model).toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    const mean = (period: "before" | "after") => changes.reduce((sum, change) => sum + change[period], 0) / 5;
    expect(mean("before")).toBeCloseTo(1000, 8);
    expect(mean("after")).toBeCloseTo(1000, 8);
    // The whole field in both: the plain variances of its ratings.
    const [same] = compareFits(before, before).filter(({ model }) => model === "a");
    const own = before.models.find(({ model }) => model === "a")!;
    expect(same!.upper!).toBeCloseTo(before.quantile! * Math.SQRT2 * own.standardError!, 6);
  });

  it("claims nothing where either period claims no intervals, and compares nothing with fewer than two in common", () => {
    const { fraction } = createSeededRandom(4);
    const [before, after] = [fitOf(field, 60, fraction), fitOf({ a: 1500, b: 1000, c: 500 }, 60, fraction)];
    for (const change of compareFits({ ...before, quantile: null }, after))
      expect(change).toMatchObject({ lower: null, upper: null, isReal: false });
    expect(compareFits(before, fitOf({ a: 1000, x: 1000 }, 60, fraction))).toEqual([]);
  });
});
