/**
 * Boards as they were rated last: ratings and covariance of one point, shown until they are rated again, with how many
 * votes are newer. What is small is always rated up to the last vote.
 */
import { type Background, createBackground } from "../machine/background.ts";
import { type BoundedMap, createBoundedMap } from "../machine/bounded-map.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import { type BoardMeasures, type BoardSources, createBoardMeasures } from "./board-measures.ts";
import { type BoardRater, createBoardRater } from "./board-rater.ts";
import { type BoardRating, fittedModels, type RatingHistory } from "./board-rating.ts";
import { type BoardFilter, type CellFilter, filterKey } from "./cell.ts";
import { isSourceLeague } from "../models/model.ts";
import { type BoardVotes, unpackTallies } from "./packed-votes.ts";
import { type BoardSnapshot, type CurrentBoard, type RatedBoard, readRated } from "./rating-work.ts";
import type { AskedBoard, BoardStore, FoundBoard, KeptSnapshot } from "./store.ts";

/** What commands and the pairing plan read of ratings. */
export interface BoardSnapshots extends BoardMeasures {
  /** The board of the votes that fit. */
  read(filter: BoardFilter): Promise<CurrentBoard>;
  /** The same up to the last vote, also where the board is large; that takes seconds then. */
  readNow(filter: BoardFilter): Promise<CurrentBoard>;
  /** Several, in their order: what has come since is asked by one statement. */
  readAll(filters: readonly BoardFilter[]): Promise<CurrentBoard[]>;
  /**
   * A board as it was read, rated again without the votes of one battle; undefined where none of them is in it, or where
   * its votes are not at hand.
   */
  without(filter: BoardFilter, board: CurrentBoard, battle: string): Promise<RatedBoard["rating"] | undefined>;
  /** As it was rated last, whatever has come since; undefined when it never was. Asks nobody. */
  last(filter: BoardFilter): BoardSnapshot | undefined;
  /**
   * Ratings over time, by all votes that fit up to the last days of at most so many spans: of the models that the board is
   * fitted with, or of all while it ranks none.
   */
  history(filter: CellFilter, rating: BoardRating, spans: number): Promise<RatingHistory>;
  /** Resolves when no board is being rated in the background. */
  settled(): Promise<void>;
  /** Rates no more. */
  stop(): Promise<void>;
}

/** Boards of no more votes than this are rated at once, so that they never lag behind a close. */
const usuallyRatedAtOnce = 20_000;
/** Larger ones are rated again in the background when they are older than this (milliseconds) and votes have come. */
const oldest = 60_000;
/** How many boards are kept; and of how many of those that are rated at once the votes, for their readings. */
const [mostKept, mostKeptVotes] = [64, 8];
/** Names how snapshots are written: a new one whenever what a board is made of changes, so that none is misread. */
const snapshotForm = "board-5";

