/** Waits for what other parts of this process, or a peer on this machine, are about to do. */
import { setTimeout as wait } from "node:timers/promises";

/** In milliseconds: short for the test, long enough to leave the machine to whoever is waited for. */
const betweenLooks = 2;

/** For how long to wait: long for a busy machine, and shorter than a test may last. Milliseconds. */
export const patience = 80_000;

/** A condition as it is written, on one line. */
export function wordsOf(condition: (...given: never[]) => unknown): string {
  return (
    condition
      .toString()
      .replace(/^(async )?\(.*?\) => /, "")
      // Vitest's own names for what is imported.
      .replaceAll(/\(0,\s*__vite_ssr_import_\d+__\.(\w+)\)|__vite_ssr_import_\d+__\./g, "$1")
      .replaceAll(/\s+/g, " ")
  );
}

/**
 * Looks again and again until the condition holds.
 * @throws {Error} that says what was waited for, and where, when it does not come in time.
 */
export async function until(condition: () => boolean | Promise<boolean>, limit = patience): Promise<void> {
  // Made here, for only here does the stack tell who waits.
  const vain = new Error(`Waited ${limit / 1000} seconds in vain until: ${wordsOf(condition)}`);
  Error.captureStackTrace(vain, until);
  const end = performance.now() + limit;
  while (!(await condition())) {
    if (performance.now() > end) throw vain;
    await wait(betweenLooks);
  }
}
