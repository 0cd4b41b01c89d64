/** Ratings over time, as a picture and in words. */
import type { Leaderboard } from "../../boards/standings.ts";
import type { RatingHistory } from "../../boards/board-rating.ts";
import type { LinesPicture } from "../../images/picture.ts";
import { sentences, type Sentences } from "../../language/index.ts";
import { meanRating } from "../../rating/scale.ts";
import { altText } from "../../images/alt-text.ts";
import { about, type BoardView } from "./leaderboard-picture.ts";

/** More lines than this cannot be told apart. */
const mostLines = 6;
/** Labels below the plot. */
const mostDates = 4;
const day = 24 * 60 * 60 * 1000;

type Series = LinesPicture["series"][number] & { first: number; last: number };

/** A point's place is that of its day between the first and the last; of a single day, at the end. */
function placeOf(date: string, { days }: RatingHistory): number {
  const [first, last] = [Date.parse(days[0] ?? date), Date.parse(days.at(-1) ?? date)];
  return last - first < day ? 1 : (Date.parse(date) - first) / (last - first);
}

function listSeries(board: Leaderboard, history: RatingHistory): Series[] {
  const names = new Map(board.rows.map(({ model, name }) => [model, name]));
  return history.models.slice(0, mostLines).flatMap(({ model, ratings }): Series[] => {
    const points = ratings.flatMap((y, index) =>
      y === null ? [] : [{ x: placeOf(history.days[index] ?? "", history), y }],
    );
    const [first, last] = [points[0]?.y, points.at(-1)?.y].map((rating) => rating && Math.round(rating));
    if (first === undefined || last === undefined) return [];
    return [{ name: names.get(model) ?? model, figure: String(last), points, first, last }];
  });
}

export function historyPicture(board: Leaderboard, history: RatingHistory, view: BoardView): LinesPicture {
  const words = sentences(view.language);
  const { overTime, shortDay, matrix, emptySelection } = words.boards;
  const leftOut = history.models.length - mostLines;
  const dates = history.days.filter((_, index, { length }) => {
    const step = Math.max(1, Math.ceil((length - 1) / (mostDates - 1)));
    return index === length - 1 || (index % step === 0 && index + step / 2 < length - 1);
  });
  return {
    kind: "lines",
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: titleOf(view, words),
    subtitle: about(board, view, words, 1),
    ...(leftOut > 0 ? { status: matrix.more(leftOut) } : {}),
    ...(history.models.length === 0 ? { status: emptySelection } : {}),
    series: listSeries(board, history).map(({ name, figure, points }) => ({ name, figure, points })),
    ticks: dates.map((date) => ({ at: placeOf(date, history), label: shortDay(new Date(date)) })),
    strong: meanRating,
    footer: overTime.footer,
  };
}

/** The same figures in words: where each line begins and ends. */
export function historyInWords(board: Leaderboard, history: RatingHistory, view: BoardView): string {
  const words = sentences(view.language);
  const heading = `${titleOf(view, words)}${words.boards.separator}${about(board, view, words, 1)}`;
  const lines = listSeries(board, history).map(({ name, first, last }) =>
    words.boards.overTime.line(name, first, last),
  );
  return altText([heading, ...lines], words);
}

function titleOf({ task }: BoardView, { boards, tasks }: Sentences): string {
  return task ? `${boards.overTime.title}${boards.separator}${tasks[task]}` : boards.overTime.title;
}
