/** Lets a limited number of jobs run at once; the rest wait in a fair line of limited length. */
import { createFairLine } from "./fair-line.ts";
import type { Level, Limits, Party } from "./party.ts";
import { createShares } from "./shares.ts";

/** Lets work go on in turn. */
export interface FairTurns {
  /**
   * Runs the work when its turn comes.
   * @throws what `refusal` makes of the limit that was reached, when too much waits or goes on already.
   */
  run<Result>(party: Party, work: () => Promise<Result>, refusal: (full: Level) => Error): Promise<Result>;
}

/** @param limits of what waits or goes on. */
export function createFairTurns(atOnce: number, limits: Limits): FairTurns {
  const shares = createShares(limits);
  const line = createFairLine<() => void>();
  let going = 0;
  const next = (): void => {
    if (going >= atOnce) return;
    const start = line.shift();
    if (!start) return;
    going += 1;
    start();
  };
  return {
    async run(party, work, refusal) {
      const share = shares.take(party);
      if ("full" in share) throw refusal(share.full);
      try {
        await new Promise<void>((resolve) => {
          line.push(party, resolve);
          next();
        });
        try {
          return await work();
        } finally {
          going -= 1;
          next();
        }
      } finally {
        share.end();
      }
    },
  };
}
