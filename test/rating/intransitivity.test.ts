import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { circleModelLimit, findCircles } from "../../core/rating/intransitivity.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { arbitraryTallies, runs, swapSides, tally } from "./tallies.ts";

const round = (ab: [number, number], bc: [number, number], ca: [number, number]) => [
  tally("a", "b", ...ab),
  tally("b", "c", ...bc),
  tally("c", "a", ...ca),
];

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result *= (n - k + i) / i;
  return result;
}

/** Every way the votes could have fallen that leaves each model its wins, weighed as equals would make it. */
function enumerate(sides: readonly (readonly [number, number])[]): number {
  const totals = sides.map(([won, lost]) => won + lost);
  const winsOf = ([ab, bc, ca]: readonly number[]) => [ab! - ca! + totals[2]!, bc! - ab! + totals[0]!].join();
  const seen = sides.map(([won]) => won);
  let [all, asFar] = [0, 0];
  for (let ab = 0; ab <= totals[0]!; ab++)
    for (let bc = 0; bc <= totals[1]!; bc++)
      for (let ca = 0; ca <= totals[2]!; ca++) {
        if (winsOf([ab, bc, ca]) !== winsOf(seen)) continue;
        const weight = choose(totals[0]!, ab) * choose(totals[1]!, bc) * choose(totals[2]!, ca);
        all += weight;
        if (ab >= seen[0]!) asFar += weight;
      }
  return Math.min(1, (2 * asFar) / all);
}

/** Votes between models of given strengths, natural-log units; a third of them ties. */
function draw(strengths: readonly number[], votes: number, fraction: () => number, circle = 0): PairTally[] {
  return Array.from({ length: votes }, () => {
    const a = Math.floor(fraction() * strengths.length);
    const b = (a + 1 + Math.floor(fraction() * (strengths.length - 1))) % strengths.length;
    const goesRound = circle > 0 && a < 3 && b < 3;
    const lead = goesRound ? ((b - a + 3) % 3 === 1 ? circle : -circle) : strengths[a]! - strengths[b]!;
    if (fraction() < 1 / 3) return tally(`m${a}`, `m${b}`, 0, 0, 1);
    const wins = fraction() < 1 / (1 + Math.exp(-lead));
    return tally(`m${a}`, `m${b}`, wins ? 1 : 0, wins ? 0 : 1);
  });
}

const isFound = (tallies: readonly PairTally[]) => findCircles(tallies).circles.some(({ pValue }) => pValue <= 0.05);

