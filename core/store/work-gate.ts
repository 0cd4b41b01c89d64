/** Lets a bounded amount of work into the database at a time, the most urgent first, and knows when all of it is done. */
import { createUrgentLine } from "../limits/urgent-line.ts";
import type { Urgency } from "../limits/urgency.ts";
import { type Clock, systemClock } from "../machine/clock.ts";

/** What work has to pass. */
export interface WorkGate {
  /**
   * Runs `work` when its turn comes, never before its caller has gone on: what is asked for in the same moment can
   * join it. Work must not pass the gate again from inside: it could wait for itself.
   * @param urgency left out: a press.
   * @throws {Error} when the gate is closed.
   */
  pass<Result>(work: () => Promise<Result>, urgency?: Urgency): Promise<Result>;
  /** How much work waits for its turn. */
  waiting(urgency: Urgency): number;
  /** How long work that comes now would wait for its turn, in milliseconds. */
  expectedWait(urgency: Urgency): number;
  /** @throws {Error} when the gate is closed. */
  refuseWhenClosed(): void;
  /** Lets nothing more in; resolves when all that was let in, waiting work included, is done. */
  close(): Promise<void>;
}

/**
 * In the order of an {@link createUrgentLine urgent line}.
 * @param places How much work may run at the same time.
 * @param clock Tells how long work waits.
 */
export function createWorkGate(places: number, clock: Pick<Clock, "elapsed"> = systemClock): WorkGate {
  const line = createUrgentLine<() => void>(places, clock);
  let closed = false;
  let announceIdle: (() => void) | undefined;

  function leave(urgency: Urgency): void {
    line.leave(urgency);
    // Each in a turn of the event loop of its own: PGlite answers without one, and while work follows work without a
    // pause, nobody who comes to the door is even heard.
    for (let start = line.next(); start; start = line.next()) setImmediate(start);
    if (line.idle) announceIdle?.();
  }

  function refuseWhenClosed(): void {
    if (closed) throw new Error("The store is closed.");
  }

  return {
    ...{ refuseWhenClosed, waiting: line.waiting, expectedWait: line.expectedWait },
    async pass(work, urgency = "press") {
      refuseWhenClosed();
      await (line.enter(urgency) || new Promise<void>((resolve) => line.wait(urgency, resolve)));
      try {
        return await work();
      } finally {
        leave(urgency);
      }
    },
    async close() {
      closed = true;
      if (!line.idle) await new Promise<void>((resolve) => (announceIdle = resolve));
    },
  };
}
