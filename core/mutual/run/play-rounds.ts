/** Plays all rounds of an experiment. */
import { BudgetSpent, createAllowance } from "../../costs/allowance.ts";
import type { Model, Price } from "../../models/model.ts";
import type { Clock } from "../../machine/clock.ts";
import type { ModelProvider } from "../../models/completion.ts";
import { createSelfNamingMask } from "../../answers/self-naming/self-naming-mask.ts";
import { createChecker } from "../checks/checker.ts";
import { type CallsOptions, createCalls, Outage, spentOn, Stopped } from "./calls.ts";
import type { ExperimentSettings, RoundRecord } from "../experiment.ts";
import type { Journal } from "./journal.ts";
import { type Counter, createCounter, type Progress } from "./progress.ts";
import { followWriting, type Writing } from "./writing.ts";
import { playRound, type RoundContext } from "./round.ts";

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
  /** Whether answers are checked by machine; `kept`: what came of that before is shown; left out: they are. */
  checks?: boolean | "kept";
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
  const count = createCounter(settings, options.clock);
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
  const { settings, provider, journal, unpriced, clock, signal, checks = true, onProgress = () => {} } = options;
  const onWriting = options.onWriting && followWriting(options.onWriting);
  const ledger = createAllowance(options.budget, spentOn(journal.records(), journal.lost()));
  const onCall: CallsOptions["onCall"] = (record, fresh) => onProgress(count.add(record, fresh));
  return {
    settings,
    check: checks ? createChecker({ journal, clock, signal, onlyKept: checks === "kept" }) : async () => null,
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
