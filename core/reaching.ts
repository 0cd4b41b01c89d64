/** The first contact with a chat platform: refused for good, or not to be had for now. */
import type { Clock, Log } from "./ports.ts";

const patience = 5_000;
const firstWait = 5_000;
const longestWait = 5 * 60_000;

export interface Reaching {
  /** Whether the platform answers. @throws its refusal. */
  reach(): Promise<boolean>;
  /** Tries, ever more rarely, until the platform answers, and then goes on with `begin`. */
  goOn(begin: () => Promise<void>): void;
  stop(): void;
}

export type ReachingParts = {
  /** What the log calls the platform. */
  platform: string;
  /** Asks the platform for anything that only an accepted bot is given. */
  ask(signal: AbortSignal): Promise<unknown>;
  /** What an error says about the bot's standing; undefined when trying again may help. */
  readRefusal(error: unknown): Error | undefined;
  clock: Clock;
  log: Log;
};

export function createReaching({ platform, ask, readRefusal, clock, log }: ReachingParts): Reaching {
  let cancel = () => {};

  async function reach(): Promise<boolean> {
    const controller = new AbortController();
    // The arena must not wait long for a platform that swallows everything.
    const stopWaiting = clock.after(patience, () => controller.abort());
    try {
      await ask(controller.signal);
      return true;
    } catch (error) {
      const refusal = readRefusal(error);
      if (refusal) throw refusal;
      log.warn({ platform, error }, "the platform cannot be reached; it is tried again");
      return false;
    } finally {
      stopWaiting();
    }
  }

  async function tryAgain(wait: number, begin: () => Promise<void>): Promise<void> {
    try {
      if (await reach()) return await begin();
      schedule(Math.min(longestWait, wait * 2), begin);
    } catch (error) {
      log.error({ platform, error }, "the bot is not on its platform, and will not be before the next start");
    }
  }

  function schedule(wait: number, begin: () => Promise<void>): void {
    cancel = clock.after(wait, () => void tryAgain(wait, begin));
  }

  return { reach, goOn: (begin) => schedule(firstWait, begin), stop: () => cancel() };
}
