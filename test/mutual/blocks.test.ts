import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fewestJudges, isConnected, planBlocks, usualJudges } from "../../core/mutual/blocks.ts";
import { namesOf } from "./experiments.ts";

const wishes = fc
  .tuple(fc.integer({ min: 4, max: 25 }), fc.integer({ min: 1, max: 60 }), fc.nat())
  .chain(([count, rounds, seed]) =>
    fc
      .integer({ min: fewestJudges, max: count - 1 })
      .map((judges) => ({ models: namesOf(count), rounds, judges, seed })),
  );

describe("incomplete blocks", () => {
  it("let each model answer and judge as often as any other, give or take one, and nobody its own question", () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const { models, rounds, judges } = wish;
        const blocks = planBlocks(wish);
        expect(blocks).toHaveLength(rounds);
        for (const [index, block] of blocks.entries()) {
          expect(new Set(block).size).toBe(judges);
          expect(block).not.toContain(models[index % models.length]);
        }
        const answered = models.map((model) => blocks.filter((block) => block.includes(model)).length);
        expect(Math.max(...answered) - Math.min(...answered)).toBeLessThanOrEqual(1);
        expect(planBlocks(wish)).toEqual(blocks);
      }),
      { numRuns: 60 },
    );
  });

  it("connect all models once each has set a question, and let any two meet about equally often", () => {
    for (const [count, judges] of [
      [12, 3],
      [12, 8],
      [20, 5],
      [60, 3],
      [60, 8],
    ] as const)
      for (const seed of [1, 2, 3]) {
        const models = namesOf(count);
        const blocks = planBlocks({ models, rounds: count, judges, seed });
        expect(isConnected(blocks, models)).toBe(true);
        const meetings = models.flatMap((one, index) =>
          models.slice(index + 1).map((other) => blocks.filter((b) => b.includes(one) && b.includes(other)).length),
        );
        const expected = (count * judges * (judges - 1)) / (count * (count - 1));
        for (const times of meetings) expect(Math.abs(times - expected)).toBeLessThan(3);
        const variance = meetings.reduce((sum, times) => sum + (times - expected) ** 2, 0) / meetings.length;
        expect(variance).toBeLessThan(0.6);
      }
  });

  it("are usual with many models, and compare all of them however few questions there are", () => {
    expect(usualJudges(20, 20)).toBeNull();
    expect(usualJudges(60, 60)).toBe(8);
    expect(usualJudges(60, 2)).toBeNull();
    for (let rounds = 1; rounds < 30; rounds += 1) {
      const models = namesOf(21 + rounds);
      const judges = usualJudges(models.length, rounds);
      if (judges !== null) expect(isConnected(planBlocks({ models, rounds, judges, seed: rounds }), models)).toBe(true);
    }
  });

  it("are drawn anew with another seed, and know when they do not connect", () => {
    const wish = { models: namesOf(12), rounds: 12, judges: 4, seed: 1 };
    expect(planBlocks({ ...wish, seed: 2 })).not.toEqual(planBlocks(wish));
    expect(
      isConnected(
        [
          ["m1", "m2"],
          ["m3", "m4"],
        ],
        namesOf(4),
      ),
    ).toBe(false);
    expect(
      isConnected(
        [
          ["m1", "m2"],
          ["m3", "m4"],
          ["m2", "m3"],
        ],
        namesOf(4),
      ),
    ).toBe(true);
    expect(isConnected([["m1", "m2", "m3"]], namesOf(4))).toBe(false);
  });
});
