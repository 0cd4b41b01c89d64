/** What is worth telling when published boards have changed: of the board of all votes. */
import type { Leaderboard, LeaderboardRow } from "../standings.ts";

/** As many names are told at most. */
const mostNamed = 5;

/** A change, with names as they were. */
export type BoardChange =
  /** The first board of all. */
  | { kind: "begun"; ranked: number }
  /** A model has a place, and had none. Its place may be any between these. */
  | { kind: "entered"; model: string; name: string; rankBest: number; rankWorst: number }
  /** A model has no place any more. */
  | { kind: "left"; model: string; name: string }
  /** Others than before may be first. `more`: how many beside those that are named. */
  | { kind: "lead"; names: string[]; more: number }
  /** First place may be called settled now. */
  | { kind: "settled"; name: string };

/** What has changed from one published board to the next. @param before null: there was none. */
export function findChanges(before: Leaderboard | null, after: Leaderboard): BoardChange[] {
  if (!before) return [{ kind: "begun", ranked: after.ranked }];
  const [placed, former] = [rankedRows(after), rankedRows(before)];
  const names = new Set(placed.map(({ model }) => model));
  const formerNames = new Set(former.map(({ model }) => model));
  const first = placed[0];
  return [
    ...placed.flatMap((row) => (formerNames.has(row.model) ? [] : [enter(row)])),
    ...former.flatMap(({ model, name }): BoardChange[] => (names.has(model) ? [] : [{ kind: "left", model, name }])),
    ...findLead(before, after),
    ...(first && after.settled.first && !before.settled.first ? [{ kind: "settled" as const, name: first.name }] : []),
  ];
}

function rankedRows({ rows }: Leaderboard): LeaderboardRow[] {
  return rows.filter(({ standing }) => standing === "ranked");
}

function enter({ model, name, rank, rankBest, rankWorst }: LeaderboardRow): BoardChange {
  return { kind: "entered", model, name, rankBest: rankBest ?? rank ?? 1, rankWorst: rankWorst ?? rank ?? 1 };
}

/** Where places are not claimed, nobody is said to lead. */
function findLead(before: Leaderboard, after: Leaderboard): BoardChange[] {
  const leaders = mayBeFirst(after);
  const same = leaders.map(({ model }) => model).toSorted();
  const former = mayBeFirst(before).map(({ model }) => model);
  if (leaders.length === 0 || same.join(" ") === former.toSorted().join(" ")) return [];
  const named = leaders.slice(0, mostNamed).map(({ name }) => name);
  return [{ kind: "lead", names: named, more: leaders.length - named.length }];
}

/** The models whose range of places reaches the first; none where no place is claimed. */
export function mayBeFirst(board: Leaderboard): LeaderboardRow[] {
  return board.claimed ? rankedRows(board).filter(({ rankBest }) => rankBest === 1) : [];
}
