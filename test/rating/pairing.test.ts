import { describe, expect, it } from "vitest";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import { drawPair, type PairChance, pairingRule, planPairs } from "../../core/rating/pairing.ts";
import { tally } from "./tallies.ts";

const even = [tally("a", "b", 50, 50), tally("b", "c", 50, 50), tally("a", "c", 50, 50)];
const share = (plan: readonly PairChance[], model: string) =>
  plan.filter(({ first, second }) => [first, second].includes(model)).reduce((sum, { chance }) => sum + chance, 0);

/** Σ of the posterior variances, points squared. */
function uncertainty(votes: ReturnType<typeof tally>[]): number {
  const fit = fitBradleyTerry(votes, {
    priorStandardDeviation: pairingRule.priorStandardDeviation,
    scatterPrior: 1e12,
  });
  return fit.models.reduce((sum, { standardError }) => sum + standardError ** 2, 0);
}

describe("a plan of pairs", () => {
  const models = ["a", "b", "c", "d", "e"];
  const votes = [...even, tally("c", "d", 30, 10), tally("d", "e", 3, 1), tally("a", "d", 40, 5)];

  it("gives every pair of active models its chance, and no less than the floor", () => {
    const plan = planPairs(models, votes);
    expect(plan).toHaveLength(10);
    expect(plan.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12);
    for (const { chance } of plan) expect(chance).toBeGreaterThanOrEqual(pairingRule.floor / 10);
    expect(planPairs(["b", "a", "a"], votes)).toEqual([{ first: "a", second: "b", chance: 1 }]);
    expect(planPairs(["a"], votes)).toEqual([]);
  });

  it("is proportional to what a vote is expected to take off the board's uncertainty", () => {
    const rule = { ...pairingRule, floor: 0, newcomerLift: 0, ceiling: 1 };
    const fit = fitBradleyTerry(votes, { priorStandardDeviation: 400 });
    const gains = planPairs(models, votes, rule).map(({ first, second, chance }) => {
      const rating = (name: string) => fit.models.find(({ model }) => model === name)!.rating;
      const p = 1 / (1 + 10 ** ((rating(second) - rating(first)) / 400));
      // A hundredth of a vote that falls as expected adds a hundredth of its information and moves no rating.
      const more = [...votes, tally(first, second, p / 100, (1 - p) / 100)];
      return { chance, gain: uncertainty(votes) - uncertainty(more) };
    });
    const total = gains.reduce((sum, { gain }) => sum + gain, 0);
    // Exact for a hundredth of a vote only; a whole one gains a little less where little is known.
    for (const { chance, gain } of gains) expect(Math.abs(chance - gain / total)).toBeLessThan(0.03);
    const order = (key: "chance" | "gain") =>
      gains.toSorted((one, other) => other[key] - one[key]).map(({ chance }) => chance);
    expect(order("chance").slice(0, 4)).toEqual(order("gain").slice(0, 4));
  });

  it("lifts newcomers, but not so far that voters come to know them", () => {
    const many = [...even, ...["d", "e", "f"].map((model) => tally("a", model, 50, 50))];
    const plan = planPairs(["a", "b", "c", "d", "e", "f", "new"], many);
    expect(share(plan, "new")).toBeGreaterThan(0.4);
    expect(share(plan, "new")).toBeLessThanOrEqual(pairingRule.ceiling);
    const unlifted = planPairs(
      ["a", "b", "c", "d", "x", "new"],
      [...many, tally("x", "a", 6, 6), tally("new", "a", 6, 6)],
      { ...pairingRule, newcomerVotes: 1, ceiling: 1 },
    );
    const lifted = planPairs(
      ["a", "b", "c", "d", "x", "new"],
      [...many, tally("x", "a", 6, 6), tally("new", "a", 6, 6)],
      { ...pairingRule, ceiling: 1 },
    );
    expect(share(lifted, "new")).toBeGreaterThan(share(unlifted, "new"));
  });

  it("is even where nothing is known, and where all is known alike", () => {
    for (const votesSoFar of [[], even]) {
      for (const { chance } of planPairs(["a", "b", "c"], votesSoFar)) expect(chance).toBeCloseTo(1 / 3, 6);
    }
  });

  it("learns from models that are no longer drawn", () => {
    const plan = planPairs(["a", "b", "x"], [...even, tally("c", "x", 20, 20)]);
    expect(plan).toHaveLength(3);
    expect(share(plan, "c")).toBe(0);
  });
});

describe("a draw", () => {
  const chances = [
    { first: "a", second: "b", chance: 0.2 },
    { first: "a", second: "c", chance: 0.5 },
    { first: "b", second: "c", chance: 0.3 },
  ];

  it("falls where the random number does", () => {
    const seconds = [0, 0.19, 0.21, 0.69, 0.71, 0.999].map((fraction) => drawPair(chances, fraction)!.chance);
    expect(seconds).toEqual([0.2, 0.2, 0.5, 0.5, 0.3, 0.3]);
  });

  it("from some of the pairs tells the chance among these", () => {
    expect(drawPair(chances.slice(0, 2), 0.1)!.chance).toBeCloseTo(2 / 7, 12);
    expect(drawPair([], 0.1)).toBeUndefined();
  });
});
