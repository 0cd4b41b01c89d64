/** Attempts that were being waited for when their process ended, and how a side goes on after that. */
import type { Clock } from "../machine/clock.ts";
import type { AnsweringStore } from "../battle/store.ts";
import type { AnsweredBattle } from "./answering.ts";
import { type Attempt, type AttemptFailure, type Battle, lastAttempt, lastTurn, sides } from "../battle/battle.ts";
import type { Held } from "../battle/lease.ts";

const interrupted: AttemptFailure = { failure: "interrupted", detail: "the process that waited for it ended" };

/** How often a side was interrupted in a turn. */
export function countInterruptions(battle: Pick<Battle, "attempts">, { turn, side }: Pick<Attempt, "turn" | "side">) {
  return battle.attempts.filter((one) => one.turn === turn && one.side === side && wasInterrupted(one)).length;
}

function wasInterrupted({ ending }: Attempt): boolean {
  return ending !== null && "failure" in ending && ending.failure === "interrupted";
}

/**
 * Puts the same model in place of every attempt that was interrupted, at most once a side: a model is never called a
 * third time for one answer.
 * @returns the battle to go on answering; undefined when a side has been interrupted before.
 */
export async function resumeAttempts(
  { store, clock }: { store: { answering: AnsweringStore }; clock: Clock },
  battle: AnsweredBattle,
  held: Held,
): Promise<AnsweredBattle | undefined> {
  let resumed = battle;
  for (const side of sides) {
    const last = lastAttempt(resumed, side, lastTurn(resumed).number);
    if (last.ending !== null && !wasInterrupted(last)) continue;
    const now = clock.now();
    if (last.ending === null) {
      await store.answering.finishAttempt(held, last, interrupted, now);
      const ended = { ...last, ending: interrupted, endedAt: now };
      resumed = { ...resumed, attempts: resumed.attempts.map((one) => (one === last ? ended : one)) };
    }
    if (countInterruptions(resumed, last) > 1) return undefined;
    const again = { ...last, number: last.number + 1, probability: 1, startedAt: now, endedAt: null, ending: null };
    await store.answering.addAttempt(held, again);
    resumed = { ...resumed, attempts: [...resumed.attempts, again] };
  }
  return resumed;
}
