/** What a model's profile says of its place, and of having none. */
import { describe, expect, it } from "vitest";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { groupByTask, singleVotes } from "../../core/boards/cell.ts";
import { createProfiles, findLead } from "../../core/boards/profile.ts";
import { createLeaderboard } from "../../core/boards/standings.ts";
import { modelInWords, modelPicture, type ModelView } from "../../core/commands/profile/model-picture.ts";
import type { Task } from "../../core/answers/task.ts";
import type { Panel } from "../../core/images/picture.ts";
import { sentences } from "../../core/language/index.ts";
import { cell, named } from "../boards/cells.ts";

const models = named("a", "b", "c", "d", "e", "f");
const cells = [
  ...[cell("other", "a", "b", [60, 40]), cell("other", "b", "c", [60, 40]), cell("other", "c", "a", [30, 70])],
  ...[cell("other", "d", "a", [1, 0]), cell("other", "e", "b", [2, 1]), cell("other", "c", "e", [1, 0])],
];
const board = createLeaderboard(
  rateBoard(singleVotes(cells), (model) => model === "b"),
  models,
);
const facts = { answers: 0, characters: null, milliseconds: null, cost: null };
const view: ModelView = {
  ...{ language: "en", theme: "light", demo: false, ranked: board.ranked, nameOf: (id) => id },
};

function shown(...ids: string[]) {
  const profiles = createProfiles(cells, new Map(), ids);
  return ids.map((id, index) => {
    const row = board.rows.find(({ model }) => model === id)!;
    return { name: row.name, row, profile: profiles[index]!, facts };
  });
}

describe("the profile of a model", () => {
  it.each([
    ["a", /^Rating \d+ \(\d+ to \d+\) · rank 1 of 2 · 201 votes$/u],
    ["b", /^Rating \d+ \(\d+ to \d+\) · retired, so without a rank · 203 votes$/u],
    ["d", /^Rating about \d+ \(−?\d+ to \d+\) · not ranked yet: it has only won, .* · 1 vote$/u],
    ["e", /^Rating about \d+ \(\d+ to \d+\) · not ranked yet: too few votes · 4 votes$/u],
    ["f", /^No votes yet$/u],
  ])("%s says where it stands, or plainly that it has no place", (id, line) => {
    expect(modelPicture(shown(id), view).subtitle.split("\n")[0]).toMatch(line);
    expect(modelInWords(shown(id), view).split("\n")[1]).toMatch(line);
  });

  it("says so of each of two as well, and in Chinese", () => {
    const words = modelInWords(shown("a", "e"), { ...view, language: "zh" });
    expect(words).toMatch(/Model A: 评分 \d+（\d+ 至 \d+） · 第 1 名，共 2 个 · 201 票/u);
    expect(words).toMatch(/Model E: 评分约 \d+（\d+ 至 \d+） · 暂无名次：票数太少 · 4 票/u);
  });
});

