/** A sum of money for one undertaking, such as a mutual evaluation. Kept in memory. */
import { fits } from "./budget.ts";
import type { Ledger } from "./charging.ts";
import { ModelFailure } from "../models/completion.ts";

/** The next call could cost more than is left of an allowance. */
export class BudgetSpent extends ModelFailure {
  constructor(message: string) {
    super("over-budget", message);
  }
}

/**
 * @param limit US dollars; null: as much as is wanted.
 * @param earlier what is spent of it already.
 */
export function createAllowance(limit: number | null, earlier = 0): Ledger {
  let spent = earlier;
  let reserved = 0;
  return {
    async reserve(most) {
      if (limit !== null && !fits(limit, spent + reserved, most))
        throw new BudgetSpent(`$${spent.toFixed(4)} of $${limit} are spent, and the next call could exceed it.`);
      reserved += most;
    },
    async settle(most, { cost }) {
      reserved -= most;
      spent += cost ?? most;
    },
  };
}
