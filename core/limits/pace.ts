/** Limits how often something happens, by person, by origin and in all. */
import { LimitReached } from "../chat/refusal.ts";
import type { Sentences } from "../language/index.ts";
import type { Clock } from "../machine/clock.ts";
import { createDebts } from "./debts.ts";
import { type Level, levelInTheWay, type Limits, type Party } from "./party.ts";

/** Which limit was reached, and in how many seconds to try again. */
export type TooOften = { full: Level; seconds: number };

/** Takes count of what happens. */
export interface Pace {
  /** Counts something that is about to happen; a refused one does not count. */
  take(party: Party, amount?: number): TooOften | null;
}

/** Sums of fractions are a little off. */
const rounding = 1e-6;

/**
 * Everything that `limits` allow may be used at once; it then comes back evenly, all of it within the window. Because
 * everything remembered counts in `limits.all`, there are never more than twice as many keys.
 * @param milliseconds the window.
 */
export function createPace(limits: Limits, milliseconds: number, clock: Pick<Clock, "elapsed">): Pace {
  const debts = createDebts(clock);
  const back = (level: Level, amount: number): number => (amount * milliseconds) / limits[level];
  return {
    take({ person, origin }, amount = 1) {
      const keys = { person: `p ${person ?? ""}`, origin: `o ${origin}`, all: "all" };
      const levels: Level[] = person === null ? ["origin", "all"] : ["person", "origin", "all"];
      const used = { person: 0, origin: 0, all: 0 };
      for (const level of levels)
        used[level] = Math.max(0, (debts.of(keys[level]) * limits[level]) / milliseconds - rounding);
      const full = levelInTheWay(limits, used, amount);
      if (full) {
        const share = full === "all" ? Math.min(used.all, used.origin + used.all) : used[full];
        return { full, seconds: Math.max(1, Math.ceil(back(full, share + amount - limits[full]) / 1_000)) };
      }
      for (const level of levels) debts.add(keys[level], back(level, amount));
      return null;
    },
  };
}

/** Only somebody who reached their own limit is told that they were too fast; otherwise the arena is busy. */
export function explainTooOften({ full, seconds }: TooOften, words: Sentences["refusals"]): LimitReached {
  return new LimitReached(full === "person" ? words.tooFast(seconds) : words.tooBusy(seconds), seconds);
}
