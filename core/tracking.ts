/** Account of what is being worked on, so that a bot can stop without dropping any of it. */

export interface Tracking {
  /** Begins work, unless the bot has stopped listening. The work must never throw. */
  track(work: () => Promise<void>): void;
  /** Resolves when nothing that came in is being worked on. */
  settled(): Promise<void>;
  /** Takes in nothing more, and waits for what came in before. */
  stopListening(): Promise<void>;
}

/** Starts with nothing under way. */
export function createTracking(): Tracking {
  const running = new Set<Promise<void>>();
  let listening = true;
  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }
  return {
    settled,
    track(work) {
      if (!listening) return;
      const done = work().finally(() => running.delete(done));
      running.add(done);
    },
    async stopListening() {
      listening = false;
      await settled();
    },
  };
}
