/** Lets in what people send: not too often, and work in turn. */
import { sentences } from "../language/index.ts";
import type { Clock } from "../machine/clock.ts";
import type { Reaction, Sender } from "../chat/post.ts";
import { LimitReached } from "../chat/refusal.ts";
import { createPace, explainTooOften } from "./pace.ts";
import { type Limits, partyOf } from "./party.ts";
import { createFairTurns } from "./turns.ts";
import { longestWait, urgencies, type Urgency } from "./urgency.ts";

/**
 * How much may be sent within {@link window}: more than one person can press, enough for a channel in which thousands
 * vote at once, and in all more than the arena can do: what it cannot is told by how long work waits.
 */
const mostSent: Limits = { person: 120, origin: 10_000, all: 100_000 };

/** In milliseconds. */
const window = 10_000;

/** How many boards, pictures, exports and the like are worked on at once: one draws while others read. */
const workedOnAtOnce = 4;

/** How many may wait or be worked on. */
const mostWork: Limits = { person: 12, origin: 150, all: 600 };

/** For how long somebody may be expected to wait for a turn at that, in milliseconds. */
const longestForTurn = 5_000;

/** When to come back if all places are taken, in seconds. */
const tryAgainSeconds = 10;

/** Whoever sends something; with what tells a reaction from all else. */
type From = Sender & Partial<Pick<Reaction, "change" | "late">>;

/** Lets in, or refuses. */
export interface Admission {
  /**
   * Counts a request, press or reaction. @throws {LimitReached} at once, also when it would have to wait for too long;
   * but reactions wait, however long: most platforms could tell nobody, and refused ones would stay for all to see.
   */
  check(from: From, urgency: Urgency): void;
  /** Does work for somebody when it is their turn. @throws {LimitReached} when too much of it waits. */
  inTurn<Result>(from: Sender & { within?: string }, work: () => Promise<Result>): Promise<Result>;
}

/**
 * Counts are kept in memory only.
 * @param expectedWait how long something that comes now would wait at the database, in milliseconds.
 */
export function createAdmission(clock: Pick<Clock, "elapsed">, expectedWait: (urgency: Urgency) => number): Admission {
  const pace = createPace(mostSent, window, clock);
  const turns = createFairTurns(workedOnAtOnce, mostWork, clock);

  /** Whatever is less urgent is refused whenever this is. */
  function waitsTooLong(from: Sender, urgency: Urgency): boolean {
    const asUrgent = urgencies.slice(0, urgencies.indexOf(urgency) + 1);
    if (asUrgent.some((one) => expectedWait(one) > longestWait[one])) return true;
    return urgency === "board" && turns.expectedWait(partyOf(from)) > longestForTurn;
  }

  return {
    check(from, urgency) {
      // After an absence all reactions arrive at once, although they were made over a long time.
      if (from.late) return;
      if (!from.change && waitsTooLong(from, urgency)) throw tooBusy(from);
      const tooOften = pace.take(partyOf(from));
      if (tooOften) throw explainTooOften(tooOften, sentences(from.language).refusals);
    },
    inTurn: (from, work) =>
      turns.run(partyOf(from), work, (full) => {
        if (full !== "person") return tooBusy(from);
        return new LimitReached(sentences(from.language).refusals.tooFast(tryAgainSeconds), tryAgainSeconds);
      }),
  };
}

function tooBusy({ language }: Sender): LimitReached {
  return new LimitReached(sentences(language).refusals.tooBusy(tryAgainSeconds), tryAgainSeconds);
}
