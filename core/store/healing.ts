/** Keeps the embedded database open: when it has stopped, it is opened anew as soon as that works. */
import type { Clock } from "../machine/clock.ts";
import { StoreFailure, type StoreFailureKind } from "./store-failure.ts";

/** A database that may stop by itself; it can be opened anew once it is closed. */
export type Stopping = {
  /** Why it has stopped, if it has. */
  readonly stopped: StoreFailure | undefined;
  close(): Promise<void>;
};

/** How a database is opened anew. */
export type HealingOptions<Opened> = {
  /** Opens the database in its directory. */
  open(): Promise<Opened>;
  /** Throws while the disk takes nothing. Opening may cost much memory and time; this keeps it from being tried in vain. */
  probe(): Promise<void>;
  clock: Pick<Clock, "elapsed">;
  /** How long to wait after it was opened anew before that is done again. Milliseconds. */
  pauseAfterOpening: number;
};

/** A database that is opened anew when it has stopped. */
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

/** A database that is used until it stops, and what its last opening came to. */
type KeptOpen<Opened> = HealingOptions<Opened> & {
  current: Opened;
  lastFailure: StoreFailure | undefined;
  pause: number;
  nextTry: number;
  healing: Promise<void> | undefined;
};

async function heal<Opened extends Stopping>(kept: KeptOpen<Opened>): Promise<void> {
  const { open, probe, clock, pauseAfterOpening } = kept;
  let kind: StoreFailureKind = "disk";
  try {
    await kept.current.close();
    await probe();
    kind = kept.current.stopped?.kind ?? kind;
    kept.current = await open();
    Object.assign(kept, { lastFailure: undefined, pause: firstPause });
    kept.nextTry = clock.elapsed() + pauseAfterOpening;
  } catch (error) {
    kept.lastFailure = describeTry(kind, error);
    kept.nextTry = clock.elapsed() + kept.pause;
    kept.pause = Math.min(2 * kept.pause, longestPause);
    throw kept.lastFailure;
  } finally {
    kept.healing = undefined;
  }
}

/** Uses `database` until it stops, then opens it anew: on a request, and not before the pause since the last try is over. */
export function createHealing<Opened extends Stopping>(
  database: Opened,
  options: HealingOptions<Opened>,
): Healing<Opened> {
  const state = { lastFailure: undefined, pause: firstPause, nextTry: 0, healing: undefined };
  const kept: KeptOpen<Opened> = { ...options, ...state, current: database };
  return {
    async working() {
      const { stopped } = kept.current;
      if (!stopped) return kept.current;
      if (!kept.healing) {
        if (options.clock.elapsed() < kept.nextTry) throw kept.lastFailure ?? stopped;
        kept.healing = heal(kept);
      }
      await kept.healing;
      return kept.current;
    },
    async close() {
      await kept.healing?.catch(() => {});
      await kept.current.close();
    },
  };
}
