import { describe, expect, it } from "vitest";
import { fitRatings } from "../../core/rating/fit-ratings.ts";
import { twoSidedQuantile } from "../../core/rating/intervals.ts";
import { isAhead, isOrderSettled, leadNeeded, settleFirst, usualLead, weighLead } from "../../core/rating/settled.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { createSeededRandom } from "../seeded-random.ts";

/** The mean likelihood ratio against "no lead" over true leads that are half normal, by the midpoint rule. */
function mixture(lead: number, variance: number): number {
  const steps = 20_000;
  const widest = 8 * usualLead;
  let [sum, mass] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const truth = (widest * (step + 0.5)) / steps;
    const density = Math.exp(-((truth / usualLead) ** 2) / 2);
    mass += density;
    sum += density * Math.exp((truth * lead - truth ** 2 / 2) / variance);
  }
  return sum / mass;
}

/** A fit of ratings whose differences all have one variance. */
function fitOf(ratings: readonly number[], variance: number, degrees = Infinity) {
  const models = ratings.map((rating, index) => ({ model: `model ${index}`, rating }));
  const variances = new Float64Array(ratings.length ** 2).fill(variance);
  return { models, variances, degrees, quantile: 1.96 as number | null, islands: [models.map(({ model }) => model)] };
}

/** The lead, in points, at which the evidence of one pair reaches k. */
function leadOf(k: number, variance: number): number {
  let [low, high] = [0, 1e4];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (weighLead(middle, variance, Infinity) < k) low = middle;
    else high = middle;
  }
  return high;
}

describe("evidence of a lead", () => {
  it("is the mean likelihood ratio over leads that are usual, or a little less", () => {
    for (const variance of [20 ** 2, 50 ** 2, 200 ** 2]) {
      for (const z of [0.5, 1, 2, 3, 4]) {
        const exact = mixture(z * Math.sqrt(variance), variance);
        const evidence = weighLead(z * Math.sqrt(variance), variance, Infinity);
        expect(evidence).toBeLessThanOrEqual(exact * (1 + 1e-6));
        expect(evidence).toBeGreaterThan(0.8 * exact);
      }
    }
  });

  it("takes Student's t for the normal score that is as rare", () => {
    for (const degrees of [4, 9, 30]) {
      for (const probability of [0.8, 0.95, 0.999, 0.99999]) {
        const t = twoSidedQuantile(probability, degrees);
        const z = twoSidedQuantile(probability, Infinity);
        const evidence = weighLead(30 * t, 900, degrees);
        expect(evidence).toBeLessThan(weighLead(30 * (z + 0.01), 900, Infinity));
        expect(evidence).toBeGreaterThan(weighLead(30 * (z - 0.1), 900, Infinity));
      }
    }
  });

  it("is none without a lead, and stays at 1 while nothing is known", () => {
    expect(weighLead(0, 100, 9)).toBe(0);
    expect(weighLead(-50, 100, 9)).toBe(0);
    expect(weighLead(50, 0, 9)).toBe(0);
    expect(weighLead(50, Infinity, 9)).toBe(1);
    expect(weighLead(1, 1e12, 9)).toBeCloseTo(1, 6);
  });

  it("is rarely ever great by chance, however often one looks", () => {
    const { fraction } = createSeededRandom(11);
    const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
    const walks = 4000;
    let [claimed, crossed] = [0, 0];
    for (let walk = 0; walk < walks; walk++) {
      // The estimate after n votes is the mean of n, each of deviation 350 points.
      let [sum, votes, isClaimed, isCrossed] = [0, 0, false, false];
      for (let next = 1; next < 20_000; next = Math.ceil(next * 1.03)) {
        sum += 350 * Math.sqrt(next - votes) * normal();
        votes = next;
        const [lead, variance] = [sum / votes, 350 ** 2 / votes];
        isClaimed ||= weighLead(Math.abs(lead), variance, Infinity) >= 40;
        isCrossed ||= Math.abs(lead) > 1.96 * Math.sqrt(variance);
      }
      if (isClaimed) claimed++;
      if (isCrossed) crossed++;
    }
    expect(claimed / walks).toBeLessThan(0.05);
    expect(claimed / walks).toBeGreaterThan(0.015);
    expect(crossed / walks).toBeGreaterThan(0.4);
  });
});

