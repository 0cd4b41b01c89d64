/**
 * The boards that everybody on the web is shown: made once a day, kept as they were, and read from memory. Nobody who looks
 * at them makes the arena compute anything, and nobody can watch single votes come in.
 */
import { createBackground } from "../../machine/background.ts";
import { createBoundedMap } from "../../machine/bounded-map.ts";
import type { Clock } from "../../machine/clock.ts";
import type { Log } from "../../machine/log.ts";
import { dayOf } from "../period.ts";
import { findChanges } from "./changes.ts";
import { type PublishedDay, readDay, writeDay } from "./day.ts";
import type { ListedDay, PublicDayStore } from "./store.ts";

/** Published boards as a web page reads them. */
export interface PublicBoard {
  /** The newest day; null until there is one. */
  newest(): PublishedDay | null;
  /** All days that are kept, oldest first. */
  days(): readonly ListedDay[];
  /** The boards of a day; undefined where none were published. Asks the store at most once for whoever asks meanwhile. */
  find(day: string): Promise<PublishedDay | undefined>;
  /** Reads what was published; from now on each day's boards are published when it begins, or enough people have voted. */
  start(): Promise<void>;
  /** Resolves when nothing is being published. */
  settled(): Promise<void>;
  /** Publishes no more. */
  stop(): Promise<void>;
}

/** What it is made of. */
export type PublicBoardParts = {
  store: Pick<PublicDayStore, "keepDay" | "days" | "findDay">;
  /** The boards of a day; null where too few people have voted. */
  makeDay: (now: Date) => Promise<PublishedDay | null>;
  clock: Pick<Clock, "now" | "after">;
  log: Log;
};

/** A start comes first. Milliseconds. */
const firstLook = 5_000;
/** How often it is looked whether a day has begun, or others have published; and before the first day, whether enough have voted. Milliseconds. */
const [lookEvery, firstEvery] = [10 * 60_000, 60_000];
/** Ten years of days. */
const mostDays = 3_660;
/** How many earlier days are kept in memory as they are looked at. */
const mostRead = 8;

/** `checked`: the day whose boards are known to be published, or the same as before. */
type Shelf = PublicBoardParts & { days: ListedDay[]; newest: PublishedDay | null; checked: string };

/** Nothing is read or made before it is started. */
export function createPublicBoard(parts: PublicBoardParts): PublicBoard {
  const { clock, log } = parts;
  const shelf: Shelf = { ...parts, days: [], newest: null, checked: "" };
  let [stopped, cancel] = [false, () => {}];
  const background = createBackground((error) => {
    if (!stopped) log.error({ error }, "the public board could not be renewed; the last one is shown");
  });
  // The next look comes after the last one has ended, however long it takes to rate everything.
  function look(): void {
    const again = () => {
      if (!stopped) cancel = clock.after(shelf.newest ? lookEvery : firstEvery, look);
    };
    background.run(renew(shelf).finally(again));
  }
  return {
    newest: () => shelf.newest,
    days: () => shelf.days,
    find: findIn(shelf),
    async start() {
      // What cannot be read keeps nothing else from starting.
      background.run(catchUp(shelf));
      await background.settled();
      cancel = clock.after(firstLook, look);
    },
    settled: background.settled,
    async stop() {
      stopped = true;
      cancel();
      await background.settled();
    },
  };
}

/** @see PublicBoard.find */
function findIn(shelf: Shelf): PublicBoard["find"] {
  const read = createBoundedMap<string, Promise<PublishedDay | undefined>>(mostRead);
  return async (day) => {
    if (shelf.newest?.day === day) return shelf.newest;
    if (!shelf.days.some((one) => one.day === day)) return undefined;
    const reading = read.get(day) ?? read.set(day, findDay(shelf.store, day));
    return await reading.catch((error: unknown) => {
      read.delete(day);
      throw error;
    });
  };
}

async function findDay({ findDay: find }: Pick<PublicDayStore, "findDay">, day: string) {
  const content = await find(day);
  return content && readDay(content);
}

/** Reads the days that others have published since. */
async function catchUp(shelf: Shelf): Promise<void> {
  const listed = await shelf.store.days(shelf.days.at(-1)?.day ?? null);
  const last = listed.at(-1);
  if (!last) return;
  const newest = await findDay(shelf.store, last.day);
  if (!newest) return;
  shelf.days = [...shelf.days, ...listed].slice(-mostDays);
  shelf.newest = newest;
}

/** Publishes the boards of today, unless that is done, or they are the same as those of the last day. */
async function renew(shelf: Shelf): Promise<void> {
  await catchUp(shelf);
  const now = shelf.clock.now();
  const today = dayOf(now);
  if (shelf.checked === today || (shelf.newest?.day ?? "") >= today) return;
  const made = await shelf.makeDay(now);
  // Too few people so far: there may be enough at the next look.
  if (!made) return;
  if (!saysTheSame(made, shelf.newest)) {
    const changes = findChanges(shelf.newest?.boards[0].board ?? null, made.boards[0].board);
    await shelf.store.keepDay(
      { day: today, publishedAt: made.publishedAt, changes, content: writeDay(made) },
      mostDays,
    );
    await catchUp(shelf);
  }
  shelf.checked = today;
}

function saysTheSame(made: PublishedDay, last: PublishedDay | null): boolean {
  const figures = ({ boards, demo }: PublishedDay) => JSON.stringify({ boards, demo });
  return last !== null && figures(made) === figures(last);
}
