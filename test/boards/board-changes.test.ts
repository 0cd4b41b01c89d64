/** What is told of a board that has changed. */
import { describe, expect, it } from "vitest";
import { findChanges } from "../../core/boards/publishing/changes.ts";
import { readDay, writeDay } from "../../core/boards/publishing/day.ts";
import type { Leaderboard, LeaderboardRow } from "../../core/boards/standings.ts";
import { deflateSync } from "node:zlib";
import { boardOf, named } from "./cells.ts";

const plain = boardOf([{ modelA: "a", modelB: "b", a: 1, b: 1, tie: 0, bothBad: 0 }], named("a", "b"));

/** Ranked models with the places that are possible for each. */
function board(places: Record<string, [best: number, worst: number]>, changes: Partial<Leaderboard> = {}): Leaderboard {
  const rows = Object.entries(places).map(([model, [rankBest, rankWorst]], index): LeaderboardRow => ({
    ...plain.rows[0]!,
    ...{ model, name: `Model ${model}`, standing: "ranked", rank: index + 1, rankBest, rankWorst },
  }));
  return { ...plain, rows, ranked: rows.length, claimed: true, ...changes };
}

const before = board({ a: [1, 2], b: [1, 3], c: [2, 3] });

describe("changes of a board", () => {
  it("begin with the first one, and are none where nobody stands elsewhere", () => {
    expect(findChanges(null, before)).toEqual([{ kind: "begun", ranked: 3 }]);
    expect(findChanges(before, before)).toEqual([]);
    expect(findChanges(before, board({ b: [1, 2], a: [1, 3], c: [3, 3] }))).toEqual([]);
  });

  it("tell who has entered and left the ranking", () => {
    expect(findChanges(before, board({ a: [1, 2], b: [1, 3], d: [3, 3] }))).toEqual([
      { kind: "entered", model: "d", name: "Model d", rankBest: 3, rankWorst: 3 },
      { kind: "left", model: "c", name: "Model c" },
    ]);
  });

  it("tell who can be first, five by name, where places are claimed", () => {
    expect(findChanges(before, board({ a: [1, 1], b: [2, 3], c: [2, 3] }))).toEqual([
      { kind: "lead", names: ["Model a"], more: 0 },
    ]);
    const many = board(Object.fromEntries("abcdefg".split("").map((id) => [id, [1, 7]])));
    const names = ["Model a", "Model b", "Model c", "Model d", "Model e"];
    expect(findChanges(before, many).at(-1)).toEqual({ kind: "lead", names, more: 2 });
    expect(findChanges(before, board({ a: [1, 1], b: [2, 2], c: [3, 3] }, { claimed: false }))).toEqual([]);
  });

  it("tell that first place is settled, once", () => {
    const settled = { ...before, settled: { first: true, order: false } };
    expect(findChanges(before, settled)).toEqual([{ kind: "settled", name: "Model a" }]);
    expect(findChanges(settled, settled)).toEqual([]);
  });
});

it("a day is read as it was written, and no other form is taken for it", () => {
  const one = { task: null, language: null, period: "all", board: before, days: null, duels: null } as const;
  const at = new Date("2026-11-30T00:10:00.000Z");
  const day = { day: "2026-11-30", publishedAt: at, demo: false, boards: [one] as [typeof one], answers: {} };
  expect(readDay(writeDay(day))).toEqual(day);
  expect(() => readDay(deflateSync(JSON.stringify({ ...day, form: 2 })))).toThrow(/form 2/u);
  expect(() => readDay(deflateSync(Buffer.alloc(65 * 1024 * 1024)))).toThrow(RangeError);
});
