/** What models are asked: who is well, what may be spent, and what they do beside battles. */
import { leagueOf } from "./battle/draw.ts";
import type { CommandContext } from "./commands/command.ts";
import {
  type BudgetListener,
  createSpending,
  type Spending,
  type SpendingOptions,
  unlimited,
} from "./costs/spending.ts";
import type { Call } from "./costs/store.ts";
import type { Random } from "./machine/random.ts";
import { createCallWatch } from "./models/call-watch.ts";
import { type Breaker, createBreaker, logOutages, type OutageListener } from "./models/breaker.ts";
import { createEvaluations, type EvaluationsOptions } from "./mutual/evaluations.ts";
import { createJuryWork } from "./mutual/jury/judge-battles.ts";
import type { Observer } from "./observer.ts";
import type { Store } from "./store/store.ts";

type CallsOptions = Pick<SpendingOptions, "clock" | "log" | "holder"> & {
  store: Pick<Store, "costs" | "communities">;
  random: Random;
  spending?: SpendingOptions["limits"];
  onOutage?: OutageListener;
  onBudget?: BudgetListener;
  observer?: Pick<Observer, "called" | "spent"> | undefined;
};

/** Looks after every call of a model. */
export function watchCalls({ store, random, spending: limits = unlimited, ...given }: CallsOptions) {
  const { clock, log, onOutage, onBudget: tell, observer } = given;
  const breaker = createBreaker(clock, random, logOutages(log, onOutage));
  const budgetOf = async (community: string) => (await store.communities.communitySettings(community)).money;
  const spent =
    observer && (({ model: id, endpoint }: Call, dollars: number) => observer.spent({ id, endpoint }, dollars));
  const spending = createSpending({ ...given, store: store.costs, limits, tell, budgetOf, spent });
  const calls = createCallWatch(clock, (call) => observer?.called(call));
  // Outside the breaker: that there is no money says nothing about a model.
  const watch: Breaker["watch"] = (provider) => calls.watch(spending.watch(breaker.watch(provider)));
  return { breaker, spending, calls, watch };
}

/** Where evaluations are kept, and what one may cost; left out: there are none. */
type Place = { mutual?: { directory: string; budget: number } };

/** What models do as jurors and examiners; nothing where there is no place for it. */
export function judging(
  { mutual }: Place,
  given: Omit<EvaluationsOptions, "directory" | "budget" | "unpriced"> & {
    store: Store;
    spending: Pick<Spending, "limits">;
  },
): Pick<CommandContext, "evaluations" | "jury"> {
  if (!mutual) return {};
  const { store, clock, log, lineup } = given;
  const { unpriced } = given.spending.limits;
  const jury = { store, clock, log, lineup, league: leagueOf(lineup().models), budget: mutual.budget, unpriced };
  return { evaluations: createEvaluations({ ...given, ...mutual, unpriced }), jury: createJuryWork(jury) };
}
