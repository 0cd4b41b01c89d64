import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activeModels, drawPair, drawReplacement, drawSeed } from "../../core/arena/draw.ts";
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
        const drawn = drawReplacement(modelsNamed(...ids), new Set(tried), createSeededRandom(seed));
        expect(drawn === undefined).toBe(tried.length === ids.length);
        expect(tried).not.toContain(drawn?.model.id ?? "none");
        if (drawn) expect(drawn.probability).toBeCloseTo(1 / (ids.length - tried.length), 12);
      }),
    );
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
