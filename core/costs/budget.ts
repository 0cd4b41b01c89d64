/** How much may be spent, on what and in which time; and whether another call still fits in. Amounts are US dollars. */
import type { Amounts } from "../models/model.ts";

/** On what something is spent. Each but the installation has a name: communities go by their pseudonyms. */
export const scopes = ["installation", "endpoint", "community", "model"] as const;
/** One of {@link scopes}. */
export type Scope = (typeof scopes)[number];

/** A sum that is kept: `period` is a day (2026-11-29) or a month (2026-11). The installation's name is empty. */
export type Account = { scope: Scope; name: string; period: string };

/** Whether a sum is that of a day or of a month. */
export function lengthOf({ period }: Pick<Account, "period">): "day" | "month" {
  return period.length === "2026-11".length ? "month" : "day";
}

/** What may be spent on an account, which counts what is asked from one moment until another. */
export type Budget = Account & { dollars: number; from: Date; until: Date };

/** How much of a budget is gone: spent, and set aside for calls whose end is not known yet. */
export type Standing = Budget & { spent: number; reserved: number };

/**
 * A budget that has no room for another call. `passing`: only because of what is set aside, so that there may be room as soon
 * as the calls under way have ended.
 */
export type Full = { budget: Standing; passing: boolean };

/** By name: what is limited. */
export type Limited = Partial<Record<Exclude<Scope, "model">, { name: string; amounts: Amounts }>>;

/**
 * What one community may spend, where that differs from others: what whoever runs the arena grants it, and what those who run it
 * have lowered that to.
 */
export type CommunityBudget = { granted: Amounts; own: Amounts };

/** What a community may spend. @param usual what each may, unless it is granted something else. */
export function communityAmounts(usual: Amounts, budget: CommunityBudget | null): Amounts {
  const lowest = (length: "day" | "month"): Amounts => {
    const granted = budget?.granted[length] ?? usual[length];
    const least = Math.min(granted ?? Infinity, budget?.own[length] ?? Infinity);
    return Number.isFinite(least) ? { [length]: least } : {};
  };
  return { ...lowest("day"), ...lowest("month") };
}

/** The day and the month of a moment, and where they begin and end. */
function periodsAt(at: Date): Record<"day" | "month", Omit<Budget, "scope" | "name" | "dollars">> {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const between = (length: number, from: number, until: number) => ({
    period: new Date(from).toISOString().slice(0, length),
    from: new Date(from),
    until: new Date(until),
  });
  return {
    day: between(10, Date.UTC(year, month, day), Date.UTC(year, month, day + 1)),
    month: between(7, Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)),
  };
}

/** All budgets that a call at that moment counts in, the narrowest time first. */
export function budgetsAt(at: Date, limited: Limited): Budget[] {
  const periods = periodsAt(at);
  return (["day", "month"] as const).flatMap((length) =>
    scopes.flatMap((scope) => {
      const limit = scope === "model" ? undefined : limited[scope];
      const dollars = limit?.amounts[length];
      return limit && dollars !== undefined ? [{ scope, name: limit.name, dollars, ...periods[length] }] : [];
    }),
  );
}

/** Sums of binary fractions are a little off; far below the price of a token. */
const rounding = 1e-12;

/** Whether something that may cost `most` still fits in. */
export function fits(limit: number, used: number, most: number): boolean {
  return used + most <= limit + rounding;
}

/** The budget that keeps a call from being made for longest, if there is one. */
export function findFull(standings: readonly Standing[], most: number): Full | null {
  const full = standings
    .filter(({ dollars, spent, reserved }) => !fits(dollars, spent + reserved, most))
    .map((budget) => ({ budget, passing: fits(budget.dollars, budget.spent, most) }));
  return full.toSorted((one, other) => opensAt(other) - opensAt(one))[0] ?? null;
}

/** When a budget has room again, as far as is known, in milliseconds; 0: at any moment. */
export function opensAt({ budget, passing }: Full): number {
  return passing ? 0 : budget.until.getTime();
}

/** Of which shares of a budget whoever runs the arena is told, in percent. */
export const toldShares = [80, 100] as const;
/** One of {@link toldShares}. */
export type ToldShare = (typeof toldShares)[number];

/** The largest share that has been reached; undefined: none. */
export function shareReached(spent: number, { dollars }: Pick<Budget, "dollars">): ToldShare | undefined {
  return toldShares.findLast((share) => spent + rounding >= (dollars * share) / 100);
}