type Shelf = {
  store: BoardStore;
  rater: BoardRater;
  clock: Pick<Clock, "now">;
  log: Log;
  sources: BoardSources;
  ratedAtOnce: number;
  kept: BoundedMap<string, BoardSnapshot>;
  votes: BoundedMap<string, BoardVotes>;
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
  rater: BoardRater = createBoardRater(),
  clock: Pick<Clock, "now">,
  log: Log,
  sources: BoardSources,
  { ratedAtOnce = usuallyRatedAtOnce }: { ratedAtOnce?: number } = {},
): BoardSnapshots {
  const kept = createBoundedMap<string, BoardSnapshot>(mostKept);
  const votes = createBoundedMap<string, BoardVotes>(mostKeptVotes);
  const background = createBackground((error) =>
    log.error({ error }, "a board could not be rated again; the last one is shown"),
  );
  const shelf: Shelf = { store, rater, clock, log, sources, ratedAtOnce, kept, votes, running: new Map(), background };
  return {
    read: (filter) => read(shelf, filter),
    readNow: (filter) => readNow(shelf, filter),
    readAll: (filters) => readAll(shelf, filters),
    without: (filter, board, battle) => rateWithout(shelf, filter, board, battle),
    last: (filter) => kept.get(keyOf(filter)),
    ...createBoardMeasures({
      rater,
      sources,
      sampleVotes: (...wanted) => store.sampleVotes(...wanted),
      votesOf: (filter, current) => votesOf(shelf, filter, current),
      keyOf: (filter) => `${keyOf(filter)} ${JSON.stringify(playingNow(shelf, filter))}`,
    }),
    async history(filter, rating, spans) {
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

/** Null: all models have places, as where votes from elsewhere count: whether a model plays here says nothing of those. */
function playingNow({ sources }: Pick<Shelf, "sources">, filter: BoardFilter): readonly string[] | null {
  const holdsSources = isSourceLeague(filter.league) || (filter.sources ?? []).length > 0;
  return holdsSources ? null : sources.playing().toSorted();
}

/** The votes that a board was rated by, where they are still there; else those of now. */
async function votesOf({ store, votes }: Shelf, filter: BoardFilter, { folded }: CurrentBoard): Promise<BoardVotes> {
  const known = votes.get(keyOf(filter));
  return known?.folded === folded ? known : await store.boardVotes(filter);
}

async function rateWithout(
  { store, rater, votes }: Shelf,
  filter: BoardFilter,
  { folded, playing }: CurrentBoard,
  battle: string,
): Promise<RatedBoard["rating"] | undefined> {
  const known = votes.get(keyOf(filter));
  if (known?.folded !== folded) return undefined;
  const taken = await store.takenAway(filter, battle, folded);
  if (!taken) return undefined;
  const rest = { folded, pieces: [...known.pieces, taken], playing };
  return readRated(await rater.rate("board", rest)).rating;
}

async function readAll(shelf: Shelf, filters: readonly BoardFilter[]): Promise<CurrentBoard[]> {
  const asked = filters.map((filter): AskedBoard => {
    const key = keyOf(filter);
    return { filter, key, folded: shelf.kept.get(key)?.folded ?? null };
  });
  const found = asked.length === 0 ? [] : await shelf.store.find(asked);
  return await Promise.all(asked.map((one, index) => show(shelf, one, found[index])));
}

/** What there is of a board that the store says nothing of. */
const nothing: FoundBoard = { newer: 0, aside: 0, kept: undefined, votes: undefined };

async function readNow(shelf: Shelf, filter: BoardFilter): Promise<CurrentBoard> {
  const board = await read(shelf, filter);
  return board.newer === 0 ? board : { ...board, ...(await rate(shelf, keyOf(filter), filter)), newer: 0 };
}

/** Shows what is kept where it is good enough; else rates up to the last vote. */
async function read(shelf: Shelf, filter: BoardFilter): Promise<CurrentBoard> {
  const key = keyOf(filter);
  const asked: AskedBoard = { filter, key, folded: shelf.kept.get(key)?.folded ?? null };
  const [found] = await shelf.store.find([asked]);
  return await show(shelf, asked, found);
}

async function show(
  shelf: Shelf,
  { filter, key, folded }: AskedBoard,
  found: FoundBoard = nothing,
): Promise<CurrentBoard> {
  const { newer, aside } = found;
  // Rated by somebody else since it was asked for: what is newer was counted from another point.
  if (folded !== null && shelf.kept.get(key)?.folded !== folded) return await read(shelf, filter);
  const snapshot = folded === null ? recall(shelf, key, found) : shelf.kept.get(key);
  if (snapshot && JSON.stringify(snapshot.playing) === JSON.stringify(playingNow(shelf, filter))) {
    const isOld = shelf.clock.now().getTime() - snapshot.ratedAt.getTime() >= oldest;
    // Who belongs to a group changes without any vote.
    if (newer === 0 && !(filter.group && isOld)) return { ...snapshot, newer, aside };
    if (snapshot.rating.votes + newer > shelf.ratedAtOnce) {
      if (isOld) rateInBackground(shelf, key, filter);
      return { ...snapshot, newer, aside };
    }
  }
  const running = shelf.running.get(key);
  if (!running) return { ...(await rate(shelf, key, filter, found.votes)), newer: 0, aside };
  await running;
  // What others were rating already may not hold the last vote.
  return await read(shelf, filter);
}

/** A large board as an earlier run, or another process, has rated it. */
function recall({ kept }: Shelf, key: string, found?: FoundBoard): BoardSnapshot | undefined {
  const snapshot = found?.kept && readWritten(found.kept);
  if (snapshot) kept.set(key, snapshot);
  return snapshot;
}

/** Rates the votes of now and keeps the result; a large one for the next start, too. @param found the votes, where they are known. */
function rate(shelf: Shelf, key: string, filter: BoardFilter, found?: BoardVotes): Promise<BoardSnapshot> {
  const { store, rater, clock, log, sources } = shelf;
  const ratedAt = clock.now();
  const work = (async () => {
    const votes = found ?? (await store.boardVotes(filter));
    const content = await rater.rate("board", { ...votes, playing: playingNow({ sources }, filter) });
    const written: KeptSnapshot = { folded: votes.folded, ratedAt, content };
    const snapshot = toSnapshot(written);
    shelf.kept.set(key, snapshot);
    if (snapshot.rating.votes > shelf.ratedAtOnce) {
      // Whoever waits for the board gets it, even where the disk is full.
      await store
        .saveBoardSnapshot(key, written)
        .catch((error: unknown) => log.warn({ error }, "a board could not be kept for the next start"));
    } else shelf.votes.set(key, votes);
    return snapshot;
  })().finally(() => shelf.running.delete(key));
  shelf.running.set(key, work);
  return work;
}

function rateInBackground(shelf: Shelf, key: string, filter: BoardFilter): void {
  if (!shelf.running.has(key)) shelf.background.run(rate(shelf, key, filter));
}

function toSnapshot({ folded, ratedAt, content }: KeptSnapshot): BoardSnapshot {
  const { rating, ...rated } = readRated(content);
  return { ...rated, rating: { ...rating, cells: unpackTallies(rated.tallies) }, folded, ratedAt };
}

/** @returns undefined for what cannot be read, so that it is rated again: another version of the engine may have written it. */
function readWritten(written: KeptSnapshot): BoardSnapshot | undefined {
  try {
    return toSnapshot(written);
  } catch {
    return undefined;
  }
}
