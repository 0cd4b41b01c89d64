/** Everything that is rated for a report, once. */
import {
  type BoardRating,
  type Cell,
  createHistory,
  createLeaderboard,
  fittedModels,
  groupByTask,
  rateBoard,
  type ReportRecord,
  type Task,
} from "../../core/index.ts";

/** The board of all votes, those of each task, and those of two periods. */
export type RatedRecord = {
  record: ReportRecord;
  rating: BoardRating;
  board: ReturnType<typeof createLeaderboard>;
  history: ReturnType<typeof createHistory>;
  cells: Cell[];
  byTask: Map<Task, BoardRating>;
  before: BoardRating;
  since: BoardRating;
  nameOf: (model: string) => string;
};

type Wanted = (part: { task: Task | null; isRecent: boolean }) => boolean;

/** Rates them as the arena rates its own boards. */
export function rateRecord(record: ReportRecord): RatedRecord {
  const playing = new Set(record.models.filter(({ status }) => status === "active").map(({ id }) => id));
  const retired = new Set(record.models.filter(({ status }) => status === "retired").map(({ id }) => id));
  const rate = (wanted: Wanted) =>
    rateBoard({ cells: record.cells.filter(wanted), voters: record.voters.filter(wanted) }, (model) =>
      retired.has(model),
    );
  const rating = rate(() => true);
  const shown = record.models.filter(({ id }) => playing.has(id) || rating.scores.has(id));
  const board = createLeaderboard(rating, shown);
  const cells = record.cells.map(({ task, modelA, modelB, a, b, tie, bothBad }): Cell => {
    const { first: firstDay, last: lastDay } = record.days ?? { first: "", last: "" };
    return { task, modelA, modelB, a, b, tie, bothBad, firstDay, lastDay };
  });
  const names = new Map(board.rows.map(({ model, name }) => [model, name]));
  return {
    ...{ record, rating, board, cells },
    history: createHistory(record.history, fittedModels(rating)),
    byTask: new Map([...groupByTask(cells).keys()].map((task) => [task, rate((part) => part.task === task)])),
    before: rate(({ isRecent }) => !isRecent),
    since: rate(({ isRecent }) => isRecent),
    nameOf: (model) => names.get(model) ?? record.models.find(({ id }) => id === model)?.name ?? model,
  };
}
