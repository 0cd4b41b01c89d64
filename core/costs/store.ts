/** The record of what has been spent: sums by account, and what is set aside for calls whose end is not known. */
import type { Account, Budget, Full, Standing } from "./budget.ts";
import type { Use } from "./charging.ts";

/** A call on whose accounts something is spent. */
export type Call = {
  /** Unguessable. */
  id: string;
  /** When it began: it counts in that day and month, whenever it ends. */
  at: Date;
  endpoint: string;
  model: string;
  /** Pseudonym; null: the arena itself wanted it. */
  community: string | null;
  /** US dollars. */
  most: number;
};

/** What an account has come to. */
export type Entry = Account & {
  calls: number;
  /** Calls among them of which nobody knows what they cost: they count as the most they could. */
  unknown: number;
  inputTokens: number;
  outputTokens: number;
  /** US dollars. */
  spent: number;
};

/** What people used of one month: how many of them, and the tokens of those who used most, without saying who. */
export type TokensOfPeople = { people: number; most: readonly number[] };

/** All that has been spent in a month. */
export type SpendingReport = {
  /** The month by all accounts (of endpoints, communities and models the dearest), and days of the installation. */
  entries: readonly Entry[];
  /** Set aside for calls whose end is not known: under way, or lost with their process. */
  reserved: { calls: number; dollars: number };
  tokens: TokensOfPeople;
};

/** Every method is one transaction: when its promise resolves, what it wrote survives a crash. */
export interface CostStore {
  /**
   * Sets aside the most that a call can cost, unless a budget has no room for it, however many ask at once, in however many
   * processes. @returns that budget; null: it is set aside.
   */
  reserve(call: Call, budgets: readonly Budget[]): Promise<Full | null>;
  /**
   * Puts what a call has cost in place of what was set aside for it.
   * @param reserved false: nothing was, because no budget counts it.
   * @returns the sums it has changed; none where it was counted as lost meanwhile.
   */
  settle(call: Call, use: Use, reserved: boolean): Promise<Entry[]>;
  /** How much of budgets is gone. */
  standings(budgets: readonly Budget[]): Promise<Standing[]>;
  /** Notes that somebody is told that an account has come to so many dollars. @returns false when somebody was told as much. */
  claimTelling(account: Account, dollars: number): Promise<boolean>;
  /** What has been spent in a month (2026-11), and on each day since another (2026-10-29). */
  report(month: string, since: string): Promise<SpendingReport>;
}

/** After so long a call without a known end is counted as lost, at the most it could cost. In milliseconds. */
export const lostAfter = 60 * 60_000;
