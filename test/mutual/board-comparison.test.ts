import { describe, expect, it } from "vitest";
import { boardChart, boardInWords, compareResults } from "../../core/mutual/results/board-chart.ts";
import { kendallTau } from "../../core/mutual/scoring/agreement.ts";
import { compareWithBoard, tauInterval, type Valued } from "../../core/mutual/scoring/board-comparison.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { chartedOf } from "./charted.ts";

const valued = (model: string, value: number, reach: number | null = null): Valued => ({
  ...{ model, value },
  interval: reach === null ? null : { lower: value - reach, upper: value + reach },
});

describe("models that an experiment and people's votes both rank", () => {
  it("have places among themselves, the best and the worst that the intervals leave, and the agreement of the orders", () => {
    const mutual = [
      valued("a", 9, 1),
      valued("b", 7, 1.5),
      valued("c", 5, 0.2),
      valued("x", 8, 1),
      valued("d", 1, 0.1),
    ];
    const people = [valued("b", 1100, 20), valued("d", 1090, 20), valued("a", 1000, 10), valued("c", 900, 5), valued("y", 950, 5)]; // prettier-ignore
    const { models, tau } = compareWithBoard(mutual, people)!;
    expect(models).toEqual([
      { model: "a", mutual: { value: 9, rank: 1, range: { best: 1, worst: 2 } }, people: { value: 1000, rank: 3, range: { best: 3, worst: 3 } } }, // prettier-ignore
      { model: "b", mutual: { value: 7, rank: 2, range: { best: 1, worst: 2 } }, people: { value: 1100, rank: 1, range: { best: 1, worst: 2 } } }, // prettier-ignore
      { model: "c", mutual: { value: 5, rank: 3, range: { best: 3, worst: 3 } }, people: { value: 900, rank: 4, range: { best: 4, worst: 4 } } }, // prettier-ignore
      { model: "d", mutual: { value: 1, rank: 4, range: { best: 4, worst: 4 } }, people: { value: 1090, rank: 2, range: { best: 1, worst: 2 } } }, // prettier-ignore
    ]);
    // Of six pairs two are in the same order: a and c, b and c, b and d against a and b, a and d, c and d.
    expect(tau).toEqual({ value: 0, interval: null });
  });

  it("have no ranges of places where one of them has no interval, and are at least three", () => {
    const people = ["a", "b", "c"].map((model, index) => valued(model, index, 1));
    const found = compareWithBoard([valued("a", 3, 1), valued("b", 2), valued("c", 1, 1)], people)!;
    expect(found.models.map(({ mutual }) => mutual.range)).toEqual([null, null, null]);
    expect(found.models.every(({ people: { range } }) => range !== null)).toBe(true);
    expect(found.tau?.value).toBe(-1);
    expect(compareWithBoard([valued("a", 3), valued("b", 2), valued("x", 1)], people)).toBeNull();
    expect(compareWithBoard(["a", "b", "c"].map((model) => valued(model, 1)), people)!.tau).toBeNull(); // prettier-ignore
  });
});

describe("the interval of Kendall's τ", () => {
  it("holds the true value in about 95 of 100 samples", () => {
    const { fraction } = createSeededRandom(11);
    const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
    const correlation = 0.6;
    // Of two normal variables: τ = 2/π · arcsin ρ.
    const truth = (2 / Math.PI) * Math.asin(correlation);
    const samples = 400;
    let held = 0;
    for (let sample = 0; sample < samples; sample += 1) {
      const pairs = Array.from({ length: 12 }, () => {
        const one = normal();
        return [one, correlation * one + Math.sqrt(1 - correlation ** 2) * normal()] as const;
      });
      const tau = kendallTau(pairs.map(([one]) => one), pairs.map(([, other]) => other))!; // prettier-ignore
      const { lower, upper } = tauInterval(tau, pairs.length)!;
      if (lower <= truth && truth <= upper) held += 1;
    }
    expect(held / samples).toBeGreaterThan(0.92);
    expect(held / samples).toBeLessThan(0.99);
  });

  it("is as the formula says, ends where τ ends, and is not told of fewer than five", () => {
    const { lower, upper } = tauInterval(0.5, 10)!;
    expect(lower).toBeCloseTo(0.02035, 4);
    expect(upper).toBeCloseTo(0.79255, 4);
    expect(tauInterval(1, 5)!.upper).toBe(1);
    expect(tauInterval(1, 5)!.lower).toBeCloseTo(0.1751, 3);
    expect(tauInterval(-1, 5)).toEqual({ lower: -1, upper: expect.closeTo(-0.1751, 3) });
    expect(tauInterval(0.3, 4)).toBeNull();
  });
});

describe("the picture beside a board", () => {
  const results = chartedOf(5);
  const board = ["a", "b", "c", "d"].map((model, index) => {
    return { model, rating: 1100 - 50 * index, lower: 1090 - 50 * index, upper: 1110 - 50 * index };
  });

  it("has a row for each model in common, with its number and in the order of the other charts", () => {
    const found = compareResults(results, board)!;
    const { content, status, title } = boardChart(results, found, { theme: "light", language: "en" });
    if (content.kind !== "intervals") throw new Error("another figure");
    expect(content.rows.map(({ label }) => label)).toEqual(["1 Model d", "2 Model b", "3 Model a", "4 Model c"]);
    expect(content.rows[0]!.values.map((value) => value!.figure)).toEqual(["4 · 950", "1 · 3.00"]);
    expect(status).toBe("Kendall's τ of the two orders: −0.33; 4 models in common");
    expect(title).toMatch(/^People and models place \S+ of 4 models clearly differently$/u);
    const words = boardInWords(results, found, "en");
    for (const { label } of content.rows) expect(words).toContain(label.slice(2));
  });

  it("says nothing of places where three questions are too few for intervals", () => {
    const few = chartedOf(3);
    const picture = boardChart(few, compareResults(few, board)!, { theme: "light", language: "en" });
    expect(picture.title).toBe("People's board and mutual evaluation");
  });

  it("says on how many models no place is possible by both", () => {
    const scores = results.scores.models.map((one) => ({
      ...one,
      interval: { lower: one.answer! - 0.01, upper: one.answer! + 0.01 },
    }));
    const sure = { ...results, scores: { ...results.scores, models: scores } };
    const picture = boardChart(sure, compareResults(sure, board)!, { theme: "light", language: "en" });
    expect(picture.title).toBe("People and models place 3 of 4 models clearly differently");
  });
});
