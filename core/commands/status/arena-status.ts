/** How the arena is doing just now: for whoever runs it, in a chat, in a terminal, and for programs that watch it. */
import type { Standing } from "../../chat/reaching.ts";
import { budgetsAt } from "../../costs/budget.ts";
import type { Spending } from "../../costs/spending.ts";
import type { PlatformName } from "../../language/platforms.ts";
import { urgencies, type Urgency } from "../../limits/urgency.ts";
import type { Clock } from "../../machine/clock.ts";
import { arenaVersion } from "../../machine/version.ts";
import { type Breaker, minutesLeft, reasonOf, type WhyAbsent } from "../../models/breaker.ts";
import type { CallWatch, RecentFailure } from "../../models/call-watch.ts";
import type { Lineup } from "../../models/lineup.ts";
import type { Store, Unfinished } from "../../store/store.ts";

/** A model that rests, why, and for how many more minutes. */
export type RestingModel = { id: string; name: string; endpoint: string; why: WhyAbsent; minutes: number };

/** Moments are in ISO 8601, money in US dollars. What the database does not tell in time is null. */
export type ArenaStatus = {
  version: string;
  /** When this process began. */
  since: string;
  /** Whether each bot is connected. */
  platforms: Partial<Record<PlatformName, Standing["state"]>>;
  /** What somebody has to do about one that is not, in a word. */
  troubles?: Partial<Record<PlatformName, string>>;
  /** In the record, of all processes. */
  battles: Unfinished | null;
  /** How much of this process's work waits for its turn at the database. */
  waiting: Record<Urgency, number>;
  /** How many models play, how many of this process's calls have not ended, and who is left out of the draw. */
  models: { playing: number; underway: number; resting: RestingModel[] };
  /** Of this process, since its start, the newest first. */
  failures: (Omit<RecentFailure, "last"> & { last: string })[];
  /** What has been spent today (UTC), by all processes. */
  spent: { today: number; limit: number | null } | null;
};

/** What knows of it. */
export type StatusParts = {
  store: Pick<Store, "costs" | "unfinished" | "waiting">;
  spending: Pick<Spending, "limits">;
  breaker: Pick<Breaker, "resting">;
  calls: Pick<CallWatch, "underway" | "failures">;
  lineup: () => Lineup;
  clock: Clock;
  /** Whether each bot is connected; left out: there is none. */
  standings?: () => Pick<ArenaStatus, "platforms" | "troubles">;
};

/** Who asks how things are must hear it also when the database is what is slow. In milliseconds. */
const patience = 2_000;

/** Tells it anew each time; who asks while it is being found out is told the same. */
export function createStatus(parts: StatusParts): () => Promise<ArenaStatus> {
  const since = parts.clock.now().toISOString();
  let underway: Promise<ArenaStatus> | undefined;
  return () => (underway ??= read(parts, since).finally(() => (underway = undefined)));
}

async function read(parts: StatusParts, since: string): Promise<ArenaStatus> {
  const { store, calls, clock, standings } = parts;
  const [battles, spent] = await Promise.all([inTime(clock, store.unfinished()), inTime(clock, readSpent(parts))]);
  return {
    version: arenaVersion,
    since,
    ...(standings?.() ?? { platforms: {} }),
    battles,
    waiting: Object.fromEntries(urgencies.map((one) => [one, store.waiting(one)])) as Record<Urgency, number>,
    models: { ...describeModels(parts), underway: calls.underway() },
    failures: calls.failures().map((failure) => ({ ...failure, last: failure.last.toISOString() })),
    spent,
  };
}

async function inTime<Result>(clock: Clock, work: Promise<Result>): Promise<Result | null> {
  const late = Promise.withResolvers<null>();
  const cancel = clock.after(patience, () => late.resolve(null));
  // The watch over the store has told the log of a failure.
  return Promise.race([work.catch(() => null), late.promise]).finally(cancel);
}

async function readSpent({ store, spending, clock }: StatusParts): Promise<ArenaStatus["spent"]> {
  const limit = spending.limits.installation.day ?? null;
  const amounts = { day: limit ?? Infinity };
  const [today] = await store.costs.standings(budgetsAt(clock.now(), { installation: { name: "", amounts } }));
  return { today: today?.spent ?? 0, limit };
}

function describeModels({ lineup, breaker, clock }: StatusParts): Pick<ArenaStatus["models"], "playing" | "resting"> {
  const playing = lineup().models.filter(({ status }) => status === "active");
  const resting = playing.flatMap((model): RestingModel[] => {
    const outage = breaker.resting(model);
    if (!outage) return [];
    const { id, name, endpoint } = model;
    return [{ id, name, endpoint, why: reasonOf(outage), minutes: minutesLeft(outage, clock.now()) }];
  });
  return { playing: playing.length, resting };
}
