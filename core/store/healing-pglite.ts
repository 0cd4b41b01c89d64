/** PGlite that comes back by itself after it had to stop, once its disk takes what is written again. */
import type { Clock } from "../machine/clock.ts";
import { StoreFailure } from "./store-failure.ts";
import type { StoppingPGlite } from "./durable-pglite.ts";

/** What Prisma and the engine use of PGlite. */
export type UsedPGlite = Pick<StoppingPGlite, "query" | "exec" | "transaction" | "close">;

export type HealingOptions = {
  /** Opens the database in its directory. */
  open(): Promise<StoppingPGlite>;
  /** Throws while the disk takes nothing. Opening costs much memory and time; this keeps it from being tried in vain. */
  probe(): Promise<void>;
  clock: Pick<Clock, "now">;
};

/** How long to wait after a try that failed before the next, twice as long each time. Milliseconds. */
const firstPause = 1_000;
const longestPause = 60_000;
/** The same after one that succeeded: what has stopped keeps its memory, hundreds of megabytes, for ten seconds. */
const pauseAfterOpening = 10_000;

function describeTry(error: unknown): StoreFailure {
  const reason = error instanceof Error && error.message ? error.message : String(error);
  return new StoreFailure(
    "disk",
    `The database has stopped because it could not write to its disk, and does not open again yet (${reason}). What ` +
      "it had confirmed before is safe; nothing more is stored. Free or mend the disk: it is tried again and again.",
    { cause: error },
  );
}

/**
 * Uses `database` until it stops, then opens it anew: on a request, and not before the pause since the last try is
 * over. Every request until then is refused at once, with a {@link StoreFailure}.
 */
export function createHealingPGlite(database: StoppingPGlite, options: HealingOptions): UsedPGlite {
  const { open, probe, clock } = options;
  let current = database;
  let lastFailure: StoreFailure | undefined;
  let pause = firstPause;
  let nextTry = 0;
  let healing: Promise<void> | undefined;

  async function heal(): Promise<void> {
    try {
      await current.close();
      await probe();
      current = await open();
      [lastFailure, pause] = [undefined, firstPause];
      nextTry = clock.now().getTime() + pauseAfterOpening;
    } catch (error) {
      lastFailure = describeTry(error);
      nextTry = clock.now().getTime() + pause;
      pause = Math.min(2 * pause, longestPause);
      throw lastFailure;
    } finally {
      healing = undefined;
    }
  }

  async function working(): Promise<StoppingPGlite> {
    if (!current.stopped) return current;
    if (!healing) {
      if (clock.now().getTime() < nextTry) throw lastFailure ?? current.stopped;
      healing = heal();
    }
    await healing;
    return current;
  }

  return {
    query: async (...parameters) => await (await working()).query(...parameters),
    exec: async (...parameters) => await (await working()).exec(...parameters),
    transaction: async (work) => await (await working()).transaction(work),
    async close() {
      await healing?.catch(() => {});
      await current.close();
    },
  };
}
