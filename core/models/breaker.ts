/**
 * Keeps models that fail again and again out of the draw, each at its endpoint, for a growing while.
 *
 * Each process has its own in memory: where several work on one database, each finds out by itself and tells by itself.
 *
 * Not a library: cockatiel and opossum call the work or refuse to, by a clock of their own. Nothing is refused here: the
 * draw asks beforehand who is well, by the clock it is given.
 */
import type { Clock } from "../machine/clock.ts";
import { createGrowingWaits } from "../machine/growing-waits.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import { type FailureKind, type FailureReason, ModelFailure, type ModelProvider } from "./completion.ts";
import { TooManyWaiting } from "./endpoint-limiter.ts";
import type { Model } from "./model.ts";

/**
 * A failure is a strike, and an answer takes one away; with so many a model rests. Milliseconds: the first rest (each is
 * twice as long as the one before, less up to a quarter by chance), the longest, and how long a trial may take.
 */
export const breakerRule = { strikes: 3, firstRest: 60_000, longestRest: 3_600_000, longestTrial: 5 * 60_000 };

/** Failures of the question, or of whoever called it off. */
const innocent: ReadonlySet<FailureKind | FailureReason | null> = new Set(["aborted", "filtered", "too-long"]);

/** A time in which a model fails: from its first rest until answers have taken all strikes away. */
export type Outage = {
  /** Unguessable; 16 characters. */
  id: string;
  model: Model;
  /** How it failed last. The detail is for the log: it names the endpoint. */
  kind: FailureKind;
  detail: string;
  /** When it may be drawn again, for a trial. */
  restsUntil: Date;
};

/** Why a model does not answer, in a word. */
export type WhyAbsent = "away" | "refused" | "limited" | "slow" | "budget" | "unusable";

/** Why a model rests, as people may know it: no address, no words of the endpoint. */
export function reasonOf({ kind }: Pick<Outage, "kind">): WhyAbsent {
  if (kind === "over-budget") return "budget";
  if (["unreachable", "server-error", "cut-off"].includes(kind)) return "away";
  if (["unauthorized", "rejected"].includes(kind)) return "refused";
  if (["no-first-token", "stalled", "too-slow"].includes(kind)) return "slow";
  return kind === "rate-limited" ? "limited" : "unusable";
}

/** Whole minutes until a model may be tried again, at least one. */
export function minutesLeft({ restsUntil }: Outage, now: Date): number {
  return Math.max(1, Math.ceil((restsUntil.getTime() - now.getTime()) / 60_000));
}

/** Whom to draw, by how models have answered so far. */
export interface Breaker {
  /** A provider that tells the breaker how everything it is asked ends. */
  watch(provider: ModelProvider): ModelProvider;
  /**
   * Those of the models that may be drawn. Where fewer than `least` are well, those that have rested least join them,
   * all that have rested as little: it is better to try them than not to ask at all.
   */
  fit(models: readonly Model[], least: number): Model[];
  /** Says that a model was drawn. Where that is its trial, it is not drawn again until it has answered. */
  drawn(model: Model): void;
  /** Why and how long a model rests; undefined when it does not. */
  resting(model: Model): Outage | undefined;
}

/** Who is told, once an outage each: when a model begins to rest, and when it has answered well enough to be back. */
export type OutageListener = (outage: Outage, state: "resting" | "back") => void;

type Health = {
  model: Model;
  strikes: number;
  outage: Outage | null;
  rests: number;
  onTrial: boolean;
  waits: ReturnType<typeof createGrowingWaits>;
  /** What was asked before this call, by number, says nothing about it any more. */
  countsFrom: number;
};

type Ward = {
  clock: Pick<Clock, "now">;
  random: Pick<Random, "fraction" | "id">;
  tell: OutageListener;
  /** An entry of the roster that is changed becomes another model, of which nothing is known. */
  known: WeakMap<Model, Health>;
  failing: Set<Health>;
  calls: number;
};

/** All are well at first. */
export function createBreaker(clock: Ward["clock"], random: Ward["random"], tell: OutageListener): Breaker {
  const ward: Ward = { clock, random, tell, known: new WeakMap(), failing: new Set(), calls: 0 };
  return {
    watch: (provider) => ({
      ...provider,
      async complete(request, signal) {
        const call = (ward.calls += 1);
        try {
          const completion = await provider.complete(request, signal);
          hear(ward, request.model, call, null);
          return completion;
        } catch (error) {
          if (error instanceof ModelFailure) hear(ward, request.model, call, error);
          throw error;
        }
      },
    }),
    fit: (models, least) => fit(ward, models, least),
    drawn: (model) => beginTrial(ward, model),
    resting: (model) => (isResting(ward, model) ? ward.known.get(model)?.outage : null) ?? undefined,
  };
}

