/** What platforms must still know after a restart: the events they have answered, and where their messages are. */
import type { Clock } from "../machine/clock.ts";
import { everyDay } from "../machine/every-day.ts";
import type { Log } from "../machine/log.ts";
import type { PlatformName } from "./post.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";
import { createTextSeal } from "../safety/text-seal.ts";
import { type ConnectionLease, createConnectionLease } from "./connection-lease.ts";

/** Notes of one platform, kept so that nobody but this installation can read them. Forgotten after some days. */
export interface PlatformMemory {
  /** Notes a value under a key, unless there is one. @returns the one that was there; null when it is the new one. */
  keep(key: string, value: string): Promise<string | null>;
  /** Notes a value under a key, in place of the one that was there. */
  replace(key: string, value: string): Promise<void>;
  find(key: string): Promise<string | undefined>;
  /**
   * What lets one process alone do something, such as connecting to the platform.
   * @returns null where no other process can be at work on the same notes.
   */
  lease(key: string): ConnectionLease | null;
}

/** Where the notes are kept. */
export interface NoteStore {
  /** Notes a value (encrypted), unless there is one. @returns the one that was there, or null. */
  keepNote(lookup: string, value: string, at: Date): Promise<string | null>;
  /** Notes a value (encrypted), in place of the one that was there. */
  replaceNote(lookup: string, value: string, at: Date): Promise<void>;
  /** Notes a value, unless there is another one than `before`. @returns whether it stands there now. */
  exchangeNote(lookup: string, before: string | null, value: string, at: Date): Promise<boolean>;
  findNote(lookup: string): Promise<string | undefined>;
  /** Forgets a note, if there is one. @param value left out: whatever it is. */
  dropNote(lookup: string, value?: string): Promise<void>;
  forgetNotes(before: Date): Promise<void>;
}

/** Longer than any battle is open, and than any platform keeps what it could not deliver. Milliseconds. */
const keptFor = 7 * 24 * 60 * 60_000;

/**
 * Forgets the notes of all platforms that are so old that nobody asks for them any more, now and once a day.
 * @returns what ends that.
 */
export function keepNotesTidy(store: NoteStore, clock: Clock, log: Log): Promise<() => void> {
  const before = () => new Date(clock.now().getTime() - keptFor);
  return everyDay(
    () => store.forgetNotes(before()).catch((error: unknown) => log.warn({ error }, "old notes stay")),
    clock,
  );
}

type MemoryParts = {
  store: NoteStore;
  pseudonyms: Pseudonyms;
  clock: Clock;
  /** The installation's secret. */
  key: string;
  /** Whether no other process works on the same store. */
  alone: boolean;
};

/** The notes of one platform in the store, encrypted. */
export function createPlatformMemory(
  { store, pseudonyms, clock, key, alone }: MemoryParts,
  platform: PlatformName,
): PlatformMemory {
  const seal = createTextSeal(key, "doubleblind note v1");
  const lookupOf = (name: string) => pseudonyms.of(`note:${platform}:${name}`);
  return {
    async keep(name, value) {
      const before = await store.keepNote(lookupOf(name), seal.seal(value), clock.now());
      return before === null ? null : seal.open(before);
    },
    replace: (name, value) => store.replaceNote(lookupOf(name), seal.seal(value), clock.now()),
    async find(name) {
      const found = await store.findNote(lookupOf(name));
      return found === undefined ? undefined : seal.open(found);
    },
    // What is sealed twice never looks the same.
    lease: (name) =>
      alone ? null : createConnectionLease({ store, lookup: lookupOf(name), mark: () => seal.seal(""), clock }),
  };
}
