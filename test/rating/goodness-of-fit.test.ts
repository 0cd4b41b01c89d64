import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import { chiSquareTail } from "../../core/rating/chi-square.ts";
import { predictOutcome } from "../../core/rating/davidson.ts";
import { testGoodnessOfFit } from "../../core/rating/goodness-of-fit.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { puddings } from "./puddings.ts";
import { arbitraryTallies, connectedTallies, runs, swapSides, tally } from "./tallies.ts";

/** How votes between models of given strengths fall, natural-log units; `odd` is added between the first two. */
type World = { strengths: readonly number[]; votes: number; nu: number; odd?: number };

function draw({ strengths, votes, nu, odd = 0 }: World, fraction: () => number): PairTally[] {
  const sums = new Map<string, PairTally>();
  for (let vote = 0; vote < votes; vote++) {
    const a = Math.floor(fraction() * strengths.length);
    const b = (a + 1 + Math.floor(fraction() * (strengths.length - 1))) % strengths.length;
    const extra = a + b === 1 ? (a < b ? odd : -odd) : 0;
    const chances = predictOutcome((400 / Math.LN10) * (strengths[a]! - strengths[b]! + extra), nu);
    const drawn = fraction();
    const kind = drawn < chances.a ? "a" : drawn < chances.a + chances.b ? "b" : "tie";
    const sum = sums.get(`${a} ${b}`) ?? tally(`m${a}`, `m${b}`, 0, 0);
    sum[kind]++;
    sums.set(`${a} ${b}`, sum);
  }
  return [...sums.values()];
}

describe("the tail of χ²", () => {
  it("is e^(−x/2) for two degrees, and so on for even ones", () => {
    for (const x of [0.01, 0.5, 1, 3, 5, 10, 60, 400]) {
      const half = x / 2;
      expect(chiSquareTail(x, 2) / Math.exp(-half)).toBeCloseTo(1, 12);
      expect(chiSquareTail(x, 6) / (Math.exp(-half) * (1 + half + half ** 2 / 2))).toBeCloseTo(1, 12);
    }
  });

  it("agrees with the tables (Abramowitz & Stegun, table 26.8)", () => {
    for (const [x, degrees, tail] of [
      [3.84146, 1, 0.05],
      [6.6349, 1, 0.01],
      [11.0705, 5, 0.05],
      [18.307, 10, 0.05],
      [4.86518, 10, 0.9],
      [124.342, 100, 0.05],
    ] as const) {
      expect(chiSquareTail(x, degrees)).toBeCloseTo(tail, 5);
    }
    expect(chiSquareTail(0, 3)).toBe(1);
  });
});

