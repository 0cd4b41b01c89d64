/** Battles from their draw to the opening of their ballot; their end by failure. Closing has a file of its own. */
import type { Attempt, Battle } from "../arena/battle.ts";
import type { Store } from "../ports.ts";
import { fromAttempt, fromEnding, fromNewBattle, lockBattle, toBattle, withAttempts } from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";

type BattleRecords = Pick<
  Store,
  | "createBattle"
  | "addAttempt"
  | "finishAttempt"
  | "saveDelivery"
  | "openBattle"
  | "failBattle"
  | "findBattle"
  | "unfinishedBattles"
>;

/** Locks a battle for its attempts. Undefined when it no longer answers: then what comes late is dropped. */
async function lockAnswering(client: Client, battleId: string): Promise<Battle | undefined> {
  const battle = await lockBattle(client, battleId);
  if (!battle) throw new Error(`There is no battle ${battleId}.`);
  return battle.status === "answering" ? battle : undefined;
}

async function addAttempt(client: Client, battleId: string, attempt: Attempt): Promise<void> {
  if (!(await lockAnswering(client, battleId))) return;
  await client.attempt.create({ data: fromAttempt(battleId, attempt) });
}

async function finishAttempt(client: Client, ...ended: Parameters<Store["finishAttempt"]>): Promise<void> {
  const [battleId, side, number, ending, endedAt] = ended;
  const battle = await lockAnswering(client, battleId);
  if (!battle) return;
  const attempt = battle.attempts.find((one) => one.side === side && one.number === number);
  if (!attempt) throw new Error(`Battle ${battleId} has no attempt ${number} on side ${side}.`);
  if (attempt.ending) return;
  await client.attempt.update({
    where: { battleId_side_number: { battleId, side, number } },
    data: { ...fromEnding(ending), endedAt },
  });
}

/**
 * The part of the store that keeps battles. An attempt ends once; attempts and endings that come after the battle
 * has left `answering` are dropped.
 */
export function createBattleRecords(database: Database): BattleRecords {
  return {
    createBattle: (battle) =>
      database.transaction(async (client) => {
        await client.battle.createMany({ data: fromNewBattle(battle) });
        await client.attempt.createMany({ data: battle.attempts.map((attempt) => fromAttempt(battle.id, attempt)) });
      }),
    addAttempt: (battleId, attempt) => database.transaction((client) => addAttempt(client, battleId, attempt)),
    finishAttempt: (...ended) => database.transaction((client) => finishAttempt(client, ...ended)),
    async saveDelivery(id, delivery) {
      await database.run((client) => client.battle.updateMany({ where: { id }, data: { delivery } }));
    },
    async openBattle(id, at, closesAt) {
      const data = { status: "open", openedAt: at, closesAt };
      const { count } = await database.run((client) =>
        client.battle.updateMany({ where: { id, status: "answering" }, data }),
      );
      return count === 1;
    },
    async failBattle(id, at, reason) {
      const data = { status: "failed", endedAt: at, endReason: reason };
      const { count } = await database.run((client) =>
        client.battle.updateMany({ where: { id, status: "answering" }, data }),
      );
      return count === 1;
    },
    async findBattle(id) {
      const row = await database.run((client) => client.battle.findUnique({ where: { id }, include: withAttempts }));
      return row ? toBattle(row) : undefined;
    },
    async unfinishedBattles() {
      const rows = await database.run((client) =>
        client.battle.findMany({
          where: { OR: [{ status: { in: ["answering", "open"] } }, { delivery: { not: null } }] },
          include: withAttempts,
          orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        }),
      );
      return rows.map(toBattle);
    },
  };
}
