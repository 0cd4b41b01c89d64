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
 * @returns both answers, or undefined when a side has none: no model left, attempts used up, time over or `stop`.
 */
export async function answerBattle(
  ports: AnsweringPorts,
  battle: NewBattle,
  models: readonly Model[],
  rules: ArenaRules,
  stop: AbortSignal,
): Promise<Record<Side, Answer> | undefined> {
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
    const answer = await answerSide(answering, side);
    // Without this side there is no battle: the other need not be waited, or paid, for.
    if (!answer) sideFailed.abort();
    return answer;
  };
  try {
    const [a, b] = await Promise.all([answerOrStop("a"), answerOrStop("b")]);
    return a && b && { a, b };
  } finally {
    cancel();
  }
}

async function answerSide(answering: Answering, side: Side): Promise<Answer | undefined> {
  let attempt = answering.battle.attempts.find((one) => one.side === side);
  while (attempt) {
    const ending = await tryModel(answering, attempt);
    await answering.store.finishAttempt(answering.battle.id, side, attempt.number, ending);
    if ("text" in ending) return ending;
    const { id: battle } = answering.battle;
    const { model, number } = attempt;
    answering.log.warn(
      { battle, side, model, number, failure: ending.failure, detail: ending.detail },
      "a model failed",
    );
    attempt = nextAttempt(answering, attempt);
    if (attempt) await answering.store.addAttempt(battle, attempt);
  }
  return undefined;
}

async function tryModel(answering: Answering, attempt: Attempt): Promise<Answer | AttemptFailure> {
  const { provider, clock, battle, models, settings, signal } = answering;
  const startedAt = clock.now().getTime();
  try {
    const model = models.find((one) => one.id === attempt.model);
    if (!model) throw new ModelFailure("rejected", "the model is not in the roster");
    const messages = [{ role: "user" as const, content: battle.question }];
    return await provider.complete({ model, messages, settings, seed: attempt.seed }, signal);
  } catch (error) {
    const totalMilliseconds = clock.now().getTime() - startedAt;
    if (error instanceof ModelFailure) return { failure: error.kind, detail: error.message, totalMilliseconds };
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
    probability: drawn.probability,
    seed: drawSeed(random),
    startedAt: clock.now(),
    ending: null,
  };
}
