/** Getting both answers of a turn: side by side; in the first turn a side that fails is drawn again alone. */
import type { Party } from "../limits/party.ts";
import type { Model } from "../models/model.ts";
import { type Message, ModelFailure, type QuestionPicture, type ModelProvider } from "../models/completion.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import type { ArenaStore } from "./context.ts";
import type { SelfNamingMask } from "../answers/self-naming/self-naming-mask.ts";
import {
  type Answer,
  type Attempt,
  type AttemptFailure,
  type Battle,
  isAnswer,
  lastAttempt,
  lastTurn,
  openedTurns,
  type Side,
} from "../battle/battle.ts";
import { countInterruptions } from "./interruption.ts";
import { drawReplacement, drawSeed, seesPictures } from "../battle/draw.ts";
import type { Held } from "../battle/lease.ts";
import type { ArenaRules } from "../battle/rules.ts";

export type AnsweringPorts = {
  store: Pick<ArenaStore, "battles" | "answering">;
  provider: ModelProvider;
  clock: Clock;
  random: Random;
  log: Log;
  mask: SelfNamingMask;
};

/** A battle whose last turn is to be answered. */
export type AnsweredBattle = Pick<Battle, "id" | "generation" | "turns" | "attempts" | "asker" | "community"> & {
  /** For whom its requests are counted; left out if no longer known: then its asker, in their community. */
  party?: Party;
};

type Answering = AnsweringPorts & {
  battle: AnsweredBattle;
  held: Held;
  turn: number;
  /** Of the first question. */
  pictures: readonly QuestionPicture[];
  models: readonly Model[];
  rules: ArenaRules;
  /** Models already drawn in this battle, for either side. */
  tried: Set<string>;
  /** Nothing is recorded any more of what ends after this: the next process to take the battle up goes on from there. */
  leave: AbortSignal;
  signal: AbortSignal;
};

/** The last attempt of each side that has an answer. */
export type Answers = Record<Side, Answer>;

/**
 * Asks both models, and records every attempt as it ends. A side that is answered already is left alone.
 * @param leave when the arena stops, or another process has taken the battle over.
 * @returns both answers; undefined when there will be none (no model is left, attempts are used up, time is over), and
 * after `leave`.
 */
export async function answerTurn(
  ports: AnsweringPorts,
  battle: AnsweredBattle,
  held: Held,
  models: readonly Model[],
  rules: ArenaRules,
  leave: AbortSignal,
): Promise<Answers | undefined> {
  const pictures = await ports.store.battles.pictures(battle.id);
  const timeOver = new AbortController();
  const cancel = ports.clock.after(rules.answerWithin, () => timeOver.abort());
  const sideFailed = new AbortController();
  const answering: Answering = {
    ...ports,
    ...{ battle, held, rules, leave },
    turn: lastTurn(battle).number,
    pictures,
    models: pictures.length > 0 ? models.filter(seesPictures) : models,
    tried: new Set(battle.attempts.map((attempt) => attempt.model)),
    signal: AbortSignal.any([leave, timeOver.signal, sideFailed.signal]),
  };
  const answerOrStop = async (side: Side) => {
    let answer: Answer | undefined;
    try {
      answer = await answerSide(answering, side);
    } finally {
      // Without this side there is no turn: the other need not be waited, or paid, for.
      if (!answer) sideFailed.abort();
    }
    return answer;
  };
  const [a, b] = await Promise.allSettled([answerOrStop("a"), answerOrStop("b")]);
  cancel();
  if (a.status === "rejected") throw a.reason;
  if (b.status === "rejected") throw b.reason;
  return a.value && b.value && { a: a.value, b: b.value };
}

async function answerSide(answering: Answering, side: Side): Promise<Answer | undefined> {
  const { store, held, log, clock, leave } = answering;
  let attempt: Attempt | undefined = lastAttempt(answering.battle, side, answering.turn);
  while (attempt) {
    if (isAnswer(attempt.ending)) return attempt.ending;
    if (attempt.ending === null) {
      const ending = await tryModel(answering, attempt);
      if (leave.aborted && !isAnswer(ending)) return undefined;
      await store.answering.finishAttempt(held, attempt, ending, clock.now());
      if (isAnswer(ending)) return ending;
      const { turn, number, model } = attempt;
      log.warn({ battle: held.battle, turn, side, number, model, ...ending }, "a model failed");
    }
    attempt = nextAttempt(answering, attempt);
    if (attempt) await store.answering.addAttempt(held, attempt);
  }
  return undefined;
}

async function tryModel(answering: Answering, attempt: Attempt): Promise<Answer | AttemptFailure> {
  const { provider, battle, models, pictures, mask, signal } = answering;
  try {
    const model = models.find((one) => one.id === attempt.model);
    if (!model) throw new ModelFailure("rejected", "the model is not in the roster");
    const messages = conversation(battle, attempt.side).map((message, index) =>
      index === 0 && pictures.length > 0 ? { ...message, pictures } : message,
    );
    const { generation: settings, party = { person: battle.asker, origin: battle.community } } = battle;
    const request = { model, messages, settings, seed: attempt.seed, party };
    const completion = await provider.complete(request, signal);
    const questions = battle.turns.map((turn) => turn.question).join("\n\n");
    return { ...completion, shown: mask.mask(completion.text, questions) };
  } catch (error) {
    if (error instanceof ModelFailure) return { failure: error.kind, detail: error.message };
    throw error;
  }
}

/** What one side has said and been asked so far, in its own words, and the question to answer now. */
function conversation(battle: AnsweredBattle, side: Side): Message[] {
  const earlier = openedTurns(battle).flatMap(({ number, question }): Message[] => {
    const { ending } = lastAttempt(battle, side, number);
    const said: Message[] = isAnswer(ending) ? [{ role: "assistant", content: ending.text }] : [];
    return [{ role: "user", content: question }, ...said];
  });
  return [...earlier, { role: "user", content: lastTurn(battle).question }];
}

/** Another model for a side whose attempt failed. A follow-up is for the same pair, so there is none for it. */
function nextAttempt(answering: Answering, failed: Attempt): Attempt | undefined {
  const { battle, models, tried, random, clock, rules, signal } = answering;
  const { turn, side, number } = failed;
  if (signal.aborted || turn > 1 || number >= rules.attemptsPerSide) return undefined;
  // Whoever asked has waited through a restart already.
  if (countInterruptions(battle, failed) > 0) return undefined;
  const drawn = drawReplacement(models, tried, random);
  if (!drawn) return undefined;
  // Marked before anything is awaited, so that the two sides cannot draw the same model at once.
  tried.add(drawn.model.id);
  return {
    ...{ turn, side, number: number + 1 },
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
