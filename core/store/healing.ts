/** Keeps the embedded database open: when it has stopped, it is opened anew as soon as that works. */
import type { Clock } from "../machine/clock.ts";
import { StoreFailure, type StoreFailureKind } from "./store-failure.ts";

/** A database that may stop by itself; it can be opened anew once it is closed. */
export type Stopping = {
  /** Why it has stopped, if it has. */
  readonly stopped: StoreFailure | undefined;
  close(): Promise<void>;
};

export type HealingOptions<Opened> = {
  /** Opens the database in its directory. */
  open(): Promise<Opened>;
  /** Throws while the disk takes nothing. Opening may cost much memory and time; this keeps it from being tried in vain. */
  probe(): Promise<void>;
  clock: Pick<Clock, "now">;
  /** How long to wait after it was opened anew before that is done again. Milliseconds. */
  pauseAfterOpening: number;
};

export interface Healing<Opened> {
  /** @throws {StoreFailure} at once, while the database does not open again and it is too soon for the next try. */
  working(): Promise<Opened>;
  close(): Promise<void>;
}

/** How long to wait after a try that failed before the next, twice as long each time. Milliseconds. */
const firstPause = 1_000;
const longestPause = 60_000;

const advice: Record<StoreFailureKind, [why: string, mend: string]> = {
  disk: ["because it could not write to its disk", "Free or mend the disk: it is tried again and again."],
  unreachable: ["by itself", "It is tried again and again."],
};

function describeTry(kind: StoreFailureKind, error: unknown): StoreFailure {
  const reason = error instanceof Error && error.message ? error.message : String(error);
  const [why, mend] = advice[kind];
  return new StoreFailure(
    kind,
    `The database has stopped ${why}, and does not open again yet (${reason}). What it had confirmed before is safe; ` +
      `nothing more is stored. ${mend}`,
    { cause: error },
  );
}

/** Uses `database` until it stops, then opens it anew: on a request, and not before the pause since the last try is over. */
export function createHealing<Opened extends Stopping>(
  database: Opened,
  { open, probe, clock, pauseAfterOpening }: HealingOptions<Opened>,
): Healing<Opened> {
  let current = database;
  let lastFailure: StoreFailure | undefined;
  let pause = firstPause;
  let nextTry = 0;
  let healing: Promise<void> | undefined;

  async function heal(): Promise<void> {
    let kind: StoreFailureKind = "disk";
    try {
      await current.close();
      await probe();
      kind = current.stopped?.kind ?? kind;
      current = await open();
      [lastFailure, pause] = [undefined, firstPause];
      nextTry = clock.now().getTime() + pauseAfterOpening;
    } catch (error) {
      lastFailure = describeTry(kind, error);
      nextTry = clock.now().getTime() + pause;
      pause = Math.min(2 * pause, longestPause);
      throw lastFailure;
    } finally {
      healing = undefined;
    }
  }

  return {
    async working() {
      if (!current.stopped) return current;
      if (!healing) {
        if (clock.now().getTime() < nextTry) throw lastFailure ?? current.stopped;
        healing = heal();
      }
      await healing;
      return current;
    },
    async close() {
      await healing?.catch(() => {});
      await current.close();
    },
  };
}