describe("a circle of three", () => {
  it("has the p-value that counting all ways the votes could have fallen gives", () => {
    for (const sides of [
      [
        [5, 0],
        [5, 0],
        [5, 0],
      ],
      [
        [4, 1],
        [5, 2],
        [3, 2],
      ],
      [
        [9, 2],
        [3, 1],
        [12, 7],
      ],
      [
        [2, 1],
        [30, 10],
        [4, 3],
      ],
      [
        [1, 0],
        [1, 0],
        [1, 0],
      ],
    ] as [number, number][][]) {
      const { circles, triples } = findCircles(round(sides[0]!, sides[1]!, sides[2]!));
      expect(triples).toBe(1);
      expect(circles[0]!.pValue).toBeCloseTo(enumerate(sides), 12);
    }
  });

  it("is told side by side, with all its votes", () => {
    const { circles } = findCircles([tally("a", "b", 4, 9, 1, 2), tally("b", "c", 3, 8), tally("a", "c", 12, 5, 0, 1)]);
    expect(circles).toHaveLength(1);
    expect(circles[0]!.sides).toEqual([
      { winner: "a", loser: "c", wins: 12, losses: 5, ties: 1 },
      { winner: "c", loser: "b", wins: 8, losses: 3, ties: 0 },
      { winner: "b", loser: "a", wins: 9, losses: 4, ties: 3 },
    ]);
  });

  it("is none where one of the three beats both others, or two are level", () => {
    expect(findCircles(round([9, 1], [9, 1], [1, 9])).circles).toEqual([]);
    expect(findCircles(round([9, 1], [9, 1], [5, 5])).circles).toEqual([]);
    expect(findCircles([tally("a", "b", 9, 1), tally("b", "c", 9, 1)])).toEqual({ circles: [], triples: 0, models: 3 });
  });

  it("weighs less among many triples", () => {
    const alone = findCircles(round([9, 2], [9, 2], [9, 2])).circles[0]!.pValue;
    const others = ["d", "e"].flatMap((model) => ["a", "b", "c"].map((rival) => tally(model, rival, 9, 1)));
    const { circles, triples } = findCircles([...round([9, 2], [9, 2], [9, 2]), ...others, tally("d", "e", 9, 1)]);
    expect(triples).toBe(10);
    expect(circles[0]!.pValue).toBeCloseTo(1 - (1 - alone) ** 10, 12);
  });

  it("weighs what the votes weigh: twice the votes at a design effect of two weigh the same", () => {
    const single = findCircles(round([9, 2], [12, 8], [7, 3])).circles[0]!;
    const doubled = findCircles(round([18, 4], [24, 16], [14, 6]), { designEffect: 2 }).circles[0]!;
    expect(doubled.pValue).toBeCloseTo(single.pValue, 12);
    expect(doubled.sides[0]).toMatchObject({ wins: 18, losses: 4 });
    expect(findCircles(round([18, 4], [24, 16], [14, 6])).circles[0]!.pValue).toBeLessThan(single.pValue / 5);
  });

  it("does not mind names, sides, order, or how votes are spread", () => {
    fc.assert(
      fc.property(arbitraryTallies(5), (tallies) => {
        const halves = tallies.flatMap((one) => {
          const [a, b] = [Math.floor(one.a / 2), Math.floor(one.b / 3)];
          return [{ ...one, a, b }, swapSides({ ...one, a: one.a - a, b: one.b - b, tie: 0, bothBad: 0 })];
        });
        const flipped = halves.toReversed().map((one) => {
          const rename = (name: string) => `model-${9 - Number(name.slice(6))}`;
          return { ...one, modelA: rename(one.modelA), modelB: rename(one.modelB) };
        });
        const values = (given: readonly PairTally[]) => findCircles(given).circles.map(({ pValue }) => pValue);
        const [before, after] = [values(tallies), values(flipped)];
        expect(after).toHaveLength(before.length);
        for (const [index, pValue] of before.entries()) expect(after[index]).toBeCloseTo(pValue, 9);
      }),
      runs,
    );
  });

  it("is seen by chance alone on at most one board in twenty", () => {
    const { fraction } = createSeededRandom(31);
    const boards = 400;
    for (const [models, votes, spread] of [
      [3, 60, 0],
      [6, 300, 0.5],
      [12, 900, 0.2],
    ] as const) {
      let found = 0;
      for (let board = 0; board < boards; board++) {
        const strengths = Array.from({ length: models }, () => spread * (2 * fraction() - 1));
        if (isFound(draw(strengths, votes, fraction))) found++;
      }
      // 5% and two standard errors of a share of 400.
      expect(found / boards).toBeLessThanOrEqual(0.05 + 2 * Math.sqrt((0.05 * 0.95) / boards));
    }
  });

  it("is found where there is one", () => {
    const { fraction } = createSeededRandom(32);
    let found = 0;
    for (let board = 0; board < 60; board++) {
      if (isFound(draw([0, 0, 0, 0.5, -0.5, 0.2], 1500, fraction, 0.7))) found++;
    }
    expect(found).toBeGreaterThan(54);
  });

  it("is looked for among the models with the most votes, and never among more than the limit", () => {
    const models = Array.from(
      { length: circleModelLimit + 5 },
      (_, index) => `model ${String(index).padStart(3, "0")}`,
    );
    const ring = models.map((model, index) => tally(model, models[(index + 1) % models.length]!, 2, 1));
    const { models: looked, circles } = findCircles([...ring, ...round([90, 20], [90, 20], [90, 20])]);
    expect(looked).toBe(circleModelLimit);
    expect(circles[0]!.sides.map(({ winner }) => winner)).toEqual(["a", "b", "c"]);
  });

  it("survives a million votes on each side", () => {
    const { circles } = findCircles(round([600_000, 400_000], [600_000, 400_000], [600_000, 400_000]));
    expect(circles[0]!.pValue).toBeLessThan(1e-200);
    const even = findCircles(round([500_001, 500_000], [500_001, 500_000], [500_001, 500_000]));
    expect(even.circles[0]!.pValue).toBeGreaterThan(0.9);
  });

  it("refuses a design effect below 1", () => {
    expect(() => findCircles([], { designEffect: 0.5 })).toThrow("1 or more");
    expect(() => findCircles([tally("x", "y", Number.NaN, 1)])).toThrow(RangeError);
  });
});
