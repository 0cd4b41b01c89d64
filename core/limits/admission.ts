/** Lets in what people send: not too often, and work in turn. */
import { sentences } from "../language/index.ts";
import type { Clock } from "../machine/clock.ts";
import type { Sender } from "../chat/post.ts";
import { LimitReached } from "../chat/refusal.ts";
import { createPace, explainTooOften } from "./pace.ts";
import { type Limits, partyOf } from "./party.ts";
import { createFairTurns } from "./turns.ts";

/**
 * How much may be sent within {@link window}: more than one person can press, and enough for a channel in which
 * thousands vote at once.
 */
const mostSent: Limits = { person: 120, origin: 10_000, all: 20_000 };

/** In milliseconds. */
const window = 10_000;

/** How many boards, pictures, exports and the like are worked on at once: one draws while others read. */
const workedOnAtOnce = 4;

/** How many may wait or be worked on. */
const mostWork: Limits = { person: 12, origin: 150, all: 600 };

/** When to come back if all places are taken, in seconds. */
const tryAgainSeconds = 10;

/** Lets in, or refuses. */
export interface Admission {
  /** Counts a request, press or reaction. @throws {LimitReached} */
  check(from: Sender & { late?: boolean }): void;
  /** Does work for somebody when it is their turn. @throws {LimitReached} when too much of it waits. */
  inTurn<Result>(from: Sender & { within?: string }, work: () => Promise<Result>): Promise<Result>;
}

/** Counts are kept in memory only. */
export function createAdmission(clock: Pick<Clock, "now">): Admission {
  const pace = createPace(mostSent, window, clock);
  const turns = createFairTurns(workedOnAtOnce, mostWork);
  return {
    check(from) {
      // After an absence all reactions arrive at once, although they were made over a long time.
      if (from.late) return;
      const tooOften = pace.take(partyOf(from));
      if (tooOften) throw explainTooOften(tooOften, sentences(from.language).refusals);
    },
    inTurn: (from, work) =>
      turns.run(partyOf(from), work, (full) => {
        const { tooFast, tooBusy } = sentences(from.language).refusals;
        return new LimitReached((full === "person" ? tooFast : tooBusy)(tryAgainSeconds), tryAgainSeconds);
      }),
  };
}
