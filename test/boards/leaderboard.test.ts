import { describe, expect, it } from "vitest";
import { tasks } from "../../core/answers/task.ts";
import { type BoardRating, rateBoard } from "../../core/boards/board-rating.ts";
import { singleVotes } from "../../core/boards/cell.ts";
import {
  type PackedCell,
  packTallies,
  sharePiece,
  unpackTallies,
  unpackVotes,
} from "../../core/boards/packed-votes.ts";
import { createLeaderboard, createPersonalBoard, fitOwn, type NamedModel } from "../../core/boards/standings.ts";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { boardOf, cell, named } from "./cells.ts";

describe("a leaderboard", () => {
  it("without votes lists every model by name, unrated", () => {
    const board = boardOf([], named("z", "a"));
    expect(board).toMatchObject({ votes: 0, ranked: 0 });
    expect(board.rows.map(({ model }) => model)).toEqual(["a", "z"]);
    expect(board.rows[0]).toEqual({
      model: "a",
      name: "Model A",
      organization: "Maker of a",
      standing: "new",
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
      ...{ rows: [], votes: 0, ranked: 0, settled: { first: false, order: false } },
      outlook: { first: { kind: "nothing" }, all: { kind: "nothing" } },
      ...{ voters: 0, effectiveVoters: 0, claimed: false, sideA: null, sensitivity: null, busiest: null },
    });
  });

  it("says what lies between neighbours, and whether the order is settled", () => {
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
    expect(board.settled).toEqual({ first: false, order: false });
    expect(board.outlook.first.kind).not.toBe("nothing");
    const settled = boardOf(
      [cell("other", "a", "b", [900, 100]), cell("other", "b", "c", [900, 100]), cell("other", "a", "c", [990, 10])],
      [],
    );
    expect(settled.settled).toEqual({ first: true, order: true });
    expect(settled.outlook).toEqual({ first: { kind: "nothing" }, all: { kind: "nothing" } });
  });

  it("with one vote ranks nobody, and shows what the vote says below the line", () => {
    const board = boardOf([cell("other", "b", "c", [0, 1])], named("a", "b", "c"));
    expect(board).toMatchObject({ votes: 1, ranked: 0, claimed: false });
    expect(board.rows.map(({ model, standing, rank }) => [model, standing, rank])).toEqual([
      ["c", "incomparable", null],
      ["b", "incomparable", null],
      ["a", "new", null],
    ]);
    const [first, second] = board.rows;
    expect(first!.rating! + second!.rating!).toBeCloseTo(2000, 9);
    expect(first!.rating).toBeGreaterThan(second!.rating!);
  });

  it("with twenty votes that fall both ways is level, and shares the place", () => {
    const board = boardOf([cell("other", "a", "b", [10, 10])], named("b", "a"));
    expect(board).toMatchObject({ votes: 20, ranked: 2 });
    for (const row of board.rows) {
      expect(row).toMatchObject({ standing: "ranked", rank: 1, rankBest: 1, rankWorst: 2, votes: 20, wins: 10 });
      expect(row.rating).toBeCloseTo(1000, 9);
    }
  });

  it("ranks the models most votes are about, and compares nobody with those that never met them", () => {
    const board = boardOf(
      [cell("other", "a", "b", [60, 40]), cell("other", "d", "c", [30, 20])],
      named("a", "b", "c", "d"),
    );
    expect(board.rows.map(({ model, standing, rank }) => [model, standing, rank])).toEqual([
      ["a", "ranked", 1],
      ["b", "ranked", 2],
      ["d", "incomparable", null],
      ["c", "incomparable", null],
    ]);
  });

  it("puts a newcomer with one vote, and who is retired, below the line, and changes nothing about the others", () => {
    const cells = [
      cell("other", "a", "b", [60, 40]),
      cell("other", "b", "c", [60, 40]),
      cell("other", "c", "a", [40, 60]),
    ];
    const firm = boardOf(cells, named("a", "b", "c"));
    const joined = boardOf([...cells, cell("other", "new", "a", [1, 0])], named("a", "b", "c", "new"));
    expect(joined.rows.slice(0, 3)).toEqual([
      { ...firm.rows[0], votes: 201, losses: 81, bothBadShare: 0 },
      ...firm.rows.slice(1, 3),
    ]);
    expect(joined.rows[3]).toMatchObject({ model: "new", standing: "incomparable", rank: null, votes: 1, wins: 1 });
    expect({ ...joined, rows: [], votes: 300 }).toEqual({ ...firm, rows: [], votes: 300 });
    const without = createLeaderboard(
      rateBoard(singleVotes(cells), (model) => model === "a"),
      named("a", "b", "c"),
    );
    expect(without.rows.map(({ model, standing, rank }) => [model, standing, rank])).toEqual([
      ["b", "ranked", 1],
      ["c", "ranked", 2],
      ["a", "retired", null],
    ]);
  });

  it("tells what first place hangs on by the votes on retired models too, of which none is first or a rival", () => {
    const tallies = [
      cell("other", "a", "b", [45, 55]),
      cell("other", "a", "old", [150, 150]),
      cell("other", "b", "old", [90, 210]),
      cell("other", "c", "old", [60, 60]),
      cell("other", "c", "a", [20, 30]),
      cell("other", "star", "a", [70, 30]),
      cell("other", "star", "old", [70, 30]),
    ];
    const statistics = singleVotes(tallies);
    const whale = { ...cell("other", "a", "old", [60, 0]), voter: "whale" };
    const retired = (model: string) => model === "old" || model === "star";
    const { fit, sensitivity, without } = rateBoard({ ...statistics, voters: [whale] }, retired);
    expect(fit.models.map(({ model }) => model)).toEqual(["a", "c", "b"]);
    expect(sensitivity).toMatchObject({ first: "a", rival: "c", ofVotes: 1070 });
    expect(without?.busiest).toMatchObject({ first: "a", votes: 60, firstWithout: "c" });
    expect(without?.adminsOnly.decides).toMatchObject({ voter: "whale", first: "a", rival: "c" });
  });

  it("asks for what is missing by the votes on retired models too", () => {
    const rivals = ["a", "b", "c"].map((model, place) => cell("other", model, "old", [600 - 60 * place, 400]));
    const direct = [cell("other", "a", "b", [11, 9]), cell("other", "b", "c", [11, 9])];
    const outlook = (retired: string) =>
      rateBoard(singleVotes([...rivals, ...direct]), (model) => model === retired).outlook.first;
    const [playing, retired] = [outlook("nobody"), outlook("old")];
    if (playing.kind !== "voters" || retired.kind !== "voters") throw new Error("No people are asked for.");
    // One rival less, by the same votes.
    expect(retired.voters).toBeLessThanOrEqual(playing.voters);
    expect(retired.voters).toBeGreaterThan(playing.voters / 2);
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

  it("tells two models of one name apart by their ids", () => {
    const twins = [
      ...named("b"),
      { id: "x-1", name: "Twin", organization: "" },
      { id: "x-2", name: "Twin", organization: "" },
    ];
    const board = boardOf([cell("other", "x-1", "b", [30, 10])], twins);
    expect(board.rows.map(({ name }) => name)).toEqual(["Twin (x-1)", "Model B", "Twin (x-2)"]);
  });

  it("calls a model by its id when nobody knows its name", () => {
    const board = boardOf([cell("other", "gone", "b", [30, 10])], named("b"));
    expect(board.rows[0]).toMatchObject({ model: "gone", name: "gone", organization: "" });
  });

  it("sorts by rating and separates what many votes separate", () => {
    const cells = tasks.flatMap((task) => [
      cell(task, "low", "high", [20, 180]),
      cell(task, "high", "middle", [150, 50]),
      cell(task, "low", "middle", [60, 140]),
    ]);
    const board = boardOf(cells, named("low", "middle", "high"));
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

  it("is no more than the order below five effective voters, however often they vote", () => {
    for (const board of [boardBy(4, 10), boardBy(4, 100)]) {
      expect(board).toMatchObject({ claimed: false, voters: 4, effectiveVoters: 4 });
      expect(board.rows.map(({ lower, rankBest, rankWorst, below }) => [lower, rankBest, rankWorst, below])).toEqual([
        [null, 1, 2, "joined"],
        [null, 1, 2, null],
      ]);
    }
    const board = boardBy(20, 20);
    expect(board).toMatchObject({ claimed: true, voters: 20, effectiveVoters: 20 });
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
  const own = (votes: readonly PairTally[], all: BoardRating, taste: number, models: readonly NamedModel[]) =>
    createPersonalBoard(votes, fitOwn(votes, all.cells, taste), all, taste, models);
  const everybody = rateBoard(singleVotes([cell("other", "a", "b", [60, 20]), cell("other", "b", "c", [50, 30])]));

  it("shows the models that the voter has judged, and follows the voter", () => {
    const none = own([], everybody, 100, named("a", "b", "c", "d"));
    expect(none).toMatchObject({ votes: 0, ranked: 0, taste: { points: 100, measured: true, unjudged: 4 } });
    expect(none.rows).toEqual([]);
    const some = own([cell("other", "b", "c", [1, 0])], everybody, 100, named("a", "b", "c", "d"));
    expect(some).toMatchObject({ votes: 1, ranked: 2, claimed: false, taste: { unjudged: 2 } });
    expect(some.rows.map(({ model, rank }) => [model, rank])).toEqual([
      ["b", 1],
      ["c", 2],
    ]);
    const losses = [cell("other", "a", "b", [0, 20])];
    const board = own(losses, everybody, 100, named("a", "b", "c"));
    expect(board.votes).toBe(20);
    const a = board.rows.find(({ model }) => model === "a")!;
    expect(a).toMatchObject({ votes: 20, losses: 20, lower: null, rankBest: a.rank });
    expect(a.difference).toBeLessThan(-30);
    const firmer = own(losses, everybody, 10, named("a", "b", "c"));
    expect(firmer.rows.find(({ model }) => model === "a")!.difference).toBeGreaterThan(a.difference!);
  });

  it("has no place for a model that everybody's board does not rank", () => {
    const votes = [cell("other", "a", "b", [60, 20]), cell("other", "new", "b", [1, 0])];
    const mine = [cell("other", "a", "b", [3, 1]), cell("other", "new", "b", [1, 0])];
    const board = own(mine, rateBoard(singleVotes(votes)), 100, []);
    expect(board.rows.map(({ model, rank }) => [model, rank])).toEqual([
      ["a", 1],
      ["b", 2],
      ["new", null],
    ]);
  });

  it("takes the voter's votes out of everybody's before it leans on them", () => {
    const votes = [cell("other", "a", "b", [60, 20])];
    const board = own(votes, rateBoard(singleVotes(votes)), 100, named("a", "b"));
    // All there is are the voter's own: nothing is counted twice.
    expect(board.rows[0]!.difference).toBeCloseTo(board.rows[0]!.rating! - 1000, 9);
  });
});

describe("packed votes", () => {
  const piece = (cells: PackedCell[], voters: string) => sharePiece(JSON.stringify(cells), voters);

  it("add up over cells and pieces, and tell the first and the last day of all", () => {
    const pieces = [
      piece(
        [
          ["义", "x", "2026-03-15", 0, 0, 0, 0, 0, 0, 0, 0],
          ["y", "x", "2026-03-14", 2, 3, 1, 0, 0, 9, 8, 7],
        ],
        "-7 1 1 0 0 0\n5 1 2 1 0 0",
      ),
      piece([], ""),
      piece(
        [
          ["y", "x", "2026-03-13", 1, 1, 0, 0, 0, 4, 2, 1],
          ["x", "义", "2026-03-16", 1, 0, 3, 1, 2, 9, 18, 36],
        ],
        "-7 0 1 0 0 0\n8 1 0 3 1 2",
      ),
    ];
    const { cells, voters, days } = unpackVotes({ pieces });
    expect(cells).toEqual([
      {
        ...{ modelA: "y", modelB: "x", battles: 3, a: 4, b: 1, tie: 0, bothBad: 0 },
        ...{ winsSquared: 13, winsTimesVotes: 10, votesSquared: 8 },
      },
      {
        ...{ modelA: "x", modelB: "义", battles: 1, a: 0, b: 3, tie: 1, bothBad: 2 },
        ...{ winsSquared: 9, winsTimesVotes: 18, votesSquared: 36 },
      },
    ]);
    expect(voters).toEqual([
      { voter: "-7", modelA: "y", modelB: "x", a: 2, b: 0, tie: 0, bothBad: 0 },
      { voter: "5", modelA: "y", modelB: "x", a: 2, b: 1, tie: 0, bothBad: 0 },
      { voter: "8", modelA: "x", modelB: "义", a: 0, b: 3, tie: 1, bothBad: 2 },
    ]);
    expect(days).toEqual({ first: "2026-03-13", last: "2026-03-16" });
    expect(unpackVotes({ pieces: [] })).toEqual({ cells: [], voters: [], days: null });
  });

  it("are packed as tallies without loss, whatever models are called", () => {
    const tallies = [
      { modelA: "义 1", modelB: "x", a: 1, b: 2, tie: 3, bothBad: 4 },
      { modelA: "x", modelB: "义 1", a: 0, b: 0, tie: 1, bothBad: 2_000_000 },
    ];
    expect(unpackTallies(packTallies(tallies))).toEqual(tallies);
  });
});
