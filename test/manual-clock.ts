/** A clock that stands still until a test moves it. */
import type { Clock } from "../core/machine/clock.ts";

type Timer = { dueAt: number; task: () => void };

export type ManualClock = Clock & {
  /** Moves time on; whatever falls due on the way runs, in order, at its own moment. */
  advance(milliseconds: number): void;
  /** Sets it, as a machine's clock is set: nothing falls due, and no time goes by. */
  set(now: Date): void;
  /** Milliseconds from now until each task still to run, soonest first. */
  pending(): number[];
};

/** @param start where time stands at first. */
export function createManualClock(start = new Date("2030-01-01T00:00:00.000Z")): ManualClock {
  let present = start.getTime();
  /** How far it was set from the time that has gone by. */
  let shift = 0;
  const timers = new Set<Timer>();

  const soonest = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) if (!first || timer.dueAt < first.dueAt) first = timer;
    return first;
  };

  return {
    now: () => new Date(present + shift),
    elapsed: () => present - start.getTime(),
    after(milliseconds, task) {
      const timer = { dueAt: present + Math.max(0, milliseconds), task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(milliseconds) {
      const until = present + milliseconds;
      for (let timer = soonest(); timer && timer.dueAt <= until; timer = soonest()) {
        timers.delete(timer);
        present = timer.dueAt;
        timer.task();
      }
      present = until;
    },
    set: (now) => void (shift = now.getTime() - present),
    pending: () => [...timers].map((timer) => timer.dueAt - present).toSorted((x, y) => x - y),
  };
}
