import { describe, expect, it } from "vitest";
import { tasks } from "../../core/arena/task.ts";
import { createProfiles, fewVotes, scoreHeadToHead } from "../../core/boards/profile.ts";
import { boardOf, cell, named } from "./cells.ts";

const cells = [
  cell("translation", "x", "y", [6, 2, 1, 1]),
  cell("translation", "z", "x", [3, 1]),
  cell("mathematics", "y", "x", [0, 0, 2, 0]),
  cell("mathematics", "y", "z", [9, 1]),
  cell("other", "x", "z", [0, 0]),
];

const profileOf = (model: string, votes = cells) => createProfiles(votes, [model])[0]!;
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

  it("measures strength on a task against the field's mean there, as a board of that task does", () => {
    const own = cells.filter(({ task }) => task === "translation");
    for (const { model, rating } of boardOf(own, named("x", "y", "z")).rows) {
      const { strength } = axesOf(model).get("translation")!;
      expect(strength!.share).toBeCloseTo(1 / (1 + 10 ** ((1000 - rating!) / 400)), 9);
      expect(strength!.lower).toBeLessThan(strength!.share);
      expect(strength!.upper).toBeGreaterThan(strength!.share);
    }
  });

  it("accounts for who the rivals were: the same score against stronger ones is worth more", () => {
    const votes = [
      cell("other", "strong", "weak", [40, 5]),
      cell("other", "one", "strong", [10, 10]),
      cell("other", "two", "weak", [10, 10]),
    ];
    const [one, two] = createProfiles(votes, ["one", "two"]).map(({ axes }) => axes.at(-1)!.strength!.share);
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
