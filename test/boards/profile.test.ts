import { describe, expect, it } from "vitest";
import { tasks } from "../../core/arena/task.ts";
import { createProfile, scoreHeadToHead } from "../../core/boards/profile.ts";
import { cell } from "./cells.ts";

const cells = [
  cell("translation", "x", "y", [6, 2, 1, 1]),
  cell("translation", "z", "x", [3, 1]),
  cell("mathematics", "y", "x", [0, 0, 2, 0]),
  cell("mathematics", "y", "z", [9, 1]),
  cell("other", "x", "z", [0, 0]),
];

describe("a profile", () => {
  it("has every task of the arena as an axis, in the arena's order, votes or none", () => {
    for (const model of ["x", "nobody"]) {
      expect(createProfile(cells, model).axes.map(({ task }) => task)).toEqual(tasks);
    }
  });

  it("gives each task the share of wins with half of ties and both-bad, and null without votes", () => {
    const axes = new Map(createProfile(cells, "x").axes.map((axis) => [axis.task, axis]));
    expect(axes.get("translation")).toEqual({
      ...{ task: "translation", votes: 14, wins: 7, losses: 5, ties: 1, bothBad: 1, share: 8 / 14 },
    });
    expect(axes.get("mathematics")).toMatchObject({ votes: 2, ties: 2, share: 0.5 });
    expect(axes.get("other")).toMatchObject({ votes: 0, share: null });
    expect(axes.get("programming")).toMatchObject({ votes: 0, share: null });
  });

  it("sums up over tasks", () => {
    expect(createProfile(cells, "x").overall).toEqual({
      ...{ votes: 16, wins: 7, losses: 5, ties: 3, bothBad: 1, share: 9 / 16 },
    });
    expect(createProfile(cells, "nobody")).toMatchObject({ overall: { votes: 0, share: null }, rivals: [] });
  });

  it("shares of the two sides of a pair add up to one", () => {
    const pair = cells.slice(0, 1);
    expect(createProfile(pair, "x").overall.share! + createProfile(pair, "y").overall.share!).toBeCloseTo(1, 12);
  });

  it("names the rivals closest first, seen from the model, without those it has no votes with", () => {
    const { rivals } = createProfile(cells, "x");
    expect(rivals).toEqual([
      { model: "y", votes: 12, wins: 6, losses: 2, ties: 3, bothBad: 1, share: 8 / 12 },
      { model: "z", votes: 4, wins: 1, losses: 3, ties: 0, bothBad: 0, share: 1 / 4 },
    ]);
  });

  it("holds many votes that are nearly even to be closer than few that are quite", () => {
    const votes = [
      cell("other", "x", "few", [1, 1]),
      cell("other", "many", "x", [50, 47]),
      cell("other", "x", "beaten", [90, 10]),
      cell("other", "x", "alike", [47, 50]),
    ];
    expect(createProfile(votes, "x").rivals.map(({ model }) => model)).toEqual(["alike", "many", "few", "beaten"]);
  });
});

describe("head to head", () => {
  it("adds both sides and all tasks, and mirrors", () => {
    expect(scoreHeadToHead(cells, "x", "y")).toEqual({
      ...{ votes: 12, wins: 6, losses: 2, ties: 3, bothBad: 1, share: 8 / 12 },
    });
    expect(scoreHeadToHead(cells, "y", "x")).toMatchObject({ votes: 12, wins: 2, losses: 6, share: 4 / 12 });
    expect(scoreHeadToHead(cells, "x", "nobody")).toMatchObject({ votes: 0, share: null });
  });
});
