/**
 * Boards as they were rated last: ratings and covariance of one point, shown until they are rated again, with how many
 * votes are newer. What is small is always rated up to the last vote.
 */
import { deserialize, serialize } from "node:v8";
import { type Background, createBackground } from "../machine/background.ts";
import { type BoundedMap, createBoundedMap } from "../machine/bounded-map.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { League } from "../models/model.ts";
import { countVotes } from "../rating/pair-tally.ts";
import { equalWithin } from "../rating/ranks.ts";
import type { BoardRater } from "./board-rater.ts";
import type { BoardRating, RatingHistory, RatingWork } from "./board-rating.ts";
import { type BoardFilter, type CellFilter, filterKey } from "./cell.ts";
import type { FitTest, RankingReading, ReadingResult } from "./reading.ts";
import type { BoardStore, KeptSnapshot } from "./store.ts";

/** A board at the moment it was rated. */
export type BoardSnapshot = {
  rating: BoardRating;
  /** When the first and the last of its battles closed. */
  days: { first: string; last: string } | null;
  /** The folding up to which its votes are. */
  folded: number;
  ratedAt: Date;
};

/** A snapshot, and how many votes have come since. */
type CurrentBoard = BoardSnapshot & { newer: number };

/** What commands and the pairing plan read of ratings. */
export interface BoardSnapshots {
  /** The board of the votes that fit. */
  read(filter: BoardFilter): Promise<CurrentBoard>;
  /** As it was rated last, whatever has come since; undefined when it never was. Asks nobody. */
  last(filter: BoardFilter): BoardSnapshot | undefined;
  /** How far people's tastes lie apart, rating points; null where it cannot be measured yet. */
  taste(league: League): Promise<number | null>;
  /** Another reading of the board. */
  reading(filter: BoardFilter, reading: RankingReading): Promise<ReadingResult>;
  /** Whether one number a model explains the votes. */
  fit(filter: BoardFilter): Promise<FitTest>;
  /** Ratings over time, by all votes that fit up to the last days of at most so many spans. */
  history(filter: CellFilter, spans: number): Promise<RatingHistory>;
  /** Resolves when no board is being rated in the background. */
  settled(): Promise<void>;
  /** Rates no more. */
  stop(): Promise<void>;
}

/** Boards of no more votes than this are rated at once, so that they never lag behind a close. */
const usuallyRatedAtOnce = 20_000;
/** Larger ones are rated again in the background when they are older than this (milliseconds) and votes have come. */
const oldest = 60_000;
/** How many boards are kept. */
const mostKept = 64;

/** Names how snapshots are written: a new one whenever what a board is made of changes, so that none is misread. */
const snapshotForm = "board-2";

/** Something measured of votes up to a folding, and how many votes those were. */
type Measure = { result: RatingWork[keyof RatingWork]; folded: number; votes: number };

type Shelf = {
  store: BoardStore;
  rater: BoardRater;
  clock: Pick<Clock, "now">;
  log: Log;
  playing: () => readonly string[];
  ratedAtOnce: number;
  kept: BoundedMap<string, BoardSnapshot>;
  measures: BoundedMap<string, Measure>;
  /** What is being rated now, by key: whoever wants it as well waits for the same. */
  running: Map<string, Promise<BoardSnapshot>>;
  /** What of that nobody waits for. */
  background: Background;
};

/**
 * @param playing the ids of the models that are not retired, at any time: only they have places.
 * @param options `ratedAtOnce`: boards of no more votes are rated at once, 20,000 when left out.
 */
export function createBoardSnapshots(
  store: BoardStore,
  rater: BoardRater,
  clock: Pick<Clock, "now">,
  log: Log,
  playing: () => readonly string[],
  { ratedAtOnce = usuallyRatedAtOnce }: { ratedAtOnce?: number } = {},
): BoardSnapshots {
  const [kept, measures] = [
    createBoundedMap<string, BoardSnapshot>(mostKept),
    createBoundedMap<string, Measure>(mostKept),
  ];
  const running = new Map<string, Promise<BoardSnapshot>>();
  const background = createBackground((error) =>
    log.error({ error }, "a board could not be rated again; the last one is shown"),
  );
  const shelf: Shelf = { store, rater, clock, log, playing, ratedAtOnce, kept, measures, running, background };
  return {
    read: (filter) => read(shelf, filter),
    last: (filter) => kept.get(boardKey(shelf, filter)),
    taste: (league) => measure(shelf, "taste", { league }),
    reading: (filter, reading) => readAs(shelf, filter, reading),
    fit: () => Promise.reject(new Error("The test of fit is not joined yet.")),
    history: async (filter, spans) => rater.rate("history", await store.datedTallies(filter, spans)),
    settled: background.settled,
    stop: () => rater.close(),
  };
}

function keyOf(filter: BoardFilter): string {
  return JSON.stringify([snapshotForm, ...filterKey(filter)]);
}

