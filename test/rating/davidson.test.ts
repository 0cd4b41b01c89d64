import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitDavidson, predictOutcome } from "../../core/rating/davidson.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { puddings } from "./puddings.ts";
import { arbitraryTallies, runs, swapSides, tally } from "./tallies.ts";

const points = 400 / Math.LN10;
const ratingsOf = (tallies: readonly PairTally[], options = {}) =>
  new Map(fitDavidson(tallies, options).models.map(({ model, rating }) => [model, rating]));

/** ln of the likelihood, straight from the definition: strengths π by name, and ν. */
function logLikelihood(tallies: readonly PairTally[], strengths: ReadonlyMap<string, number>, nu: number): number {
  return tallies.reduce((sum, { modelA, modelB, a, b, tie, bothBad }) => {
    const [one, other] = [strengths.get(modelA)!, strengths.get(modelB)!];
    const even = nu * Math.sqrt(one * other);
    const all = one + other + even;
    return sum + a * Math.log(one / all) + b * Math.log(other / all) + (tie + bothBad) * Math.log(even / all);
  }, 0);
}

/** Climbs by steepest ascent with numeric slopes, over ln π and ln ν, to where nothing rises any more. */
function climb(names: readonly string[], value: (logs: readonly number[]) => number): number[] {
  let at = Array.from({ length: names.length + 1 }, () => 0);
  let reach = 0.1;
  for (let step = 0; step < 20_000 && reach > 1e-14; step++) {
    const slope = at.map((_, index) => {
      const moved = (by: number) => value(at.map((one, place) => (place === index ? one + by : one)));
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    const next = at.map((one, index) => one + reach * slope[index]!);
    if (value(next) > value(at)) [at, reach] = [next, reach * 1.5];
    else reach /= 4;
  }
  return at;
}

describe("Davidson's model", () => {
  it("has a closed form for two models: odds of wins, and ties against the geometric mean of wins", () => {
    const { models, tieParameter, tieStandardError, converged } = fitDavidson([tally("x", "y", 9, 4, 5, 1)]);
    expect(converged).toBe(true);
    expect(models.map(({ model }) => model)).toEqual(["x", "y"]);
    expect(models[0]!.rating).toBeCloseTo(1000 + (points * Math.log(9 / 4)) / 2, 3);
    expect(models[1]!.rating).toBeCloseTo(1000 - (points * Math.log(9 / 4)) / 2, 3);
    expect(tieParameter).toBeCloseTo(6 / Math.sqrt(9 * 4), 6);
    // By the delta method, from the variances of the counts.
    expect(models[0]!.standardError).toBeCloseTo((points * Math.sqrt(1 / 9 + 1 / 4)) / 2, 3);
    expect(tieStandardError).toBeCloseTo(Math.sqrt(1 / 6 + 1 / 36 + 1 / 16), 5);
  });

  it("finds what Davidson found for his puddings", () => {
    const { models, tieParameter } = fitDavidson(puddings);
    const strengths = new Map(models.map(({ model, rating }) => [model, 10 ** ((rating - 1000) / 400)]));
    const sum = [...strengths.values()].reduce((total, strength) => total + strength, 0);
    // His seven rounds, as PlackettLuce's vignette (H. Turner et al., 2020) prints them; not quite at rest.
    const published = [0.1388005, 0.1729985, 0.161742, 0.165393, 0.1586805, 0.2023855];
    for (const [index, share] of published.entries()) {
      expect(Math.abs(strengths.get(`brand ${index + 1}`)! / sum - share)).toBeLessThan(3e-5);
    }
    expect(Math.abs(tieParameter - 0.7468147)).toBeLessThan(3e-5);
  });

  it("agrees with steepest ascent on the definition", () => {
    const names = [1, 2, 3, 4, 5, 6].map((brand) => `brand ${brand}`);
    const logs = climb(names, (at) => {
      const strengths = new Map(names.map((name, index) => [name, Math.exp(at[index]!)]));
      return logLikelihood(puddings, strengths, Math.exp(at.at(-1)!));
    });
    const mean = logs.slice(0, -1).reduce((sum, log) => sum + log, 0) / names.length;
    const ratings = ratingsOf(puddings);
    for (const [index, name] of names.entries()) {
      expect(ratings.get(name)).toBeCloseTo(1000 + points * (logs[index]! - mean), 2);
    }
    expect(fitDavidson(puddings).tieParameter).toBeCloseTo(Math.exp(logs.at(-1)!), 5);
  });

  it("is where the likelihood with its priors is highest, whatever the votes", () => {
    fc.assert(
      fc.property(arbitraryTallies(5), fc.nat({ max: 3 }), (tallies, tiePrior) => {
        const { models, tieParameter, converged } = fitDavidson(tallies, { priorStandardDeviation: 250, tiePrior });
        expect(converged).toBe(true);
        const names = models.map(({ model }) => model);
        const value = (logs: readonly number[]) => {
          const nu = Math.exp(logs.at(-1)!);
          const strengths = new Map(names.map((name, index) => [name, Math.exp(logs[index]!)]));
          const prior = logs.slice(0, -1).reduce((sum, log) => sum + ((log * points) / 250) ** 2 / 2, 0);
          const between = tiePrior * (Math.log(nu) / 2 - Math.log(2 + nu));
          return logLikelihood(tallies, strengths, nu) - prior + between - (1e-6 * logs.at(-1)! ** 2) / 2;
        };
        const at = [...models.map(({ rating }) => (rating - 1000) / points), Math.log(tieParameter)];
        for (const index of at.keys()) {
          const moved = (by: number) => value(at.map((one, place) => (place === index ? one + by : one)));
          expect(Math.abs(moved(1e-4) - moved(-1e-4)) / 2e-4).toBeLessThan(1e-3);
          expect(moved(0.05)).toBeLessThan(value(at) + 1e-9);
          expect(moved(-0.05)).toBeLessThan(value(at) + 1e-9);
        }
      }),
      runs,
    );
  });

  it("does not mind names, sides, order, or how votes are spread", () => {
    fc.assert(
      fc.property(arbitraryTallies(5), (tallies) => {
        const fit = ratingsOf(tallies, { priorStandardDeviation: 400 });
        const changed = tallies
          .flatMap((one) => {
            const half = { ...one, a: one.a / 2, b: one.b / 2, tie: 0, bothBad: one.tie };
            return [half, swapSides({ ...half, bothBad: one.bothBad })];
          })
          .toReversed();
        const renamed = changed.map((one) => ({ ...one, modelA: `z${one.modelA}`, modelB: `z${one.modelB}` }));
        const again = ratingsOf(renamed, { priorStandardDeviation: 400 });
        expect(again.size).toBe(fit.size);
        for (const [model, rating] of fit) expect(again.get(`z${model}`)).toBeCloseTo(rating, 6);
      }),
      runs,
    );
  });

  it("recovers strengths and ν from votes drawn by it, within its own standard errors", () => {
    const { fraction } = createSeededRandom(4);
    const truth = [200, 90, 30, -40, -100, -180];
    const nu = 1.3;
    const tallies: PairTally[] = [];
    for (let vote = 0; vote < 20_000; vote++) {
      const a = Math.floor(fraction() * truth.length);
      const b = (a + 1 + Math.floor(fraction() * (truth.length - 1))) % truth.length;
      const chances = predictOutcome(truth[a]! - truth[b]!, nu);
      const drawn = fraction();
      const kind = drawn < chances.a ? "a" : drawn < chances.a + chances.b ? "b" : "tie";
      tallies.push({ ...tally(`m${a}`, `m${b}`, 0, 0), [kind]: 1 });
    }
    const { models, tieParameter, tieStandardError } = fitDavidson(tallies);
    for (const { model, rating, standardError } of models) {
      expect(Math.abs(rating - 1000 - truth[Number(model.slice(1))]!)).toBeLessThan(3 * standardError);
      expect(standardError).toBeLessThan(6);
    }
    expect(Math.abs(Math.log(tieParameter / nu))).toBeLessThan(3 * tieStandardError);
  });

  it("stays finite without ties, with nothing but ties, and where one model won everything", () => {
    for (const tallies of [[tally("x", "y", 9, 4)], [tally("x", "y", 0, 0, 7)], [tally("x", "y", 7, 0)]]) {
      const { models, tieParameter, converged } = fitDavidson(tallies);
      expect(converged).toBe(true);
      expect([tieParameter, ...models.map(({ rating }) => rating)].every(Number.isFinite)).toBe(true);
    }
    expect(fitDavidson([tally("x", "y", 9, 4)]).tieBetweenEquals).toBeLessThan(1e-5);
    expect(fitDavidson([tally("x", "y", 0, 0, 7)]).tieBetweenEquals).toBeGreaterThan(1 - 1e-5);
    expect(ratingsOf([tally("x", "y", 9, 4)]).get("x")).toBeCloseTo(1000 + (points * Math.log(9 / 4)) / 2, 3);
  });

  it("takes so many votes between equals, half of them ties, for a prior on ν", () => {
    expect(fitDavidson([], { tiePrior: 4 }).tieBetweenEquals).toBeCloseTo(0.5, 5);
    expect(fitDavidson([tally("x", "y", 3, 3, 2)], { tiePrior: 6 }).tieBetweenEquals).toBeCloseTo((2 + 3) / (8 + 6), 5);
  });

  it("is empty without votes, and refuses what is no tally and no option", () => {
    expect(fitDavidson([]).models).toEqual([]);
    expect(() => fitDavidson([tally("x", "y", -1, 0)])).toThrow(RangeError);
    expect(() => fitDavidson([tally("x", "x", 1, 0)])).toThrow(RangeError);
    expect(() => fitDavidson([], { priorStandardDeviation: 0 })).toThrow("must be above 0");
    expect(() => fitDavidson([], { tiePrior: -1 })).toThrow("0 or more");
  });
});

describe("how a vote falls", () => {
  it("is as the definition has it", () => {
    const { a, b, tie } = predictOutcome(400, 0.7);
    expect(a / b).toBeCloseTo(10, 9);
    expect(tie / Math.sqrt(a * b)).toBeCloseTo(0.7, 9);
    expect(a + b + tie).toBeCloseTo(1, 12);
    expect(predictOutcome(400, 0)).toEqual({ a: expect.closeTo(10 / 11, 9), b: expect.closeTo(1 / 11, 9), tie: 0 });
    expect(predictOutcome(1e6, 0.7)).toEqual({ a: 1, b: 0, tie: 0 });
  });
});
