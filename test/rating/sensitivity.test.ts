import { describe, expect, it } from "vitest";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import { findSensitivity } from "../../core/rating/sensitivity.ts";
import { tally } from "./tallies.ts";

/** The fewest votes whose removal changes the top place, by trying every combination of removals. */
function bruteForce(tallies: readonly PairTally[], first: string): number {
  const kinds = tallies.flatMap((_, index) => (["a", "b", "tie"] as const).map((kind) => ({ index, kind })));
  const isChanged = (left: PairTally[]) => {
    const { models } = fitBradleyTerry(left, { priorStandardDeviation: 400 });
    const own = models.find(({ model }) => model === first);
    return models.some(({ model, rating }) => model !== first && rating >= (own?.rating ?? 1000) - 1e-6);
  };
  let removals: PairTally[][] = [[...tallies]];
  for (let votes = 1; votes < 10; votes++) {
    removals = removals.flatMap((left) =>
      kinds.flatMap(({ index, kind }) =>
        left[index]![kind] === 0
          ? []
          : [left.map((one, at) => (at === index ? { ...one, [kind]: one[kind] - 1 } : one))],
      ),
    );
    removals = [...new Map(removals.map((left) => [JSON.stringify(left), left])).values()];
    if (removals.some(isChanged)) return votes;
  }
  return Infinity;
}

describe("how few votes hold the top place", () => {
  const options = { priorStandardDeviation: 400 };

  it.each([
    [[tally("a", "b", 6, 3, 1), tally("b", "c", 4, 3), tally("a", "c", 5, 2)]],
    [[tally("a", "b", 5, 5), tally("b", "c", 6, 3, 2), tally("a", "c", 8, 2)]],
    [[tally("a", "b", 4, 2), tally("a", "c", 3, 3, 1), tally("c", "b", 4, 3)]],
  ])("is about what trying everything finds: %j", (votes) => {
    const found = findSensitivity(votes, options)!;
    const fewest = bruteForce(votes, found.first);
    expect(found.votes).toBeGreaterThanOrEqual(fewest);
    expect(found.votes).toBeLessThanOrEqual(fewest + 1);
  });

  it("between two models is the lead in wins", () => {
    expect(findSensitivity([tally("x", "y", 30, 10)])).toEqual({ first: "x", rival: "y", votes: 20, ofVotes: 40 });
    expect(findSensitivity([tally("y", "x", 10, 11, 5)], options)).toMatchObject({ first: "x", rival: "y", votes: 1 });
  });

  it("is not known without a rival, without votes, or where two share the top", () => {
    for (const votes of [[], [tally("x", "y", 7, 7)]]) expect(findSensitivity(votes, options)).toBeNull();
  });

  it("leaves the top place as it is with one vote fewer taken out in the same order", () => {
    const votes = [tally("a", "b", 300, 260, 40), tally("b", "c", 250, 150), tally("a", "c", 260, 140, 30)];
    const { votes: count, ofVotes } = findSensitivity(votes, options)!;
    expect(ofVotes).toBe(1430);
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(60);
  });
});
