import { describe, expect, it } from "vitest";
import { createVoteTable, fitColumns } from "../../core/rating/index.ts";
import { createChance } from "../../scripts/bench/chance/chance.ts";
import { drawVotes, namesOf, type Regime } from "../../scripts/bench/coverage/community.ts";
import { createGrowingVotes } from "../../scripts/bench/coverage/growing-votes.ts";
import { measureSettled } from "../../scripts/bench/coverage/settled.ts";

const even: Regime = {
  ...{ name: "even", voters: 30, models: 3, activity: "even", votesEach: 10 },
  ...{ draws: "even", votesPerBattle: 3, ties: 0.2 },
};

describe("votes that grow", () => {
  it("are fitted as a table of the same votes", () => {
    const names = namesOf(even);
    const growing = createGrowingVotes(names);
    const table = createVoteTable({ battle: true, voter: true });
    for (const vote of drawVotes(even, createChance(1))) {
      growing.add(vote);
      table.battles!.push(vote.battle, 0);
      table.voters!.push(vote.voter, 0);
      table.add(vote.a, vote.b, vote.outcome);
    }
    const [fit, expected] = [fitColumns(growing.columns()), fitColumns(table.columns(names))];
    expect(fit.clusters).toEqual(expected.clusters);
    for (const [index, { model, rating, standardError }] of fit.models.entries()) {
      expect(model).toBe(expected.models[index]!.model);
      expect(rating).toBeCloseTo(expected.models[index]!.rating, 8);
      expect(standardError).toBeCloseTo(expected.models[index]!.standardError!, 8);
    }
  });
});

describe("claims while everybody looks on", () => {
  it("are right, and cost votes, where one model is far ahead", () => {
    const figures = measureSettled({ ...even, strengths: [2, 0, -1] }, 4, 300);
    expect(figures.claimed).toEqual({ first: 1, pair: 1 });
    expect(figures.wrong).toEqual({ first: 0, pair: 0, anyPair: 0 });
    expect(figures.votes.first).toBeGreaterThan(figures.votesByInterval.first);
    expect(figures.votes.pair).toBeGreaterThan(figures.votesByInterval.pair);
  });

  it("are wrong whichever way they go where the best two are equal", () => {
    const figures = measureSettled({ ...even, models: 2, strengths: [0, 0] }, 25, 300);
    expect(figures.wrongByInterval.pair).toBeGreaterThan(0.05);
    expect(figures.wrong.pair).toBeLessThan(figures.wrongByInterval.pair);
    expect(figures.wrong.pair).toBe(figures.claimed.pair);
    expect(figures.wrong.first).toBe(figures.claimed.first);
  });
});
