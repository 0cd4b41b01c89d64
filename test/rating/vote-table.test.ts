/** Votes with weights: every sum as it would be with each vote written so many times. */
import { describe, expect, it } from "vitest";
import { bootstrapRatings } from "../../core/rating/bootstrap.ts";
import { fitColumns } from "../../core/rating/fit-ratings.ts";
import { createVoteTable, outcomes } from "../../core/rating/vote-table.ts";
import type { Clustering } from "../../core/rating/clustering.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { makeVotes } from "./made-votes.ts";

type Vote = ReturnType<typeof makeVotes>[number];
const votes = makeVotes({ seed: 19, models: 5, voters: 40, battles: 200, ties: 0.3, sideA: 0.2 });
const names = [...new Set(votes.flatMap(({ modelA, modelB }) => [modelA, modelB]))];
const labels = { battle: true, voter: true };

/** A table of votes, each so many times over as `copies` says, weighing what `weigh` says. */
function fill(of: readonly Vote[], weigh?: (vote: Vote, index: number) => number, copies = (_: number) => 1) {
  const table = createVoteTable(labels);
  const places = new Map<string, number>();
  const label = (text: string) => places.get(text) ?? places.set(text, places.size).size - 1;
  for (const [index, vote] of of.entries()) {
    for (let copy = 0; copy < copies(index); copy++) {
      table.battles!.push(label(`battle ${vote.battle}`), 0);
      table.voters!.push(label(`voter ${vote.voter}`), 0);
      const [a, b] = [names.indexOf(vote.modelA), names.indexOf(vote.modelB)];
      table.add(a, b, outcomes.indexOf(vote.choice), undefined, weigh?.(vote, index));
    }
  }
  return table;
}

const copiesOf = (index: number) => 1 + (index % 3);
const sum = (column: Float64Array | undefined) =>
  (column ?? new Float64Array()).reduce((total, value) => total + value, 0);

/** Σ (W − n·p)² over the clusters of one cell, and S over the cells of each other cluster, at p = ¼ everywhere. */
function scatter({ single, entries }: Clustering): number {
  let total = 0;
  for (let cell = 0; cell < single.clusters.length; cell++) {
    total += single.winsSquared[cell]! - 0.5 * single.winsTimesVotes[cell]! + 0.0625 * single.votesSquared[cell]!;
  }
  for (let cluster = 0; cluster + 1 < entries.starts.length; cluster++) {
    let residual = 0;
    for (let at = entries.starts[cluster]!; at < entries.starts[cluster + 1]!; at++) {
      residual += entries.halfWins[at]! - 0.25 * (entries.votes?.[at] ?? 1);
    }
    total += residual ** 2;
  }
  return total;
}

/** The same from the votes themselves. */
function scatterOf(weigh: (index: number) => number, cluster: (vote: Vote, index: number) => string): number {
  const residuals = new Map<string, number>();
  for (const [index, vote] of votes.entries()) {
    const halfWins = { a: 2, tie: 1, bothBad: 1, b: 0 }[vote.choice];
    const key = cluster(vote, index);
    residuals.set(key, (residuals.get(key) ?? 0) + weigh(index) * (halfWins - 0.25));
  }
  return [...residuals.values()].reduce((total, residual) => total + residual ** 2, 0);
}

