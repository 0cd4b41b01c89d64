/** Keeps what the arena spends within its budgets, and tells whoever runs it when they run out. Amounts are US dollars. */
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import { type CompletionRequest, ModelFailure, type ModelProvider } from "../models/completion.ts";
import type { Amounts, Model, Price } from "../models/model.ts";
import {
  type Account,
  type Budget,
  budgetsAt,
  communityAmounts,
  type CommunityBudget,
  findFull,
  type Full,
  lengthOf,
  type Limited,
  opensAt,
  shareReached,
  type Standing,
  type ToldShare,
} from "./budget.ts";
import { charge, type Ledger } from "./charging.ts";
import { highestCost, priceOf, usualPrice } from "./price.ts";
import type { Call, CostStore } from "./store.ts";

/** What may be spent in all and in each community, and what models without a price are counted at. */
export type SpendingLimits = { installation: Amounts; community: Amounts; unpriced: Price };

/** As much as is wanted. */
export const unlimited: SpendingLimits = { installation: {}, community: {}, unpriced: usualPrice };

/** Is told once when a share of a budget is spent; `spent` tells how much. */
export type BudgetListener = (budget: Budget, share: ToldShare, spent: number) => void;

/** What keeping to budgets takes. */
export type SpendingOptions = {
  store: CostStore;
  limits: SpendingLimits;
  clock: Pick<Clock, "now">;
  log: Log;
  /** Names this process among all that ever worked on the record. */
  holder: string;
  tell?: BudgetListener | undefined;
  /** What a community (a pseudonym) may spend where that differs from others; left out: none does. */
  budgetOf?: (community: string) => Promise<CommunityBudget | null>;
  /** Is told what each call counts, once it is noted. */
  spent?: ((call: Call, dollars: number) => void) | undefined;
};

/** Which models can be asked, or the budget that lets nobody be asked. */
export type Affordable = { models: Model[] } | Full;

/** A question as several models may be asked it. */
export type Question = Omit<CompletionRequest, "model" | "seed">;

/** What is spent, and what may be. */
export interface Spending {
  readonly limits: SpendingLimits;
  /** What a community (a pseudonym) may spend. */
  amountsIn(community: string): Promise<Amounts>;
  /** A provider that asks only what budgets allow. Otherwise it throws a {@link ModelFailure}, `over-budget`. */
  watch(provider: ModelProvider): ModelProvider;
  /** Those of the models that can be asked a question, with another one beside it. Sets nothing aside. */
  affordable(provider: ModelProvider, models: readonly Model[], question: Question): Promise<Affordable>;
}

/** Reads and writes nothing until something is asked. */
export function createSpending(options: SpendingOptions): Spending {
  const { limits, clock, holder } = options;
  let calls = 0;
  return {
    limits,
    amountsIn: (community) => amountsIn(options, community),
    watch: (provider) => ({
      ...provider,
      async complete(request, signal) {
        const { model, community = null } = request;
        const { unpriced } = limits;
        const most = highestCost(request, unpriced);
        calls += 1;
        const id = `${holder}:${calls}`;
        const call: Call = { id, at: clock.now(), endpoint: model.endpoint, model: model.id, community, most };
        const whose = most === 0 ? undefined : await accountOf(options, request.community);
        const budgets = most === 0 ? [] : budgetsOf(options, provider, model, whose, call.at);
        const ledger = openLedger(options, call, budgets);
        return charge(ledger, { most, price: priceOf(model, unpriced) }, () => provider.complete(request, signal));
      },
    }),
    affordable: (...asked) => findAffordable(options, ...asked),
  };
}

/** The same provider, asked for a community (a pseudonym). */
export function onAccountOf(provider: ModelProvider, community: string): ModelProvider {
  return { ...provider, complete: (request, signal) => provider.complete({ ...request, community }, signal) };
}

async function amountsIn({ limits, budgetOf }: SpendingOptions, community: string): Promise<Amounts> {
  return communityAmounts(limits.community, (await budgetOf?.(community)) ?? null);
}

/** The community's own part in what it may be asked for; undefined where nobody's community asks. */
async function accountOf(options: SpendingOptions, community: string | undefined): Promise<Limited["community"]> {
  return community === undefined ? undefined : { name: community, amounts: await amountsIn(options, community) };
}

function budgetsOf(
  { limits }: SpendingOptions,
  provider: ModelProvider,
  model: Model,
  community: Limited["community"],
  at: Date,
): Budget[] {
  const endpoint = provider.budget?.(model);
  return budgetsAt(at, {
    installation: { name: "", amounts: limits.installation },
    ...(endpoint && { endpoint: { name: model.endpoint, amounts: endpoint } }),
    ...(community && { community }),
  });
}

