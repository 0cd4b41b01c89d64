/** The other forms of a board, as pictures and in words: ratings over time, and each model against each. */
import type { Leaderboard } from "../../boards/standings.ts";
import type { RatingHistory } from "../../boards/board-rating.ts";
import { type LinesPicture, type MatrixCell, type MatrixPicture, mostMatrixModels } from "../../images/picture.ts";
import { sentences, type Sentences } from "../../language/index.ts";
import { meanRating } from "../../rating/scale.ts";
import { altText } from "../../images/alt-text.ts";
import { finding } from "./board-status.ts";
import { about, type BoardView, listRows } from "./leaderboard-picture.ts";
import { scoreHeadToHead } from "../../boards/profile.ts";
import { scoreShare } from "../../boards/score.ts";
import type { PairTally } from "../../rating/pair-tally.ts";

/** More lines than this cannot be told apart. */
const mostLines = 6;
/** Labels below the plot. */
const mostDates = 4;
const day = 24 * 60 * 60 * 1000;

type Series = LinesPicture["series"][number] & { first: number; last: number };

/** A point's place is that of its day between the first and the last. */
function placeOf(date: string, days: readonly string[]): number {
  const [first, last] = [Date.parse(days[0] ?? date), Date.parse(days.at(-1) ?? date)];
  return (Date.parse(date) - first) / Math.max(day, last - first);
}

/** Lines of the models that are ranked over two days and more, in the board's order; of all with votes while none is. */
function listSeries(board: Leaderboard, { days, models }: RatingHistory): Series[] {
  // Of one day there is no course to be seen.
  if (days.length < 2) return [];
  const ratingsOf = new Map(models.map(({ model, ratings }) => [model, ratings]));
  const candidates = board.ranked > 0 ? board.rows.filter(({ standing }) => standing === "ranked") : board.rows;
  const shown = candidates.filter(({ model }) => ratingsOf.has(model)).slice(0, mostLines);
  return shown.flatMap(({ model, name }): Series[] => {
    const points = (ratingsOf.get(model) ?? []).flatMap((y, index) =>
      y === null ? [] : [{ x: placeOf(days[index] ?? "", days), y }],
    );
    const [first, last] = [points[0]?.y, points.at(-1)?.y].map((rating) => rating && Math.round(rating));
    if (first === undefined || last === undefined) return [];
    return [{ name, figure: String(last), points, first, last }];
  });
}

/** Ratings over time: a line a model, of the first few ranked models of the board. */
export function historyPicture(board: Leaderboard, history: RatingHistory, view: BoardView): LinesPicture {
  const words = sentences(view.language);
  const { overTime, shortDay, matrix, emptySelection } = words.boards;
  const series = listSeries(board, history);
  const leftOut = history.models.length - series.length;
  const dates = history.days.filter((_, index, { length }) => {
    const step = Math.max(1, Math.ceil((length - 1) / (mostDates - 1)));
    return index === length - 1 || (index % step === 0 && index + step < length);
  });
  const status =
    history.days.length === 0
      ? emptySelection
      : history.days.length === 1
        ? overTime.oneDay
        : leftOut > 0
          ? matrix.more(leftOut)
          : undefined;
  return {
    ...surroundings(series.length === 0 ? null : finding(board, words).title, overTime.title, board, view),
    kind: "lines",
    ...(status !== undefined && { status }),
    series: series.map(({ name, figure, points }) => ({ name, figure, points })),
    ticks:
      series.length === 0
        ? []
        : dates.map((date) => ({ at: placeOf(date, history.days), label: shortDay(new Date(date)) })),
    strong: meanRating,
    footer: series.length === 0 ? "" : overTime.footer,
  };
}

/** The same figures in words: where each line begins and ends. */
export function historyInWords(board: Leaderboard, history: RatingHistory, view: BoardView): string {
  const words = sentences(view.language);
  const { title, subtitle, status } = historyPicture(board, history, view);
  const lines = listSeries(board, history).map(({ name, first, last }) =>
    words.boards.overTime.line(name, first, last),
  );
  return altText([`${title}${words.boards.separator}${subtitle}`, ...(status ? [status] : []), ...lines], words);
}

/** What surrounds a form of a board: what it shows to be so, if anything, above what it is called. */
export function surroundings(found: string | null, called: string, board: Leaderboard, view: BoardView) {
  const words = sentences(view.language);
  const { separator } = words.boards;
  const name = view.task ? `${called}${separator}${words.tasks[view.task]}` : called;
  return {
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: found ?? name,
    subtitle: [...(found === null ? [] : [name]), about(board, view, words, 1)].join(separator),
  };
}

/** With so few votes a square has half of its shade. */
const shadeVotes = 4;

type Shown = { names: string[]; cells: (MatrixCell | null)[][]; leftOut: number };

/** @param board in whose order the models stand: only as many as have room. */
function showMatrix(board: Leaderboard, tallies: readonly PairTally[], { boards }: Sentences): Shown {
  const rated = listRows(board).filter(({ rating }) => rating !== null);
  const shown = rated.slice(0, mostMatrixModels);
  const cells = shown.map(({ model }) =>
    shown.map(({ model: rival }): MatrixCell | null => {
      if (model === rival) return null;
      const score = scoreHeadToHead(tallies, model, rival);
      const share = scoreShare(score);
      if (share === null) return null;
      const shade = (2 * share - 1) * (score.votes / (score.votes + shadeVotes));
      return { shade, figure: boards.percent(share), detail: boards.count(score.votes) };
    }),
  );
  return { names: shown.map(({ name }) => name), cells, leftOut: rated.length - shown.length };
}

/** Each model against each: a square a pair. */
export function matrixPicture(board: Leaderboard, tallies: readonly PairTally[], view: BoardView): MatrixPicture {
  const words = sentences(view.language);
  const { names, cells, leftOut } = showMatrix(board, tallies, words);
  const { matrix } = words.boards;
  return {
    ...surroundings(findWinner(names, cells, words), matrix.title, board, view),
    kind: "matrix",
    ...(names.length < 2 ? { status: matrix.none } : leftOut > 0 ? { status: matrix.more(leftOut) } : {}),
    names,
    cells,
    footer: matrix.footer,
  };
}

/** The same figures in words: each pair once. */
export function matrixInWords(board: Leaderboard, tallies: readonly PairTally[], view: BoardView): string {
  const words = sentences(view.language);
  const { names, cells } = showMatrix(board, tallies, words);
  const { matrix, separator } = words.boards;
  const lines = cells.flatMap((row, index) =>
    row.slice(index + 1).flatMap((cell, step) => {
      const [one, other] = [names[index] ?? "", names[index + 1 + step] ?? ""];
      return cell ? [matrix.line(one, other, cell.figure, cell.detail)] : [];
    }),
  );
  const { title, subtitle } = matrixPicture(board, tallies, view);
  return altText([`${title}${separator}${subtitle}`, ...(lines.length === 0 ? [matrix.none] : lines)], words);
}

/** Which model won more often than it lost against each of the others; null where some pair never met. */
function findWinner(names: readonly string[], cells: Shown["cells"], { boards: { matrix } }: Sentences): string | null {
  const rows = cells.map((row, index) => row.filter((_, column) => column !== index));
  if (names.length < 3 || rows.flat().includes(null)) return null;
  const winner = rows.findIndex((row) => row.every((cell) => (cell?.shade ?? 0) > 0));
  return winner < 0 ? matrix.noWinner : matrix.winner(names[winner] ?? "");
}
