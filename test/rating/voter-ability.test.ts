import { describe, expect, it } from "vitest";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import type { VoterStatistics } from "../../core/rating/vote-statistics.ts";
import { fitVoterAbility } from "../../core/rating/voter-ability.ts";
import { createSeededRandom } from "../seeded-random.ts";

const strengths = [1.2, 0.6, 0, -0.6, -1.2];

/** Votes of 40 voters with the abilities given in turn. */
function vote(abilities: readonly number[], each = 150): VoterStatistics[] {
  const random = createSeededRandom(17);
  const cells: VoterStatistics[] = [];
  for (let voter = 0; voter < 40; voter++) {
    for (let count = 0; count < each; count++) {
      const a = Math.floor(random.fraction() * 5);
      const b = (a + 1 + Math.floor(random.fraction() * 4)) % 5;
      const p = 1 / (1 + Math.exp(-abilities[voter % abilities.length]! * (strengths[a]! - strengths[b]!)));
      const wins = random.fraction() < p;
      const tie = random.fraction() < 0.1 ? 1 : 0;
      const sides = { a: tie === 0 && wins ? 1 : 0, b: tie === 0 && !wins ? 1 : 0 };
      cells.push({ voter: `v${voter}`, modelA: `m${a}`, modelB: `m${b}`, ...sides, tie, bothBad: 0 });
    }
  }
  return cells;
}

describe("voters' abilities", () => {
  const mixed = fitVoterAbility(vote([1.6, 1, 0.2, -1]));
  const mean = (fit: typeof mixed, kind: number) => {
    const own = fit.voters.filter(({ voter }) => Number(voter.slice(1)) % 4 === kind);
    return own.reduce((sum, { ability }) => sum + ability, 0) / own.length;
  };

  it("are told apart: the sharp, the usual, those who guess, and those who vote the other way round", () => {
    // True abilities have a mean of 0.45 and are given with a mean of 1; the regularisation draws them together.
    const [sharp, usual, guessing, turned] = [0, 1, 2, 3].map((kind) => mean(mixed, kind));
    expect(sharp! / usual!).toBeGreaterThan(1.3);
    expect(usual! - guessing!).toBeGreaterThan(0.5);
    expect(Math.abs(guessing!)).toBeLessThan(1);
    expect(turned!).toBeLessThan(-0.5);
    const all = mixed.voters.reduce((sum, { ability, votes }) => sum + ability * votes, 0);
    expect(all / mixed.voters.reduce((sum, { votes }) => sum + votes, 0)).toBeCloseTo(1, 9);
  });

  it("help where they differ, as held-out votes show", () => {
    expect(mixed.gainPerVote).toBeGreaterThan(0.05);
    // A fifth of 6,000, by lot.
    expect(Math.abs(mixed.heldOut - 1200)).toBeLessThan(100);
    expect(mixed.models.map(({ model }) => model)).toEqual(["m0", "m1", "m2", "m3", "m4"]);
  });

  it("do not help, and hardly leave 1, where all voters are alike", () => {
    const alike = fitVoterAbility(vote([1]));
    expect(Math.abs(alike.gainPerVote)).toBeLessThan(0.002);
    expect(alike.strength).toBeGreaterThanOrEqual(16);
    const plain = fitBradleyTerry(vote([1]), { priorStandardDeviation: 400 });
    for (const { model, rating } of alike.models) {
      expect(Math.abs(rating - plain.models.find((one) => one.model === model)!.rating)).toBeLessThan(5);
    }
  });

  it("are none without votes", () => {
    expect(fitVoterAbility([])).toMatchObject({ models: [], voters: [], gainPerVote: 0, heldOut: 0 });
    expect(() => fitVoterAbility([], 0)).toThrow(RangeError);
  });
});