/** For one call, and the budgets that it counts in: what is spent stands in the record, for all processes. */
export function openLedger(options: SpendingOptions, call: Call, budgets: readonly Budget[]): Ledger {
  const { store, log } = options;
  return {
    async reserve() {
      const full = budgets.length === 0 ? null : await store.reserve(call, budgets);
      if (!full) return;
      if (!full.passing) await tellOnce(options, full.budget, 100, full.budget.spent);
      throw new ModelFailure("over-budget", describeFull(full));
    },
    async settle(_most, use) {
      if (budgets.length === 0 && use.cost === 0) return;
      try {
        const entries = await store.settle(call, use, budgets.length > 0);
        options.spent?.(call, use.cost ?? call.most);
        for (const budget of budgets) {
          const spent = entries.find((entry) => isSame(entry, budget))?.spent ?? 0;
          const share = shareReached(spent, budget);
          if (share !== undefined) await tellOnce(options, budget, share, spent);
        }
      } catch (error) {
        // The answer is there. What was set aside for it counts until then as the most.
        log.error({ model: call.model, error }, "what an answer has cost could not be noted");
      }
    },
  };
}

function isSame(one: Account, other: Account): boolean {
  return one.scope === other.scope && one.name === other.name && one.period === other.period;
}

/** By the community itself: whoever runs the arena is told of what they have set, not of what others may change as often as they like. */
async function isLowered({ limits, budgetOf }: SpendingOptions, budget: Budget): Promise<boolean> {
  if (budget.scope !== "community") return false;
  const granted = (await budgetOf?.(budget.name))?.granted ?? {};
  return budget.dollars < (communityAmounts(limits.community, { granted, own: {} })[lengthOf(budget)] ?? Infinity);
}

async function tellOnce(options: SpendingOptions, budget: Budget, share: ToldShare, spent: number): Promise<void> {
  const { store, log, tell = () => {} } = options;
  if (await isLowered(options, budget)) return;
  if (!(await store.claimTelling(budget, (budget.dollars * share) / 100))) return;
  const { scope, name, period, dollars } = budget;
  log.warn({ scope, name, period, dollars, spent, share }, "a budget is spent, or nearly so");
  tell(budget, share, spent);
}

function describeFull({ budget, passing }: Full): string {
  const { scope, name, period, dollars, spent, reserved } = budget;
  const whose = name === "" ? scope : `${scope} ${name}`;
  const state = `$${spent.toFixed(4)} of $${dollars} are spent and $${reserved.toFixed(4)} set aside`;
  return `The budget of the ${whose} for ${period} has no room for this call${passing ? " just now" : ""}: ${state}.`;
}

/** A model with what it would cost, and whose money that is. */
type Priced = { model: Model; most: number; budgets: readonly Budget[] };

async function findAffordable(
  options: SpendingOptions,
  provider: ModelProvider,
  models: readonly Model[],
  question: Question,
): Promise<Affordable> {
  const { store, clock, limits } = options;
  const at = clock.now();
  const costs = models.map((model) => ({ model, most: highestCost({ ...question, model, seed: 0 }, limits.unpriced) }));
  // What the community may spend is read once, however many models could be asked.
  const community = costs.some(({ most }) => most > 0) ? await accountOf(options, question.community) : undefined;
  const priced = costs.map(({ model, most }): Priced => {
    return { model, most, budgets: most === 0 ? [] : budgetsOf(options, provider, model, community, at) };
  });
  const all = priced.flatMap(({ budgets }) => budgets);
  if (all.length === 0) return { models: [...models] };
  const each = all.filter((budget, index) => all.findIndex((one) => isSame(one, budget)) === index);
  const found = choose(priced, await store.standings(each));
  if ("budget" in found && !found.passing) await tellOnce(options, found.budget, 100, found.budget.spent);
  return found;
}

/** Each beside the cheapest of the others. */
function choose(priced: readonly Priced[], standings: readonly Standing[]): Affordable {
  const byCost = priced.toSorted((one, other) => one.most - other.most);
  const judged = priced.map((one) => {
    const beside = byCost.find((other) => other !== one)?.most ?? 0;
    const own = standings.filter((standing) => one.budgets.some((budget) => isSame(budget, standing)));
    return { model: one.model, full: findFull(own, one.most + beside) };
  });
  const open = judged.filter(({ full }) => full === null).map(({ model }) => model);
  const fulls = judged.flatMap(({ full }) => full ?? []).toSorted((one, other) => opensAt(one) - opensAt(other));
  const [first] = fulls;
  return open.length >= 2 || !first ? { models: open } : first;
}
