/** Getting both answers of a turn: side by side; in the first turn a side that fails is drawn again alone. */
import {
  type Answer,
  type Attempt,
  type AttemptFailure,
  type Battle,
  countInterruptions,
  isAnswer,
  lastAttempt,
  lastTurn,
  modelOf,
  openedTurns,
  type Side,
} from "../battle/battle.ts";
import { drawSeed } from "../battle/draw.ts";
import type { Opening } from "../battle/lease.ts";
import { sealDraw } from "../battle/sealed-draw.ts";
import type { Party } from "../limits/party.ts";
import { type Message, ModelFailure, type QuestionPicture } from "../models/completion.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Model } from "../models/model.ts";
import type { ArenaAtWork } from "./context.ts";
import { giveUp, scheduleClose } from "./ending.ts";
import type { Hold } from "./leases.ts";
import { drawAgain, lineupOf, playersFor } from "./drawing.ts";
import { firstAttempt } from "./new-battle.ts";
import { show } from "./showing.ts";

/** A battle whose last turn is to be answered. */
export type AnsweredBattle = Pick<Battle, "id" | "generation" | "turns" | "attempts" | "asker" | "community"> & {
  /** Who its requests are counted for. Left out when that is no longer known: then its asker, in their community. */
  party?: Party;
  /** Of the first question; left out: as the record has them. */
  pictures?: readonly QuestionPicture[];
};

type Answering = {
  arena: ArenaAtWork;
  battle: AnsweredBattle;
  hold: Hold;
  turn: number;
  pictures: readonly QuestionPicture[];
  lineup: Lineup;
  /** Those of its models that can answer. */
  players: readonly Model[];
  /** Models already drawn in this battle, for either side. */
  tried: Set<string>;
  /** Who stands on each side now. */
  standing: Record<Side, string>;
  signal: AbortSignal;
  /** Resolves once the answer that came first is recorded; undefined while there is none. */
  firstRecorded: Promise<unknown> | undefined;
};

/** A side's answer, the attempt that gave it, and when it came if it is not recorded yet. */
type Answered = { attempt: Attempt; answer: Answer; unrecordedSince: Date | null };

/**
 * Asks both models, records every attempt as it ends, and opens the ballot once both answers are there. When there will
 * be none (no model is left, attempts are used up, time is over), the turn is given up.
 */
export async function answerBattle(arena: ArenaAtWork, hold: Hold, battle: AnsweredBattle): Promise<void> {
  const [answers, asksWhoAnswers] = await Promise.all([
    askBoth(arena, hold, battle),
    arena.mask.asksWhoAnswers(lastTurn(battle).question),
  ]);
  if (answers) return openBallot(arena, hold, battle, { ...answers, asksWhoAnswers });
  if (!hold.leave.aborted) await giveUp(arena, hold.held, "no-answer");
}

async function openBallot(
  arena: ArenaAtWork,
  { held }: Hold,
  battle: AnsweredBattle,
  { a, b, asksWhoAnswers }: Record<Side, Answered> & { asksWhoAnswers: boolean },
): Promise<void> {
  const at = arena.clock.now();
  const last = [a, b].find(({ unrecordedSince }) => unrecordedSince !== null);
  const pair = { battle: battle.id, a: a.attempt.model, b: b.attempt.model };
  const opening: Opening = {
    at,
    closesAt: new Date(at.getTime() + arena.rules.closeAtLatest),
    masked: [a, b].some(({ answer }) => answer.shown !== null) || asksWhoAnswers,
    seal: lastTurn(battle).number === 1 ? sealDraw(pair, arena.random.salt()) : null,
    last: last?.unrecordedSince ? { ...last, at: last.unrecordedSince } : null,
  };
  const shown = await arena.store.answering.openTurn(held, opening);
  // Another process has it now.
  if (!shown) return;
  if (shown.battle.closesAt) scheduleClose(arena, battle.id, shown.battle.closesAt);
  await show(arena, battle.id, shown);
}

