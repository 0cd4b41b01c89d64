/** When a failed request is worth another try, and how long to wait before it. */
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
