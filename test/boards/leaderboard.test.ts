import { describe, expect, it } from "vitest";
import { tasks } from "../../core/arena/task.ts";
import { createLeaderboard } from "../../core/boards/leaderboard.ts";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import { cell, named } from "./cells.ts";

describe("a leaderboard", () => {
  it("without votes lists every model by name, unrated", () => {
    const board = createLeaderboard([], named("z", "a"));
    expect(board).toMatchObject({ votes: 0, rated: 0, firm: false, groups: 0 });
    expect(board.rows.map(({ model }) => model)).toEqual(["a", "z"]);
    expect(board.rows[0]).toEqual({
      model: "a",
      name: "Model A",
      organization: "Maker of a",
      rating: null,
      lower: null,
      upper: null,
      rank: null,
      rankBest: null,
      rankWorst: null,
      votes: 0,
      wins: 0,
      losses: 0,
      ties: 0,
      bothBad: 0,
      bothBadShare: null,
      below: null,
    });
  });

  it("is empty, not broken, without models", () => {
    expect(createLeaderboard([], [])).toEqual({
      ...{ rows: [], votes: 0, rated: 0, firm: false, groups: 0 },
      missing: { forFirst: 0, forAll: 0 },
    });
  });

  it("says what lies between neighbours, and how many votes a firm order is short of", () => {
    const board = createLeaderboard(
      [cell("other", "a", "b", [51, 49]), cell("other", "b", "c", [95, 5]), cell("other", "a", "c", [95, 5])],
      named("a", "b", "c", "d"),
    );
    expect(board.rows.map(({ model, below }) => [model, below])).toEqual([
      ["a", "joined"],
      ["b", "cut"],
      ["c", null],
      ["d", null],
    ]);
    expect(board.missing.forFirst).toBeGreaterThan(0);
    expect(board.missing.forFirst).toBe(board.missing.forAll);
    const settled = createLeaderboard(
      [cell("other", "a", "b", [900, 100]), cell("other", "b", "c", [900, 100]), cell("other", "a", "c", [990, 10])],
      [],
    );
    expect(settled.missing).toEqual({ forFirst: 0, forAll: 0 });
  });

  it("with one vote puts the winner first, far from certain, and models without votes last", () => {
    const board = createLeaderboard([cell("other", "b", "c", [0, 1])], named("a", "b", "c"));
    expect(board).toMatchObject({ votes: 1, rated: 2, firm: false, groups: 1 });
    expect(board.rows.map(({ model, rank, rankBest, rankWorst }) => [model, rank, rankBest, rankWorst])).toEqual([
      ["c", 1, 1, 2],
      ["b", 2, 1, 2],
      ["a", null, null, null],
    ]);
    const [first, second] = board.rows;
    expect(first!.rating! + second!.rating!).toBeCloseTo(2000, 9);
    expect(first!.rating).toBeGreaterThan(second!.rating!);
    expect(first!.lower).toBeLessThan(second!.rating!);
    expect(first!.upper! - first!.lower!).toBeGreaterThan(600);
  });

  it("with two votes that fall both ways is level, shares the place, and is still far from certain", () => {
    const board = createLeaderboard([cell("other", "a", "b", [1, 1])], named("b", "a"));
    expect(board).toMatchObject({ votes: 2, firm: true });
    for (const row of board.rows) {
      expect(row).toMatchObject({ rank: 1, rankBest: 1, rankWorst: 2, votes: 2, wins: 1, losses: 1 });
      expect(row.rating).toBeCloseTo(1000, 9);
      expect(row.upper! - row.lower!).toBeGreaterThan(400);
    }
  });

  it("with two votes between four models that never met has two groups and compares nobody across", () => {
    const board = createLeaderboard(
      [cell("other", "a", "b", [1, 0]), cell("other", "d", "c", [1, 0])],
      named("a", "b", "c", "d"),
    );
    expect(board).toMatchObject({ votes: 2, rated: 4, firm: false, groups: 2 });
    for (const row of board.rows) expect([row.rankBest, row.rankWorst]).toEqual([1, 4]);
  });

  it("counts from both sides, over all cells of a model", () => {
    const cells = [
      cell("translation", "a", "b", [5, 3, 2, 1]),
      cell("programming", "b", "a", [4, 6, 0, 3]),
      cell("programming", "c", "a", [1, 0, 0, 0]),
    ];
    const board = createLeaderboard(cells, named("a", "b", "c"));
    expect(board.votes).toBe(25);
    expect(board.rows.find(({ model }) => model === "a")).toMatchObject({
      ...{ votes: 25, wins: 11, losses: 8, ties: 2, bothBad: 4, bothBadShare: 4 / 25 },
    });
    expect(board.rows.find(({ model }) => model === "b")).toMatchObject({
      ...{ votes: 24, wins: 7, losses: 11, ties: 2, bothBad: 4, bothBadShare: 4 / 24 },
    });
    expect(board.rows.find(({ model }) => model === "c")).toMatchObject({ votes: 1, wins: 1, bothBadShare: 0 });
  });

  it("calls a model by its id when nobody knows its name", () => {
    const board = createLeaderboard([cell("other", "gone", "b", [3, 1])], named("b"));
    expect(board.rows[0]).toMatchObject({ model: "gone", name: "gone", organization: "" });
  });

  it("sorts by rating and separates what many votes separate", () => {
    const cells = tasks.flatMap((task) => [
      cell(task, "low", "high", [20, 180]),
      cell(task, "high", "middle", [150, 50]),
      cell(task, "low", "middle", [60, 140]),
    ]);
    const board = createLeaderboard(cells, named("low", "middle", "high"));
    expect(board.firm).toBe(true);
    expect(board.rows.map(({ model, rankBest, rankWorst }) => [model, rankBest, rankWorst])).toEqual([
      ["high", 1, 1],
      ["middle", 2, 2],
      ["low", 3, 3],
    ]);
  });
});