function now({ clock }: Ward): number {
  return clock.now().getTime();
}

/** Whether it has strikes enough to be out of the draw, but for trials. */
function isOut({ strikes, outage }: Health): boolean {
  return outage !== null && strikes >= breakerRule.strikes;
}

function isResting(ward: Ward, model: Model): boolean {
  const health = ward.known.get(model);
  if (!health?.outage || !isOut(health)) return false;
  return now(ward) < health.outage.restsUntil.getTime();
}

function fit(ward: Ward, models: readonly Model[], least: number): Model[] {
  const rests = (model: Model): number => (isResting(ward, model) ? (ward.known.get(model)?.rests ?? 0) : 0);
  const most = models.map(rests).toSorted((one, other) => one - other)[Math.min(least, models.length) - 1] ?? 0;
  return models.filter((model) => rests(model) <= most);
}

function beginTrial(ward: Ward, model: Model): void {
  const health = ward.known.get(model);
  if (!health?.outage || !isOut(health) || isResting(ward, model)) return;
  health.onTrial = true;
  health.countsFrom = ward.calls + 1;
  // A battle that never comes to ask must not keep it out for ever.
  health.outage.restsUntil = new Date(now(ward) + breakerRule.longestTrial);
}

function hear(ward: Ward, model: Model, call: number, failure: ModelFailure | null): void {
  const health = ward.known.get(model) ?? admit(ward, model);
  if (call < health.countsFrom) return;
  if (!failure) return recover(ward, health);
  const isInnocent = innocent.has(failure.kind) || innocent.has(failure.reason) || failure instanceof TooManyWaiting;
  if (!isInnocent) return strike(ward, health, failure);
  // The trial has shown nothing, so the next draw may be one.
  if (health.onTrial) endRest(ward, health);
}

function admit({ known, random }: Ward, model: Model): Health {
  const { firstRest, longestRest } = breakerRule;
  const waits = createGrowingWaits(random, firstRest, longestRest);
  const health = { model, strikes: 0, outage: null, rests: 0, onTrial: false, waits, countsFrom: 0 };
  known.set(model, health);
  return health;
}

function endRest(ward: Ward, health: Health): void {
  health.onTrial = false;
  if (health.outage) health.outage.restsUntil = new Date(now(ward));
}

function strike(ward: Ward, health: Health, { kind, message: detail }: ModelFailure): void {
  // It was asked although it rests, for want of others: that it fails is no news.
  if (isResting(ward, health.model) && !health.onTrial) return;
  health.strikes = Math.min(breakerRule.strikes, health.strikes + 1);
  if (health.strikes < breakerRule.strikes) return;
  const { model } = health;
  const isNew = health.outage === null;
  const restsUntil = new Date(now(ward) + health.waits.next());
  health.outage = { id: health.outage?.id ?? ward.random.id(), model, kind, detail, restsUntil };
  health.rests += 1;
  health.onTrial = false;
  health.countsFrom = ward.calls + 1;
  ward.failing.add(health);
  if (isNew) ward.tell(health.outage, "resting");
}

function recover(ward: Ward, health: Health): void {
  if (isOut(health)) tryOthersAt(ward, health);
  health.onTrial = false;
  health.strikes = Math.max(0, health.strikes - 1);
  const { outage } = health;
  if (health.strikes > 0 || !outage) return;
  health.outage = null;
  health.rests = 0;
  health.waits.reset();
  ward.failing.delete(health);
  ward.tell(outage, "back");
}

/** An endpoint that answers again for one of its models may do so for the others. */
function tryOthersAt(ward: Ward, { model }: Health): void {
  for (const other of ward.failing) {
    if (other.model !== model && other.model.endpoint === model.endpoint && !other.onTrial) endRest(ward, other);
  }
}

/** Tells the log as well. */
export function logOutages(log: Log, tell: OutageListener = () => {}): OutageListener {
  return (outage, state) => {
    const { id, model, kind, detail, restsUntil } = outage;
    const details = { outage: id, model: model.id, failure: kind, detail, restsUntil };
    if (state === "back") log.info({ outage: id, model: model.id }, "a model that failed again and again is back");
    else log.warn(details, "a model fails again and again; it is left out of the draw for a while");
    tell(outage, state);
  };
}
