/** Answering: turns, attempts, and the lease of the process that waits for them. */
import { type Battle, lastTurn, openedTurns } from "../battle/battle.ts";
import type { FollowUp, FollowUpOutcome, Held, TakeOver } from "../battle/lease.ts";
import type { AnsweringStore } from "../battle/store.ts";
import {
  askedBefore,
  asksTooMuch,
  fromAttempt,
  fromEnding,
  fromLease,
  fromTurn,
  lockBattle,
  toBattle,
  withParts,
} from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";
import type { Prisma } from "./generated/client.ts";

/** Locks a battle for the process that holds it. Undefined when that has lost it: then what comes late is dropped. */
async function lockHeld(client: Client, { battle: id, holder }: Held): Promise<Battle | undefined> {
  const battle = await lockBattle(client, id);
  if (!battle) throw new Error(`There is no battle ${id}.`);
  return battle.status === "answering" && battle.lease?.holder === holder ? battle : undefined;
}

export async function beginFollowUp(client: Client, followUp: FollowUp): Promise<FollowUpOutcome> {
  const { battle: id, asker, turn, attempts, lease, limits } = followUp;
  const battle = await lockBattle(client, id);
  if (!battle) return { outcome: "unknown-battle" };
  if (battle.asker !== asker) return { outcome: "not-asker" };
  if (await askedBefore(client, [turn])) return { outcome: "asked-before" };
  if (battle.firstVoteAt) return { outcome: "voted" };
  if (openedTurns(battle).length >= limits.turnsPerBattle) return { outcome: "too-many-turns" };
  // The number is taken: another follow-up has come and gone since the battle was read.
  if (battle.status !== "open" || turn.number <= lastTurn(battle).number) return { outcome: "not-open" };
  if (await asksTooMuch(client, asker, limits.questionsAtOnce)) return { outcome: "too-many-questions" };
  await client.battle.updateMany({ where: { id }, data: { status: "answering", ...fromLease(lease) } });
  await client.turn.createMany({ data: fromTurn(id, turn) });
  await client.attempt.createMany({ data: attempts.map((attempt) => fromAttempt(id, attempt)) });
  const turns = [...battle.turns, turn];
  const begun = { ...battle, status: "answering" as const, lease, turns, attempts: [...battle.attempts, ...attempts] };
  return { outcome: "begun", battle: begun };
}

async function finishAttempt(client: Client, ...ended: Parameters<AnsweringStore["finishAttempt"]>): Promise<void> {
  const [held, { turn, side, number }, ending, endedAt] = ended;
  const battle = await lockHeld(client, held);
  if (!battle) return;
  const attempt = battle.attempts.find((one) => one.turn === turn && one.side === side && one.number === number);
  if (!attempt) throw new Error(`Battle ${held.battle} has no attempt ${number} on side ${side} in turn ${turn}.`);
  if (attempt.ending) return;
  await client.attempt.update({
    where: { battleId_turn_side_number: { battleId: held.battle, turn, side, number } },
    data: { ...fromEnding(ending), endedAt },
  });
}

async function openTurn(client: Client, ...opened: Parameters<AnsweringStore["openTurn"]>): Promise<boolean> {
  const [held, { at, closesAt, masked, seal }] = opened;
  const battle = await lockHeld(client, held);
  if (!battle) return false;
  await client.battle.updateMany({
    where: { id: held.battle },
    data: {
      ...fromLease(null),
      // What has been told of a draw holds for every turn.
      ...(!battle.seal && seal && { salt: seal.salt, drawHash: seal.drawHash }),
      status: "open",
      openedAt: battle.openedAt ?? at,
      closesAt: battle.closesAt ?? closesAt,
      masked: battle.masked || masked,
    },
  });
  await markTurn(client, battle, { openedAt: at });
  return true;
}

async function failTurn(client: Client, ...failed: Parameters<AnsweringStore["failTurn"]>): Promise<boolean> {
  const [held, at, reason] = failed;
  const battle = await lockHeld(client, held);
  if (!battle) return false;
  const ending = battle.openedAt ? { status: "open" } : { status: "failed", endedAt: at, endReason: reason };
  await client.battle.updateMany({ where: { id: held.battle }, data: { ...ending, ...fromLease(null) } });
  await markTurn(client, battle, { failedAt: at });
  return true;
}

async function markTurn(client: Client, battle: Battle, data: Prisma.TurnUpdateManyMutationInput): Promise<void> {
  const number = Math.max(...battle.turns.map((turn) => turn.number));
  await client.turn.updateMany({ where: { battleId: battle.id, number }, data });
}

/** Several processes may ask at once: each battle goes to one of them. */
async function takeOver(client: Client, { lease, at, over, except }: TakeOver): Promise<Battle[]> {
  const abandoned: Prisma.BattleWhereInput[] = [{ leaseUntil: null }, { leaseUntil: { lte: at } }];
  if (typeof over === "object") abandoned.push({ leaseHolder: { startsWith: over.holdersLike } });
  const where: Prisma.BattleWhereInput = { status: "answering", id: { notIn: [...except] } };
  if (over !== "all") where.OR = abandoned;
  const taken = await client.battle.updateManyAndReturn({ where, data: fromLease(lease), select: { id: true } });
  if (taken.length === 0) return [];
  const rows = await client.battle.findMany({
    where: { id: { in: taken.map(({ id }) => id) } },
    include: withParts,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(toBattle);
}

/**
 * The part of the store that follows a battle while it is answered. An attempt ends once; what comes from a process
 * that no longer holds the battle is dropped.
 */
export function createAnsweringRecords(database: Database): AnsweringStore {
  return {
    addAttempt: (held, attempt) =>
      database.transaction(async (client) => {
        if (await lockHeld(client, held)) await client.attempt.create({ data: fromAttempt(held.battle, attempt) });
      }),
    finishAttempt: (...ended) => database.transaction((client) => finishAttempt(client, ...ended)),
    async extendLease({ battle: id, holder }, until) {
      const where = { id, status: "answering", leaseHolder: holder };
      const { count } = await database.run((client) =>
        client.battle.updateMany({ where, data: { leaseUntil: until } }),
      );
      return count === 1;
    },
    takeOver: (wanted) => database.transaction((client) => takeOver(client, wanted)),
    openTurn: (...opened) => database.transaction((client) => openTurn(client, ...opened)),
    failTurn: (...failed) => database.transaction((client) => failTurn(client, ...failed)),
  };
}
