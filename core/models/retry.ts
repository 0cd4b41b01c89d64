/** When a failed request is worth another try, how long to wait before it, and the rest an endpoint may ask for. */
import type { Clock } from "../machine/clock.ts";
import { ModelFailure } from "./completion.ts";

/** Tries after the first. */
export const mostRetries = 2;

/**
 * Milliseconds to wait before retry number `retry` (from 0): what the server asked for, or else 1 s, 2 s, 4 s …
 */
export function chooseDelay(retry: number, retryAfter: number | null): number {
  return retryAfter ?? 1000 * 2 ** retry;
}

/** Reads `Retry-After` (seconds or an HTTP date) and OpenAI's `retry-after-ms`. @returns milliseconds, or null. */
export function readRetryAfter(headers: Headers | undefined, now: Date): number | null {
  const milliseconds = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  if (milliseconds >= 0) return milliseconds;
  const value = headers?.get("retry-after")?.trim();
  if (!value) return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

/** @throws {ModelFailure} `aborted` as soon as the signal aborts. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const callOff = (): void => {
      cancel();
      reject(new ModelFailure("aborted", "The request was called off while it waited to be tried again."));
    };
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener("abort", callOff);
      resolve();
    });
    if (signal.aborted) callOff();
    else signal.addEventListener("abort", callOff, { once: true });
  });
}

/** A rest of one endpoint: a `Retry-After` is about all requests, not only the one that got it. */
export type EndpointRest = {
  /** Begins a rest of so many milliseconds, or makes the present one last as long. */
  begin(milliseconds: number): void;
  /**
   * Resolves when there is no rest, at once if there is none now.
   * @throws {ModelFailure} `aborted` as soon as the signal aborts.
   */
  over(signal: AbortSignal): Promise<void>;
};

/** In milliseconds. More is asked for when one model's quota for the day is used up, and the others may go on. */
const longestRest = 60_000;

/** An endpoint that does not rest. */
export function createEndpointRest(clock: Clock): EndpointRest {
  let endsAt = 0;
  const left = (): number => endsAt - clock.elapsed();
  return {
    begin(milliseconds) {
      endsAt = Math.max(endsAt, clock.elapsed() + Math.min(milliseconds, longestRest));
    },
    async over(signal) {
      // Another answer may make the rest longer meanwhile.
      while (left() > 0) await pause(clock, left(), signal);
    },
  };
}
