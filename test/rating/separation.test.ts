import { describe, expect, it } from "vitest";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import { differenceMargin, findBoundaries } from "../../core/rating/ranks.ts";

const tally = (modelA: string, modelB: string, a: number, b: number, tie = 0): PairTally => ({
  ...{ modelA, modelB, a, b, tie, bothBad: 0 },
});
const prior = { priorStandardDeviation: 400, scatterPrior: 4 };

function separate(tallies: PairTally[], options = prior) {
  const fit = { ...fitBradleyTerry(tallies, options), quantile: 1.959963984540054 };
  return { fit, boundaries: findBoundaries(fit) };
}

describe("what the votes tell apart", () => {
  it("is everything where the votes are many and clear", () => {
    const { boundaries } = separate([tally("x", "y", 900, 100), tally("y", "z", 900, 100), tally("x", "z", 990, 10)]);
    expect(boundaries).toEqual(["cut", "cut"]);
  });

  it("is nothing between equals", () => {
    expect(separate([tally("x", "y", 50, 50)]).boundaries).toEqual(["joined"]);
  });

  it("is nothing between models that no votes link", () => {
    const { fit, boundaries } = separate([tally("w", "x", 90, 10), tally("y", "z", 95, 5)]);
    expect(fit.islands).toHaveLength(2);
    expect(boundaries).not.toContain("cut");
    const island = (index: number) => ("wx".includes(fit.models[index]!.model) ? "wx" : "yz");
    const margin = differenceMargin(fit);
    for (const one of fit.models.keys()) {
      for (const other of fit.models.keys()) {
        if (one !== other) expect(Number.isFinite(margin(one, other))).toBe(island(one) === island(other));
      }
    }
  });

  it("agrees with the ranges of ranks: a cut lies where no range reaches over", () => {
    const { fit, boundaries } = separate([
      tally("a", "b", 55, 45),
      tally("b", "c", 80, 20),
      tally("a", "c", 85, 15),
      tally("c", "d", 60, 40),
      tally("b", "d", 88, 12),
    ]);
    for (const [index, boundary] of boundaries.entries()) {
      const above = fit.models.slice(0, index + 1).every(({ rankWorst }) => rankWorst <= index + 1);
      const below = fit.models.slice(index + 1).every(({ rankBest }) => rankBest >= index + 2);
      expect(boundary === "cut").toBe(above && below);
    }
    expect(boundaries).toContain("cut");
    expect(boundaries).toContain("joined");
  });

  it("calls two neighbours apart that are told apart while a third is not told from either", () => {
    const { boundaries, fit } = separate([tally("a", "b", 700, 300), tally("b", "c", 2, 2), tally("a", "c", 2, 2)]);
    const place = fit.models.findIndex(({ model }) => model === "c");
    expect(place).toBe(1);
    expect(boundaries).toEqual(["joined", "joined"]);
    const other = separate([tally("a", "b", 700, 300), tally("c", "b", 1, 3), tally("a", "c", 2, 2)]);
    expect(other.fit.models.map(({ model }) => model)).toEqual(["a", "b", "c"]);
    expect(other.boundaries).toEqual(["apart", "joined"]);
  });

  it("is empty without models", () => {
    expect(separate([]).boundaries).toEqual([]);
  });
});
