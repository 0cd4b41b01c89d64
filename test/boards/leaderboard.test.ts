import { describe, expect, it } from "vitest";
import { tasks } from "../../core/answers/task.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { modelsOf, sharePage, unpackVoters } from "../../core/boards/cell.ts";
import { createLeaderboard, createPersonalBoard } from "../../core/boards/standings.ts";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { boardOf, cell, named } from "./cells.ts";

describe("a leaderboard", () => {
  it("without votes lists every model by name, unrated", () => {
    const board = boardOf([], named("z", "a"));
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
    expect(boardOf([], [])).toEqual({
      ...{ rows: [], votes: 0, rated: 0, firm: false, groups: 0 },
      missing: { forFirst: 0, forAll: 0 },
      ...{ voters: 0, claimed: false, sideA: null, sensitivity: null, aside: [] },
    });
  });

  it("says what lies between neighbours, and how many votes a firm order is short of", () => {
    const board = boardOf(
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
    const settled = boardOf(
      [cell("other", "a", "b", [900, 100]), cell("other", "b", "c", [900, 100]), cell("other", "a", "c", [990, 10])],
      [],
    );
    expect(settled.missing).toEqual({ forFirst: 0, forAll: 0 });
  });

  it("with one vote puts the winner first, far from certain, and models without votes last", () => {
    const board = boardOf([cell("other", "b", "c", [0, 1])], named("a", "b", "c"));
    expect(board).toMatchObject({ votes: 1, rated: 2, firm: false, groups: 1 });
    expect(board.rows.map(({ model, rank, rankBest, rankWorst }) => [model, rank, rankBest, rankWorst])).toEqual([
      ["c", 1, 1, 2],
      ["b", 2, 1, 2],
      ["a", null, null, null],
    ]);
    const [first, second] = board.rows;
    expect(first!.rating! + second!.rating!).toBeCloseTo(2000, 9);
    expect(first!.rating).toBeGreaterThan(second!.rating!);
    expect([first!.lower, first!.upper, board.claimed, board.voters]).toEqual([null, null, false, 1]);
  });

  it("with two votes that fall both ways is level, shares the place, and claims no more", () => {
    const board = boardOf([cell("other", "a", "b", [1, 1])], named("b", "a"));
    expect(board).toMatchObject({ votes: 2, firm: true });
    for (const row of board.rows) {
      expect(row).toMatchObject({ rank: 1, rankBest: 1, rankWorst: 2, votes: 2, wins: 1, losses: 1 });
      expect(row.rating).toBeCloseTo(1000, 9);
      expect(row.lower).toBeNull();
    }
  });

  it("with two votes between four models that never met has two groups and compares nobody across", () => {
    const board = boardOf(
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
    const board = boardOf(cells, named("a", "b", "c"));
    expect(board.votes).toBe(25);
    expect(board.rows.find(({ model }) => model === "a")).toMatchObject({
      ...{ votes: 25, wins: 11, losses: 8, ties: 2, bothBad: 4, bothBadShare: 4 / 25 },
    });
    expect(board.rows.find(({ model }) => model === "b")).toMatchObject({
      ...{ votes: 24, wins: 7, losses: 11, ties: 2, bothBad: 4, bothBadShare: 4 / 24 },
    });
    expect(board.rows.find(({ model }) => model === "c")).toMatchObject({ votes: 1, wins: 1, bothBadShare: 0 });
  });

  it("names the models that cannot be compared with the others yet", () => {
    const cells = [
      cell("other", "a", "b", [2, 1]),
      cell("other", "b", "c", [2, 1]),
      cell("other", "c", "a", [2, 1]),
      cell("other", "a", "new", [3, 0]),
    ];
    expect(boardOf(cells, named("a", "b", "c", "new"))).toMatchObject({ firm: false, aside: ["Model NEW"] });
    expect(boardOf(cells.slice(0, 3), named("a", "b", "c"))).toMatchObject({ firm: true, aside: [] });
  });

  it("calls a model by its id when nobody knows its name", () => {
    const board = boardOf([cell("other", "gone", "b", [3, 1])], named("b"));
    expect(board.rows[0]).toMatchObject({ model: "gone", name: "gone", organization: "" });
  });

  it("sorts by rating and separates what many votes separate", () => {
    const cells = tasks.flatMap((task) => [
      cell(task, "low", "high", [20, 180]),
      cell(task, "high", "middle", [150, 50]),
      cell(task, "low", "middle", [60, 140]),
    ]);
    const board = boardOf(cells, named("low", "middle", "high"));
    expect(board.firm).toBe(true);
    expect(board.rows.map(({ model, rankBest, rankWorst }) => [model, rankBest, rankWorst])).toEqual([
      ["high", 1, 1],
      ["middle", 2, 2],
      ["low", 3, 3],
    ]);
  });
});

describe("what is claimed", () => {
  /** One vote each by some people who prefer `a` three times in four. */
  const votesBy = (people: number, each = 1) =>
    summarizeVotes(
      Array.from({ length: people * each }, (_, vote) => ({
        ...{ modelA: vote % 2 === 0 ? "a" : "b", modelB: vote % 2 === 0 ? "b" : "a", battle: `battle-${vote}` },
        voter: `voter-${vote % people}`,
        choice: vote % 8 < 6 === (vote % 2 === 0) ? ("a" as const) : ("b" as const),
      })),
    );
  const boardBy = (people: number, each = 1) => createLeaderboard(rateBoard(votesBy(people, each)), named("a", "b"));

  it("is no more than the order below twenty people, however often they vote", () => {
    for (const board of [boardBy(19), boardBy(19, 20)]) {
      expect(board).toMatchObject({ claimed: false, voters: 19 });
      expect(board.rows.map(({ lower, rankBest, rankWorst, below }) => [lower, rankBest, rankWorst, below])).toEqual([
        [null, 1, 2, "joined"],
        [null, 1, 2, null],
      ]);
    }
    const board = boardBy(20, 20);
    expect(board).toMatchObject({ claimed: true, voters: 20 });
    expect(board.rows[0]!.lower).toBeLessThan(board.rows[0]!.rating!);
    expect(board.rows[0]).toMatchObject({ rankWorst: 1, below: "cut" });
  });

  it("is less where the same people have voted again and again", () => {
    const width = ({ rows }: ReturnType<typeof boardBy>) => rows[0]!.upper! - rows[0]!.lower!;
    // Forty people, half of whom always prefer a, and half b: a thousand votes of theirs are worth forty.
    const stubborn = Array.from({ length: 1000 }, (_, vote) => ({
      ...{ modelA: "a", modelB: "b", battle: `battle-${vote}`, voter: `voter-${vote % 40}` },
      choice: vote % 2 === 0 ? ("a" as const) : ("b" as const),
    }));
    const board = createLeaderboard(rateBoard(summarizeVotes(stubborn)), named("a", "b"));
    const single = boardOf([cell("other", "a", "b", [500, 500])], named("a", "b"));
    expect(width(board)).toBeGreaterThan(3 * width(single));
  });

  it("is those of the plain sandwich, and ratings those of maximum likelihood, when votes are many", () => {
    const cells = [
      cell("other", "a", "b", [900, 500, 700, 100]),
      cell("other", "b", "c", [800, 600, 500, 200]),
      cell("other", "c", "a", [300, 900, 400, 100]),
    ];
    const plain = fitBradleyTerry(cells).models;
    for (const [index, row] of boardOf(cells, named("a", "b", "c")).rows.entries()) {
      expect(row.model).toBe(plain[index]!.model);
      expect(Math.abs(row.rating! - plain[index]!.rating)).toBeLessThan(0.1);
      const ratio = (row.upper! - row.lower!) / (2 * 1.959964 * plain[index]!.standardError);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.005);
    }
  });

  it("tells what standing on side A is worth, and how few votes first place hangs on", () => {
    const cells = [cell("other", "a", "b", [80, 20]), cell("other", "b", "a", [50, 50])];
    const { sideA, sensitivity } = boardOf(cells, named("a", "b"));
    expect(sideA!.points).toBeGreaterThan(50);
    expect(sideA!.lower).toBeGreaterThan(0);
    expect(sideA!.upper).toBeGreaterThan(sideA!.points);
    // A wins by 130 to 70.
    expect(sensitivity).toMatchObject({ first: "a", rival: "b", rivalName: "Model B", votes: 60, ofVotes: 200 });
    expect(boardOf([cell("other", "a", "b", [50, 50])], named("a", "b")).sensitivity).toBeNull();
  });
});

describe("a voter's own board", () => {
  const everybody = [cell("other", "a", "b", [60, 20]), cell("other", "b", "c", [50, 30])];

  it("stands as everybody else's votes put it where the voter has none, and follows the voter where they do", () => {
    const none = createPersonalBoard([], everybody, 100, named("a", "b", "c", "d"));
    expect(none).toMatchObject({ votes: 0, claimed: false, taste: { points: 100, measured: true } });
    expect(none.rows.map(({ model, difference }) => [model, difference])).toEqual([
      ["a", 0],
      ["b", 0],
      ["c", 0],
      ["d", undefined],
    ]);
    const own = [cell("other", "a", "b", [0, 20])];
    const board = createPersonalBoard(own, everybody, 100, named("a", "b", "c"));
    expect(board.votes).toBe(20);
    const a = board.rows.find(({ model }) => model === "a")!;
    expect(a).toMatchObject({ votes: 20, losses: 20, lower: null, rankBest: a.rank });
    expect(a.difference).toBeLessThan(-30);
    const firmer = createPersonalBoard(own, everybody, 10, named("a", "b", "c"));
    expect(firmer.rows.find(({ model }) => model === "a")!.difference).toBeGreaterThan(a.difference!);
  });

  it("takes the voter's votes out of everybody's before it leans on them", () => {
    const own = [cell("other", "a", "b", [60, 20])];
    const board = createPersonalBoard(own, [cell("other", "a", "b", [60, 20])], 100, named("a", "b"));
    // All there is are the voter's own: nothing is counted twice.
    expect(board.rows[0]!.difference).toBeCloseTo(board.rows[0]!.rating! - 1000, 9);
  });
});

describe("packed voters", () => {
  it("are unpacked as they were", () => {
    const models = modelsOf([cell("other", "y", "x", [1, 0]), cell("other", "x", "Z", [1, 0])]);
    expect(models).toEqual(["Z", "x", "y"]);
    expect(unpackVoters(["1 2 1 1 0 0 0\n2 1 0 0 3 1 2"].map(sharePage), models)).toEqual([
      { voter: "1", modelA: "y", modelB: "x", a: 1, b: 0, tie: 0, bothBad: 0 },
      { voter: "2", modelA: "x", modelB: "Z", a: 0, b: 3, tie: 1, bothBad: 2 },
    ]);
    expect(unpackVoters([], models)).toEqual([]);
  });
});
