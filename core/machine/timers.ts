/** Timers by name: one for each thing that is waited for. */
import type { Clock } from "./clock.ts";

/** Keeps at most one timer a name. */
export interface Timers {
  /**
   * Does `task` after so many milliseconds, in place of what was to be done under that name; where that was for the same
   * moment `at`, it stays. Nothing after `stop`.
   */
  set(name: string, milliseconds: number, task: () => void, at?: Date): void;
  /** Calls off what was to be done; does nothing when there is nothing. */
  drop(name: string): void;
  /** What is being waited for. */
  names(): string[];
  /** Calls off everything, and takes nothing more. */
  stop(): void;
}

/** No timer runs at first. */
export function createTimers(clock: Pick<Clock, "after">): Timers {
  const waits = new Map<string, { cancel: () => void; at: number | undefined }>();
  let stopped = false;
  function drop(name: string): void {
    waits.get(name)?.cancel();
    waits.delete(name);
  }
  return {
    set(name, milliseconds, task, moment) {
      const at = moment?.getTime();
      if (at !== undefined && waits.get(name)?.at === at) return;
      drop(name);
      if (stopped) return;
      const cancel = clock.after(milliseconds, () => {
        waits.delete(name);
        task();
      });
      waits.set(name, { cancel, at });
    },
    drop,
    names: () => [...waits.keys()],
    stop() {
      stopped = true;
      for (const name of waits.keys()) drop(name);
    },
  };
}
