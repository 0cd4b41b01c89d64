/**
 * Boards as they were rated last: ratings and covariance of one point, shown until they are rated again, with how many
 * votes are newer. What is small is always rated up to the last vote.
 */
import type { BoardRating } from "./board-rating.ts";
import type { BoardFilter, CellFilter } from "./cell.ts";
import type { RatingHistory } from "./rating-history.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { BoardStore } from "./store.ts";
import type { League } from "../models/model.ts";
import { countVotes } from "../rating/pair-tally.ts";
import type { RatingWork } from "./rating-messages.ts";
import { readSnapshot, snapshotForm, writeSnapshot } from "./written-snapshot.ts";
import type { BoardRater } from "./board-rater.ts";

export type BoardSnapshot = {
  rating: BoardRating;
  /** When the first and the last of its battles closed. */
  days: { first: string; last: string } | null;
  /** The folding up to which its votes are. */
  folded: number;
  ratedAt: Date;
};

/** A snapshot, and how many votes have come since. */
export type CurrentBoard = BoardSnapshot & { newer: number };

export interface BoardSnapshots {
  /** The board of the votes that fit. */
  read(filter: BoardFilter): Promise<CurrentBoard>;
  /** As it was rated last, whatever has come since; undefined when it never was. Asks nobody. */
  last(filter: BoardFilter): BoardSnapshot | undefined;
  /** How far people's tastes lie apart, rating points; null where it cannot be measured yet. */
  taste(league: League): Promise<number | null>;
  /** Ratings that weigh voters, and what that is worth. */
  ability(filter: BoardFilter): Promise<RatingWork["ability"]>;
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

/** @param options `ratedAtOnce`: boards of no more votes are rated at once, 20,000 when left out. */
export function createBoardSnapshots(
  store: BoardStore,
  rater: BoardRater,
  clock: Pick<Clock, "now">,
  log: Log,
  options: { ratedAtOnce?: number } = {},
): BoardSnapshots {
  const { ratedAtOnce = usuallyRatedAtOnce } = options;
  const kept = new Map<string, BoardSnapshot>();
  /** What is being rated now, by key: whoever wants it as well waits for the same. */
  const rated = new Map<string, Promise<BoardSnapshot>>();
  const measures = new Map<string, { result: RatingWork[keyof RatingWork]; folded: number; votes: number }>();
  const background = new Set<Promise<unknown>>();

  function keep(key: string, snapshot: BoardSnapshot): void {
    kept.delete(key);
    kept.set(key, snapshot);
    const [first] = kept.keys();
    if (kept.size > mostKept && first !== undefined) kept.delete(first);
  }

  async function rateNow(key: string, filter: BoardFilter): Promise<BoardSnapshot> {
    const ratedAt = clock.now();
    const votes = await store.boardVotes(filter);
    const snapshot = { rating: await rater.rate("board", votes), days: votes.days, folded: votes.folded, ratedAt };
    keep(key, snapshot);
    if (snapshot.rating.votes > ratedAtOnce) await write(key, snapshot);
    return snapshot;
  }

  /** Whoever waits for the board gets it, even where the disk is full. */
  async function write(key: string, snapshot: BoardSnapshot): Promise<void> {
    try {
      await store.saveBoardSnapshot(key, writeSnapshot(snapshot));
    } catch (error) {
      log.warn({ error }, "a board could not be kept for the next start");
    }
  }

  /** A large board as an earlier run, or another process, has rated it. */
  async function recall(key: string): Promise<BoardSnapshot | undefined> {
    const written = await store.boardSnapshot(key);
    const snapshot = written && readSnapshot(written);
    if (snapshot) keep(key, snapshot);
    return snapshot;
  }

  function rate(key: string, filter: BoardFilter): Promise<BoardSnapshot> {
    const running = rated.get(key);
    if (running) return running;
    const work = rateNow(key, filter).finally(() => rated.delete(key));
    rated.set(key, work);
    return work;
  }

  function rateInBackground(key: string, filter: BoardFilter): void {
    if (rated.has(key)) return;
    const work = rate(key, filter)
      .catch((error: unknown) => log.error({ error }, "a board could not be rated again; the last one is shown"))
      .finally(() => background.delete(work));
    background.add(work);
  }

  /** Remembered until as many votes have come again as there were a tenth of. */
  async function measured<Work extends "taste" | "ability">(
    work: Work,
    filter: BoardFilter,
  ): Promise<RatingWork[Work]> {
    const key = `${work} ${keyOf(filter)}`;
    const known = measures.get(key);
    if (known && (await store.votesSince(filter, known.folded)) * 10 <= known.votes)
      return known.result as RatingWork[Work];
    const votes = await store.boardVotes(filter);
    const result = await rater.rate(work, votes);
    measures.delete(key);
    measures.set(key, {
      result,
      folded: votes.folded,
      votes: votes.cells.reduce((sum, cell) => sum + countVotes(cell), 0),
    });
    const [first] = measures.keys();
    if (measures.size > mostKept && first !== undefined) measures.delete(first);
    return result;
  }

  /** Up to the last vote; what others are rating already may not be. */
  async function readFresh(key: string, filter: BoardFilter): Promise<CurrentBoard> {
    const running = rated.get(key);
    if (!running) return { ...(await rate(key, filter)), newer: 0 };
    await running;
    return await read(filter);
  }

  async function read(filter: BoardFilter): Promise<CurrentBoard> {
    const key = keyOf(filter);
    const snapshot = kept.get(key) ?? (await recall(key));
    if (!snapshot) return await readFresh(key, filter);
    const newer = await store.votesSince(filter, snapshot.folded);
    const isOld = clock.now().getTime() - snapshot.ratedAt.getTime() >= oldest;
    // Who belongs to a group changes without any vote.
    if (newer === 0 && !(filter.group && isOld)) return { ...snapshot, newer };
    if (snapshot.rating.votes + newer <= ratedAtOnce) return await readFresh(key, filter);
    if (isOld) rateInBackground(key, filter);
    return { ...snapshot, newer };
  }

  return {
    read,
    taste: (league) => measured("taste", { league }),
    ability: (filter) => measured("ability", filter),
    history: async (filter, spans) => rater.rate("history", await store.datedTallies(filter, spans)),
    last: (filter) => kept.get(keyOf(filter)),
    async settled() {
      while (background.size > 0) await Promise.all(background);
    },
    stop: () => rater.close(),
  };
}

/** Filters that ask for different votes have different keys. */
function keyOf({ group, ...filter }: BoardFilter): string {
  const { league, task, language, platform, community, exceptCommunity, since, unseen } = filter;
  const cells = [league, task, language, platform, community, exceptCommunity, since, unseen];
  return JSON.stringify([snapshotForm, ...cells, group?.trait, group?.value]);
}