describe("intervals", () => {
  const width = (counts: [number, number, number?, number?]) => {
    const [row] = createLeaderboard([cell("other", "a", "b", counts)], named("a", "b")).rows;
    return row!.upper! - row!.lower!;
  };

  it.each([1, 2, 8, 64, 1024])(
    "are the posterior's for %i wins each: ∓ 1.96 / √(2 · (2 · information + λ))",
    (wins) => {
      const natural = 400 / Math.log(10);
      const information = (2 * wins) / 4;
      const error = natural / Math.sqrt(2 * (2 * information + (natural / 400) ** 2));
      expect(width([wins, wins])).toBeCloseTo(2 * 1.959964 * error, 3);
    },
  );

  it.each([[[1, 0]], [[3, 0]], [[10, 0]], [[0, 0, 1]], [[0, 0, 5]], [[0, 0, 0, 3]]] as [
    [number, number, number?, number?],
  ][])("are wide for few votes even when all agree and their own scatter is next to nothing: %j", (counts) => {
    expect(width(counts)).toBeGreaterThan(250);
    const plain = fitBradleyTerry([cell("other", "a", "b", counts)]);
    const scatterOnly = plain.models[0]!.upper - plain.models[0]!.lower;
    if (plain.connected) expect(scatterOnly).toBeLessThan(2);
  });

  it("does not call ten wins out of ten a close race, nor a sure thing", () => {
    const { rows } = createLeaderboard([cell("other", "a", "b", [10, 0])], named("a", "b"));
    const lead = rows[0]!.rating! - rows[1]!.rating!;
    // Ten out of ten: even odds are ruled out, two to one (120 points) is not.
    expect(lead).toBeGreaterThan(400);
    expect(rows[0]!.rankWorst).toBe(1);
    const margin = rows[0]!.upper! - rows[0]!.lower!;
    expect(lead - margin).toBeGreaterThan(0);
    expect(lead - margin).toBeLessThan(120);
  });

  it("are those of the plain sandwich, and ratings those of maximum likelihood, when votes are many", () => {
    const cells = [
      cell("other", "a", "b", [900, 500, 700, 100]),
      cell("other", "b", "c", [800, 600, 500, 200]),
      cell("other", "c", "a", [300, 900, 400, 100]),
    ];
    const plain = fitBradleyTerry(cells).models;
    const modelled = fitBradleyTerry(cells, { scatterPrior: 1e12 }).models;
    for (const [index, row] of createLeaderboard(cells, named("a", "b", "c")).rows.entries()) {
      expect(row.model).toBe(plain[index]!.model);
      expect(Math.abs(row.rating! - plain[index]!.rating)).toBeLessThan(0.1);
      const ratio = (row.upper! - row.lower!) / (2 * 1.959964 * plain[index]!.standardError);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.005);
      // Votes with many ties scatter less than the model without ties expects; the board must not stay wider for ever.
      expect(modelled[index]!.standardError / plain[index]!.standardError).toBeGreaterThan(1.15);
    }
  });
});
