/** Boards drawn from known strengths: how often do the intervals hold the truth? */
import { describe, expect, it } from "vitest";
import type { Cell } from "../../core/boards/cell.ts";
import type { Random } from "../../core/machine/random.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { boardOf, cell, named } from "./cells.ts";

const models = ["0", "1", "2", "3", "4", "5"];
const boards = 150;

/** Normal, by the sum of twelve uniforms. */
function deviate(random: Random): number {
  return models.concat(models).reduce((sum) => sum + random.fraction(), -6);
}

/** Votes between models drawn at random; a tie is likeliest between equals, and half a win is still what it should be. */
function vote(random: Random, truth: readonly number[], votes: number): Cell[] {
  return Array.from({ length: votes }, () => {
    const a = Math.floor(random.fraction() * truth.length);
    const b = (a + 1 + Math.floor(random.fraction() * (truth.length - 1))) % truth.length;
    const share = 1 / (1 + 10 ** ((truth[b]! - truth[a]!) / 400));
    const tie = 1.2 * share * (1 - share);
    const drawn = random.fraction();
    const counts: [number, number, number] = drawn < tie ? [0, 0, 1] : drawn < tie / 2 + share ? [1, 0, 0] : [0, 1, 0];
    return cell("other", String(a), String(b), counts);
  });
}

/**
 * The shares of 95% intervals that hold the truth, and of pairs called apart in the wrong order: those of ranked models, or
 * of all with votes while none is ranked.
 */
function measure(spread: number, votes: number): { covered: number; wronglyApart: number } {
  const random = createSeededRandom(spread * 1000 + votes);
  let intervals = 0;
  let covered = 0;
  let pairs = 0;
  let wrong = 0;
  for (let drawn = 0; drawn < boards; drawn++) {
    const truth = models.map(() => spread * deviate(random));
    const board = boardOf(vote(random, truth, votes), named(...models));
    const rows =
      board.ranked > 0 ? board.rows.slice(0, board.ranked) : board.rows.filter(({ lower }) => lower !== null);
    const strengths = rows.map(({ model }) => truth[Number(model)]!);
    const mean = strengths.reduce((sum, strength) => sum + strength, 0) / rows.length;
    for (const [index, row] of rows.entries()) {
      const rating = 1000 + strengths[index]! - mean;
      intervals++;
      if (row.lower! <= rating && rating <= row.upper!) covered++;
      for (const [rival, other] of rows.entries()) {
        if (rival <= index) continue;
        pairs++;
        if (row.rank !== null && row.rankWorst! < other.rankBest! && strengths[index]! < strengths[rival]!) wrong++;
      }
    }
  }
  return { covered: covered / intervals, wronglyApart: wrong / pairs };
}

describe.each([125, 250])("models that lie %i points apart (standard deviation)", (spread) => {
  it.each([24, 48])("have intervals that hold the truth at least 95 times in 100 after %i votes", (votes) => {
    const { covered, wronglyApart } = measure(spread, votes);
    expect(covered).toBeGreaterThan(0.95);
    expect(wronglyApart).toBeLessThan(0.01);
  });

  it("have intervals of the promised 95% after 600 votes, neither more nor less", () => {
    const { covered } = measure(spread, 600);
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.975);
  });
});
