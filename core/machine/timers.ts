/** Timers by name: one for each thing that is waited for. */
import type { Clock } from "./clock.ts";

/** Keeps at most one timer a name. */
export interface Timers {
  /** Does `task` after so many milliseconds, in place of what was to be done under that name. Nothing after `stop`. */
  set(name: string, milliseconds: number, task: () => void): void;
  /** Calls off what was to be done; does nothing when there is nothing. */
  drop(name: string): void;
  /** What is being waited for. */
  names(): string[];
  /** Calls off everything, and takes nothing more. */
  stop(): void;
}

/** No timer runs at first. */
export function createTimers(clock: Pick<Clock, "after">): Timers {
  const cancels = new Map<string, () => void>();
  let stopped = false;
  function drop(name: string): void {
    cancels.get(name)?.();
    cancels.delete(name);
  }
  return {
    set(name, milliseconds, task) {
      drop(name);
      if (stopped) return;
      const cancel = clock.after(milliseconds, () => {
        cancels.delete(name);
        task();
      });
      cancels.set(name, cancel);
    },
    drop,
    names: () => [...cancels.keys()],
    stop() {
      stopped = true;
      for (const name of cancels.keys()) drop(name);
    },
  };
}
