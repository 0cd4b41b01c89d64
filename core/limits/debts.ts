/** Limits over time as debts: each use adds to a debt, and waiting pays it off. */
import { createBoundedMap } from "../machine/bounded-map.ts";
import type { Clock } from "../machine/clock.ts";

/** What is owed by whom, in milliseconds until it is paid off. */
export interface Debts {
  /** What somebody owes now; 0: nothing. */
  of(key: string): number;
  add(key: string, milliseconds: number): void;
}

/**
 * A debt is forgotten once it is paid off, so nobody gets rid of one by filling the memory.
 * @param most how many are remembered all the same: those looked at or added to last.
 */
export function createDebts(clock: Pick<Clock, "elapsed">, most = Number.POSITIVE_INFINITY): Debts {
  /** By key, when all is paid off. */
  const paidAt = createBoundedMap<string, number>(most);
  let sweepAt = 1_000;
  const of = (key: string): number => Math.max(0, (paidAt.get(key) ?? 0) - clock.elapsed());
  return {
    of,
    add(key, milliseconds) {
      const present = clock.elapsed();
      paidAt.set(key, Math.max(present, paidAt.get(key) ?? 0) + milliseconds);
      if (paidAt.size < sweepAt) return;
      for (const [one, at] of paidAt.entries()) if (at <= present) paidAt.delete(one);
      sweepAt = Math.max(1_000, 2 * paidAt.size);
    },
  };
}
