/** Answering: attempts, and the lease of the process that waits for them. */
import type { Attempt, Battle } from "../battle/battle.ts";
import {
  type AttemptKey,
  givenUp,
  type Held,
  isAbandoned,
  isHeldBy,
  opened,
  type Opening,
  type TakeOver,
} from "../battle/lease.ts";
import type { AnsweringStore, BattleHere } from "../battle/store.ts";
import {
  changingColumns,
  fromAttempt,
  fromEnding,
  fromLease,
  readBattle,
  readBattles,
  toLease,
} from "./battle-rows.ts";
import { readDecided } from "./community-records.ts";
import type { Client, Database } from "./database.ts";
import type { Battle as BattleRow } from "./generated/client.ts";
import { updateRow, writeTogether } from "./writing.ts";

type LeaseRow = Pick<BattleRow, "leaseHolder" | "leaseUntil"> & { status: Battle["status"] };

/** Locks a battle, and tells whether the process still holds it: what comes after it has lost the lease is dropped. */
async function lockLease(client: Client, held: Held): Promise<boolean> {
  const [row] = await client.$queryRaw<LeaseRow[]>`
    SELECT "status", "leaseHolder", "leaseUntil" FROM "Battle" WHERE "id" = ${held.battle} FOR UPDATE`;
  if (!row) throw new Error(`There is no battle ${held.battle}.`);
  return isHeldBy({ status: row.status, lease: toLease(row) }, held);
}

/** Locks a battle and reads it; undefined when the process does not hold it any more. */
async function lockHeld(client: Client, held: Held): Promise<Battle | undefined> {
  const battle = (await lockLease(client, held)) && (await readBattle(client, held.battle));
  return battle || undefined;
}

/** The attempt with that key. @throws {Error} where the battle has none such. */
function attemptOf(battle: Battle, { turn, side, number }: AttemptKey) {
  const attempt = battle.attempts.find((one) => one.turn === turn && one.side === side && one.number === number);
  if (!attempt) throw new Error(`Battle ${battle.id} has no attempt ${number} on side ${side} in turn ${turn}.`);
  return attempt;
}

async function addAttempt(client: Client, held: Held, attempt: Attempt): Promise<void> {
  if (!(await lockLease(client, held))) return;
  await client.attempt.create({ data: fromAttempt(held.battle, attempt) });
}

async function finishAttempt(client: Client, ...ended: Parameters<AnsweringStore["finishAttempt"]>): Promise<void> {
  const [held, { turn, side, number }, ending, endedAt] = ended;
  if (!(await lockLease(client, held))) return;
  const { count } = await client.attempt.updateMany({
    where: { battleId: held.battle, turn, side, number, endedAt: null },
    data: { ...fromEnding(ending), endedAt },
  });
  const battle = count === 0 ? await readBattle(client, held.battle) : undefined;
  // One that has ended keeps its ending; for one that is not there this throws.
  if (battle) attemptOf(battle, { turn, side, number });
}

async function openTurn(
  client: Client,
  ...[held, opening]: Parameters<AnsweringStore["openTurn"]>
): Promise<BattleHere | undefined> {
  const before = await lockHeld(client, held);
  if (!before) return undefined;
  const { last } = opening;
  const ended = last && attemptOf(before, last.attempt).ending === null ? last : null;
  const battle = opened(ended ? withAnswer(before, ended) : before, opening);
  await writeTogether(client, [
    updateRow("Battle", { id: battle.id }, changingColumns(battle)),
    ...turnChanges(before, battle),
    ...(ended ? [endAttempt(battle.id, ended)] : []),
  ]);
  return { battle, here: await readDecided(client, battle.community) };
}

function endAttempt(battleId: string, { attempt: { turn, side, number }, answer, at }: NonNullable<Opening["last"]>) {
  return updateRow("Attempt", { battleId, turn, side, number }, { ...fromEnding(answer), endedAt: at });
}

function withAnswer(battle: Battle, { attempt: key, answer, at }: NonNullable<Opening["last"]>): Battle {
  const attempt = attemptOf(battle, key);
  const ended = { ...attempt, ending: answer, endedAt: at };
  return { ...battle, attempts: battle.attempts.map((one) => (one === attempt ? ended : one)) };
}

/** The turns that have changed. */
function turnChanges(before: Battle, { id, turns }: Battle) {
  const changed = turns.filter((turn) => !before.turns.includes(turn));
  return changed.map(({ number, openedAt, failedAt }) =>
    updateRow("Turn", { battleId: id, number }, { openedAt, failedAt }),
  );
}

async function failTurn(
  client: Client,
  ...[held, at, reason]: Parameters<AnsweringStore["failTurn"]>
): Promise<Battle | undefined> {
  const before = await lockHeld(client, held);
  if (!before) return undefined;
  const battle = givenUp(before, at, reason);
  await writeTogether(client, [
    updateRow("Battle", { id: battle.id }, changingColumns(battle)),
    ...turnChanges(before, battle),
  ]);
  return battle;
}

/** Several processes may ask at once: each battle goes to one of them. */
async function takeOver(client: Client, wanted: TakeOver, ids: readonly string[]): Promise<Battle[]> {
  await client.$executeRaw`SELECT FROM "Battle" WHERE "id" = ANY(${[...ids]}) ORDER BY "id" FOR UPDATE`;
  const battles = (await readBattles(client, { id: { in: [...ids] }, status: "answering" })).filter((battle) =>
    isAbandoned(battle.lease, wanted),
  );
  const { lease } = wanted;
  await client.battle.updateMany({ where: { id: { in: battles.map(({ id }) => id) } }, data: fromLease(lease) });
  return battles.map((battle) => ({ ...battle, lease }));
}

async function findAbandoned(database: Database, wanted: TakeOver): Promise<string[]> {
  const answering = await database.read((client) =>
    client.battle.findMany({
      where: { status: "answering", id: { notIn: [...wanted.except] } },
      select: { id: true, leaseHolder: true, leaseUntil: true },
    }),
  );
  return answering.filter((row) => isAbandoned(toLease(row), wanted)).map(({ id }) => id);
}

/**
 * The part of the store that follows a battle while it is answered. An attempt ends once; what comes from a process
 * that no longer holds the battle is dropped.
 */
export function createAnsweringRecords(database: Database): AnsweringStore {
  return {
    addAttempt: (...added) => database.transaction((client) => addAttempt(client, ...added)),
    finishAttempt: (...ended) => database.transaction((client) => finishAttempt(client, ...ended)),
    async extendLease({ battle: id, holder }, until) {
      const where = { id, status: "answering", leaseHolder: holder };
      const { count } = await database.write((client) =>
        client.battle.updateMany({ where, data: { leaseUntil: until } }),
      );
      return count === 1;
    },
    async takeOver(wanted) {
      const abandoned = await findAbandoned(database, wanted);
      return abandoned.length === 0 ? [] : database.transaction((client) => takeOver(client, wanted, abandoned));
    },
    openTurn: (...opening) => database.transaction((client) => openTurn(client, ...opening)),
    failTurn: (...failed) => database.transaction((client) => failTurn(client, ...failed)),
  };
}
