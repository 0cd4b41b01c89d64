/** Lets a bounded amount of work into the database at a time, in order of arrival, and knows when all of it is done. */

/** What work has to pass. */
export interface WorkGate {
  /**
   * Runs `work` when its turn comes, never before its caller has gone on: what is asked for in the same moment can
   * join it. What waits begins in a turn of the event loop of its own: PGlite never waits for the system, so a whole line
   * of work would otherwise go by before anybody else is heard. Work must not pass the gate again from inside: it could wait for itself.
   * @throws {Error} when the gate is closed.
   */
  pass<Result>(work: () => Promise<Result>): Promise<Result>;
  /** @throws {Error} when the gate is closed. */
  refuseWhenClosed(): void;
  /** Lets nothing more in; resolves when all that was let in, waiting work included, is done. */
  close(): Promise<void>;
}

/** @param places How much work may run at the same time. */
export function createWorkGate(places: number): WorkGate {
  const waiting: (() => void)[] = [];
  let [free, closed] = [places, false];
  let announceIdle: (() => void) | undefined;

  function leave(): void {
    const next = waiting.shift();
    if (next) return void setImmediate(next);
    free += 1;
    if (free === places) announceIdle?.();
  }

  function refuseWhenClosed(): void {
    if (closed) throw new Error("The store is closed.");
  }

  return {
    refuseWhenClosed,
    async pass(work) {
      refuseWhenClosed();
      const turn = free > 0 ? undefined : new Promise<void>((resolve) => waiting.push(resolve));
      if (!turn) free -= 1;
      await turn;
      try {
        return await work();
      } finally {
        leave();
      }
    },
    async close() {
      closed = true;
      if (free < places) await new Promise<void>((resolve) => (announceIdle = resolve));
    },
  };
}
