/** Limits how often something happens, by person, by origin and in all. */
import type { Clock } from "../machine/clock.ts";
import { type Level, levelInTheWay, type Limits, type Party } from "./party.ts";

/** Which limit was reached, and in how many seconds to try again. */
export type TooOften = { full: Level; seconds: number };

export interface Pace {
  /** Counts something that is about to happen; a refused one does not count. */
  take(party: Party, amount?: number): TooOften | null;
}

/**
 * Everything that `limits` allow may be used at once; it then comes back evenly, all of it within the window. A person or
 * origin is forgotten only once it has its whole allowance back, so nobody gets a fresh one by filling the memory; and
 * because everything remembered counts in `limits.all`, there are never more than twice as many keys.
 * @param milliseconds the window.
 */
export function createPace(limits: Limits, milliseconds: number, clock: Pick<Clock, "now">): Pace {
  /** By key, the time at which it has everything back, in milliseconds. */
  const wholeAt = new Map<string, number>();
  let sweepAt = 1_000;

  const back = (level: Level, amount: number): number => (amount * milliseconds) / limits[level];
  const used = (key: string, level: Level, now: number): number =>
    (Math.max(0, (wholeAt.get(key) ?? 0) - now) * limits[level]) / milliseconds;
  const count = (key: string, level: Level, amount: number, now: number): void =>
    void wholeAt.set(key, Math.max(now, wholeAt.get(key) ?? 0) + back(level, amount));

  const sweep = (now: number): void => {
    if (wholeAt.size < sweepAt) return;
    for (const [key, at] of wholeAt) if (at <= now) wholeAt.delete(key);
    sweepAt = Math.max(1_000, 2 * wholeAt.size);
  };

  return {
    take({ person, origin }, amount = 1) {
      const now = clock.now().getTime();
      sweep(now);
      const keys = { person: `p ${person ?? ""}`, origin: `o ${origin}`, all: "all" };
      const levels: Level[] = person === null ? ["origin", "all"] : ["person", "origin", "all"];
      const usedNow = { person: 0, origin: 0, all: 0 };
      for (const level of levels) usedNow[level] = used(keys[level], level, now);
      const full = levelInTheWay(limits, usedNow, amount);
      if (full) {
        const share = full === "all" ? Math.min(usedNow.all, usedNow.origin + usedNow.all) : usedNow[full];
        return { full, seconds: Math.max(1, Math.ceil(back(full, share + amount - limits[full]) / 1_000)) };
      }
      for (const level of levels) count(keys[level], level, amount, now);
      return null;
    },
  };
}
