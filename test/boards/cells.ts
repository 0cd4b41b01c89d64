/** Cells and names to draw boards from. */
import type { Task } from "../../core/answers/task.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { singleVotes, type Cell } from "../../core/boards/cell.ts";
import { createLeaderboard, type Leaderboard, type NamedModel } from "../../core/boards/standings.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";

export function cell(
  task: Task,
  modelA: string,
  modelB: string,
  [a, b, tie = 0, bothBad = 0]: [a: number, b: number, tie?: number, bothBad?: number],
): Cell {
  return { task, modelA, modelB, a, b, tie, bothBad, firstDay: "2026-03-14", lastDay: "2026-03-16" };
}

/** The board of votes that are each on a battle of its own and by somebody else. */
export function boardOf(tallies: readonly PairTally[], models: readonly NamedModel[]): Leaderboard {
  return createLeaderboard(rateBoard(singleVotes(tallies)), models);
}

export function named(...ids: string[]) {
  return ids.map((id) => ({ id, name: `Model ${id.toUpperCase()}`, organization: `Maker of ${id}` }));
}
