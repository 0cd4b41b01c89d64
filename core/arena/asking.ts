/** From a question to a battle, or another turn of one, whose answers are on their way. */
import { battleLimits, checkMayAsk, type Decided } from "../battle/asking-rules.ts";
import { type Battle, justSaved, lastTurn, modelOf, modelsOf, sides } from "../battle/battle.ts";
import { closingRule } from "../battle/community-settings.ts";
import type { Delivery } from "../battle/delivery.ts";
import { drawSeed } from "../battle/draw.ts";
import type { BattleHere } from "../battle/store.ts";
import type { PrivateReply, Request, Sender } from "../chat/post.ts";
import { LimitReached, Refusal } from "../chat/refusal.ts";
import { sentences } from "../language/index.ts";
import { partyOf } from "../limits/party.ts";
import { findAffordable } from "./affording.ts";
import { findAnswered } from "./answered.ts";
import { answerBattle, type AskedBy } from "./answering.ts";
import { AskedBefore, checkCreated, refuseFollowUp } from "./asking-refusals.ts";
import type { ArenaAtWork } from "./context.ts";
import { dropHeld, findHeld, holdPersonal } from "./held-questions.ts";
import { type Hold, holdBattle, newLease, whileHeld } from "./leases.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Model } from "../models/model.ts";
import { checkAllowed } from "./moderating.ts";
import { lineupOf, playersFor } from "./drawing.ts";
import { eventOf, firstAttempt, newBattle, newTurn } from "./new-battle.ts";
import { type Asked, isHeavy, type ReadQuestion, readQuestion } from "./question.ts";
import { tryAgainSeconds } from "./question-shares.ts";
import { findPairRefusal, isBeingVotedOn, joinPair } from "./same-pair.ts";
import { forget, showFirst } from "./showing.ts";
import { refuseShutOut } from "./shut-out.ts";

type Question = Asked & ReadQuestion;

/** A battle whose last turn is saved and shown, and waits for its answers. */
type Begun = { battle: Battle; hold: Hold; by: AskedBy };

/**
 * Saves a battle, or another turn of the one that the request answers, and posts its progress line; the answers
 * follow by themselves.
 * @returns what its asker is to decide before, where there is personal data in the question: then nothing is asked yet.
 * @throws {Refusal} for a question that cannot be asked.
 */
export async function ask(arena: ArenaAtWork, request: Request, asked: Asked): Promise<PrivateReply | undefined> {
  await refuseShutOut(arena, request);
  const question = await readInTurn(arena, request, asked);
  const done = arena.shares.take(request, question.pictures);
  try {
    const begun = await begin(arena, request, question);
    if (!("battle" in begun)) {
      done();
      return begun;
    }
    const { battle, hold, by } = begun;
    arena.background.run(whileHeld(arena, hold, () => answerBattle(arena, hold, battle, by)).finally(done));
  } catch (error) {
    done();
    // The battle that the first delivery began goes on by itself.
    if (!(error instanceof AskedBefore)) throw error;
  }
  return undefined;
}

/** Asks a question that has waited for its asker's decision. @throws {Refusal} as {@link ask} does, and when it waits no more. */
export async function askHeld(arena: ArenaAtWork, press: Sender, id: string): Promise<void> {
  const { request, asked } = await findHeld(arena, press, id);
  await ask(arena, request, asked);
  await dropHeld(arena, press);
}

/** @returns what its asker is to decide before, as {@link ask} does. */
async function begin(arena: ArenaAtWork, request: Request, question: Question): Promise<Begun | PrivateReply> {
  const { store, pseudonyms } = arena;
  const answered = await findBattleOf(arena, request, question);
  // A form, or a button, says that the same two are meant; then voting, once it has begun, goes on beside it.
  const meantSo = request.followUp !== undefined || question.followUp !== undefined;
  const before = meantSo && answered && isBeingVotedOn(answered) ? answered : undefined;
  const here = await store.communities.decided(pseudonyms.of(request.community));
  if (!answered || before) checkMayAsk(request, here.asking, pseudonyms, sentences(request.language));
  const refusal = before && (await findPairRefusal(arena, request, before));
  if (refusal) throw refusal;
  const decision = await holdPersonal(arena, request, question, answered);
  if (decision) return decision;
  await checkAllowed(arena, request, question, here);
  if (answered && !before) return beginFollowUp(arena, request, question, here, answered);
  return beginBattle(arena, request, question, here, before);
}

/** Large files are read a few at a time: each of them is in memory whole. @throws {Refusal} */
function readInTurn(arena: ArenaAtWork, request: Request, asked: Asked): Promise<Question> {
  const read = () => readQuestion(arena, request, asked, arena.rules.longestQuestion);
  if (!isHeavy(request)) return read();
  const { refusals } = sentences(request.language);
  const busy = () => new LimitReached(refusals.tooBusy(tryAgainSeconds), tryAgainSeconds);
  return arena.heavyReading.run(partyOf(request), read, busy);
}