describe("X is ahead of Y", () => {
  it("is said from evidence of 40 for one pair, and of 40 times as many as are spoken of", () => {
    const lead = leadOf(40, 900);
    expect(isAhead(fitOf([1000 + 1.001 * lead, 1000], 900), 0, 1)).toBe(true);
    expect(isAhead(fitOf([1000 + 0.999 * lead, 1000], 900), 0, 1)).toBe(false);
    expect(isAhead(fitOf([1000 + 1.001 * lead, 1000], 900), 1, 0)).toBe(false);
    const tenfold = leadOf(400, 900);
    expect(isAhead(fitOf([1000 + 1.001 * tenfold, 1000], 900), 0, 1, 10)).toBe(true);
    expect(isAhead(fitOf([1000 + 0.999 * tenfold, 1000], 900), 0, 1, 10)).toBe(false);
  });

  it("is said where one model wins every battle, though then its rating is hardly known", () => {
    const votes = Array.from({ length: 100 }, (_, battle): CastVote => ({
      ...{ battle: `battle ${battle}`, voter: `voter ${battle}`, modelA: "X", modelB: "Y" },
      choice: "a",
    }));
    const fit = (count: number) =>
      fitRatings(summarizeVotes(votes.slice(0, count)), { priorStandardDeviation: 400, scatterPrior: 4 });
    expect(isAhead(fit(100), 0, 1)).toBe(true);
    expect(isAhead(fit(20), 0, 1)).toBe(false);
  });

  it("is not said of models that nothing links, nor where no interval is claimed", () => {
    const fit = fitOf([2000, 1000], 100);
    expect(isAhead(fit, 0, 1)).toBe(true);
    expect(isAhead({ ...fit, islands: [["model 0"], ["model 1"]] }, 0, 1)).toBe(false);
    expect(isAhead({ ...fit, quantile: null }, 0, 1)).toBe(false);
  });
});

describe("first place", () => {
  it("is settled when all others are ruled out, each by its rivals together", () => {
    // Of three, one that only the first leads is ruled out from evidence of 2 · 40 on.
    const lead = leadOf(80, 900);
    const settled = settleFirst(fitOf([1000 + 1.001 * lead, 1000, 1000], 900));
    expect(settled).toEqual({ settled: true, contenders: ["model 0"] });
    const open = settleFirst(fitOf([1000 + 0.999 * lead, 1000, 1000], 900));
    expect(open).toEqual({ settled: false, contenders: ["model 0", "model 1", "model 2"] });
  });

  it("counts what every rival tells against a model", () => {
    // Two who lead the last by evidence of 40 each are as good as one by 80.
    const lead = leadOf(40, 900);
    const { contenders } = settleFirst(fitOf([1000 + 1.001 * lead, 1000 + 1.001 * lead, 1000], 900));
    expect(contenders).toEqual(["model 0", "model 1"]);
  });

  it("is not settled among models that nothing links, where no interval is claimed, or by one model alone", () => {
    const fit = fitOf([2000, 1500, 1000], 100);
    expect(settleFirst(fit).settled).toBe(true);
    const torn = { ...fit, islands: [["model 0", "model 1"], ["model 2"]] };
    expect(settleFirst(torn)).toEqual({ settled: false, contenders: ["model 0", "model 2"] });
    expect(settleFirst({ ...fit, quantile: null })).toEqual({
      settled: false,
      contenders: ["model 0", "model 1", "model 2"],
    });
    expect(settleFirst(fitOf([1000], 100))).toEqual({ settled: false, contenders: ["model 0"] });
    expect(settleFirst(fitOf([], 100))).toEqual({ settled: false, contenders: [] });
  });
});

describe("the lead that is needed", () => {
  it.each([2, 40, 1000])(
    "is where the evidence reaches %i, whatever the variance and the degrees of freedom",
    (evidence) => {
      for (const variance of [4, 900, 40_000]) {
        for (const degrees of [4, 30, Infinity]) {
          const lead = leadNeeded(evidence, variance, degrees);
          expect(weighLead(lead, variance, degrees) / evidence).toBeCloseTo(1, 6);
        }
      }
    },
  );
});

describe("the whole order", () => {
  it("is settled only where every model is ahead of every one below it, for all pairs at once", () => {
    expect(isOrderSettled(fitOf([1200, 1000, 800], 400))).toBe(true);
    expect(isOrderSettled(fitOf([1200, 1000, 990], 400))).toBe(false);
    expect(isOrderSettled(fitOf([1000], 400))).toBe(false);
    // Enough for one pair, and not for six.
    const steps = [0, 1, 2, 3].map((place) => 1000 - place * leadNeeded(40, 400, Infinity) * 1.01);
    expect(isOrderSettled(fitOf(steps.slice(0, 2), 400))).toBe(true);
    expect(isOrderSettled(fitOf(steps, 400))).toBe(false);
  });
});
