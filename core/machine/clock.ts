/** Time: the port, and the machine's own clock, which only the outermost code hands in. */

/** Time, from outside: tests move it by hand, so nothing ever sleeps. */
export interface Clock {
  /** The present moment. */
  now(): Date;
  /**
   * Whole milliseconds since some moment. Unlike {@link Clock.now} it goes on evenly, whatever is done to the machine's
   * clock: how long something takes, or is left alone, is told by this.
   */
  elapsed(): number;
  /** Runs `task` once, `milliseconds` from now; the returned function calls it off. */
  after(milliseconds: number, task: () => void): () => void;
}

/** The longest wait that Node's timers can hold, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** The machine's own time. A task that waits does not keep the process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => Math.floor(performance.now()),
  after(milliseconds, task) {
    const timer = setTimeout(task, Math.min(milliseconds, longestTimer));
    // A battle waiting to close must not keep a stopped process alive.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
