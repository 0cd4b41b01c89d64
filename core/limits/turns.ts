/** Lets a limited number of jobs run at once; the rest wait in a fair line of limited length. */
import type { Clock } from "../machine/clock.ts";
import { createFairLine } from "./fair-line.ts";
import { createLinePace } from "./line-pace.ts";
import type { Level, Limits, Party } from "./party.ts";
import { createShares } from "./shares.ts";

/** Lets work go on in turn. */
export interface FairTurns {
  /**
   * Runs the work when its turn comes.
   * @throws what `refusal` makes of the limit that was reached, when too much waits or goes on already.
   */
  run<Result>(party: Party, work: () => Promise<Result>, refusal: (full: Level) => Error): Promise<Result>;
  /** How long work that comes now would wait for its turn, in milliseconds. */
  expectedWait(party: Party): number;
}

/** Gives out turns. */
function createTurns(atOnce: number, clock: Pick<Clock, "elapsed">) {
  const line = createFairLine<() => void>();
  const pace = createLinePace(clock);
  let going = 0;
  return {
    expectedWait: (party: Party): number => (line.size > 0 ? pace.expect(line.ahead(party) + 1) : 0),
    async wait(party: Party): Promise<void> {
      if (going < atOnce) return void (going += 1);
      await new Promise<void>((resolve) => {
        line.push(party, resolve);
        pace.waits(line.size);
      });
    },
    /** Gives a turn on. */
    end() {
      const start = line.shift();
      if (!start) return void (going -= 1);
      pace.moved();
      pace.waits(line.size);
      start();
    },
  };
}

/** @param limits of what waits or goes on. @param clock tells how fast the line moves. */
export function createFairTurns(atOnce: number, limits: Limits, clock: Pick<Clock, "elapsed">): FairTurns {
  const shares = createShares(limits);
  const turns = createTurns(atOnce, clock);
  return {
    async run(party, work, refusal) {
      const share = shares.take(party);
      if ("full" in share) throw refusal(share.full);
      await turns.wait(party);
      try {
        return await work();
      } finally {
        turns.end();
        share.end();
      }
    },
    expectedWait: turns.expectedWait,
  };
}
