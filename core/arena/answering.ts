/** Getting both answers: side by side, a side that fails drawn again alone. */
import type { Model } from "../models/model.ts";
import { type GenerationSettings, ModelFailure } from "../models/completion.ts";
import type { Clock, Log, ModelProvider, Random, Store } from "../ports.ts";
import type { Answer, Attempt, AttemptFailure, NewBattle, Side } from "./battle.ts";
import { drawReplacement, drawSeed } from "./draw.ts";
import type { ArenaRules } from "./rules.ts";

export type AnsweringPorts = {
  store: Store;
  provider: ModelProvider;
  clock: Clock;
  random: Random;
  log: Log;
};

type Answering = AnsweringPorts & {
  battle: NewBattle;
  models: readonly Model[];
  settings: GenerationSettings;
  rules: ArenaRules;
  /** Models already drawn in this battle, for either side. */
  tried: Set<string>;
  signal: AbortSignal;
};

/**
 * Asks both drawn models, redrawing a failed side alone, and records every attempt as it ends.
 * @returns whether both sides have an answer; not so when no model is left, attempts are used up, time is over or at
 * `stop`.
 */
export async function answerBattle(
  ports: AnsweringPorts,
  battle: NewBattle,
  models: readonly Model[],
  rules: ArenaRules,
  stop: AbortSignal,
): Promise<boolean> {
  const timeOver = new AbortController();
  const cancel = ports.clock.after(rules.answerWithin, () => timeOver.abort());
  const sideFailed = new AbortController();
  const answering: Answering = {
    ...ports,
    battle,
    models,
    settings: battle.generation,
    rules,
    tried: new Set(battle.attempts.map((attempt) => attempt.model)),
    signal: AbortSignal.any([stop, timeOver.signal, sideFailed.signal]),
  };
  const answerOrStop = async (side: Side) => {
    let answered = false;
    try {
      answered = await answerSide(answering, side);
    } finally {
      // Without this side there is no battle: the other need not be waited, or paid, for.
      if (!answered) sideFailed.abort();
    }
    return answered;
  };
  const outcomes = await Promise.allSettled([answerOrStop("a"), answerOrStop("b")]);
  cancel();
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return outcomes.every((outcome) => outcome.status === "fulfilled" && outcome.value);
}

async function answerSide(answering: Answering, side: Side): Promise<boolean> {
  let attempt = answering.battle.attempts.find((one) => one.side === side);
  while (attempt) {
    const { id: battle } = answering.battle;
    const { model, number } = attempt;
    const ending = await tryModel(answering, attempt);
    await answering.store.finishAttempt(battle, side, number, ending, answering.clock.now());
    if ("text" in ending) return true;
    const { failure, detail } = ending;
    answering.log.warn({ battle, side, model, number, failure, detail }, "a model failed");
    attempt = nextAttempt(answering, attempt);
    if (attempt) await answering.store.addAttempt(battle, attempt);
  }
  return false;
}

async function tryModel(answering: Answering, attempt: Attempt): Promise<Answer | AttemptFailure> {
  const { provider, battle, models, settings, signal } = answering;
  try {
    const model = models.find((one) => one.id === attempt.model);
    if (!model) throw new ModelFailure("rejected", "the model is not in the roster");
    const messages = [{ role: "user" as const, content: battle.question }];
    return await provider.complete({ model, messages, settings, seed: attempt.seed }, signal);
  } catch (error) {
    if (error instanceof ModelFailure) return { failure: error.kind, detail: error.message };
    throw error;
  }
}

function nextAttempt(answering: Answering, failed: Attempt): Attempt | undefined {
  const { models, tried, random, clock, rules, signal } = answering;
  if (signal.aborted || failed.number >= rules.attemptsPerSide) return undefined;
  const drawn = drawReplacement(models, tried, random);
  if (!drawn) return undefined;
  // Marked before anything is awaited, so that the two sides cannot draw the same model at once.
  tried.add(drawn.model.id);
  return {
    side: failed.side,
    number: failed.number + 1,
    model: drawn.model.id,
    endpoint: drawn.model.endpoint,
    endpointModel: drawn.model.model,
    probability: drawn.probability,
    seed: drawSeed(random),
    startedAt: clock.now(),
    endedAt: null,
    ending: null,
  };
}
