/** What must not wait, and what can: an acknowledgement is due within seconds, whatever else there is to do. */
import type { Clock } from "../../core/index.ts";

export interface Workplaces {
  /** Does at once what must not wait. */
  urgent<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Does the rest, in the order in which it came: once a place is free and nothing urgent is under way. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Nothing waits longer than this for what is urgent, which may come without end. Milliseconds. */
const longestWait = 1_000;

/** @param places how much is worked on at once. */
export function createWorkplaces(places: number, clock: Clock): Workplaces {
  let free = places;
  let urgent = 0;
  /** Whether what waits has waited long enough. */
  let overdue = false;
  let cancel: (() => void) | undefined;
  const waiting: (() => void)[] = [];

  function letIn(): void {
    while (free > 0 && (urgent === 0 || overdue)) {
      const next = waiting.shift();
      if (!next) break;
      free -= 1;
      next();
    }
    if (waiting.length === 0 || urgent === 0) {
      cancel?.();
      cancel = undefined;
      overdue = false;
    } else {
      cancel ??= clock.after(longestWait, () => {
        overdue = true;
        letIn();
      });
    }
  }

  return {
    async urgent(work) {
      urgent += 1;
      try {
        return await work();
      } finally {
        urgent -= 1;
        letIn();
      }
    },
    async inTurn(work) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        letIn();
      });
      try {
        return await work();
      } finally {
        free += 1;
        letIn();
      }
    },
  };
}