/** @param before the battle whose pair is asked; left out: a pair is drawn. */
async function beginBattle(
  arena: ArenaAtWork,
  request: Request,
  question: Question,
  here: Decided,
  before?: Battle,
): Promise<Begun> {
  const { store, pseudonyms, rules } = arena;
  const lineup = arena.lineup();
  const models = await findPlayers(arena, lineup, request, question);
  const delivery = firstDelivery(request, here);
  const battle = await newBattle(arena, { ...lineup, models }, request, question, {
    asker: pseudonyms.of(request.person),
    delivery: arena.deliverySeal.seal(delivery),
    lease: newLease(arena),
    closing: closingRule(here.own, rules),
    before,
  });
  const battles = battleLimits(battle.createdAt, rules, here.asking, request);
  const limits = { questionsAtOnce: rules.questionsAtOnce.person, battles };
  const hold = holdBattle(arena, battle.id);
  arena.lineups.set(battle.id, lineup);
  try {
    const outcome = await store.battles.createBattle(battle, limits);
    checkCreated(outcome, limits, battle.createdAt, sentences(request.language));
    const saved = { battle: justSaved(battle), here };
    if (before) await joinPair(arena, request, saved.battle, before);
    await showOrGiveUp(arena, saved, { delivery });
    return { hold, battle: saved.battle, by: { party: partyOf(request), pictures: question.pictures } };
  } catch (error) {
    hold.end();
    arena.lineups.delete(battle.id);
    throw error;
  }
}

/** Who can answer a question and be paid for. @throws {Refusal} where fewer than two can. */
function findPlayers(arena: ArenaAtWork, lineup: Lineup, request: Request, question: Question): Promise<Model[]> {
  const players = playersFor(lineup, question.pictures);
  if (question.pictures.length > 0 && players.length < 2)
    throw new Refusal(sentences(request.language).asking.nobodySees);
  return findAffordable(arena, lineup, request, { ...question, players });
}

/** Where a battle is to be shown: in one post, which is not up yet. */
function firstDelivery({ platform, place, address, language }: Request, { own }: Decided): Delivery {
  const replyTo = address ?? null;
  return { platform, place, language: own.language ?? language, posts: [{ address: null, replyTo, shows: "nothing" }] };
}

/** Posts the progress line of the last turn; gives the turn up when that fails. @throws what the platform or store throws. */
async function showOrGiveUp(
  arena: ArenaAtWork,
  saved: BattleHere,
  how: Parameters<typeof showFirst>[2],
): Promise<void> {
  try {
    await showFirst(arena, saved, how);
  } catch (error) {
    await arena.store.answering.failTurn(saved.battle, arena.clock.now(), "no-answer");
    if (!saved.battle.openedAt) await forget(arena, saved.battle.id);
    throw error;
  }
}

/** The battle that a question goes on with. Whoever commands a battle in answer to somebody else's begins another. */
async function findBattleOf(arena: ArenaAtWork, request: Request, asked: Asked): Promise<Battle | undefined> {
  if (asked.followUp !== undefined) return arena.store.battles.findBattle(asked.followUp);
  const battle = await findFollowed(arena, request);
  return request.followUp || battle?.asker === arena.pseudonyms.of(request.person) ? battle : undefined;
}

/** By its name where a form says it, for some posts have no address by which they could be found; else by its post. */
async function findFollowed(arena: ArenaAtWork, request: Request): Promise<Battle | undefined> {
  if (typeof request.followUp !== "string") return findAnswered(arena, request);
  const battle = await arena.store.battles.findBattle(request.followUp);
  return battle?.status === "open" || battle?.status === "answering" ? battle : undefined;
}

/** Asks the pair of a battle again, by its asker, before anybody has voted. */
async function beginFollowUp(
  arena: ArenaAtWork,
  request: Request,
  { text, pictures }: Question,
  { asking }: Decided,
  before: Battle,
): Promise<Begun> {
  const { store, rules, pseudonyms } = arena;
  const asker = pseudonyms.of(request.person);
  if (before.asker !== asker) throw refuseFollowUp(arena, request, { outcome: "not-asker" });
  if (pictures.length > 0) throw new Refusal(sentences(request.language).asking.noPicturesInFollowUp);
  await checkPair(arena, request, before, text);
  const hold = holdBattle(arena, before.id);
  try {
    const next = nextTurn(arena, request, before, text);
    const limits = {
      ...{ turnsPerBattle: rules.turnsPerBattle, questionsAtOnce: rules.questionsAtOnce.person },
      battles: battleLimits(next.turn.askedAt, rules, asking, request),
    };
    const followUp = { battle: before.id, asker, ...next, lease: newLease(arena), limits };
    const begun = await store.battles.beginFollowUp(followUp);
    if (begun.outcome === "asked-before") throw new AskedBefore();
    if (begun.outcome !== "begun") throw refuseFollowUp(arena, request, begun);
    // The reply to a command holds one post, and not for long: another turn stands where it was asked.
    await showOrGiveUp(arena, begun, { place: request.place, replyTo: request.address ?? null });
    const by = { party: partyOf(request), ...(!begun.hasPictures && { pictures: [] }) };
    return { hold, battle: begun.battle, by };
  } catch (error) {
    hold.end();
    throw error;
  }
}

/** @throws {Refusal} when the pair cannot be paid for. */
async function checkPair(arena: ArenaAtWork, request: Request, battle: Battle, text: string): Promise<void> {
  const lineup = lineupOf(arena, battle.id);
  const pair = new Set(Object.values(modelsOf(battle)));
  const players = lineup.models.filter(({ id }) => pair.has(id));
  await findAffordable(arena, lineup, request, { text, pictures: [], players });
}

/** Another turn for the same pair. */
function nextTurn(arena: ArenaAtWork, request: Request, battle: Battle, question: string) {
  const at = arena.clock.now();
  const turn = newTurn(lastTurn(battle).number + 1, question, at, eventOf(arena, request));
  const attempts = sides.map((side) => {
    const id = modelOf(battle, side);
    // One that has left the roster fails when it is called, and the battle stays as it is.
    const model = lineupOf(arena, battle.id).models.find((one) => one.id === id) ?? { id, endpoint: "", model: id };
    return firstAttempt({ turn: turn.number, side, model, probability: 1, seed: drawSeed(arena.random), at });
  });
  return { turn, attempts };
}