/** Which models are retired decides about places, so a board of another roster is another board. */
function boardKey({ playing }: Shelf, filter: BoardFilter): string {
  return `${keyOf(filter)} ${playing().toSorted().join(" ")}`;
}

/** Shows what is kept where it is good enough; else rates up to the last vote. */
async function read(shelf: Shelf, filter: BoardFilter): Promise<CurrentBoard> {
  const key = boardKey(shelf, filter);
  const snapshot = shelf.kept.get(key) ?? (await recall(shelf, key));
  if (snapshot) {
    const newer = await shelf.store.votesSince(filter, snapshot.folded);
    const isOld = shelf.clock.now().getTime() - snapshot.ratedAt.getTime() >= oldest;
    // Who belongs to a group changes without any vote.
    if (newer === 0 && !(filter.group && isOld)) return { ...snapshot, newer };
    if (snapshot.rating.votes + newer > shelf.ratedAtOnce) {
      if (isOld) rateInBackground(shelf, key, filter);
      return { ...snapshot, newer };
    }
  }
  const running = shelf.running.get(key);
  if (!running) return { ...(await rate(shelf, key, filter)), newer: 0 };
  await running;
  // What others were rating already may not hold the last vote.
  return await read(shelf, filter);
}

/** Rates the votes of now and keeps the result; a large one for the next start, too. */
function rate(
  { store, rater, clock, log, playing, ...shelf }: Shelf,
  key: string,
  filter: BoardFilter,
): Promise<BoardSnapshot> {
  const ratedAt = clock.now();
  const work = (async () => {
    const votes = await store.boardVotes(filter);
    const snapshot = {
      rating: await rater.rate("board", { ...votes, playing: playing() }),
      days: votes.days,
      folded: votes.folded,
      ratedAt,
    };
    shelf.kept.set(key, snapshot);
    if (snapshot.rating.votes > shelf.ratedAtOnce) {
      // Whoever waits for the board gets it, even where the disk is full.
      await store
        .saveBoardSnapshot(key, write(snapshot))
        .catch((error: unknown) => log.warn({ error }, "a board could not be kept for the next start"));
    }
    return snapshot;
  })().finally(() => shelf.running.delete(key));
  shelf.running.set(key, work);
  return work;
}

function rateInBackground(shelf: Shelf, key: string, filter: BoardFilter): void {
  if (!shelf.running.has(key)) shelf.background.run(rate(shelf, key, filter));
}

/** A large board as an earlier run, or another process, has rated it. */
async function recall({ store, kept }: Shelf, key: string): Promise<BoardSnapshot | undefined> {
  const written = await store.boardSnapshot(key);
  const snapshot = written && readWritten(written);
  if (snapshot) kept.set(key, snapshot);
  return snapshot;
}

/** As the engine writes down values; what it cannot read again is rated again. */
function write({ rating, days, folded, ratedAt }: BoardSnapshot): KeptSnapshot {
  return { folded, ratedAt, content: serialize({ rating, days }) };
}

/** @returns undefined for what cannot be read: another version of the engine may have written it. */
function readWritten({ folded, ratedAt, content }: KeptSnapshot): BoardSnapshot | undefined {
  try {
    return { ...(deserialize(content) as Pick<BoardSnapshot, "rating" | "days">), folded, ratedAt };
  } catch {
    return undefined;
  }
}

/** Reads the board's votes in another way. */
async function readAs(shelf: Shelf, filter: BoardFilter, reading: RankingReading): Promise<ReadingResult> {
  if (reading !== "ability") throw new Error(`The reading ${reading} is not joined yet.`);
  const { models, gainPerVote, heldOut } = await measure(shelf, "ability", filter);
  const ranked = new Set((await read(shelf, filter)).rating.fit.models.map(({ model }) => model));
  const places = models.filter(({ model }) => ranked.has(model));
  return {
    models: places.map(({ model, rating }) => {
      const rank = 1 + places.filter((other) => other.rating > rating + equalWithin).length;
      return { ...{ model, rating, rank }, lower: null, upper: null, rankBest: rank, rankWorst: rank };
    }),
    facts: { reading, gainPerVote, heldOut },
  };
}

/** Measured again when a tenth as many votes have come as it rests on. */
async function measure<Work extends "taste" | "ability">(
  { store, rater, measures }: Shelf,
  work: Work,
  filter: BoardFilter,
): Promise<RatingWork[Work]> {
  const key = `${work} ${keyOf(filter)}`;
  const known = measures.get(key);
  if (known && (await store.votesSince(filter, known.folded)) * 10 <= known.votes)
    return known.result as RatingWork[Work];
  const votes = await store.boardVotes(filter);
  const result = await rater.rate(work, votes);
  const counted = votes.cells.reduce((sum, cell) => sum + countVotes(cell), 0);
  measures.set(key, { result, folded: votes.folded, votes: counted });
  return result;
}
