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
  clock: Pick<Clock, "now">;
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
type Healed<Opened> = HealingOptions<Opened> & {
  current: Opened;
  lastFailure: StoreFailure | undefined;
  pause: number;
  nextTry: number;
  healing: Promise<void> | undefined;
};

async function heal<Opened extends Stopping>(healed: Healed<Opened>): Promise<void> {
  const { open, probe, clock, pauseAfterOpening } = healed;
  let kind: StoreFailureKind = "disk";
  try {
    await healed.current.close();
    await probe();
    kind = healed.current.stopped?.kind ?? kind;
    healed.current = await open();
    Object.assign(healed, { lastFailure: undefined, pause: firstPause });
    healed.nextTry = clock.now().getTime() + pauseAfterOpening;
  } catch (error) {
    healed.lastFailure = describeTry(kind, error);
    healed.nextTry = clock.now().getTime() + healed.pause;
    healed.pause = Math.min(2 * healed.pause, longestPause);
    throw healed.lastFailure;
  } finally {
    healed.healing = undefined;
  }
}

/** Uses `database` until it stops, then opens it anew: on a request, and not before the pause since the last try is over. */
export function createHealing<Opened extends Stopping>(
  database: Opened,
  options: HealingOptions<Opened>,
): Healing<Opened> {
  const state = { lastFailure: undefined, pause: firstPause, nextTry: 0, healing: undefined };
  const healed: Healed<Opened> = { ...options, ...state, current: database };
  return {
    async working() {
      const { stopped } = healed.current;
      if (!stopped) return healed.current;
      if (!healed.healing) {
        if (options.clock.now().getTime() < healed.nextTry) throw healed.lastFailure ?? stopped;
        healed.healing = heal(healed);
      }
      await healed.healing;
      return healed.current;
    },
    async close() {
      await healed.healing?.catch(() => {});
      await healed.current.close();
    },
  };
}
