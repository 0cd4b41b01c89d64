/** Waits between tries: longer and longer, and partly random, so that many bots do not return at the same moment. */
import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";

const firstWait = 5_000;
/** In milliseconds. The other side may ask for a longer wait. */
export const longestWait = 5 * 60_000;

interface GrowingWaits {
  /** The next wait, in milliseconds. @param asked the wait that the other side asked for. */
  next(asked?: number): number;
  /** Starts again with the first wait. */
  reset(): void;
}

/** Waits that double, less up to a quarter by chance. @param first in milliseconds, as `longest` is. */
export function createGrowingWaits(
  random: Pick<Random, "fraction">,
  first = firstWait,
  longest = longestWait,
): GrowingWaits {
  let wait = first;
  return {
    next(asked = 0) {
      const jittered = wait * (0.75 + random.fraction() / 4);
      wait = Math.min(longest, wait * 2);
      return Math.max(asked, jittered);
    },
    reset: () => void (wait = first),
  };
}

/** Resolves after a while, or at once when the signal is aborted. */
export function pause(milliseconds: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(milliseconds, end);
    signal.addEventListener("abort", end);
  });
}

type UntilDoneParts = {
  clock: Clock;
  random: Pick<Random, "fraction">;
  signal: AbortSignal;
  /** Called at every failed try. @returns the wait that the other side asked for, in milliseconds. */
  onFailure(error: unknown): number;
};

/** Does `work` again and again until it succeeds or the signal is aborted. Never throws. */
export async function untilDone(work: () => Promise<void>, parts: UntilDoneParts): Promise<void> {
  const { clock, random, signal, onFailure } = parts;
  const waits = createGrowingWaits(random);
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!signal.aborted) await pause(waits.next(onFailure(error)), clock, signal);
    }
  }
}