async function askBoth(
  arena: ArenaAtWork,
  hold: Hold,
  battle: AnsweredBattle,
): Promise<Record<Side, Answered> | undefined> {
  const { store, clock, rules } = arena;
  const pictures = battle.pictures ?? (await store.battles.pictures(battle.id));
  const lineup = lineupOf(arena, battle.id);
  const timeOver = new AbortController();
  const cancel = clock.after(rules.answerWithin, () => timeOver.abort());
  const sideFailed = new AbortController();
  const answering: Answering = {
    arena,
    battle,
    hold,
    turn: lastTurn(battle).number,
    pictures,
    lineup,
    players: playersFor(lineup, pictures),
    tried: new Set(battle.attempts.map((attempt) => attempt.model)),
    standing: { a: modelOf(battle, "a"), b: modelOf(battle, "b") },
    signal: AbortSignal.any([hold.leave, timeOver.signal, sideFailed.signal]),
    firstRecorded: undefined,
  };
  const [a, b] = await Promise.allSettled([askSide(answering, "a", sideFailed), askSide(answering, "b", sideFailed)]);
  cancel();
  if (a.status === "rejected") throw a.reason;
  if (b.status === "rejected") throw b.reason;
  return a.value && b.value && { a: a.value, b: b.value };
}

/** This side has no answer, so the turn has failed: stop the other side, which would only cost time and money. */
async function askSide(answering: Answering, side: Side, failed: AbortController): Promise<Answered | undefined> {
  let answered: Answered | undefined;
  try {
    answered = await tryInTurn(answering, side);
  } finally {
    if (!answered) failed.abort();
  }
  return answered;
}

/** Tries one model after another until one answers. */
async function tryInTurn(answering: Answering, side: Side): Promise<Answered | undefined> {
  const { arena, hold } = answering;
  const { store, log, clock } = arena;
  let attempt: Attempt | undefined = lastAttempt(answering.battle, side, answering.turn);
  while (attempt) {
    if (isAnswer(attempt.ending)) {
      answering.firstRecorded ??= Promise.resolve();
      return { attempt, answer: attempt.ending, unrecordedSince: null };
    }
    if (attempt.ending === null) {
      const ending = await tryModel(answering, attempt);
      if (isAnswer(ending)) return recordAnswer(answering, attempt, ending);
      // Nothing is recorded any more: the next process to take the battle up goes on from here.
      if (hold.leave.aborted) return undefined;
      await store.answering.finishAttempt(hold.held, attempt, ending, clock.now());
      const { turn, number, model } = attempt;
      log.warn({ battle: hold.held.battle, turn, side, number, model, ...ending }, "a model failed");
    }
    attempt = nextAttempt(answering, attempt);
    if (attempt) await store.answering.addAttempt(hold.held, attempt);
  }
  return undefined;
}

/** Records the answer that comes first at once. The one that comes last is recorded as the ballot opens. */
async function recordAnswer(answering: Answering, attempt: Attempt, answer: Answer): Promise<Answered> {
  const { arena, hold, firstRecorded } = answering;
  const at = arena.clock.now();
  const isLast = await firstRecorded?.then(
    () => true,
    () => false,
  );
  if (isLast) return { attempt, answer, unrecordedSince: at };
  const recorded = arena.store.answering.finishAttempt(hold.held, attempt, answer, at);
  answering.firstRecorded ??= recorded;
  await recorded;
  return { attempt, answer, unrecordedSince: null };
}

async function tryModel(answering: Answering, attempt: Attempt): Promise<Answer | AttemptFailure> {
  const { arena, battle, lineup, players, pictures, signal } = answering;
  try {
    const model = players.find((one) => one.id === attempt.model);
    if (!model) throw new ModelFailure("rejected", "the model is not in the roster");
    const messages = conversation(battle, attempt.side).map((message, index) =>
      index === 0 && pictures.length > 0 ? { ...message, pictures } : message,
    );
    const { generation: settings, party = { person: battle.asker, origin: battle.community } } = battle;
    const request = { model, messages, settings, seed: attempt.seed, party };
    const completion = await lineup.provider.complete(request, signal);
    const questions = battle.turns.map((turn) => turn.question).join("\n\n");
    return { ...completion, shown: await arena.mask.mask(completion.text, questions) };
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
  const { arena, battle, standing, tried, signal } = answering;
  const { turn, side, number } = failed;
  if (signal.aborted || turn > 1 || number >= arena.rules.attemptsPerSide) return undefined;
  // Whoever asked has waited through a restart already.
  if (countInterruptions(battle, failed) > 0) return undefined;
  const drawn = drawAgain(arena, side, answering);
  if (!drawn) return undefined;
  const { model, probability } = drawn;
  // Marked before anything is awaited, so that the two sides cannot draw the same model at once.
  tried.add(model.id);
  standing[side] = model.id;
  const seed = drawSeed(arena.random);
  return { ...firstAttempt({ turn, side, model, probability, seed, at: arena.clock.now() }), number: number + 1 };
}
