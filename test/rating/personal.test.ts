import { describe, expect, it } from "vitest";
import { choosePriorStrength, fitPersonal } from "../../core/rating/personal.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { makeVotes } from "./made-votes.ts";
import { tally } from "./tallies.ts";

const others = [tally("a", "b", 700, 300), tally("b", "c", 600, 400), tally("a", "c", 800, 200)];
const natural = 400 / Math.log(10);
const ratingOf = (fit: ReturnType<typeof fitPersonal>, name: string) => fit.models.find(({ model }) => model === name)!;

describe("a personal rating", () => {
  it("without own votes is everybody else's", () => {
    const { models, ownVotes } = fitPersonal([], others, { standardDeviation: 100 });
    expect(ownVotes).toBe(0);
    for (const { difference, ownVotes: own, standardError } of models) {
      expect(difference).toBeCloseTo(0, 9);
      expect(own).toBe(0);
      // Three models: all that the prior leaves open, less what moves all ratings together.
      expect(standardError).toBeCloseTo(100 * Math.sqrt(2 / 3), 6);
    }
    expect(models.map(({ model }) => model)).toEqual(["a", "b", "c"]);
  });

  it("solves own wins − expected = λ · difference for every model", () => {
    const own = [tally("a", "b", 1, 6, 2), tally("c", "a", 3, 1)];
    const fit = fitPersonal(own, others, { standardDeviation: 80 });
    expect(fit.ownVotes).toBe(13);
    const precision = (natural / 80) ** 2;
    for (const { model, rating, difference } of fit.models) {
      let surplus = 0;
      for (const { modelA, modelB, a, b, tie } of own) {
        if (model !== modelA && model !== modelB) continue;
        const rival = ratingOf(fit, model === modelA ? modelB : modelA).rating;
        const wins = (model === modelA ? a : b) + tie / 2;
        surplus += wins - (a + b + tie) / (1 + 10 ** ((rival - rating) / 400));
      }
      expect(surplus).toBeCloseTo((precision * difference) / natural, 8);
    }
  });

  it("goes from everybody's to one's own as own votes come in", () => {
    const lead = (times: number) => {
      const fit = fitPersonal([tally("a", "b", 0, 2 * times, times)], others, { standardDeviation: 100 });
      return ratingOf(fit, "a").rating - ratingOf(fit, "b").rating;
    };
    expect(lead(0)).toBeGreaterThan(lead(1));
    expect(lead(1)).toBeGreaterThan(0);
    expect(lead(20)).toBeLessThan(-80);
  });

  it("knows models that only others, or only these people, have voted on", () => {
    const fit = fitPersonal([tally("x", "a", 3, 1)], others, { standardDeviation: 100 });
    expect(fit.models.map(({ model }) => model).toSorted()).toEqual(["a", "b", "c", "x"]);
  });

  it("refuses a deviation that is none", () => {
    for (const standardDeviation of [0, -1, Infinity])
      expect(() => fitPersonal([], others, { standardDeviation })).toThrow(RangeError);
  });
});

describe("how far tastes differ", () => {
  const strengthWith = (taste: number) =>
    choosePriorStrength(
      summarizeVotes(makeVotes({ seed: 3, models: 5, voters: 60, battles: 3000, ties: 0.2, taste })).voters,
    )!;

  it("is learnt from votes held back: little where all voters think alike, much where they do not", () => {
    const [alike, apart] = [strengthWith(0), strengthWith(1)];
    expect(alike.standardDeviation).toBeLessThanOrEqual(50);
    expect(apart.standardDeviation).toBeGreaterThanOrEqual(100);
    expect(apart.gainPerVote).toBeGreaterThan(0.02);
    expect(alike.gainPerVote).toBeLessThan(0.01);
  });

  it("is not known where nobody has votes enough", () => {
    expect(choosePriorStrength([{ ...tally("a", "b", 1, 2), voter: "x" }])).toBeNull();
  });
});
