import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findIslands, nameGroups, strongComponents } from "../../core/rating/connectivity.ts";
import { gatherPairs, type PairTally } from "../../core/rating/pair-tally.ts";
import { times } from "../thorough.ts";
import { arbitraryTallies, runs, tally } from "./tallies.ts";

function components(votes: PairTally[]): string[][] {
  const pairing = gatherPairs(votes);
  return nameGroups(strongComponents(pairing), pairing.models);
}

/** Sparse, and one-sided often enough for graphs that fall apart. */
const sparseTallies = arbitraryTallies(6).map((votes) =>
  votes.slice(0, 6).map((one) => ({ ...one, b: one.b % 2, tie: 0, bothBad: one.bothBad > 28 ? 1 : 0 })),
);

/** Who reaches whom, by trying every stop between (Warshall). */
function reach(models: readonly string[], arrow: (from: string, to: string) => boolean): boolean[][] {
  const reaches = models.map((from) => models.map((to) => from === to || arrow(from, to)));
  for (const via of models.keys()) {
    for (const from of models.keys()) {
      for (const to of models.keys()) reaches[from]![to] ||= reaches[from]![via]! && reaches[via]![to]!;
    }
  }
  return reaches;
}

describe("strong components", () => {
  it("are one when every model has beaten every other by a chain", () => {
    expect(components([tally("a", "b", 1, 0), tally("b", "c", 1, 0), tally("c", "a", 1, 0)])).toEqual([
      ["a", "b", "c"],
    ]);
  });

  it("leave out a model that never lost, and one that never won", () => {
    const votes = [tally("best", "x", 3, 0), tally("x", "y", 1, 1), tally("y", "worst", 2, 0)];
    expect(components(votes)).toEqual([["best"], ["worst"], ["x", "y"]]);
  });

  it("are joined by a tie or a both-bad, which count both ways", () => {
    expect(components([tally("a", "b", 5, 0, 1)])).toEqual([["a", "b"]]);
    expect(components([tally("a", "b", 5, 0, 0, 1)])).toEqual([["a", "b"]]);
  });

  it("hold two models together exactly when each reaches the other", () => {
    let split = 0;
    fc.assert(
      fc.property(sparseTallies, (votes) => {
        const pairing = gatherPairs(votes);
        const beats = (from: string, to: string) =>
          votes.some(
            (one) =>
              (one.modelA === from && one.modelB === to && one.a + one.tie + one.bothBad > 0) ||
              (one.modelB === from && one.modelA === to && one.b + one.tie + one.bothBad > 0),
          );
        const meets = (from: string, to: string) => beats(from, to) || beats(to, from);
        const chained = reach(pairing.models, beats);
        const linked = reach(pairing.models, meets);
        const groups = strongComponents(pairing);
        const islands = findIslands(pairing);
        if (new Set(groups).size > new Set(islands).size && new Set(islands).size > 1) split++;
        for (const i of pairing.models.keys()) {
          for (const j of pairing.models.keys()) {
            expect(groups[i] === groups[j]).toBe(chained[i]![j]! && chained[j]![i]!);
            expect(islands[i] === islands[j]).toBe(linked[i]![j]!);
          }
        }
      }),
      runs,
    );
    expect(split).toBeGreaterThan(times(10, 3));
  });
});
