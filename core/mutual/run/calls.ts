/** Asks models through the journal, within the budget: what has been answered once is never asked again. */
import { createHash } from "node:crypto";
import { BudgetSpent } from "../../costs/allowance.ts";
import { charge, type Ledger, useOf } from "../../costs/charging.ts";
import { highestCost, isUnpaid, priceOf } from "../../costs/price.ts";
import type { Price } from "../../models/model.ts";
import {
  type Completion,
  type CompletionRequest,
  type FailureKind,
  ModelFailure,
  type ModelProvider,
} from "../../models/completion.ts";
import type { Clock } from "../../machine/clock.ts";
import type { CallOutcome, CallRecord, Journal } from "./journal.ts";
import type { HearCall } from "./writing.ts";

/** The experiment was called off; what has been answered is kept. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** An endpoint cannot be asked at all just now, which says nothing about its model. The message says why. */
export class Outage extends Error {
  override readonly name = "Outage";
}

/** Failures that pass, or that somebody can mend: such a call has no outcome yet and is made again later. */
const outages: readonly FailureKind[] = ["unreachable", "unauthorized", "rate-limited", "over-budget"];

/** The journal belongs to other questions. */
export class OtherExperiment extends Error {
  override readonly name = "OtherExperiment";
}

/** What calls are made with, and what they keep to. */
export type CallsOptions = {
  provider: ModelProvider;
  journal: Journal;
  /** What may be spent on them. */
  ledger: Ledger;
  /** What models without a price are counted at; null: they count nothing. */
  unpriced: Price | null;
  clock: Clock;
  signal: AbortSignal;
  /** Called after each call, whether it was made now or found in the journal. */
  onCall?: (record: CallRecord, fresh: boolean) => void;
  /** Hears what a call brings while it is being written. */
  onWriting?: HearCall;
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
  options: CallsOptions,
  key: string,
  request: CompletionRequest,
  fingerprint: string,
): Promise<CallOutcome> {
  const { journal, ledger, unpriced, clock, onCall = () => {} } = options;
  const expense = { most: highestCost(request, unpriced), price: priceOf(request.model, unpriced) };
  const outcome = await charge(ledger, expense, () => complete(options, key, request, expense.most)).then(
    (completion) => readOutcome(completion, expense.price),
    readFailure,
  );
  const endedAt = clock.now().toISOString();
  const record = { key, model: request.model.id, request: fingerprint, endedAt, reserved: expense.most, outcome };
  await journal.append(record);
  onCall(record, true);
  return outcome;
}

async function complete(
  { provider, journal, signal, onWriting = () => {} }: CallsOptions,
  key: string,
  request: CompletionRequest,
  most: number,
): Promise<Completion> {
  // Written first: a call that is going on when the process dies may still have to be paid.
  if (most > 0) await journal.reserve(key, most);
  const call = { key, model: request.model.id };
  try {
    return await provider.complete({ ...request, hears: (text) => onWriting(call, text) }, signal);
  } catch (error) {
    if (most > 0 && isUnpaid(error) && !isOutcome(error)) await journal.reserve(key, -most);
    throw error;
  } finally {
    onWriting(call, null);
  }
}

function readOutcome(completion: Completion, price: Price | null): CallOutcome {
  const { text, received, finishReason, inputTokens, outputTokens, totalMilliseconds } = completion;
  const { cost } = useOf(completion, price);
  return { text, received, finishReason, inputTokens, outputTokens, cost, milliseconds: totalMilliseconds };
}

/** Whether a failure is the model's own, which is recorded and not asked for again. */
function isOutcome(error: unknown): error is ModelFailure {
  return error instanceof ModelFailure && error.kind !== "aborted" && !outages.includes(error.kind);
}

function readFailure(error: unknown): CallOutcome {
  if (isOutcome(error)) return { failure: error.kind, detail: error.message };
  if (!(error instanceof ModelFailure) || error instanceof BudgetSpent) throw error;
  if (error.kind === "aborted") throw new Stopped(error.message, { cause: error });
  throw new Outage(error.message, { cause: error });
}

function fingerprintOf({ model, messages, settings, seed, format }: CompletionRequest): string {
  const asked = JSON.stringify([model.id, messages, settings, seed, format ?? null]);
  return createHash("sha256").update(asked).digest("hex").slice(0, 16);
}

/** What calls have cost, in US dollars. @param lost was set aside for calls without a recorded outcome, which may have been paid. */
export function spentOn(earlier: readonly CallRecord[], lost = 0): number {
  return earlier.reduce((sum, { outcome, reserved = 0 }) => sum + (costOf(outcome) ?? reserved), lost);
}

/** What a call has cost, in US dollars; null: it may have cost something, but how much is unknown. */
function costOf(outcome: CallOutcome): number | null {
  if ("cost" in outcome) return outcome.cost;
  return isUnpaid(new ModelFailure(outcome.failure, outcome.detail)) ? 0 : null;
}
