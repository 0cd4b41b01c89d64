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
  modelsOf,
  type Side,
} from "../battle/battle.ts";
import { drawRules, drawSeed } from "../battle/draw.ts";
import { type Opening, withEnding } from "../battle/lease.ts";
import { sealDraw } from "../battle/sealed-draw.ts";
import type { Party } from "../limits/party.ts";
import { ModelFailure, type QuestionPicture } from "../models/completion.ts";
import type { ModeratedPlace } from "../safety/moderation/levels.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Model } from "../models/model.ts";
import type { ArenaAtWork } from "./context.ts";
import { conversation } from "./conversation.ts";
import { giveUp, scheduleClose } from "./ending.ts";
import type { Hold } from "./leases.ts";
import { drawAgain, lineupOf, playersFor } from "./drawing.ts";
import { findObjection, placeOf } from "./moderating.ts";
import { firstAttempt } from "./new-battle.ts";
import { isPairKnown } from "./same-pair.ts";
import { show } from "./showing.ts";

/** Who asked, and with what, as far as that is known still. */
export type AskedBy = {
  /** Who the requests to models are counted for; left out: the battle's asker, in their community. */
  party?: Party;
  /** Of the first question; left out: as the record has them. */
  pictures?: readonly QuestionPicture[];
};

type Answering = {
  arena: ArenaAtWork;
  /** As it is recorded: only this process changes it meanwhile. */
  battle: Battle;
  hold: Hold;
  party: Party;
  turn: number;
  pictures: readonly QuestionPicture[];
  /** Where its answers are to be shown. */
  place: ModeratedPlace;
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
export async function answerBattle(arena: ArenaAtWork, hold: Hold, asked: Battle, by: AskedBy = {}): Promise<void> {
  const { battle, answers } = await askBoth(arena, hold, asked, by);
  if (answers) return openBallot(arena, battle, answers);
  if (!hold.leave.aborted) await giveUp(arena, battle, "no-answer");
}

type Answers = Record<Side, Answered> & { asksWhoAnswers: boolean };

async function openBallot(arena: ArenaAtWork, battle: Battle, { a, b, asksWhoAnswers }: Answers): Promise<void> {
  if (await isPairKnown(arena, battle)) return giveUp(arena, battle, "interrupted");
  const at = arena.clock.now();
  const last = [a, b].find(({ unrecordedSince }) => unrecordedSince !== null);
  const pair = { battle: battle.id, a: a.attempt.model, b: b.attempt.model };
  const opening: Opening = {
    at,
    closesAt: new Date(at.getTime() + arena.rules.closeAtLatest),
    masked: asksWhoAnswers || [a, b].some(({ answer }) => answer.shown !== null),
    seal: lastTurn(battle).number === 1 ? sealDraw(pair, arena.random.salt()) : null,
    last: last?.unrecordedSince ? { ...last, at: last.unrecordedSince } : null,
  };
  const shown = await arena.store.answering.openTurn(battle, opening);
  // Another process has it now.
  if (!shown) return;
  if (shown.battle.closesAt) scheduleClose(arena, battle.id, shown.battle.closesAt);
  await show(arena, battle.id, shown);
}

type Begun = Pick<Answering, "arena" | "hold" | "battle" | "pictures" | "place" | "signal">;

function beginAnswering(begun: Begun, by: AskedBy): Answering {
  const { arena, battle, pictures } = begun;
  const lineup = lineupOf(arena, battle.id);
  return {
    ...begun,
    lineup,
    party: by.party ?? { person: battle.asker, origin: battle.community },
    turn: lastTurn(battle).number,
    players: playersFor(lineup, pictures),
    tried: new Set(battle.attempts.map((attempt) => attempt.model)),
    standing: modelsOf(battle),
    firstRecorded: undefined,
  };
}

async function askBoth(
  arena: ArenaAtWork,
  hold: Hold,
  battle: Battle,
  by: AskedBy,
): Promise<{ battle: Battle; answers: Answers | undefined }> {
  const { store, clock, rules } = arena;
  // Before any time is counted: where they cannot be read, nothing is left running.
  const pictures = by.pictures ?? (await store.battles.pictures(battle.id));
  const place = await placeOf(arena, battle);
  const timeOver = new AbortController();
  const cancel = clock.after(rules.answerWithin, () => timeOver.abort());
  const sideFailed = new AbortController();
  const signal = AbortSignal.any([hold.leave, timeOver.signal, sideFailed.signal]);
  const answering = beginAnswering({ arena, hold, battle, pictures, place, signal }, by);
  const [a, b, asks] = await Promise.allSettled([
    askSide(answering, "a", sideFailed),
    askSide(answering, "b", sideFailed),
    // While the models are at work: once they are done, people wait for whatever is left to do.
    arena.mask.asksWhoAnswers(lastTurn(battle).question),
  ]);
  cancel();
  if (a.status === "rejected") throw a.reason;
  if (b.status === "rejected") throw b.reason;
  if (asks.status === "rejected") throw asks.reason;
  const answers = a.value && b.value && { a: a.value, b: b.value, asksWhoAnswers: asks.value };
  return { battle: answering.battle, answers };
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
  let attempt: Attempt | undefined = lastAttempt(answering.battle, side, answering.turn);
  while (attempt) {
    if (isAnswer(attempt.ending)) {
      answering.firstRecorded ??= Promise.resolve();
      return { attempt, answer: attempt.ending, unrecordedSince: null };
    }
    const ending: Answer | AttemptFailure = attempt.ending ?? (await tryModel(answering, attempt));
    if (isAnswer(ending)) return recordAnswer(answering, attempt, ending);
    // Nothing is recorded any more: the next process to take the battle up goes on from here.
    if (hold.leave.aborted) return undefined;
    const next = nextAttempt(answering, attempt);
    if (attempt.ending === null) await recordFailure(answering, attempt, ending, next);
    else if (next) await arena.store.answering.addAttempt(hold.held, next);
    if (next) answering.battle = { ...answering.battle, attempts: [...answering.battle.attempts, next] };
    attempt = next;
  }
  return undefined;
}

/** Records that an attempt has failed, together with the one that takes its place. */
async function recordFailure(
  answering: Answering,
  attempt: Attempt,
  failure: AttemptFailure,
  next: Attempt | undefined,
): Promise<void> {
  const { arena, hold } = answering;
  const { turn, side, number, model } = attempt;
  await recordEnding(answering, attempt, failure, arena.clock.now(), next);
  arena.log.warn({ battle: hold.held.battle, turn, side, number, model, ...failure }, "a model failed");
}

async function recordEnding(
  answering: Answering,
  ...ended: [attempt: Attempt, ending: Answer | AttemptFailure, at: Date, next?: Attempt | undefined]
): Promise<void> {
  const { arena, hold } = answering;
  await arena.store.answering.finishAttempt(hold.held, ...ended);
  const [attempt, ending, at] = ended;
  answering.battle = withEnding(answering.battle, attempt, ending, at);
}

/** Records the answer that comes first at once. The one that comes last is recorded as the ballot opens. */
async function recordAnswer(answering: Answering, attempt: Attempt, answer: Answer): Promise<Answered> {
  const { arena, firstRecorded } = answering;
  const at = arena.clock.now();
  const isLast = await firstRecorded?.then(
    () => true,
    () => false,
  );
  if (isLast) return { attempt, answer, unrecordedSince: at };
  const recorded = recordEnding(answering, attempt, answer, at);
  answering.firstRecorded ??= recorded;
  await recorded;
  return { attempt, answer, unrecordedSince: null };
}

async function tryModel(answering: Answering, attempt: Attempt): Promise<Answer | AttemptFailure> {
  const { arena, battle, lineup, players, pictures, place, party, signal } = answering;
  try {
    const model = players.find((one) => one.id === attempt.model);
    if (!model) throw new ModelFailure("rejected", "the model is not in the roster");
    const messages = conversation(battle, attempt.side).map((message, index) =>
      index === 0 && pictures.length > 0 ? { ...message, pictures } : message,
    );
    const { generation: settings } = battle;
    const request = { model, messages, settings, seed: attempt.seed, party, community: battle.community };
    const completion = await lineup.provider.complete(request, signal);
    const objection = await findObjection(arena, completion.text, place, signal);
    if (objection) return objection;
    const questions = battle.turns.map((turn) => turn.question).join("\n\n");
    return { ...completion, shown: await arena.mask.mask(completion.text, questions) };
  } catch (error) {
    if (error instanceof ModelFailure) return { failure: error.kind, detail: error.message };
    throw error;
  }
}

/** Another model for a side whose attempt failed. What is for the same pair as before has no other. */
function nextAttempt(answering: Answering, failed: Attempt): Attempt | undefined {
  const { arena, battle, standing, tried, signal } = answering;
  const { turn, side, number } = failed;
  if (signal.aborted || turn > 1 || battle.drawRule === drawRules.samePair || number >= arena.rules.attemptsPerSide)
    return undefined;
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
