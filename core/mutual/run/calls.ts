/** Asks models through the journal, within the budget: what has been answered once is never asked again. */
import { createHash } from "node:crypto";
import { type CompletionRequest, type FailureKind, ModelFailure, type ModelProvider } from "../../models/completion.ts";
import type { Clock } from "../../machine/clock.ts";
import type { CallOutcome, CallRecord, Journal } from "./journal.ts";

/** The experiment was called off; what has been answered is kept. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** An endpoint cannot be asked at all just now, which says nothing about its model. The message says why. */
export class Outage extends Error {
  override readonly name = "Outage";
}

/** Failures that pass, or that somebody can mend: such a call has no outcome yet and is made again later. */
const outages: readonly FailureKind[] = ["unreachable", "unauthorized", "rate-limited"];

/** The journal belongs to other questions. */
export class OtherExperiment extends Error {
  override readonly name = "OtherExperiment";
}

/** What calls are made with, and what they keep to. */
export type CallsOptions = {
  provider: ModelProvider;
  journal: Journal;
  budget: Budget;
  clock: Clock;
  signal: AbortSignal;
  /** Called after each call, whether it was made now or found in the journal. */
  onCall?: (record: CallRecord, fresh: boolean) => void;
};

/**
 * Makes a call, or finds how it ended. A model's failure is an outcome too: only what was called off, or met an
 * outage, is asked again.
 * @throws {Stopped}, {Outage}, {BudgetSpent}, {OtherExperiment}; {Error} when the journal cannot be written.
 */
export type Call = (key: string, request: CompletionRequest) => Promise<CallOutcome>;

/** Makes a {@link Call} that keeps to a journal and a budget. */
export function createCalls(options: CallsOptions): Call {
  const { journal, signal, onCall = () => {} } = options;
  return async (key, request) => {
    const fingerprint = fingerprintOf(request);
    const known = journal.find(key);
    if (!known) {
      if (signal.aborted) throw new Stopped("The experiment was called off.");
      return makeCall(options, key, request, fingerprint);
    }
    if (known.request !== fingerprint)
      throw new OtherExperiment(
        `The call ${key} was made with other words than this version would use. Start a new experiment in another folder.`,
      );
    onCall(known, false);
    return known.outcome;
  };
}

async function makeCall(
  { provider, journal, budget, clock, signal, onCall = () => {} }: CallsOptions,
  key: string,
  request: CompletionRequest,
  fingerprint: string,
): Promise<CallOutcome> {
  const { most, settle } = budget.reserve(request);
  let cost: number | null = 0;
  try {
    // Written first: a call that is going on when the process dies may still have to be paid.
    if (most > 0) await journal.reserve(key, most);
    const outcome = await complete(provider, request, signal);
    cost = costOf(outcome);
    const endedAt = clock.now().toISOString();
    const record = { key, model: request.model.id, request: fingerprint, endedAt, reserved: most, outcome };
    await journal.append(record);
    onCall(record, true);
    return outcome;
  } catch (error) {
    if (most > 0 && (error instanceof Stopped || error instanceof Outage)) await journal.reserve(key, -most);
    throw error;
  } finally {
    settle(cost);
  }
}

async function complete(
  provider: ModelProvider,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<CallOutcome> {
  try {
    const { text, received, finishReason, inputTokens, outputTokens, cost, totalMilliseconds } =
      await provider.complete(request, signal);
    return { text, received, finishReason, inputTokens, outputTokens, cost, milliseconds: totalMilliseconds };
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    if (error.kind === "aborted") throw new Stopped(error.message, { cause: error });
    if (outages.includes(error.kind)) throw new Outage(error.message, { cause: error });
    return { failure: error.kind, detail: error.message };
  }
}

function fingerprintOf({ model, messages, settings, seed, format }: CompletionRequest): string {
  const asked = JSON.stringify([model.id, messages, settings, seed, format ?? null]);
  return createHash("sha256").update(asked).digest("hex").slice(0, 16);
}

/** The next call could cost more than is left. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";
}

/** All in US dollars. */
export interface Budget {
  /**
   * Sets aside the most that a call can cost. @returns that, and how to replace it by the true cost; null: the
   * cost is unknown, so the most counts.
   * @throws {BudgetSpent} when that is more than is left.
   */
  reserve(request: CompletionRequest): { most: number; settle: (cost: number | null) => void };
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

/** Failures before a model has written anything, which cost nothing. */
const unpaid: readonly FailureKind[] = ["rejected", "server-error"];

/** What a call has cost, in US dollars; null: it may have cost something, but how much is unknown. */
function costOf(outcome: CallOutcome): number | null {
  if ("cost" in outcome) return outcome.cost;
  return unpaid.includes(outcome.failure) ? 0 : null;
}

/**
 * A budget of which earlier calls have used their part.
 * @param limit null: there is none.
 * @param earlier calls that have been paid already.
 * @param lost what was set aside for calls without a recorded outcome, which may have been paid.
 */
export function createBudget(limit: number | null, earlier: readonly CallRecord[], lost = 0): Budget {
  let spent = earlier.reduce((sum, { outcome, reserved = 0 }) => sum + (costOf(outcome) ?? reserved), lost);
  let reserved = 0;
  return {
    spent: () => spent,
    reserve(request) {
      const most = highestCost(request);
      if (limit !== null && spent + reserved + most > limit + 1e-12)
        throw new BudgetSpent(`$${spent.toFixed(4)} of $${limit} are spent, and the next call could exceed it.`);
      reserved += most;
      const settle = (cost: number | null): void => {
        reserved -= most;
        spent += cost ?? most;
      };
      return { most, settle };
    },
  };
}
