/** Plays all rounds of an experiment. */
import { BudgetSpent, createAllowance } from "../../costs/allowance.ts";
import type { Model, Price } from "../../models/model.ts";
import type { Clock } from "../../machine/clock.ts";
import type { ModelProvider } from "../../models/completion.ts";
import { createSelfNamingMask } from "../../answers/self-naming/self-naming-mask.ts";
import { type CallsOptions, createCalls, Outage, spentOn, Stopped } from "./calls.ts";
import { countCalls, type ExperimentSettings, type RoundRecord } from "../experiment.ts";
import type { CallRecord, Journal } from "./journal.ts";
import { followWriting, type Writing } from "./writing.ts";
import { playRound, type RoundContext } from "./round.ts";

/** How far an experiment is. Tokens and cost are of all calls, those of earlier runs included. */
export type Progress = {
  /** Calls that have ended, and how many there will be at least. */
  done: number;
  planned: number;
  failures: number;
  tokens: number;
  /** US dollars, as far as prices are known. */
  cost: number;
  /** Calls made since this run began, and for how many milliseconds it has been going on. */
  fresh: number;
  elapsed: number;
};

/**
 * `stopped`: called off; `budget`: no money for the next call; `outage`: an endpoint could not be asked. All but the first
 * can be taken up again.
 */
export type RunEnding = "finished" | "stopped" | "budget" | "outage";

/** What a run of an experiment is given. */
export type RunOptions = {
  settings: ExperimentSettings;
  /** The roster's; every model of the settings must be among them. */
  models: readonly Model[];
  provider: ModelProvider;
  journal: Journal;
  /** US dollars; null: no limit. */
  budget: number | null;
  /** What models without a price are counted at; null: they count nothing. */
  unpriced: Price | null;
  clock: Clock;
  signal: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Called each time more has been written of what is being written. */
  onWriting?: (all: readonly Writing[]) => void;
  /** Called with each round that is over, in whatever order they end. */
  onRound?: (round: RoundRecord) => Promise<void>;
};

/** How far a run came. `trouble`: what kept it from being finished, in words for whoever runs it. */
export type RunOutcome = { ending: RunEnding; trouble: string | null; rounds: RoundRecord[]; progress: Progress };

/** Rounds that are played side by side: enough to keep endpoints busy, and few enough for their queues. */
const mostRoundsAtOnce = 8;

/**
 * Plays the rounds that are not over, the same way every time: all chance comes from the settings' seed, and calls in the
 * journal are not made again.
 * @throws {Error} when the journal or a result cannot be written; {OtherExperiment} when the journal does not fit.
 */
export async function playRounds(options: RunOptions): Promise<RunOutcome> {
  const { settings, onRound = async () => {} } = options;
  const count = createCounter(options);
  const context = prepareRounds(options, count);
  const numbers = Array.from({ length: settings.rounds }, (_, index) => index + 1);
  const rounds: RoundRecord[] = [];
  let ending: RunEnding = "finished";
  let trouble: string | null = null;
  const play = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      try {
        const round = await playRound(context, number);
        rounds.push(round);
        await onRound(round);
      } catch (error) {
        numbers.length = 0;
        ending = endingOf(error);
        trouble ??= error instanceof Error ? error.message : null;
      }
    }
  };
  const players = Array.from({ length: Math.min(mostRoundsAtOnce, settings.rounds) }, play);
  await Promise.allSettled(players);
  await Promise.all(players);
  return { ending, trouble, rounds: rounds.toSorted((one, other) => one.number - other.number), progress: count.now() };
}

/** What all rounds of a run share. */
function prepareRounds(options: RunOptions, count: Counter): RoundContext {
  const { settings, provider, journal, unpriced, clock, signal, onProgress = () => {} } = options;
  const onWriting = options.onWriting && followWriting(options.onWriting);
  const ledger = createAllowance(options.budget, spentOn(journal.records(), journal.lost()));
  const onCall: CallsOptions["onCall"] = (record, fresh) => onProgress(count.add(record, fresh));
  return {
    settings,
    call: createCalls({ provider, journal, unpriced, clock, signal, ledger, onCall, ...(onWriting && { onWriting }) }),
    models: new Map(options.models.map((model) => [model.id, model])),
    // By the names it began with: judges must be shown the same when it is taken up again.
    mask: createSelfNamingMask(settings.models.map((model) => ({ ...model, model: model.id }))),
  };
}

/** How an error ended a run early. @throws the error itself, when it is none that merely ends a run. */
export function endingOf(error: unknown): Exclude<RunEnding, "finished"> {
  if (error instanceof Stopped) return "stopped";
  if (error instanceof BudgetSpent) return "budget";
  if (error instanceof Outage) return "outage";
  throw error;
}

type Counter = { add(record: CallRecord, fresh: boolean): Progress; now(): Progress };

function createCounter({ settings, clock }: RunOptions): Counter {
  const begunAt = clock.now().getTime();
  const totals = { done: 0, planned: countCalls(settings), failures: 0, tokens: 0, cost: 0, fresh: 0 };
  const now = (): Progress => ({ ...totals, elapsed: clock.now().getTime() - begunAt });
  return {
    now,
    add({ key, outcome }, fresh) {
      totals.done += 1;
      totals.fresh += Number(fresh);
      // A second or third attempt was not planned.
      if (/\.[2-9]$/u.test(key) && /\.(?:question|ballot)\./u.test(key)) totals.planned += 1;
      if ("failure" in outcome) totals.failures += 1;
      else {
        totals.tokens += (outcome.inputTokens ?? 0) + (outcome.outputTokens ?? 0);
        totals.cost += outcome.cost ?? 0;
      }
      return now();
    },
  };
}