describe("goodness of fit", () => {
  it("is the textbook's X² where there are no ties", () => {
    fc.assert(
      fc.property(connectedTallies(4), (tallies) => {
        const votes = tallies.map((one) => ({ ...one, tie: 0, bothBad: 0, a: one.a + 1, b: one.b + 1 }));
        const ratings = new Map(fitBradleyTerry(votes).models.map(({ model, rating }) => [model, rating]));
        const pairs = new Map<string, { a: number; b: number; expected: number }>();
        for (const { modelA, modelB, a, b } of votes) {
          const [low, high] = modelA < modelB ? [modelA, modelB] : [modelB, modelA];
          const expected = 1 / (1 + 10 ** ((ratings.get(high)! - ratings.get(low)!) / 400));
          const sum = pairs.get(low + high) ?? { a: 0, b: 0, expected };
          sum.a += modelA === low ? a : b;
          sum.b += modelA === low ? b : a;
          pairs.set(low + high, sum);
        }
        // Observed and expected wins of both, as G. Casella & R. Berger have it.
        const statistic = [...pairs.values()].reduce((sum, { a, b, expected }) => {
          const [one, other] = [(a + b) * expected, (a + b) * (1 - expected)];
          return sum + (a - one) ** 2 / one + (b - other) ** 2 / other;
        }, 0);
        const test = testGoodnessOfFit(votes);
        expect(test.statistic).toBeCloseTo(statistic, 6);
        expect(test.degrees).toBe(pairs.size - ratings.size + 1);
        expect(test.dispersion).toBe(1);
      }),
      runs,
    );
  });

  it("finds nothing wrong with puddings, as Davidson did not", () => {
    const { degrees, pValue, dispersion, worst } = testGoodnessOfFit(puddings);
    expect(degrees).toBe(15 - 6 + 1);
    expect(pValue).toBeGreaterThan(0.5);
    // Equals who tie 27 times of 100: variance ¼ · 73%.
    expect(dispersion).toBeCloseTo(0.73, 1);
    expect(worst).toHaveLength(10);
  });

  it("has one residual where there is one degree of freedom, the same for all pairs", () => {
    const { statistic, degrees, worst } = testGoodnessOfFit([
      tally("a", "b", 30, 20),
      tally("b", "c", 70, 20, 10),
      tally("c", "a", 25, 15),
    ]);
    expect(degrees).toBe(1);
    for (const { residual } of worst) expect(residual ** 2).toBeCloseTo(statistic, 4);
  });

  it("cannot be told where votes link the models in one way only", () => {
    const chain = [tally("a", "b", 3, 1), tally("b", "c", 2, 5), tally("d", "e", 1, 1)];
    const { degrees, pValue, statistic, worst } = testGoodnessOfFit(chain);
    expect([degrees, pValue]).toEqual([0, null]);
    expect(statistic).toBeCloseTo(0, 6);
    expect(worst.map(({ residual }) => residual)).toEqual([0, 0, 0]);
    expect(testGoodnessOfFit([])).toMatchObject({ degrees: 0, pValue: null, worst: [] });
  });

  it("holds where every vote is a tie", () => {
    const ties = [tally("a", "b", 0, 0, 5), tally("b", "c", 0, 0, 0, 7), tally("c", "a", 0, 0, 2)];
    expect(testGoodnessOfFit(ties)).toMatchObject({ degrees: 1, pValue: 1, statistic: 0 });
  });

  it("grows with the votes and shrinks with the design effect, as it should", () => {
    const votes = (times: number) => [
      tally("a", "b", 30 * times, 20 * times),
      tally("b", "c", 70 * times, 20 * times, 10 * times),
      tally("c", "a", 25 * times, 15 * times),
    ];
    const once = testGoodnessOfFit(votes(1));
    const thrice = testGoodnessOfFit(votes(3));
    const together = testGoodnessOfFit(votes(3), { designEffect: 3 });
    expect(thrice.statistic / once.statistic).toBeCloseTo(3, 6);
    expect(together.statistic / once.statistic).toBeCloseTo(1, 6);
    expect(together.pValue).toBeCloseTo(once.pValue!, 9);
    expect(together.worst[0]!.residual).toBeCloseTo(once.worst[0]!.residual, 5);
  });

  it("does not mind names, sides, order, or how votes are spread", () => {
    fc.assert(
      fc.property(arbitraryTallies(5), (tallies) => {
        const options = { priorStandardDeviation: 400, designEffect: 1.5 };
        const test = testGoodnessOfFit(tallies, options);
        const rename = (one: PairTally) => ({ ...one, modelA: `z${one.modelA}`, modelB: `z${one.modelB}` });
        const changed = tallies
          .flatMap((one) => {
            const half = { ...one, a: one.a / 2, b: one.b / 2, tie: 0, bothBad: one.tie };
            return [rename(half), rename(swapSides({ ...half, bothBad: one.bothBad }))];
          })
          .toReversed();
        const again = testGoodnessOfFit(changed, options);
        expect(again.degrees).toBe(test.degrees);
        expect(again.statistic).toBeCloseTo(test.statistic, 6);
        if (test.pValue !== null) expect(again.pValue).toBeCloseTo(test.pValue, 6);
        for (const [index, { residual }] of test.worst.entries()) {
          expect(Math.abs(again.worst[index]!.residual)).toBeCloseTo(Math.abs(residual), 6);
        }
      }),
      runs,
    );
  });

  it("finds misfit by chance in about one community in twenty, with ties and without, with close pairs and lopsided ones", () => {
    const { fraction } = createSeededRandom(41);
    const boards = 200;
    for (const [models, votes, spread, nu] of [
      [6, 1000, 0.4, 0],
      [6, 1000, 1.2, 1],
      // Where one side is all but sure to win, a single upset is far out: plain χ² would cry wolf in 11%.
      [10, 400, 3, 0],
    ] as const) {
      let alarms = 0;
      for (let board = 0; board < boards; board++) {
        const strengths = Array.from({ length: models }, () => spread * (2 * fraction() - 1));
        if (testGoodnessOfFit(draw({ strengths, votes, nu }, fraction)).pValue! <= 0.05) alarms++;
      }
      expect(alarms / boards).toBeLessThanOrEqual(0.05 + 2 * Math.sqrt((0.05 * 0.95) / boards));
    }
  });

  it("finds the pair that does not fit", () => {
    const { fraction } = createSeededRandom(42);
    let [found, named] = [0, 0];
    for (let board = 0; board < 50; board++) {
      const world = { strengths: [0.4, -0.3, 0, 0.2, -0.2, 0.1], votes: 1500, nu: 0.7, odd: -1.7 };
      const { pValue, worst } = testGoodnessOfFit(draw(world, fraction));
      if (pValue! <= 0.05) found++;
      const [first] = worst;
      if (first?.first === "m0" && first.second === "m1" && first.residual < -3) named++;
    }
    expect(found).toBeGreaterThan(45);
    expect(named).toBeGreaterThan(45);
  });

  it("refuses what is no tally and no option", () => {
    expect(() => testGoodnessOfFit([], { designEffect: 0 })).toThrow("1 or more");
    expect(() => testGoodnessOfFit([], { priorStandardDeviation: -1 })).toThrow("above 0");
    expect(() => testGoodnessOfFit([tally("x", "x", 1, 1)])).toThrow(RangeError);
  });
});
