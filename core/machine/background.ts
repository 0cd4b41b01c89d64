/** Work that nobody waits for, but that must be done before the process ends. */

/** Keeps account of running work. */
export interface Background {
  /** Takes work that has begun; what it throws goes to the `failed` given at creation. */
  run(work: Promise<unknown>): void;
  /** Resolves when nothing is running, nor anything that began meanwhile. */
  settled(): Promise<void>;
}

/** @param failed is told what work throws. */
export function createBackground(failed: (error: unknown) => void): Background {
  const running = new Set<Promise<void>>();
  return {
    run(work) {
      const done = work.then(() => {}, failed).finally(() => running.delete(done));
      running.add(done);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
