/** How far an experiment is, and what it has taken by now, by the parts that models play. */
import type { Clock } from "../../machine/clock.ts";
import type { ExperimentSettings } from "../experiment.ts";
import { countCalls } from "../plan-experiment.ts";
import type { CallRecord } from "./journal.ts";
import { type ByRole, eachRole, roleOf } from "./roles.ts";

/** Calls that have ended, their tokens, and US dollars as far as prices are known. */
export type Share = { calls: number; tokens: number; cost: number };

/** How far an experiment is. Tokens and cost are of all calls, those of earlier runs included. */
export type Progress = {
  /** Calls that have ended, and how many there will be at least. */
  done: number;
  planned: number;
  failures: number;
  tokens: number;
  /** US dollars, as far as prices are known. */
  cost: number;
  roles: ByRole<Share>;
  /** Calls made since this run began, and for how many milliseconds it has been going on. */
  fresh: number;
  elapsed: number;
};

/** Nothing was taken yet. */
export const noShares = (): ByRole<Share> => eachRole(() => ({ calls: 0, tokens: 0, cost: 0 }));

/** Counts calls as they end. */
export type Counter = { add(record: CallRecord, fresh: boolean): Progress; now(): Progress };

/** Counts from nothing on. */
export function createCounter(settings: ExperimentSettings, clock: Clock): Counter {
  const begunAt = clock.now().getTime();
  const totals = { done: 0, planned: countCalls(settings), failures: 0, tokens: 0, cost: 0, fresh: 0 };
  const shares = noShares();
  const now = (): Progress => ({
    ...{ ...totals, roles: eachRole((role) => ({ ...shares[role] })) },
    elapsed: clock.now().getTime() - begunAt,
  });
  return {
    now,
    add({ key, outcome }, fresh) {
      totals.done += 1;
      totals.fresh += Number(fresh);
      const role = roleOf(key);
      // A second or third attempt was not planned.
      if (role !== "answer" && /\.[2-9]$/u.test(key)) totals.planned += 1;
      if ("failure" in outcome) totals.failures += 1;
      const [tokens, cost] = "failure" in outcome ? [0, 0] : [countTokens(outcome), outcome.cost ?? 0];
      for (const sum of [totals, ...(role ? [shares[role]] : [])]) {
        sum.tokens += tokens;
        sum.cost += cost;
      }
      if (role) shares[role].calls += 1;
      return now();
    },
  };
}

function countTokens({
  inputTokens,
  outputTokens,
}: {
  inputTokens: number | null;
  outputTokens: number | null;
}): number {
  return (inputTokens ?? 0) + (outputTokens ?? 0);
}
