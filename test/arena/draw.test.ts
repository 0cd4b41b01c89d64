import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activeModels, drawPair, drawReplacement, drawSeed } from "../../core/battle/draw.ts";
import type { Model } from "../../core/models/model.ts";
import { createSeededRandom } from "../seeded-random.ts";

function modelsNamed(...ids: string[]): Model[] {
  return ids.map((id) => ({
    id,
    name: id,
    organization: "",
    endpoint: "local",
    model: id,
    input: ["text"],
    price: null,
    status: "active",
    league: "real",
    unsupported: [],
  }));
}

describe("drawing a pair", () => {
  it("draws two different models with the probability it states", () => {
    const models = modelsNamed("one", "two", "three");
    const random = createSeededRandom(7);
    const counts = new Map<string, number>();
    const draws = 12_000;
    for (let index = 0; index < draws; index++) {
      const { a, b, probability } = drawPair(models, random);
      expect(a).not.toBe(b);
      expect(probability).toBeCloseTo(1 / 6, 12);
      counts.set(`${a.id} ${b.id}`, (counts.get(`${a.id} ${b.id}`) ?? 0) + 1);
    }
    // Six ordered pairs; five standard deviations of a count of 2,000 are 204.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - draws / 6)).toBeLessThan(204);
  });

  it("follows the chances of pairs, sides evenly, and states the probability of what it drew", () => {
    const models = modelsNamed("one", "two", "three");
    const chances = [
      { first: "one", second: "two", chance: 0.6 },
      { first: "one", second: "three", chance: 0.3 },
      { first: "two", second: "three", chance: 0.1 },
    ];
    const random = createSeededRandom(8);
    const counts = new Map<string, number>();
    const draws = 12_000;
    for (let index = 0; index < draws; index++) {
      const { a, b, probability, rule } = drawPair(models, random, chances);
      const pair = chances.find(({ first, second }) => [a.id, b.id].includes(first) && [a.id, b.id].includes(second))!;
      expect(probability).toBeCloseTo(pair.chance / 2, 12);
      expect(rule).toBe("shrinking-1");
      counts.set(`${a.id} ${b.id}`, (counts.get(`${a.id} ${b.id}`) ?? 0) + 1);
    }
    for (const { first, second, chance } of chances) {
      for (const ordered of [`${first} ${second}`, `${second} ${first}`])
        expect(Math.abs(counts.get(ordered)! - (draws * chance) / 2)).toBeLessThan(5 * Math.sqrt((draws * chance) / 2));
    }
  });

  it("goes by the chances of those models that can answer, and evenly where one has none", () => {
    const chances = [
      { first: "one", second: "two", chance: 0.2 },
      { first: "one", second: "three", chance: 0.3 },
      { first: "two", second: "three", chance: 0.5 },
    ];
    const [some, more] = [modelsNamed("one", "two"), modelsNamed("one", "two", "new")];
    expect(drawPair(some, createSeededRandom(1), chances)).toMatchObject({ probability: 1 / 2, rule: "shrinking-1" });
    expect(drawPair(more, createSeededRandom(1), chances)).toMatchObject({ probability: 1 / 6, rule: "uniform-1" });
  });

  it("refuses to draw from fewer than two", () => {
    expect(() => drawPair(modelsNamed("alone"), createSeededRandom(1))).toThrow(RangeError);
  });

  it("leaves paused and retired models out", () => {
    const [active, paused, retired] = modelsNamed("active", "paused", "retired");
    const models = [active!, { ...paused!, status: "paused" as const }, { ...retired!, status: "retired" as const }];
    expect(activeModels(models).map((model) => model.id)).toEqual(["active"]);
  });
});

describe("drawing a replacement", () => {
  it("never draws a model already tried, and says how probable its draw was", () => {
    const ids = ["one", "two", "three", "four", "five"];
    fc.assert(
      fc.property(fc.subarray(ids), fc.integer(), (tried, seed) => {
        const left = modelsNamed(...ids.filter((id) => !tried.includes(id)));
        const drawn = drawReplacement(left, "standing", createSeededRandom(seed));
        expect(drawn === undefined).toBe(tried.length === ids.length);
        expect(tried).not.toContain(drawn?.model.id ?? "none");
        if (drawn) expect(drawn.probability).toBeCloseTo(1 / (ids.length - tried.length), 12);
      }),
    );
  });

  it("follows the chances of the pairs with whoever stands on the other side, and evenly where one has none", () => {
    const chances = [
      { first: "one", second: "standing", chance: 0.3 },
      { first: "standing", second: "two", chance: 0.1 },
      { first: "one", second: "two", chance: 0.6 },
    ];
    const random = createSeededRandom(9);
    const draws = 8_000;
    let ones = 0;
    for (let index = 0; index < draws; index++) {
      const { model, probability } = drawReplacement(modelsNamed("one", "two"), "standing", random, chances)!;
      expect(probability).toBeCloseTo(model.id === "one" ? 0.75 : 0.25, 12);
      ones += Number(model.id === "one");
    }
    expect(Math.abs(ones - 0.75 * draws)).toBeLessThan(5 * Math.sqrt(draws * 0.75 * 0.25));
    expect(drawReplacement(modelsNamed("one", "new"), "standing", random, chances)!.probability).toBe(1 / 2);
  });
});

describe("a seed", () => {
  it("is a whole number that a 32-bit signed integer holds", () => {
    const random = createSeededRandom(3);
    for (let index = 0; index < 1_000; index++) {
      const seed = drawSeed(random);
      expect(Number.isInteger(seed)).toBe(true);
      expect(seed).toBeGreaterThanOrEqual(0);
      expect(seed).toBeLessThan(2 ** 31);
    }
  });
});
