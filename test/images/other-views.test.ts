/** The pictures beside the ranking: models against each other, and ratings over time. */
import { describe, expect, it } from "vitest";
import { createHistory } from "../../core/boards/board-rating.ts";
import type { DatedTally } from "../../core/boards/cell.ts";
import {
  historyInWords,
  historyPicture,
  matrixInWords,
  matrixPicture,
} from "../../core/commands/leaderboard/other-pictures.ts";
import type { BoardView } from "../../core/commands/leaderboard/leaderboard-picture.ts";
import { drawPicture } from "../../core/images/draw.ts";
import { linesLayout } from "../../core/images/lines.ts";
import { matrixLayout } from "../../core/images/matrix.ts";
import type { LinesPicture } from "../../core/images/picture.ts";
import { boardOf, cell, named } from "../boards/cells.ts";

const measure = (text: string) => text.length * 14;
const view: BoardView = {
  ...{ language: "en", theme: "light", demo: false, task: null, questions: null, community: null, page: 1 },
  days: { first: "2026-03-14", last: "2026-03-20" },
};

describe("a matrix", () => {
  const cells = [cell("other", "a", "b", [7, 2, 1]), cell("other", "b", "a", [0, 2]), cell("other", "b", "c", [1, 0])];
  const board = boardOf(cells, named("a", "b", "c", "d"));

  it("has a square a pair, seen from the row, with votes from both sides; none where two never met", () => {
    const { names, cells: squares } = matrixPicture(board, cells, view);
    expect(names).toEqual(["Model A", "Model B", "Model C"]);
    const figures = squares.map((row) => row.map((square) => square && `${square.figure} ${square.detail}`));
    expect(figures).toEqual([
      [null, "79% 12", null],
      ["21% 12", null, "100% 1"],
      [null, "0% 1", null],
    ]);
    // A single vote colours less than twelve.
    expect(squares[1]![2]!.shade).toBeLessThan(squares[0]![1]!.shade);
    expect(matrixInWords(board, cells, view).split("\n").slice(1)).toEqual([
      "Model A against Model B: 79% of 12",
      "Model B against Model C: 100% of 1",
    ]);
  });

  it("says in its title who has beaten each of the others, where all have met", () => {
    const all = [cell("other", "a", "b", [7, 2]), cell("other", "c", "a", [1, 4]), cell("other", "b", "c", [3, 1])];
    const titleOf = (votes: typeof all) => matrixPicture(boardOf(votes, named("a", "b", "c")), votes, view).title;
    expect(titleOf(all)).toBe("Model A won more often than it lost against each of the others");
    const circle = [...all.slice(0, 1), cell("other", "c", "a", [4, 1]), ...all.slice(2)];
    expect(titleOf(circle)).toBe("No model won more often than it lost against each of the others");
    expect(matrixPicture(board, cells, view).title).toBe("Head to head");
  });

  it("shows the first of many models, says how many it leaves out, and stays inside the picture", () => {
    const ids = Array.from({ length: 12 }, (_, index) => `m${index}`);
    const many = ids.slice(1).map((id) => cell("other", "m0", id, [3, 1]));
    const picture = matrixPicture(boardOf(many, named(...ids)), many, view);
    expect(picture.names).toHaveLength(8);
    expect(picture.status).toContain("4 more models");
    const layout = matrixLayout(picture, measure);
    expect(layout.left + 8 * layout.square.width).toBeLessThanOrEqual(layout.width);
    expect(layout.square.width).toBeGreaterThan(60);
    const { width, height } = drawPicture(picture);
    expect([width, height]).toEqual([layout.width, drawPicture(picture).height]);
  });
});

