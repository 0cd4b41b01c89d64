import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import { fitDavidson, predictOutcome } from "../../core/rating/davidson.ts";
import { countVotes, type PairTally } from "../../core/rating/pair-tally.ts";
import { compareTieModels, dealOutPairs } from "../../core/rating/tie-models.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { puddings } from "./puddings.ts";
import { arbitraryTallies, runs, swapSides, tally } from "./tallies.ts";

const prior = { priorStandardDeviation: 400 };

/** Five parts of votes whose ties are Davidson's, or as frequent for all pairs. */
function draw(spread: number, votes: number, ties: "davidson" | "alike", seed: number): PairTally[][] {
  const { fraction } = createSeededRandom(seed);
  const ratings = [2, 1.2, 0.5, -0.3, -1.4, -2].map((place) => spread * place);
  return Array.from({ length: 5 }, () =>
    Array.from({ length: votes / 5 }, () => {
      const a = Math.floor(fraction() * ratings.length);
      const b = (a + 1 + Math.floor(fraction() * (ratings.length - 1))) % ratings.length;
      const alike = ties === "alike" && fraction() < 0.3;
      const chances = predictOutcome(ratings[a]! - ratings[b]!, ties === "davidson" ? 1 : 0);
      const drawn = fraction();
      const kind = alike ? "tie" : drawn < chances.a ? "a" : drawn < chances.a + chances.b ? "b" : "tie";
      return { ...tally(`m${a}`, `m${b}`, 0, 0), [kind]: 1 };
    }),
  );
}

describe("half a win against Davidson", () => {
  it("is what scoring each vote by hand gives", () => {
    const parts = [puddings.slice(0, 8), puddings.slice(8)];
    const losses = { half: { outcome: 0, score: 0 }, davidson: { outcome: 0, score: 0 } };
    for (const held of [0, 1] as const) {
      const rest = parts[1 - held]!;
      const ties = rest.reduce((sum, { tie }) => sum + tie, 0);
      const share = (ties + 0.5) / (rest.reduce((sum, one) => sum + countVotes(one), 0) + 1);
      const plain = new Map(fitBradleyTerry(rest, prior).models.map(({ model, rating }) => [model, rating]));
      const fit = fitDavidson(rest, { ...prior, tiePrior: 1 });
      const own = new Map(fit.models.map(({ model, rating }) => [model, rating]));
      for (const { modelA, modelB, a, b, tie } of parts[held]!) {
        const lead = (plain.get(modelA) ?? 1000) - (plain.get(modelB) ?? 1000);
        const win = (points: number) => 1 / (1 + 10 ** (-points / 400));
        const decided = win(lead / (1 - share));
        const chances = predictOutcome((own.get(modelA) ?? 1000) - (own.get(modelB) ?? 1000), fit.tieParameter);
        for (const [name, outcome, score] of [
          ["half", { a: (1 - share) * decided, b: (1 - share) * (1 - decided), tie: share }, win(lead)],
          ["davidson", chances, chances.a + chances.tie / 2],
        ] as const) {
          losses[name].outcome -= a * Math.log(outcome.a) + b * Math.log(outcome.b) + tie * Math.log(outcome.tie);
          losses[name].score -= (a + tie / 2) * Math.log(score) + (b + tie / 2) * Math.log(1 - score);
        }
      }
    }
    const comparison = compareTieModels(parts, prior)!;
    expect(comparison.votes).toBe(745);
    for (const kind of ["outcome", "score"] as const) {
      expect(comparison[kind].halfWin).toBeCloseTo(losses.half[kind] / 745, 9);
      expect(comparison[kind].davidson).toBeCloseTo(losses.davidson[kind] / 745, 9);
      expect(comparison[kind].difference).toBeCloseTo((losses.half[kind] - losses.davidson[kind]) / 745, 9);
      expect(comparison[kind].standardError).toBeGreaterThan(0);
    }
  });

  it("goes to the one by which ties came about, by more than its standard error", () => {
    const close = compareTieModels(draw(200, 8000, "davidson", 1), prior)!.outcome;
    expect(close.difference).toBeGreaterThan(3 * close.standardError);
    const alike = compareTieModels(draw(200, 8000, "alike", 3), prior)!.outcome;
    expect(alike.difference).toBeLessThan(-2 * alike.standardError);
  });

  it("hardly matters for the score expected", () => {
    for (const ties of ["davidson", "alike"] as const) {
      const { score } = compareTieModels(draw(60, 4000, ties, 3), prior)!;
      expect(Math.abs(score.difference)).toBeLessThan(0.001);
    }
  });

  it("has standard errors as the difference scatters from one draw of votes to the next", () => {
    const draws = Array.from({ length: 40 }, (_, seed) =>
      compareTieModels(draw(120, 1000, "davidson", seed + 10), prior)!,
    );
    const mean = draws.reduce((sum, { outcome }) => sum + outcome.difference, 0) / draws.length;
    const scatter = Math.sqrt(draws.reduce((sum, { outcome }) => sum + (outcome.difference - mean) ** 2, 0) / 39);
    const claimed = draws.reduce((sum, { outcome }) => sum + outcome.standardError, 0) / draws.length;
    expect(scatter / claimed).toBeGreaterThan(0.6);
    expect(scatter / claimed).toBeLessThan(1.5);
  });

  it("needs two parts with votes", () => {
    expect(compareTieModels([puddings], prior)).toBeNull();
    expect(compareTieModels([puddings, [], [tally("x", "y", 0, 0)]], prior)).toBeNull();
    expect(compareTieModels([puddings, [tally("x", "y", 1, 0)]], prior)).toMatchObject({ parts: 2, votes: 746 });
  });
});

describe("pairs dealt out", () => {
  it("are all there, each in one part, evenly", () => {
    fc.assert(
      fc.property(arbitraryTallies(6), (tallies) => {
        const parts = dealOutPairs(tallies);
        expect(parts).toHaveLength(5);
        const keys = parts.flat().map(({ modelA, modelB }) => `${modelA} ${modelB}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(parts.flat().reduce((sum, one) => sum + countVotes(one), 0)).toBe(
          tallies.reduce((sum, one) => sum + countVotes(one), 0),
        );
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  it("fall alike whatever the sides, the order, and the number of votes", () => {
    const names = (parts: PairTally[][]) => parts.map((part) => part.map(({ modelA, modelB }) => [modelA, modelB]));
    const many = puddings.map((one) => ({ ...swapSides(one), a: 7 })).toReversed();
    expect(names(dealOutPairs(many))).toEqual(names(dealOutPairs(puddings)));
  });
});
