import { describe, expect, it } from "vitest";
import { type Task, tasks } from "../../core/answers/task.ts";
import { type BoardRating, rateBoard } from "../../core/boards/board-rating.ts";
import { type Cell, groupByTask, singleVotes } from "../../core/boards/cell.ts";
import { createLeaderboard } from "../../core/boards/standings.ts";
import { createProfiles, fewVotes, scoreHeadToHead, winsAgainstMean } from "../../core/boards/profile.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { cell, named } from "./cells.ts";

const cells = [
  cell("translation", "x", "y", [6, 2, 1, 1]),
  cell("translation", "z", "x", [3, 1]),
  cell("mathematics", "y", "x", [0, 0, 2, 0]),
  cell("mathematics", "y", "z", [9, 1]),
  cell("other", "x", "z", [0, 0]),
];

/** Each task's board, every vote by somebody else on a battle of its own. */
function boardsOf(votes: readonly Cell[]): Map<Task, BoardRating> {
  const byTask = [...groupByTask(votes)];
  return new Map(byTask.map(([task, own]) => [task, rateBoard(singleVotes(own))]));
}

const profileOf = (model: string, votes = cells) => createProfiles(votes, boardsOf(votes), [model])[0]!;
const axesOf = (model: string) => new Map(profileOf(model).axes.map((axis) => [axis.task, axis]));

describe("a profile", () => {
  it("has every task of the arena as an axis, in the arena's order, votes or none", () => {
    for (const model of ["x", "nobody"]) {
      expect(profileOf(model).axes.map(({ task }) => task)).toEqual(tasks);
    }
  });

  it("counts each task's votes, and says where they are few or none", () => {
    const axes = axesOf("x");
    expect(axes.get("translation")).toMatchObject({ votes: 14, wins: 7, losses: 5, ties: 1, bothBad: 1, few: false });
    expect(axes.get("mathematics")).toMatchObject({ votes: 2, ties: 2, few: true });
    expect(axes.get("other")).toMatchObject({ votes: 0, strength: null, few: true });
    expect(axes.get("programming")).toMatchObject({ votes: 0, strength: null, few: true });
    expect(axesOf("y").get("translation")!.votes).toBe(fewVotes);
    expect(axesOf("y").get("translation")!.few).toBe(false);
  });

  it("measures strength on a task against the field's mean there, and claims nothing by under five voters", () => {
    const axis = axesOf("x").get("translation")!;
    const row = createLeaderboard(boardsOf(cells).get("translation")!, named("x")).rows.find(
      (one) => one.model === "x",
    )!;
    expect(axis.strength!.share).toBeCloseTo(1 / (1 + 10 ** ((1000 - row.rating!) / 400)), 9);
    expect(axis.strength!.lower).toBeLessThan(axis.strength!.share);
    const oneMore = (votes: number) => profileOf("x", [cell("other", "x", "y", [votes - 4, 4])]).axes.at(-1)!.strength!;
    expect(oneMore(4).lower).toBeNull();
    expect(oneMore(5).lower).toBeLessThan(oneMore(5).share);
    expect(oneMore(5).upper).toBeGreaterThan(oneMore(5).share);
  });

  it.each([
    [
      "many people on one battle",
      (index: number) => ({ battle: index < 24 ? "busy" : `b${index}`, voter: `v${index}` }),
    ],
    [
      "one person on many battles",
      (index: number) => ({ battle: `b${index}`, voter: index < 24 ? "busy" : `v${index}` }),
    ],
  ])("has the intervals of the task's board: wider by %s", (_name, of) => {
    const votes = Array.from({ length: 80 }, (_, index): CastVote => {
      const choice = index < 40 || index % 2 === 0 ? "a" : "b";
      return { modelA: "x", modelB: "y", ...of(index), choice };
    });
    const tally = [cell("other", "x", "y", [60, 20])];
    const board = rateBoard(summarizeVotes(votes));
    const { strength } = createProfiles(tally, new Map([["other", board]]), ["x"])[0]!.axes.at(-1)!;
    const row = createLeaderboard(board, named("x", "y")).rows[0]!;
    expect(strength).toEqual({
      share: winsAgainstMean(row.rating!),
      lower: winsAgainstMean(row.lower!),
      upper: winsAgainstMean(row.upper!),
    });
    const apart = profileOf("x", tally).axes.at(-1)!.strength!;
    expect(strength!.share).toBeCloseTo(apart.share, 9);
    expect(strength!.upper! - strength!.lower!).toBeGreaterThan(1.3 * (apart.upper! - apart.lower!));
  });

  it("accounts for who the rivals were: the same score against stronger ones is worth more", () => {
    const votes = [
      cell("other", "strong", "weak", [40, 5]),
      cell("other", "one", "strong", [10, 10]),
      cell("other", "two", "weak", [10, 10]),
    ];
    const [one, two] = createProfiles(votes, boardsOf(votes), ["one", "two"]).map(
      ({ axes }) => axes.at(-1)!.strength!.share,
    );
    expect(one).toBeGreaterThan(0.55);
    expect(two).toBeLessThan(0.45);
  });

  it("names the rivals closest first, seen from the model, without those it has no votes with", () => {
    expect(profileOf("x").rivals).toEqual([
      { model: "y", votes: 12, wins: 6, losses: 2, ties: 3, bothBad: 1, share: 8 / 12 },
      { model: "z", votes: 4, wins: 1, losses: 3, ties: 0, bothBad: 0, share: 1 / 4 },
    ]);
    expect(profileOf("nobody").rivals).toEqual([]);
  });

  it("holds many votes that are nearly even to be closer than few that are quite", () => {
    const votes = [
      cell("other", "x", "few", [1, 1]),
      cell("other", "many", "x", [50, 47]),
      cell("other", "x", "beaten", [90, 10]),
      cell("other", "x", "alike", [47, 50]),
    ];
    expect(profileOf("x", votes).rivals.map(({ model }) => model)).toEqual(["alike", "many", "few", "beaten"]);
  });
});

describe("head to head", () => {
  it("adds both sides and all tasks, and mirrors", () => {
    const score = { votes: 12, wins: 6, losses: 2, ties: 3, bothBad: 1 };
    expect(scoreHeadToHead(cells, "x", "y")).toEqual(score);
    expect(scoreHeadToHead(cells, "y", "x")).toMatchObject({ votes: 12, wins: 2, losses: 6 });
    expect(scoreHeadToHead(cells, "x", "nobody")).toMatchObject({ votes: 0 });
  });
});
