/** What work has left in memory is given back to the machine once the arena rests. */
import { performance } from "node:perf_hooks";
import type { Clock } from "../core/index.ts";

/** What resting needs. */
export type RestParts = {
  clock: Pick<Clock, "after">;
  /** @returns the share of the time since it was asked last in which this process was at work, from 0 to 1. */
  busy(): number;
  /** Gives back what can be given back; nothing else goes on meanwhile. */
  giveBack(): void;
};

/** How often to look, in milliseconds. */
const lookEvery = 10_000;
/** Up to this share of the time, it rests: what comes up by itself, such as looking for battles to close, takes less. */
const atRest = 0.05;
/** From this share on it has worked, so that there may be something to give back. */
const atWork = 0.25;

/**
 * V8 makes the part of the heap in which objects begin larger with work (64 MB after a start), and never smaller of itself when
 * nothing is made any more. So it is told to, once after each time of work. @returns what ends that.
 */
export function giveBackAtRest({ clock, busy, giveBack }: RestParts): { end(): void } {
  let worked = true;
  let cancel = () => {};
  const lookLater = () => {
    cancel = clock.after(lookEvery, () => {
      const share = busy();
      if (share >= atWork) worked = true;
      else if (worked && share <= atRest) {
        worked = false;
        giveBack();
      }
      lookLater();
    });
  };
  lookLater();
  return { end: () => cancel() };
}

/** How busy this process is, and how it gives back memory: where Node was not started with `--expose-gc`, it does not. */
export function thisProcess(): Pick<RestParts, "busy" | "giveBack"> {
  const { gc } = globalThis;
  let before = performance.eventLoopUtilization();
  return {
    busy() {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
    // Of all kinds, this one alone makes the heap smaller, too.
    giveBack() {
      gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
    },
  };
}
