/** Keeps an experiment within what it may cost. */
import type { CompletionRequest } from "../../models/completion.ts";
import type { CallRecord } from "./journal.ts";

/** The next call could cost more than is left. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";
}

/** All in US dollars. */
export interface Budget {
  /**
   * Sets aside the most that a call can cost. @returns how to give it back once its true cost is known.
   * @throws {BudgetSpent} when that is more than is left.
   */
  reserve(request: CompletionRequest): (cost: number) => void;
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

/** @param limit null: there is none. @param earlier calls that have been paid already. */
export function createBudget(limit: number | null, earlier: readonly CallRecord[]): Budget {
  let spent = earlier.reduce((sum, { outcome }) => sum + ("cost" in outcome ? (outcome.cost ?? 0) : 0), 0);
  let reserved = 0;
  return {
    spent: () => spent,
    reserve(request) {
      const most = highestCost(request);
      if (limit !== null && spent + reserved + most > limit + 1e-12)
        throw new BudgetSpent(`$${spent.toFixed(4)} of $${limit} are spent, and the next call could exceed it.`);
      reserved += most;
      return (cost) => {
        reserved -= most;
        spent += cost;
      };
    },
  };
}
