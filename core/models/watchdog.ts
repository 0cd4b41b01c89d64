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

/** A timer for each token would cost more than reading it. In milliseconds. */
const betweenTimers = 100;

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
  const cancelFirst = clock.after(limits.firstToken, watchFirst);
  const silence = createSilence(clock, watchIdle);
  if (caller.aborted) abort();
  else caller.addEventListener("abort", abort, { once: true });

  return {
    signal: controller.signal,
    feed({ token, whole }) {
      if (!(tokens ||= token) && !whole) return;
      cancelFirst();
      silence.broken(whole ? Math.min(patienceForUsage, limits.idle) : limits.idle);
    },
    awaitWhole: cancelFirst,
    failure: () => failure,
    stop() {
      for (const cancel of [cancelTotal, cancelFirst, silence.cancel]) cancel();
      caller.removeEventListener("abort", abort);
    },
  };
}

/** Does `task` when nothing has been heard for some time. Nothing is waited for at first. */
function createSilence(clock: Clock, task: () => void) {
  let heardAt = 0;
  let timer = { setAt: Number.NEGATIVE_INFINITY, limit: 0, cancel: (): void => {} };
  const now = (): number => clock.elapsed();

  function set(limit: number, wait: number): void {
    timer.cancel();
    const end = (): void => {
      const left = heardAt + limit - now();
      if (left > 0) set(limit, left);
      else task();
    };
    timer = { setAt: now(), limit, cancel: clock.after(wait, end) };
  }

  return {
    /** Something was heard; from now on, so many milliseconds of silence are the limit. */
    broken(limit: number): void {
      heardAt = now();
      if (limit !== timer.limit || heardAt - timer.setAt >= betweenTimers) set(limit, limit);
    },
    cancel: () => timer.cancel(),
  };
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} seconds`;
}
