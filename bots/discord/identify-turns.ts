/** Turns at Discord's gateway: one identification every five seconds, fewer when few are left for the day. */
import type { Clock } from "../../core/index.ts";

const betweenTurns = 5_000;
/** Below this share of the day's sessions they are spread over what is left of the day. */
const plenty = 0.5;

/** How many sessions may still be started. Times in milliseconds. */
export type SessionsLeft = { total: number; remaining: number; reset_after: number };

export interface IdentifyTurns {
  /** Resolves when it is this shard's turn. @throws what `signal` was aborted with. */
  waitForIdentify(shard: number, signal: AbortSignal): Promise<void>;
}

/** @param fetchLeft asks Discord. */
export function createIdentifyTurns(fetchLeft: () => Promise<SessionsLeft>, clock: Clock): IdentifyTurns {
  let next = 0;
  let left: SessionsLeft = { total: 1, remaining: 1, reset_after: 0 };
  let queue: Promise<unknown> = Promise.resolve();

  function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        cancel();
        reject(signal.reason as Error);
      };
      const cancel = clock.after(milliseconds, () => {
        signal.removeEventListener("abort", stop);
        resolve();
      });
      signal.addEventListener("abort", stop, { once: true });
    });
  }

  async function takeTurn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const now = clock.now().getTime();
    if (next > now) await wait(next - now, signal);
    // discord.js breaks if a turn fails, so without an answer from Discord its last one counts.
    left = await fetchLeft().catch(() => left);
    const { total, remaining, reset_after: resetAfter } = left;
    const spread = remaining >= total * plenty ? 0 : resetAfter / Math.max(1, remaining);
    next = clock.now().getTime() + Math.max(betweenTurns, spread);
  }

  return {
    waitForIdentify(_shard, signal) {
      const turn = queue.then(() => takeTurn(signal));
      queue = turn.catch(() => {});
      return turn;
    },
  };
}
