/**
 * Which process of an installation is connected to a platform, where only one may be. The one that is writes a note anew
 * again and again; who waits takes its place once the note has stayed the same for long enough. Each measures that by its
 * own clock, so the clocks of machines need not agree.
 */
import type { Clock } from "../machine/clock.ts";
import { pause } from "../machine/growing-waits.ts";

/** Another process has taken this one's place. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** Who is told, and of what. */
export type LeaseListener = {
  /** Another process is connected. */
  waiting(): void;
  /** What was taken has been lost, which ends the connection. */
  lost(error: ConnectionLost): void;
};

/** What keeps all processes but one from a platform. */
export interface ConnectionLease {
  /** Resolves once this process has it, and keeps it from then on. @throws what the signal was aborted with, nothing else. */
  take(signal: AbortSignal, listener: LeaseListener): Promise<void>;
  /** Whether another process has taken what this one had. While nobody can tell, it has not. */
  isLost(): Promise<boolean>;
  /** Lets another process have it at once. Never throws. */
  end(): Promise<void>;
}

/** What it takes. */
export type LeaseParts = {
  /** As much of the store of notes as it needs. */
  store: {
    exchangeNote(lookup: string, before: string | null, value: string, at: Date): Promise<boolean>;
    findNote(lookup: string): Promise<string | undefined>;
    dropNote(lookup: string, value: string): Promise<void>;
  };
  /** The note's name. */
  lookup: string;
  /** Makes a value that nobody has written before. */
  mark(): string;
  clock: Clock;
};

/** How often the note is written, and looked at by those who wait. In milliseconds. */
export const beatEvery = 5_000;
/**
 * Whose note has stayed the same for so long is gone. With the time until that is seen, another process has its place
 * within 30 seconds. In milliseconds.
 */
export const goneAfter = 4 * beatEvery;

type Lease = LeaseParts & {
  /** What this process wrote last; null: it has nothing. */
  mine: string | null;
  listener: LeaseListener | undefined;
  cancelBeat: () => void;
  /** Writing once at a time: each follows from what was written before. */
  beating: Promise<boolean> | undefined;
  /** What may have been written, though the answer was lost. */
  next: string | undefined;
};

/** Nobody has it yet. */
export function createConnectionLease(parts: LeaseParts): ConnectionLease {
  const nothing = { mine: null, listener: undefined, beating: undefined, next: undefined };
  const lease: Lease = { ...parts, ...nothing, cancelBeat: () => {} };
  return {
    async take(signal, listener) {
      lease.listener = listener;
      if (lease.mine === null) await takeWhenFree(lease, signal);
    },
    isLost: async () => lease.mine !== null && !(await beat(lease)),
    async end() {
      lease.cancelBeat();
      await lease.beating;
      lease.cancelBeat();
      const { mine } = lease;
      lease.mine = null;
      // Where it stays there, others wait until it has been the same for long.
      if (mine !== null) await lease.store.dropNote(lease.lookup, mine).catch(() => {});
    },
  };
}

/** Takes one of several, whichever is free first. */
export function leaseOneOf(leases: readonly ConnectionLease[]): ConnectionLease & { taken(): number | null } {
  let taken: number | null = null;
  const held = () => (taken === null ? undefined : leases[taken]);
  return {
    /** Which one it is; null: none. */
    taken: () => taken,
    async take(signal, { waiting, lost }) {
      if (taken !== null) return;
      const lostOf = (index: number) => (error: ConnectionLost) => {
        // What is only still to be let go is no loss.
        if (taken !== index) return;
        taken = null;
        lost(error);
      };
      const all = await takeFirst(leases, signal, { waiting, lostOf, took: (index) => (taken = index) });
      for (const index of all) if (index !== taken) await leases[index]?.end();
      if (taken === null) signal.throwIfAborted();
    },
    async isLost() {
      const lost = (await held()?.isLost()) ?? false;
      if (lost) taken = null;
      return lost;
    },
    async end() {
      const last = held();
      taken = null;
      await last?.end();
    },
  };
}

/** `took` is told at once which was the first: it may be lost before the others have settled. */
type FirstListener = Pick<LeaseListener, "waiting"> & {
  lostOf(index: number): LeaseListener["lost"];
  took(index: number): void;
};

/** @returns which of them this process has taken: the others besides the first one are to be let go. */
async function takeFirst(
  leases: readonly ConnectionLease[],
  signal: AbortSignal,
  { waiting, lostOf, took }: FirstListener,
): Promise<number[]> {
  const enough = new AbortController();
  const busy = new Set<number>();
  const tries = leases.map(async (lease, index) => {
    const wait = (): void => {
      if (busy.add(index).size === leases.length) waiting();
    };
    await lease.take(AbortSignal.any([signal, enough.signal]), { waiting: wait, lost: lostOf(index) });
    if (!enough.signal.aborted) took(index);
    enough.abort();
    return index;
  });
  const all = await Promise.allSettled(tries);
  return all.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
}

async function takeWhenFree(lease: Lease, signal: AbortSignal): Promise<void> {
  const { store, lookup, clock } = lease;
  let seen: { note: string | undefined; since: number } | undefined;
  for (;;) {
    signal.throwIfAborted();
    const now = clock.elapsed();
    // While the database is away nobody can write, and nobody takes it for that.
    const found = await store.findNote(lookup).then(
      (note) => ({ note }),
      () => undefined,
    );
    if (!found || found.note !== seen?.note) seen = found && { ...found, since: now };
    const free = found?.note === undefined || (seen && now - seen.since >= goneAfter);
    if (found && free && (await tryToTake(lease, found.note))) return beatLater(lease);
    if (found) lease.listener?.waiting();
    await pause(beatEvery, clock, signal);
  }
}

async function tryToTake(lease: Lease, before: string | undefined): Promise<boolean> {
  const { store, lookup, mark, clock } = lease;
  const mine = mark();
  const taken = await store.exchangeNote(lookup, before ?? null, mine, clock.now()).catch(() => false);
  if (taken) lease.mine = mine;
  return taken;
}

function beatLater(lease: Lease): void {
  lease.cancelBeat();
  lease.cancelBeat = lease.clock.after(beatEvery, () => {
    void beat(lease).then((kept) => {
      if (kept) return beatLater(lease);
      lease.listener?.lost(new ConnectionLost("another process of this arena is connected now"));
    });
  });
}

/** @returns false once another process has written its own. While the database is away, nobody has. */
function beat(lease: Lease): Promise<boolean> {
  lease.beating ??= write(lease).finally(() => (lease.beating = undefined));
  return lease.beating;
}

async function write(lease: Lease): Promise<boolean> {
  const { store, lookup, mine, mark, clock } = lease;
  if (mine === null) return false;
  const next = (lease.next ??= mark());
  try {
    const kept = await store.exchangeNote(lookup, mine, next, clock.now());
    lease.mine = kept ? next : null;
    lease.next = undefined;
    if (!kept) lease.cancelBeat();
    return kept;
  } catch {
    return true;
  }
}
