/** What boards are made from: sums of closed battles, so that a board's cost does not grow with the number of votes. */
import type { League, SourceLeague } from "../models/model.ts";
import type { Task } from "../answers/task.ts";
import type { Group } from "../people/demographics.ts";
import type { PlatformName } from "../chat/post.ts";
import type { PairTally } from "../rating/pair-tally.ts";
import type { CellStatistics, VoteStatistics } from "../rating/vote-statistics.ts";

/** How the votes on one ordered pair of models fell. `a` counts wins of `modelA`, which stood on side A. */
export type Cell = {
  modelA: string;
  modelB: string;
  /** Null: of questions that had been asked before, which count for no task of their own. */
  task: Task | null;
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
  league: League | SourceLeague;
  /** Sources whose votes count beside those of the league. */
  sources?: readonly SourceLeague[];
  task?: Task;
  language?: string;
  platform?: PlatformName;
  community?: string;
  /** A community that is left out. */
  exceptCommunity?: string;
  /** Battles that closed on this day (UTC, `2026-03-14`) or later. */
  since?: string;
  /** Battles that closed before this day. */
  before?: string;
  /** True: votes that others could see before the close are left out. */
  unseen?: boolean;
};

/** Of a board's votes also: only those of people who say this of themselves. */
export type BoardFilter = CellFilter & { group?: Group };

/** What a filter may say; a new field of it does not compile until it stands here, so that no key forgets it. */
const filterFields: Record<keyof BoardFilter, true> = {
  league: true,
  sources: true,
  task: true,
  language: true,
  platform: true,
  community: true,
  exceptCommunity: true,
  since: true,
  before: true,
  unseen: true,
  group: true,
};

/** What filters are told apart by: the same for those that ask for the same votes. */
export function filterKey(filter: BoardFilter): (string | boolean | undefined)[] {
  const fields = Object.keys(filterFields) as (keyof BoardFilter)[];
  return fields.flatMap((field) => {
    if (field === "group") return [filter.group?.trait, filter.group?.value];
    return [field === "sources" ? filter.sources?.toSorted().join(" ") : filter[field]];
  });
}

/** The cells that count for a task, by task. */
export function groupByTask(cells: readonly Cell[]): Map<Task, Cell[]> {
  const groups = [...Map.groupBy(cells, ({ task }) => task)];
  return new Map(groups.flatMap(([task, own]): [Task, Cell[]][] => (task === null ? [] : [[task, own]])));
}

/** The first and the last day of some cells; null when there are none. */
export function daysOf(cells: readonly Cell[]): { first: string; last: string } | null {
  const first = cells.map((cell) => cell.firstDay).toSorted()[0];
  const last = cells
    .map((cell) => cell.lastDay)
    .toSorted()
    .at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

/** The votes of battles that closed from the day after the entry before up to this day (UTC, `2026-03-14`). */
export type DatedTally = PairTally & { day: string };

/** Votes as if each were on a battle of its own and by a voter of their own: where nothing else is known of them. */
export function singleVotes(tallies: readonly PairTally[]): VoteStatistics {
  const cells = tallies.map(({ modelA, modelB, a, b, tie, bothBad }): CellStatistics => {
    const [even, votes] = [tie + bothBad, a + b + tie + bothBad];
    const squares = { winsSquared: 4 * a + even, winsTimesVotes: 2 * a + even, votesSquared: votes };
    return { modelA, modelB, a, b, tie, bothBad, battles: votes, ...squares };
  });
  return { cells, voters: [] };
}
