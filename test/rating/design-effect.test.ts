import { describe, expect, it } from "vitest";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import { measureDesignEffect } from "../../core/rating/design-effect.ts";
import { arrangeStatistics } from "../../core/rating/vote-columns.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { createVoteTable } from "../../core/rating/vote-table.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { makeVotes } from "./made-votes.ts";

const measure = (votes: readonly CastVote[]) => measureDesignEffect(arrangeStatistics(summarizeVotes(votes)));

/** Solves A·x = b by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (const [at, row] of rows.entries()) {
    for (const [other, line] of rows.entries()) {
      if (other === at) continue;
      const factor = line[at]! / row[at]!;
      for (let column = at; column < line.length; column++) line[column]! -= factor * row[column]!;
    }
  }
  return rows.map((row, index) => row.at(-1)! / row[index]!);
}

/** The definition, with a dense projection: d for clusters by some label. */
function define(votes: readonly CastVote[], label: (vote: CastVote) => string): number {
  const tallies = votes.map(({ modelA, modelB, choice }) => ({
    ...{ modelA, modelB, a: 0, b: 0, tie: 0, bothBad: 0, [choice]: 1 },
  }));
  const { models } = fitBradleyTerry(tallies);
  const names = models.map(({ model }) => model);
  const rating = new Map(models.map((one) => [one.model, one.rating]));
  const pairs = [...new Set(votes.map(({ modelA, modelB }) => [modelA, modelB].toSorted().join(" ")))].map((key) => {
    const [first, second] = key.split(" ") as [string, string];
    const of = votes.filter(({ modelA, modelB }) => [modelA, modelB].toSorted().join(" ") === key).length;
    const expected = 1 / (1 + 10 ** ((rating.get(second)! - rating.get(first)!) / 400));
    return { key, first, second, of, expected, spread: of * expected * (1 - expected) };
  });
  const ties = votes.filter(({ choice }) => choice === "tie" || choice === "bothBad").length;
  const phi = 1 - ties / (4 * pairs.reduce((sum, { spread }) => sum + spread, 0));
  // The design: √spread times +1 and −1, the last model left out.
  const design = pairs.map(({ first, second, spread }) =>
    names.slice(0, -1).map((name) => Math.sqrt(spread) * ((name === first ? 1 : 0) - (name === second ? 1 : 0))),
  );
  const across = names
    .slice(0, -1)
    .map((_, i) => names.slice(0, -1).map((__, j) => design.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
  const clusters = Map.groupBy(votes, label);
  let sum = 0;
  for (const own of clusters.values()) {
    const s = pairs.map(({ key, first, expected, spread }) => {
      const residual = own.reduce((total, { modelA, modelB, choice }) => {
        if ([modelA, modelB].toSorted().join(" ") !== key) return total;
        const y = choice === "a" ? 1 : choice === "b" ? 0 : 0.5;
        return total + (modelA === first ? y : 1 - y) - expected;
      }, 0);
      return residual / Math.sqrt(phi * spread);
    });
    const along = solve(
      across,
      names.slice(0, -1).map((_, i) => design.reduce((total, row, p) => total + row[i]! * s[p]!, 0)),
    );
    const rest = s.map((value, p) => value - design[p]!.reduce((total, entry, i) => total + entry * along[i]!, 0));
    sum += rest.reduce((total, value) => total + value ** 2, 0);
  }
  return (clusters.size / (clusters.size - 1)) * (sum / (pairs.length - names.length + 1));
}

/** Half of the votes go by their battle, half by what their voter always says of the pair. */
function huddle(votes: readonly CastVote[]): CastVote[] {
  return votes.map((vote, index) => {
    const number = Number(vote.battle.slice(7));
    if (index % 2 === 0) return { ...vote, choice: (["a", "b", "a", "tie"] as const)[number % 4]! };
    return { ...vote, choice: isStubborn(vote) ? "a" : "b" };
  });
}

/** Whether a voter goes for side A of a pair, whatever the models are worth. */
function isStubborn({ voter, modelA, modelB }: CastVote): boolean {
  const [low, high] = [modelA, modelB].toSorted();
  const likesLow = (Number(voter.slice(6)) * 7 + Number(low!.slice(1)) * 3 + Number(high!.slice(1)) * 5) % 2 === 0;
  return likesLow === (modelA === low);
}

describe("the design effect of misfit", () => {
  const options = { seed: 5, models: 5, voters: 12, battles: 150, ties: 0.25, taste: 0.8 };

  it("is what its definition says, by battle and by voter", () => {
    const votes = huddle(makeVotes(options));
    const [battle, voter] = [define(votes, (vote) => vote.battle), define(votes, (vote) => vote.voter)];
    expect(measure(votes)).toBeCloseTo(Math.max(1, battle, voter, battle + voter - 1), 5);
    const { battle: _, ...byVoter } = arrangeStatistics(summarizeVotes(votes));
    expect(measureDesignEffect(byVoter)).toBeCloseTo(Math.max(1, voter), 5);
    const { voter: __, ...byBattle } = arrangeStatistics(summarizeVotes(votes));
    expect(measureDesignEffect(byBattle)).toBeCloseTo(Math.max(1, battle), 5);
    expect(Math.min(voter, battle)).toBeGreaterThan(1);
  });

  it("is the same from rows of a file as from a database's sums", () => {
    const votes = makeVotes(options);
    const names = [...new Set(votes.flatMap(({ modelA, modelB }) => [modelA, modelB]))];
    const table = createVoteTable({ battle: true, voter: true });
    for (const { modelA, modelB, choice, battle, voter } of votes) {
      table.battles!.push(Number(battle.slice(7)), 0);
      table.voters!.push(Number(voter.slice(6)), 0);
      table.add(names.indexOf(modelA), names.indexOf(modelB), ["a", "b", "tie", "bothBad"].indexOf(choice));
    }
    expect(measureDesignEffect(table.columns(names))).toBeCloseTo(measure(votes), 9);
  });

  it("counts votes that everybody casts three times three times over", () => {
    const { fraction } = createSeededRandom(6);
    const votes = (times: number) =>
      Array.from({ length: 400 }, (_, index): CastVote[] => {
        const a = Math.floor(fraction() * 5);
        const b = (a + 1 + Math.floor(fraction() * 4)) % 5;
        const models = { modelA: `m${a}`, modelB: `m${b}` };
        const choice = fraction() < 0.5 ? "a" : "b";
        return Array.from({ length: times }, (__, copy) => ({
          ...{ ...models, choice, voter: `v${index}`, battle: `${index} ${copy}` },
        }));
      }).flat();
    expect(measure(votes(1))).toBeLessThan(1.1);
    expect(measure(votes(3))).toBeGreaterThan(2.7);
    expect(measure(votes(3))).toBeLessThan(3.3);
  });

  it("is small where voters differ as models do, whatever it is for the ratings", () => {
    const votes = makeVotes({ ...options, battles: 600, taste: 1.5 });
    const effect = measure(votes.map((vote, index) => ({ ...vote, battle: `${index}` })));
    expect(effect).toBeLessThan(1.4);
    // Each voter goes one way on each pair, whatever the models are worth.
    const stubborn = votes.map((vote, index): CastVote => {
      return { ...vote, battle: `${index}`, choice: isStubborn(vote) ? "a" : "b" };
    });
    expect(measure(stubborn)).toBeGreaterThan(2 * effect);
  });

  it("is 1 where nothing could misfit", () => {
    expect(measure([])).toBe(1);
    const ties = makeVotes(options).map((vote): CastVote => ({ ...vote, choice: "tie" }));
    expect(measure(ties)).toBe(1);
    expect(measure(makeVotes({ ...options, models: 2 }))).toBe(1);
  });
});
