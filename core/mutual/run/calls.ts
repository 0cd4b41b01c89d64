/** Asks models through the journal: what has been answered once is never asked again. */
import { createHash } from "node:crypto";
import { type CompletionRequest, type FailureKind, ModelFailure, type ModelProvider } from "../../models/completion.ts";
import type { Clock } from "../../machine/clock.ts";
import { type Budget, costOf } from "./budget.ts";
import type { CallOutcome, CallRecord, Journal } from "./journal.ts";

/** The experiment was called off; what has been answered is kept. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** An endpoint cannot be asked at all just now, which says nothing about its model. The message says why. */
export class Outage extends Error {
  override readonly name = "Outage";
}

/** Failures that somebody can mend, or that pass: such a call is not over. */
const outages: readonly FailureKind[] = ["unreachable", "unauthorized", "rate-limited"];

/** A journal that belongs to other questions. */
export class OtherExperiment extends Error {
  override readonly name = "OtherExperiment";
}

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
 * Makes a call, or finds how it ended. A model's failure is an ending like others: only what was called off, or met an
 * outage, is asked again.
 * @throws {Stopped}, {Outage}, {BudgetSpent}, {OtherExperiment}; {Error} when the journal cannot be written.
 */
export type Call = (key: string, request: CompletionRequest) => Promise<CallOutcome>;

export function createCalls(options: CallsOptions): Call {
  const { provider, journal, budget, clock, signal, onCall = () => {} } = options;

  async function complete(request: CompletionRequest): Promise<CallOutcome> {
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

  return async (key, request) => {
    const fingerprint = fingerprintOf(request);
    const known = journal.find(key);
    if (known) {
      if (known.request !== fingerprint)
        throw new OtherExperiment(
          `The call ${key} was made with other words than this version would use. Start a new experiment in another folder.`,
        );
      onCall(known, false);
      return known.outcome;
    }
    if (signal.aborted) throw new Stopped("The experiment was called off.");
    const { most, settle } = budget.reserve(request);
    let cost: number | null = 0;
    try {
      // Written first: a call that is going on when the process dies may still have to be paid.
      if (most > 0) await journal.reserve(key, most);
      const outcome = await complete(request);
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
  };
}

function fingerprintOf({ model, messages, settings, seed, format }: CompletionRequest): string {
  const asked = JSON.stringify([model.id, messages, settings, seed, format ?? null]);
  return createHash("sha256").update(asked).digest("hex").slice(0, 16);
}
