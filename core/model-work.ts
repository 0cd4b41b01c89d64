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
import type { Clock } from "./machine/clock.ts";
import type { Jobs } from "./machine/jobs.ts";
import { createOwnJobs } from "./machine/own-jobs.ts";
import type { Random } from "./machine/random.ts";
import { createCallWatch } from "./models/call-watch.ts";
import { type Breaker, createBreaker, logOutages, type OutageListener } from "./models/breaker.ts";
import { takeEarlierOrders } from "./mutual/earlier-orders.ts";
import { type EvaluationsOptions, prepareEvaluations } from "./mutual/evaluations.ts";
import { createJury, createJuryHandler } from "./mutual/jury/jury-work.ts";
import { createOrderWork, type OrderWork, type OrderWorkOptions } from "./mutual/order-work.ts";
import type { Observer } from "./observer.ts";
import type { OpenStore } from "./store/open-store.ts";
import type { SharedJobsOptions } from "./store/shared-jobs.ts";
import type { Store } from "./store/store.ts";

type CallsOptions = Pick<SpendingOptions, "log" | "holder"> & {
  clock: Clock;
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

/** What may take long, and who does it. */
export type LongWork = {
  /**
   * Where results of mutual evaluations are written, the most that one may cost in US dollars, and whether answers are
   * checked by machine; left out: there are none.
   */
  mutual?: { directory: string; budget: number; checks?: boolean };
  /** Opens the jobs of all processes; null, or left out: this one does all of them. */
  openJobs?: OpenStore["openJobs"];
  /** Whether this process does work that takes long; left out: it does. */
  works?: boolean;
};

/** The jobs of all processes, or of this one; of this one as well where there are none. */
export async function openJobs({ openJobs, mutual, ...given }: LongWork & SharedJobsOptions): Promise<Jobs> {
  const shared = mutual && (await openJobs?.(given));
  return shared ?? createOwnJobs(given.clock, given.log);
}

/** What models do as jurors and examiners, and the orders behind that; nothing where there is no place for it. */
export function judging(
  { mutual, works = true }: LongWork,
  given: Omit<EvaluationsOptions, "directory" | "budget" | "unpriced"> &
    Omit<OrderWorkOptions, "store" | "works"> & { store: Store; spending: Pick<Spending, "limits"> },
): Pick<CommandContext, "evaluations" | "jury"> & { orders?: OrderWork } {
  if (!mutual) return {};
  const options = { ...given, ...mutual, works, unpriced: given.spending.limits.unpriced };
  const evaluations = prepareEvaluations(options);
  const jury = createJuryHandler({ ...options, league: leagueOf(given.lineup().models) });
  const orders = createOrderWork(options, { evaluation: evaluations.handler, jury });
  return {
    orders: { ...orders, start: () => takeEarlierOrders(options).then(() => orders.start()) },
    evaluations: evaluations.over(orders),
    jury: createJury(options, orders),
  };
}
