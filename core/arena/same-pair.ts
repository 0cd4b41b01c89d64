/** A new question to the pair of a battle that is being voted on: a battle of its own, in which the same two stay hidden. */
import { mayJoinPair } from "../battle/asking-rules.ts";
import { type Battle, modelsOf } from "../battle/battle.ts";
import { type Draw, drawSides } from "../battle/draw.ts";
import type { Sender } from "../chat/post.ts";
import { NoMoreFollowUps, Refusal } from "../chat/refusal.ts";
import { sentences } from "../language/index.ts";
import type { Lineup } from "../models/lineup.ts";
import type { ArenaAtWork, ArenaContext } from "./context.ts";
import { playersFor } from "./drawing.ts";
import { scheduleClose } from "./ending.ts";

/** Whether a battle takes no more follow-ups because voting on it has begun. */
export function isBeingVotedOn({ status, firstVoteAt }: Pick<Battle, "status" | "firstVoteAt">): boolean {
  return status === "open" && firstVoteAt !== null;
}

/** What keeps somebody from asking the pair of such a battle, as it stands now; undefined: nothing. */
export async function findPairRefusal(arena: ArenaAtWork, from: Sender, before: Battle): Promise<Refusal | undefined> {
  const { store, pseudonyms, rules } = arena;
  const { refusals } = sentences(from.language);
  const { asker, community, id } = before;
  if (asker !== pseudonyms.of(from.person)) return new Refusal(refusals.followUpNotAsker);
  if (community !== pseudonyms.of(from.community)) return new Refusal(refusals.unknownBattle);
  return refuseJoining(arena, from, mayJoinPair(id, await store.pairs.pairOf(id), { most: rules.turnsPerBattle }));
}

function refuseJoining(
  { rules }: ArenaAtWork,
  { language }: Sender,
  outcome: ReturnType<typeof mayJoinPair>,
): Refusal | undefined {
  const { refusals } = sentences(language);
  if (outcome === "joined") return undefined;
  if (outcome === "names-seen") return new NoMoreFollowUps(refusals.followUpAfterVote);
  if (outcome === "too-many-turns") return new NoMoreFollowUps(refusals.tooManyTurns(rules.turnsPerBattle));
  return new Refusal(refusals.followUpNotOpen);
}

/** The same two, on sides that are drawn anew. @throws {Refusal} where either no longer plays, or cannot answer that. */
export function keepPair(
  { breaker, random }: Pick<ArenaContext, "breaker" | "random">,
  { models }: Pick<Lineup, "models">,
  before: Battle,
  { pictures, language }: { pictures: readonly unknown[]; language: Sender["language"] },
): Draw {
  const { a, b } = modelsOf(before);
  const players = playersFor({ models } as Lineup, pictures);
  const [first, second] = [a, b].map((id) => players.find((one) => one.id === id));
  if (!first || !second) throw new Refusal(sentences(language).refusals.pairGone);
  for (const model of [first, second]) breaker.drawn(model);
  return drawSides([first, second], random);
}

/**
 * Joins a battle that has just been saved to the pair of another, which stays open until both have been voted on for a
 * while. @throws {Refusal} where that is too late by now: then it is never shown.
 */
export async function joinPair(arena: ArenaAtWork, from: Sender, battle: Battle, before: Battle): Promise<void> {
  const { store, rules, clock } = arena;
  const until = new Date(clock.now().getTime() + rules.answerWithin + battle.closeAfter);
  const outcome = await store.pairs.joinPair(battle.id, before.id, { most: rules.turnsPerBattle, until });
  const refusal = refuseJoining(arena, from, outcome);
  if (refusal) {
    // Nobody has been shown anything of it.
    const failed = await store.answering.failTurn(battle, clock.now(), "no-answer");
    if (failed) await store.battles.saveDelivery(battle.id, failed.battle.delivery, null, []);
    throw refusal;
  }
  for (const { battle: other } of await store.pairs.pairOf(battle.id))
    if (other.status === "open" && other.closesAt) scheduleClose(arena, other.id, other.closesAt);
}

/** Whether the names of a battle's pair are known already, so that nobody could vote on its answers without knowing them. */
export async function isPairKnown({ store }: Pick<ArenaAtWork, "store">, { id, pair }: Battle): Promise<boolean> {
  if (pair === null || pair === id) return false;
  return (await store.pairs.pairOf(id)).some(({ battle }) => battle.status === "closed");
}