describe("ratings over time", () => {
  const dated = (day: string, tally: ReturnType<typeof cell>): DatedTally => ({ ...tally, day });
  const history = createHistory([
    dated("2026-03-16", cell("other", "c", "a", [4, 0])),
    dated("2026-03-14", cell("other", "a", "b", [3, 1])),
    dated("2026-03-16", cell("other", "a", "b", [0, 3])),
  ]);

  it("are those of a board of all votes up to each day, from a model's first vote on", () => {
    const before = boardOf([cell("other", "a", "b", [3, 1])], []);
    const after = boardOf([cell("other", "a", "b", [3, 4]), cell("other", "c", "a", [4, 0])], []);
    expect(history.days).toEqual(["2026-03-14", "2026-03-16"]);
    expect(history.models.map(({ model }) => model)).toEqual(after.rows.map(({ model }) => model));
    for (const { model, ratings } of history.models) {
      const rating = ({ rows }: typeof before) => rows.find((row) => row.model === model)?.rating ?? null;
      const [first, last] = [rating(before), rating(after)];
      expect(ratings[1]).toBeCloseTo(last!, 6);
      if (first === null) expect(ratings[0]).toBeNull();
    }
    const [a, b] = ["a", "b"].map((id) => history.models.find(({ model }) => model === id)!.ratings[0]!) as [number, number]; // prettier-ignore
    const [[one, other]] = [before.rows.map(({ rating }) => rating!)] as [[number, number]];
    expect(a - b).toBeCloseTo(one - other, 6);
  });

  it("are held where a newcomer comes in: it moves nobody", () => {
    const all = [
      cell("other", "a", "b", [60, 40]),
      cell("other", "b", "c", [60, 40]),
      cell("other", "c", "a", [40, 60]),
    ];
    const strong = ["a", "b", "c"].map((rival) => cell("other", "n", rival, [95, 5]));
    const days = createHistory([
      ...["2026-03-14", "2026-03-15"].flatMap((day) => all.map((one) => dated(day, one))),
      ...strong.map((one) => dated("2026-03-16", one)),
    ]);
    const board = boardOf([...all, ...all, ...strong], []);
    // On the boards of those days, whose mean is 1000 each, everybody falls by more than a hundred points.
    expect(board.rows.filter(({ model }) => model !== "n").every(({ rating }) => rating! < 960)).toBe(true);
    const meanOn = (day: number) =>
      days.models.filter(({ model }) => model !== "n").reduce((sum, { ratings }) => sum + ratings[day]! / 3, 0);
    expect(meanOn(1)).toBeCloseTo(meanOn(2), 6);
    expect(meanOn(0)).toBeCloseTo(meanOn(1), 6);
  });

  it("of a single day are said, not drawn", () => {
    const one = createHistory([dated("2026-03-16", cell("other", "a", "b", [40, 20]))]);
    const board = boardOf([cell("other", "a", "b", [40, 20])], named("a", "b"));
    const picture = historyPicture(board, one, view);
    expect([picture.series, picture.ticks, picture.footer]).toEqual([[], [], ""]);
    expect(picture.status).toMatch(/^All votes so far fell on one day/u);
    expect(historyInWords(board, one, view)).toContain(picture.status);
  });

  it("are those of the ranked models, in the board's order, whatever a newcomer's one vote says", () => {
    const cells = [
      cell("other", "a", "b", [40, 20]),
      cell("other", "b", "c", [40, 20]),
      cell("other", "c", "a", [20, 40]),
    ];
    const late = cell("other", "n", "a", [1, 0]);
    const board = boardOf([...cells, late], named("a", "b", "c", "n"));
    const course = createHistory([
      ...cells.map((one) => dated("2026-03-15", one)),
      ...[...cells, late].map((one) => dated("2026-03-16", one)),
    ]);
    expect(course.models[0]!.model).toBe("n");
    const picture = historyPicture(board, course, view);
    expect(picture.series.map(({ name }) => name)).toEqual(["Model A", "Model B", "Model C"]);
    expect(picture.status).toContain("1 more model is left out");
    const among = createHistory(
      [...cells, late].map((one) => dated("2026-03-16", one)),
      ["a", "b", "c"],
    );
    const ratings = board.rows.slice(0, 3).map(({ model, rating }) => [model, rating!.toFixed(6)]);
    expect(among.models.map((one) => [one.model, one.ratings[0]!.toFixed(6)])).toEqual(ratings);
    expect(historyInWords(board, course, view)).not.toContain("Model N");
    expect(matrixPicture(board, [...cells, late], view).names).toEqual(["Model A", "Model B", "Model C", "Model N"]);
  });

  it("are drawn with each name beside the end of its line, none on another", () => {
    const board = boardOf([cell("other", "a", "b", [3, 4]), cell("other", "c", "a", [4, 0])], named("a", "b", "c"));
    const picture = historyPicture(board, history, view);
    expect(picture.series.map(({ points }) => points.map(({ x }) => x))).toEqual([[1], [0, 1], [0, 1]]);
    expect(historyInWords(board, history, view)).toMatch(/Model B: from \d+ to \d+/u);
    const close: LinesPicture = {
      ...picture,
      series: Array.from({ length: 6 }, (_, index) => ({
        ...{ name: `Model ${index}`, figure: "1000", points: [{ x: 1, y: 1000 + index / 10 }] },
      })),
    };
    const { labels, plot } = linesLayout(close, measure);
    const baselines = labels.map(({ baseline }) => baseline).toSorted((one, other) => one - other);
    for (const [index, baseline] of baselines.entries()) {
      expect(baseline).toBeGreaterThan(plot.top);
      expect(baseline).toBeLessThan(plot.bottom);
      if (index > 0) expect(baseline - baselines[index - 1]!).toBeGreaterThanOrEqual(60);
    }
    expect(drawPicture(close).width).toBe(1080);
  });
});
