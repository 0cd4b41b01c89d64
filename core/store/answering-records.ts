/** Answering: attempts, and the lease of the process that waits for them. */
import type { Battle } from "../battle/battle.ts";
import { givenUp, isAbandoned, opened, type TakeOver } from "../battle/lease.ts";
import type { AnsweringStore } from "../battle/store.ts";
import { addAttempt, extendLease, finishAttempt, settleTurn } from "./answering-statements.ts";
import { fromLease, readBattles, toLease } from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { takeBack } from "./showing-statements.ts";

/** Several processes may ask at once: each battle goes to one of them. */
async function takeOver(client: Client, texts: KeptTexts, wanted: TakeOver, ids: readonly string[]): Promise<Battle[]> {
  await client.$executeRaw`SELECT FROM "Battle" WHERE "id" = ANY(${[...ids]}) ORDER BY "id" FOR UPDATE`;
  const answering = await readBattles(client, texts, { id: { in: [...ids] }, status: "answering" });
  const battles = answering.filter((battle) => isAbandoned(battle, wanted));
  const { lease } = wanted;
  await client.battle.updateMany({ where: { id: { in: battles.map(({ id }) => id) } }, data: fromLease(lease) });
  return battles.map((battle) => ({ ...battle, lease }));
}

async function findAbandoned(database: Database, wanted: TakeOver): Promise<string[]> {
  const answering = await database.read((client) =>
    client.battle.findMany({
      where: { status: "answering", id: { notIn: [...wanted.except] } },
      select: { id: true, platform: true, leaseHolder: true, leaseUntil: true },
    }),
  );
  const leased = (row: (typeof answering)[number]) => ({
    lease: toLease(row),
    platform: row.platform as Battle["platform"],
  });
  return answering.filter((row) => isAbandoned(leased(row), wanted)).map(({ id }) => id);
}

/**
 * The part of the store that follows a battle while it is answered. An attempt ends once; what comes from a process
 * that no longer holds the battle is dropped.
 */
export function createAnsweringRecords(database: Database): AnsweringStore {
  return {
    addAttempt: (...added) => addAttempt(database, ...added),
    finishAttempt: (...ended) => finishAttempt(database, ...ended),
    extendLease: (...extended) => extendLease(database, ...extended),
    async takeOver(wanted) {
      const abandoned = await findAbandoned(database, wanted);
      return abandoned.length === 0
        ? []
        : database.transaction((client) => takeOver(client, database.texts, wanted, abandoned));
    },
    openTurn: (battle, opening) => settleTurn(database, battle, opened(battle, opening), opening.last),
    failTurn: (battle, at, reason) => settleTurn(database, battle, givenUp(battle, at, reason), null),
    takeBack: (...taken) => takeBack(database, ...taken),
  };
}
