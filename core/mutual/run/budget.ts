/** Keeps an experiment within what it may cost. */
import type { CompletionRequest, FailureKind } from "../../models/completion.ts";
import type { CallOutcome, CallRecord } from "./journal.ts";

/** The next call could cost more than is left. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";
}

/** All in US dollars. */
export interface Budget {
  /**
   * Sets aside the most that a call can cost. @returns that, and how to replace it by the true cost; null: the
   * cost is unknown, so the most counts.
   * @throws {BudgetSpent} when that is more than is left.
   */
  reserve(request: CompletionRequest): { most: number; settle: (cost: number | null) => void };
  spent(): number;
}

/** No text has fewer characters a token; Chinese has about one. */
const fewestCharactersPerToken = 1;

/** The most that a call can cost; 0 for a model without a price. */
export function highestCost({ model, messages, settings }: CompletionRequest): number {
  if (!model.price) return 0;
  const characters = messages.reduce((sum, { content }) => sum + content.length, settings.system?.length ?? 0);
  const input = (characters / fewestCharactersPerToken) * model.price.input;
  return (input + settings.maxTokens * model.price.output) / 1_000_000;
}

/** Failures before a model has written anything, which cost nothing. */
const unpaid: readonly FailureKind[] = ["rejected", "server-error"];

/** In US dollars; null: it may have cost something, but how much is unknown. */
export function costOf(outcome: CallOutcome): number | null {
  if ("cost" in outcome) return outcome.cost;
  return unpaid.includes(outcome.failure) ? 0 : null;
}

/**
 * @param limit null: there is none.
 * @param earlier calls that have been paid already.
 * @param lost what was set aside for calls without a recorded outcome, which may have been paid.
 */
export function createBudget(limit: number | null, earlier: readonly CallRecord[], lost = 0): Budget {
  let spent = earlier.reduce((sum, { outcome, reserved = 0 }) => sum + (costOf(outcome) ?? reserved), lost);
  let reserved = 0;
  return {
    spent: () => spent,
    reserve(request) {
      const most = highestCost(request);
      if (limit !== null && spent + reserved + most > limit + 1e-12)
        throw new BudgetSpent(`$${spent.toFixed(4)} of $${limit} are spent, and the next call could exceed it.`);
      reserved += most;
      const settle = (cost: number | null): void => {
        reserved -= most;
        spent += cost ?? most;
      };
      return { most, settle };
    },
  };
}