describe("a vote that weighs w", () => {
  const mean = sum(Float64Array.from(votes, (_, index) => copiesOf(index))) / votes.length;
  const weighed = fill(votes, (_, index) => copiesOf(index) / 4);
  const columns = weighed.columns(names);
  const copied = fill(votes, undefined, copiesOf).columns(names);

  it("gives the ratings of w votes in the same clusters, and no smaller an error", () => {
    for (const clusters of ["battle", "voter"] as const) {
      const [one, other] = [columns, copied].map((given) => fitColumns(given, { clusters }));
      expect(one!.models.map(({ model }) => model)).toEqual(other!.models.map(({ model }) => model));
      // The ridge holds votes of a greater sum a little less.
      for (const [at, { rating, standardError }] of one!.models.entries()) {
        expect(rating).toBeCloseTo(other!.models[at]!.rating, 4);
        // By itself, a vote of weight w tells less than w votes: where that is what counts, its error is larger.
        expect(standardError! + 1e-4).toBeGreaterThan(other!.models[at]!.standardError!);
      }
      expect(one!.models[0]!.rating).not.toBeCloseTo(fitColumns(fill(votes).columns(names)).models[0]!.rating, 1);
    }
  });

  it("counts w votes in every sum of its cell, in mean weights", () => {
    for (const name of ["votes", "halfWins"] as const) {
      for (const [cell, value] of columns[name].entries()) expect(value * mean).toBeCloseTo(copied[name][cell]!, 8);
    }
    expect(sum(columns.votes)).toBeCloseTo(votes.length, 8);
    const scale = (index: number) => copiesOf(index) / mean;
    const squares = votes.map(({ choice }, index) => (scale(index) * { a: 2, tie: 1, bothBad: 1, b: 0 }[choice]) ** 2);
    expect(sum(columns.squares)).toBeCloseTo(sum(Float64Array.from(squares)), 8);
  });

  it("scatters with w in its cluster, whichever way votes are clustered", () => {
    const scale = (index: number) => copiesOf(index) / mean;
    const { battle, voter, battleAndVoter, alone } = columns;
    expect(scatter(alone!)).toBeCloseTo(
      scatterOf(scale, (_, index) => `${index}`),
      8,
    );
    expect(scatter(battle!)).toBeCloseTo(
      scatterOf(scale, (vote) => vote.battle),
      8,
    );
    expect(scatter(voter!)).toBeCloseTo(
      scatterOf(scale, (vote) => vote.voter),
      8,
    );
    expect(scatter(battleAndVoter!)).toBeCloseTo(
      scatterOf(scale, (vote) => `${vote.battle} ${vote.voter}`),
      8,
    );
    expect(sum(alone!.single.clusters)).toBe(votes.length);
  });

  it("leaves the counts of votes as they are, and tells how many of one weight are worth as much", () => {
    expect(weighed.counts()).toEqual(fill(votes).counts());
    expect(weighed.count()).toBe(votes.length);
    const weights = Float64Array.from(votes, (_, index) => copiesOf(index));
    expect(weighed.effectiveCount()).toBeCloseTo(sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2)), 8);
    expect(fill(votes).effectiveCount()).toBe(votes.length);
  });

  it("changes nothing when all weigh the same, and weights may come late", () => {
    const plain = fill(votes).columns(names);
    expect(plain.alone).toBeUndefined();
    const { alone: _alone, ...same } = fill(votes, () => 1 / 8).columns(names);
    const { voter, battle, battleAndVoter, ...cells } = same;
    expect(cells).toEqual({ ...plain, voter: undefined, battle: undefined, battleAndVoter: undefined });
    expect(scatter(voter!) + scatter(battle!) + scatter(battleAndVoter!)).toBeCloseTo(
      scatter(plain.voter!) + scatter(plain.battle!) + scatter(plain.battleAndVoter!),
      8,
    );
    const late = fill(votes, (_, index) => (index < 100 ? 1 : 3)).rows().weights!;
    expect(late[99]! * 3).toBeCloseTo(late[100]!, 12);
  });

  it("is expected to scatter with w where votes tell nothing of their own scatter", () => {
    const table = createVoteTable({ battle: false, voter: false });
    const weights = [...Array.from({ length: 30 }, () => 1), ...Array.from({ length: 10 }, () => 9)];
    for (const [index, weight] of weights.entries()) table.add(0, 1, index % 4 === 0 ? 1 : 0, undefined, weight);
    const { models, variances } = fitColumns(table.columns(["x", "y"]), { clusters: "none", scatterPrior: 1e9 });
    const p = 1 / (1 + 10 ** ((models[1]!.rating - models[0]!.rating) / 400));
    // Of the lead: Σ w² / (Σ w)² / (p · (1 − p)), natural-log units squared.
    const natural = weights.reduce((all, w) => all + w * w, 0) / weights.reduce((all, w) => all + w, 0) ** 2;
    expect(variances[1]! / ((400 / Math.LN10) ** 2 * natural)).toBeCloseTo(1 / (p * (1 - p)), 3);
  });

  it("counts so in the bootstrap", () => {
    const draw = (table: ReturnType<typeof fill>) => {
      const options = {
        rounds: 40,
        clusters: "voter",
        interval: 0.9,
        fraction: createSeededRandom(3).fraction,
      } as const;
      return [...bootstrapRatings(table.columns(names), table.rows(), names, options)];
    };
    const [weighedDraws, copiedDraws] = [draw(weighed), draw(fill(votes, undefined, copiesOf))];
    for (const [at, [model, { lower, upper }]] of weighedDraws.entries()) {
      expect([model, lower.toFixed(3), upper.toFixed(3)]).toEqual([
        model,
        copiedDraws[at]![1].lower.toFixed(3),
        copiedDraws[at]![1].upper.toFixed(3),
      ]);
    }
  });
});

describe("weights of 1/probability", () => {
  it("give the ratings of an even draw where votes fit no single scale", () => {
    // Of three models each beats the next in 3 of 4 votes; pairs are drawn 8 : 1 : 1.
    const table = createVoteTable({ battle: false, voter: false });
    const even = createVoteTable({ battle: false, voter: false });
    const weighed = createVoteTable({ battle: false, voter: false });
    for (const [pair, chance] of [0.8, 0.1, 0.1].entries()) {
      for (let vote = 0; vote < 400; vote++) {
        const outcome = vote % 4 === 0 ? 1 : 0;
        if (vote < 400 * chance) {
          table.add(pair, (pair + 1) % 3, outcome);
          weighed.add(pair, (pair + 1) % 3, outcome, undefined, 1 / chance);
        }
        even.add(pair, (pair + 1) % 3, outcome);
      }
    }
    const rate = (of: typeof table) => {
      const { models } = fitColumns(of.columns(["x", "y", "z"]), { clusters: "none" });
      return ["x", "y", "z"].map((name) => models.find(({ model }) => model === name)!.rating);
    };
    for (const [at, rating] of rate(weighed).entries()) expect(rating).toBeCloseTo(rate(even)[at]!, 6);
    expect(rate(even)[0]).toBeCloseTo(1000, 6);
    expect(rate(table)[0]).toBeGreaterThan(1030);
  });
});
