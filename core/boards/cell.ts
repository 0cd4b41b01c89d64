/** Sums of closed battles: all that a board reads, so that its cost does not grow with the number of votes. */
import type { League } from "../models/model.ts";
import type { Task } from "../answers/task.ts";
import type { Group } from "../people/demographics.ts";
import type { PlatformName } from "../chat/post.ts";

/** How the votes on one ordered pair of models fell. `a` counts wins of `modelA`, which stood on side A. */
export type Cell = {
  modelA: string;
  modelB: string;
  task: Task;
  a: number;
  b: number;
  tie: number;
  bothBad: number;
  /** The first and the last day (UTC, `2026-03-14`) on which such a battle closed. */
  firstDay: string;
  lastDay: string;
};

/** A missing key means all. */
export type CellFilter = {
  league: League;
  task?: Task;
  language?: string;
  platform?: PlatformName;
  community?: string;
  /** A community that is left out. */
  exceptCommunity?: string;
  /** Battles that closed on this day (UTC, `2026-03-14`) or later. */
  since?: string;
  /** True: votes that others could see before the close are left out. */
  unseen?: boolean;
};

/** Of a board's votes also: only those of people who say this of themselves. */
export type BoardFilter = CellFilter & { group?: Group };

/** The first and the last day of some cells; null when there are none. */
export function daysOf(cells: readonly Cell[]): { first: string; last: string } | null {
  const first = cells.map((cell) => cell.firstDay).toSorted()[0];
  const last = cells
    .map((cell) => cell.lastDay)
    .toSorted()
    .at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}
