/** A call that costs something: the most it can cost is set aside before it is made, and replaced by what it did cost. */
import type { Completion } from "../models/completion.ts";
import type { Price } from "../models/model.ts";
import { costOfTokens, isUnpaid } from "./price.ts";

/** What came of a call. `cost` in US dollars; null: it may have cost something, but nobody knows how much. */
export type Use = { cost: number | null } & Pick<Completion, "inputTokens" | "outputTokens">;

/** Where money for one kind of call, or for one call, is set aside and accounted for. Amounts are US dollars. */
export interface Ledger {
  /**
   * Sets aside the most that a call can cost. When this resolves, it counts until the call is settled: for ever, where the
   * process dies before that.
   * @throws {ModelFailure} `over-budget` when that is more than is left; then nothing is set aside.
   */
  reserve(most: number): Promise<void>;
  /** Puts what a call has cost in place of what was set aside for it; where that is unknown, the most counts on. */
  settle(most: number, use: Use): Promise<void>;
}

/** What it may cost, and at which price; see `core/costs/price.ts`. */
export type Expense = { most: number; price: Price | null };

/**
 * Makes a call within what its ledger allows. One that costs nothing passes it by.
 * @throws what `ask` and the ledger throw.
 */
export async function charge(
  ledger: Ledger,
  { most, price }: Expense,
  ask: () => Promise<Completion>,
): Promise<Completion> {
  if (most === 0) return ask();
  await ledger.reserve(most);
  let use: Use = { cost: null, inputTokens: null, outputTokens: null };
  try {
    const completion = await ask();
    use = useOf(completion, price);
    return completion;
  } catch (error) {
    if (isUnpaid(error)) use = { cost: 0, inputTokens: 0, outputTokens: 0 };
    throw error;
  } finally {
    await ledger.settle(most, use);
  }
}

/** What a completion has used; its own cost is null where its model has no price. @param price what it is counted at then. */
export function useOf({ cost, inputTokens, outputTokens }: Completion, price: Price | null): Use {
  const counted = price !== null && inputTokens !== null && outputTokens !== null;
  return {
    cost: cost ?? (counted ? costOfTokens(price, inputTokens, outputTokens) : null),
    ...{ inputTokens, outputTokens },
  };
}