describe("what a profile draws of the tasks", () => {
  const allTasks = ["generation", "translation", "summarisation", "mathematics", "programming", "other"] as const;
  /** A profile made of these tasks' own boards, each of so many votes of which A wins so many. */
  const drawn = (votes: Partial<Record<Task, [number, number]>>, ...ids: string[]) => {
    const all = Object.entries(votes).map(([task, [wins, losses]]) => cell(task as Task, "a", "c", [wins, losses]));
    const boards = new Map([...groupByTask(all)].map(([task, own]) => [task, rateBoard(singleVotes(own))]));
    const profiles = createProfiles(all, boards, ids);
    const figures = shown(...ids).map((one, index) => ({ ...one, profile: profiles[index]! }));
    return { picture: modelPicture(figures, view), alt: modelInWords(figures, view) };
  };
  const rowsOf = ({ panels }: { panels: Panel[] }) =>
    panels.flatMap((panel) => (panel.kind === "intervals" ? panel.rows : []));

  it("is a row a task where fewer than five can be relied on, strongest first, the others named in one line", () => {
    const { picture, alt } = drawn({ translation: [40, 60], programming: [70, 30], other: [2, 1] }, "a");
    expect(picture.kind).toBe("panels");
    expect(rowsOf(picture).map(({ label, values }) => [label, values[0]?.faint])).toEqual([
      ["programming", false],
      ["other", true],
      ["translation", false],
    ]);
    const unvoted = "No votes yet: generation, classification, question answering, summarisation, mathematics";
    expect(picture.panels).toContainEqual({ kind: "notes", title: "", notes: [unvoted] });
    expect(alt).toContain(unvoted);
    for (const { label, values } of rowsOf(picture))
      expect(alt).toContain(`${label} ${values[0]!.figure} (${values[0]!.detail})`);
  });

  it("is a radar of those that can be relied on where they are five, without a gap, and rows of the others", () => {
    const six = Object.fromEntries(allTasks.map((task, index) => [task, [60 + index, 40]])) as Record<Task, [number, number]>; // prettier-ignore
    const { picture } = drawn({ ...six, other: [1, 1] }, "a", "c");
    expect(picture).toMatchObject({ kind: "radar", axes: ["generation", "translation", "summarisation", "mathematics", "programming"] }); // prettier-ignore
    if (picture.kind !== "radar") return;
    for (const { values } of picture.series)
      for (const { lower, upper, faint } of values) expect([typeof lower, typeof upper, faint]).toEqual(["number", "number", false]); // prettier-ignore
    expect(rowsOf(picture).map(({ label }) => label)).toEqual(["other"]);
  });

  it("has no tile without a value, and says nothing of reading it where nothing is drawn", () => {
    const picture = modelPicture(shown("f"), view);
    expect(picture.panels).toEqual([]);
    expect([picture.subtitle, picture.footer]).toEqual(["No votes yet", ""]);
    const tiles = modelPicture(shown("a"), view).panels.flatMap((panel) => (panel.kind === "tiles" ? panel.tiles : []));
    expect(tiles.map(({ label }) => label)).toEqual([sentences("en").profile.bothBad]);
  });

  it("says in its title where the model is surely above or below average", () => {
    const { picture } = drawn({ programming: [90, 10], other: [20, 80], mathematics: [51, 49] }, "a");
    expect(picture.title).toBe("Model A: better than average at programming, worse at other questions");
    expect(drawn({ mathematics: [51, 49] }, "a").picture.title).toBe(
      "Model A: not clearly better or worse than average at any task",
    );
    const many = Object.fromEntries(allTasks.map((task) => [task, [90, 10]])) as Record<Task, [number, number]>;
    expect(drawn(many, "c").picture.title).toBe("Model C: worse than average at 6 of 6 tasks");
  });
});

describe("the profiles of two models", () => {
  const two = named("a", "c");
  const leadBy = (wins: number) => findLead(rateBoard(singleVotes([cell("other", "a", "c", [wins, 100 - wins])])), two);

  it("say which is ahead where that holds however often people look, and that it is open where it does not", () => {
    // 62 of 100 is beyond an interval looked at once.
    expect(leadBy(62)).toEqual({ higher: "Model A", lower: "Model C", isAhead: false });
    expect(leadBy(75)).toEqual({ higher: "Model A", lower: "Model C", isAhead: true });
    expect(leadBy(25)).toEqual({ higher: "Model C", lower: "Model A", isAhead: true });
    const say = (wins: number) => {
      const lead = leadBy(wins);
      return modelPicture(shown("a", "c"), { ...view, ...(lead && { lead }) }).title;
    };
    expect(say(75)).toBe("Model A is ahead of Model C");
    expect(say(62)).toBe("Model A or Model C: the votes do not show yet which is ahead");
  });

  it("say nothing of it where one has no place, or nothing is claimed", () => {
    const rating = rateBoard(singleVotes(cells));
    expect(findLead(rating, named("a", "e"))).toBeNull();
    expect(findLead(rating, named("a"))).toBeNull();
    const alone = rateBoard({
      cells: singleVotes([cell("other", "a", "c", [75, 25])]).cells,
      voters: [{ modelA: "a", modelB: "c", a: 75, b: 25, tie: 0, bothBad: 0, voter: "I" }],
    });
    expect(findLead(alone, two)).toBeNull();
  });
});
