/** Ends answers that never begin, stop in the middle or never end: the SDK's own timeout covers none of these. */
import type { Clock } from "../machine/clock.ts";
import { ModelFailure } from "./completion.ts";

/** All in milliseconds. */
export type AnswerLimits = {
  /** From sending a request to its first token; thinking aloud counts. Not for answers that are asked for as a whole. */
  firstToken: number;
  /** Between two chunks once tokens flow. */
  idle: number;
  /** From sending the first request to the end, retries and the waits between them included, time in the queue not. */
  total: number;
};

/** The limits where neither the roster nor a setting names others. */
export const defaultLimits: AnswerLimits = { firstToken: 60_000, idle: 30_000, total: 180_000 };

/** After its finish reason an answer is whole; only its token counts may still come. */
const patienceForUsage = 5_000;

/** Watches one answer, and ends it when a limit is passed. */
export type Watchdog = {
  /** Aborts when a limit is passed and when the caller aborts. */
  readonly signal: AbortSignal;
  /** Tells that a chunk came: whether with a token, and whether the answer is now whole. */
  feed(sign: { token: boolean; whole: boolean }): void;
  /** Tells that the answer will come as a whole: until it does, only the limit for all of it counts. */
  awaitWhole(): void;
  /** Why the signal aborted; undefined when it did not. */
  failure(): ModelFailure | undefined;
  /** To be called when the answer has ended, in whatever way. */
  stop(): void;
};

/** @param totalLeft what is left of `limits.total`. */
export function startWatchdog(clock: Clock, limits: AnswerLimits, totalLeft: number, caller: AbortSignal): Watchdog {
  const controller = new AbortController();
  let failure: ModelFailure | undefined;
  let tokens = false;

  const bark = (kind: "aborted" | "no-first-token" | "stalled" | "too-slow", message: string) => (): void => {
    failure ??= new ModelFailure(kind, message);
    controller.abort();
  };
  const abort = bark("aborted", "The request was called off.");
  const watchTotal = bark("too-slow", `The answer was not finished after ${seconds(limits.total)}.`);
  const watchFirst = bark("no-first-token", `No word of an answer came within ${seconds(limits.firstToken)}.`);
  const watchIdle = bark("stalled", `The answer stopped in the middle: nothing came for ${seconds(limits.idle)}.`);

  const cancelTotal = clock.after(totalLeft, watchTotal);
  let cancelNext = clock.after(limits.firstToken, watchFirst);
  if (caller.aborted) abort();
  else caller.addEventListener("abort", abort, { once: true });

  return {
    signal: controller.signal,
    feed({ token, whole }) {
      if (!(tokens ||= token) && !whole) return;
      cancelNext();
      cancelNext = clock.after(whole ? Math.min(patienceForUsage, limits.idle) : limits.idle, watchIdle);
    },
    awaitWhole: () => cancelNext(),
    failure: () => failure,
    stop() {
      cancelTotal();
      cancelNext();
      caller.removeEventListener("abort", abort);
    },
  };
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} seconds`;
}
