/** Makes the boards that are published on a day from the votes of closed battles. */
import type { Task } from "../../answers/task.ts";
import type { League, Model } from "../../models/model.ts";
import { leastPeople } from "../../people/demographics.ts";
import type { PairTally } from "../../rating/pair-tally.ts";
import type { BoardSnapshots } from "../board-snapshots.ts";
import type { BoardFilter, CellFilter } from "../cell.ts";
import { dayOf, firstDayOf, type Period, periods } from "../period.ts";
import { scoreHeadToHead } from "../profile.ts";
import type { CurrentBoard } from "../rating-work.ts";
import { createLeaderboard, type Leaderboard, type LeaderboardRow } from "../standings.ts";
import type { BoardStore } from "../store.ts";
import type { Duel, PublicBoardOfDay, PublicFilter, PublishedDay } from "./day.ts";
import type { Crowd, PublicDayStore } from "./store.ts";

/** As many boards a day at most, those that are asked for most first. */
const mostBoards = 60;
/** As many models on a board at most: those that come first. */
const mostModels = 100;
/** Duels are told between so many models that come first. */
const mostDuelists = 50;
/** How many of its newest answers say how a model answers. */
const answersSeen = 1_000;

/** What days are made from. */
export type DayParts = {
  boards: Pick<BoardSnapshots, "readNow">;
  store: { boards: Pick<BoardStore, "answerFacts">; publicDays: Pick<PublicDayStore, "crowds"> };
  /** Whose votes: those of all communities but the page that is open to strangers. */
  filter: CellFilter & { league: League };
  /** The models that play. */
  playing: readonly Model[];
  /** All models, those that are named among them. */
  everybody: (named: Iterable<string>) => Promise<readonly Model[]>;
};

/** The boards of a day; null where fewer people have voted than may be shown. @param now a moment of that day. */
export async function makeDay(parts: DayParts, now: Date): Promise<PublishedDay | null> {
  const { filter, store } = parts;
  const whole = await makeBoard(parts, { task: null, language: null, period: "all" }, now);
  if (!whole) return null;
  const crowds = await store.publicDays.crowds(filter, leastPeople);
  const others: PublicBoardOfDay[] = [];
  for (const wanted of listFilters(crowds, whole.days?.first ?? "", now).slice(0, mostBoards - 1)) {
    const board = await makeBoard(parts, wanted, now);
    if (board) others.push(board);
  }
  const models = whole.board.rows.map(({ model }) => model);
  const facts = await store.boards.answerFacts(models, answersSeen);
  const answers = models.flatMap((model, index) => (facts[index] ? [[model, facts[index]] as const] : []));
  return {
    ...{ day: dayOf(now), publishedAt: now, demo: filter.league === "demo", boards: [whole, ...others] },
    answers: Object.fromEntries(answers),
  };
}

/** All but the whole board, the most wanted first: a task or a language by itself, shorter periods, a task in a language. */
function listFilters(crowds: readonly Crowd[], first: string, now: Date): PublicFilter[] {
  const byPeople = crowds.toSorted((one, other) => other.people - one.people || compareCrowds(one, other));
  const [both, single] = [byPeople.filter(isBoth), byPeople.filter((crowd) => !isBoth(crowd))];
  const within = (periodsOf: readonly Period[], of: readonly { task: Task | null; language: string | null }[]) =>
    of.flatMap(({ task, language }) => periodsOf.map((period): PublicFilter => ({ task, language, period })));
  // A period that reaches back to the first vote would only say the same again.
  const shorter = periods.filter((period) => (firstDayOf(period, now) ?? "") > first);
  return [
    ...within(shorter, [{ task: null, language: null }]),
    ...within(["all"], single),
    ...within(shorter, single),
    ...within(["all"], both),
  ];
}

function isBoth({ task, language }: Crowd): boolean {
  return task !== null && language !== null;
}

function compareCrowds(one: Crowd, other: Crowd): number {
  const name = ({ task, language }: Crowd) => `${task ?? ""} ${language ?? ""}`;
  return name(one) < name(other) ? -1 : 1;
}

/** @returns null where fewer people have voted on it than may be shown. */
async function makeBoard(parts: DayParts, wanted: PublicFilter, now: Date): Promise<PublicBoardOfDay | null> {
  const { task, language, period } = wanted;
  const since = firstDayOf(period, now);
  const filter: BoardFilter = {
    ...parts.filter,
    ...(task && { task }),
    ...(language && { language }),
    ...(since && { since }),
  };
  const current = await parts.boards.readNow(filter);
  if (current.rating.voters < leastPeople) return null;
  const shown = new Set([...parts.playing.map(({ id }) => id), ...current.rating.scores.keys()]);
  const models = (await parts.everybody(shown)).filter(({ id }) => shown.has(id));
  const board = roundOff(createLeaderboard(current.rating, models));
  return { ...wanted, board, days: current.days, duels: period === "all" ? listDuels(board, current) : null };
}

/** The same without more digits than are told, and without what one single voter has decided. */
function roundOff({ rows, ...board }: Leaderboard): Leaderboard {
  return { ...board, rows: rows.slice(0, mostModels).map(roundRow), busiest: null };
}

function roundRow(row: LeaderboardRow): LeaderboardRow {
  const round = (value: number | null, steps: number) => value && Math.round(value * steps) / steps;
  const [rating, lower, upper] = [row.rating, row.lower, row.upper].map((value) => round(value, 100));
  return {
    ...row,
    ...{ rating: rating ?? null, lower: lower ?? null, upper: upper ?? null },
    bothBadShare: round(row.bothBadShare, 10_000),
  };
}

function listDuels({ rows }: Leaderboard, { rating }: CurrentBoard): Duel[] {
  const models = rows.slice(0, mostDuelists).map(({ model }) => model);
  const byPair = Map.groupBy(rating.cells, ({ modelA, modelB }) => pairKey(modelA, modelB));
  return models.flatMap((model, index) =>
    models.slice(index + 1).flatMap((rival): Duel[] => {
      const score = scoreHeadToHead(byPair.get(pairKey(model, rival)) ?? [], model, rival);
      return score.votes === 0 ? [] : [{ model, rival, ...score }];
    }),
  );
}

function pairKey(one: PairTally["modelA"], other: PairTally["modelB"]): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`;
}
