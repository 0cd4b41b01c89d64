/**
 * Boards as they were rated last: ratings and covariance of one point, shown until they are rated again, with how many
 * votes are newer. What is small is always rated up to the last vote.
 */
import { deserialize, serialize } from "node:v8";
import { type Background, createBackground } from "../machine/background.ts";
import { type BoundedMap, createBoundedMap } from "../machine/bounded-map.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import { type BoardMeasures, type BoardSources, createBoardMeasures } from "./board-measures.ts";
import type { BoardRater } from "./board-rater.ts";
import { type BoardRating, fittedModels, type RatingHistory, talliesOf } from "./board-rating.ts";
import { type BoardFilter, type CellFilter, filterKey } from "./cell.ts";
import type { BoardStore, KeptSnapshot } from "./store.ts";

/** A board at the moment it was rated. */
export type BoardSnapshot = {
  rating: BoardRating;
  /** When the first and the last of its battles closed. */
  days: { first: string; last: string } | null;
  /** The folding up to which its votes are. */
  folded: number;
  ratedAt: Date;
  /** The models that were not retired then, in the order of their ids: who is decides about places. */
  playing: readonly string[];
};

/** A snapshot, and how many votes have come since. */
type CurrentBoard = BoardSnapshot & { newer: number };

/** What commands and the pairing plan read of ratings. */
export interface BoardSnapshots extends BoardMeasures {
  /** The board of the votes that fit. */
  read(filter: BoardFilter): Promise<CurrentBoard>;
  /** As it was rated last, whatever has come since; undefined when it never was. Asks nobody. */
  last(filter: BoardFilter): BoardSnapshot | undefined;
  /**
   * Ratings over time, by all votes that fit up to the last days of at most so many spans: of the models that the board is
   * fitted with, or of all while it ranks none.
   */
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
const snapshotForm = "board-3";

type Shelf = {
  store: BoardStore;
  rater: BoardRater;
  clock: Pick<Clock, "now">;
  log: Log;
  sources: BoardSources;
  ratedAtOnce: number;
  kept: BoundedMap<string, BoardSnapshot>;
  /** What is being rated now, by key: whoever wants it as well waits for the same. */
  running: Map<string, Promise<BoardSnapshot>>;
  /** What of that nobody waits for. */
  background: Background;
};

/**
 * @param options `ratedAtOnce`: boards of no more votes are rated at once, 20,000 when left out.
 */
export function createBoardSnapshots(
  store: BoardStore,
  rater: BoardRater,
  clock: Pick<Clock, "now">,
  log: Log,
  sources: BoardSources,
  { ratedAtOnce = usuallyRatedAtOnce }: { ratedAtOnce?: number } = {},
): BoardSnapshots {
  const kept = createBoundedMap<string, BoardSnapshot>(mostKept);
  const running = new Map<string, Promise<BoardSnapshot>>();
  const background = createBackground((error) =>
    log.error({ error }, "a board could not be rated again; the last one is shown"),
  );
  const shelf: Shelf = { store, rater, clock, log, sources, ratedAtOnce, kept, running, background };
  return {
    read: (filter) => read(shelf, filter),
    last: (filter) => kept.get(keyOf(filter)),
    ...createBoardMeasures({
      store,
      rater,
      sources,
      read: (filter) => read(shelf, filter),
      keyOf: (filter) => `${keyOf(filter)} ${playingNow(shelf).join(" ")}`,
    }),
    async history(filter, spans) {
      const { rating } = await read(shelf, filter);
      const tallies = await store.datedTallies(filter, spans);
      return await rater.rate("history", { tallies, among: fittedModels(rating) });
    },
    settled: background.settled,
    stop: () => rater.close(),
  };
}

function keyOf(filter: BoardFilter): string {
  return JSON.stringify([snapshotForm, ...filterKey(filter)]);
}

function playingNow({ sources }: Pick<Shelf, "sources">): string[] {
  return sources.playing().toSorted();
}

/** Shows what is kept where it is good enough; else rates up to the last vote. */
async function read(shelf: Shelf, filter: BoardFilter): Promise<CurrentBoard> {
  const key = keyOf(filter);
  const snapshot = shelf.kept.get(key) ?? (await recall(shelf, key));
  if (snapshot?.playing.join(" ") === playingNow(shelf).join(" ")) {
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
  { store, rater, clock, log, sources, ...shelf }: Shelf,
  key: string,
  filter: BoardFilter,
): Promise<BoardSnapshot> {
  const ratedAt = clock.now();
  const work = (async () => {
    const votes = await store.boardVotes(filter);
    const playing = playingNow({ sources });
    const rated = await rater.rate("board", { ...votes, playing });
    const rating = { ...rated, cells: talliesOf(votes.cells) };
    const snapshot = { rating, days: votes.days, folded: votes.folded, ratedAt, playing };
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
function write({ folded, ratedAt, ...content }: BoardSnapshot): KeptSnapshot {
  return { folded, ratedAt, content: serialize(content) };
}

/** @returns undefined for what cannot be read: another version of the engine may have written it. */
function readWritten({ folded, ratedAt, content }: KeptSnapshot): BoardSnapshot | undefined {
  try {
    return { ...(deserialize(content) as Omit<BoardSnapshot, "folded" | "ratedAt">), folded, ratedAt };
  } catch {
    return undefined;
  }
}
