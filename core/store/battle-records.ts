/** Battles as they are drawn, shown and found. Their answering and their close have files of their own. */
import type { Battle } from "../arena/battle.ts";
import type { Store } from "../ports.ts";
import { askedBefore, fromAttempt, fromNewBattle, fromTurn, toBattle, withParts } from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";
import type { Prisma } from "./generated/client.ts";

type BattleRecords = Pick<
  Store,
  "createBattle" | "pictures" | "saveDelivery" | "battleOfPost" | "findBattle" | "unfinishedBattles" | "overdueBattles"
>;

/** Replaces what finds a battle; its posts find nothing any more once the delivery is forgotten. */
async function saveDelivery(client: Client, ...saved: Parameters<Store["saveDelivery"]>): Promise<boolean> {
  const [id, from, to, named] = saved;
  const lookups = to === null ? [] : named;
  const { count } = await client.battle.updateMany({ where: { id, delivery: from }, data: { delivery: to } });
  if (count === 0) return false;
  await client.battlePost.deleteMany({ where: { battleId: id, lookup: { notIn: [...lookups] } } });
  await client.battlePost.createMany({
    data: lookups.map((lookup) => ({ lookup, battleId: id })),
    skipDuplicates: true,
  });
  return true;
}

async function findBattles(client: Client, where: Prisma.BattleWhereInput): Promise<Battle[]> {
  const rows = await client.battle.findMany({
    where,
    include: withParts,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(toBattle);
}

/** The part of the store that keeps battles, apart from their answering and their close. */
export function createBattleRecords(database: Database): BattleRecords {
  return {
    createBattle: (battle) =>
      database.transaction(async (client) => {
        if (await askedBefore(client, battle.turns)) return false;
        await client.battle.createMany({ data: fromNewBattle(battle) });
        await client.turn.createMany({ data: battle.turns.map((turn) => fromTurn(battle.id, turn)) });
        await client.attempt.createMany({ data: battle.attempts.map((attempt) => fromAttempt(battle.id, attempt)) });
        const pictures = (battle.pictures ?? []).map(({ mediaType, bytes }, number) => ({ number, mediaType, bytes }));
        if (pictures.length > 0)
          await client.picture.createMany({ data: pictures.map((one) => ({ ...one, battleId: battle.id })) });
        return true;
      }),
    async pictures(battleId) {
      const rows = await database.run((client) =>
        client.picture.findMany({ where: { battleId }, orderBy: { number: "asc" } }),
      );
      return rows.map(({ mediaType, bytes }) => ({ mediaType, bytes }));
    },
    saveDelivery: (...saved) => database.transaction((client) => saveDelivery(client, ...saved)),
    async battleOfPost(lookup) {
      const post = await database.run((client) => client.battlePost.findUnique({ where: { lookup } }));
      return post?.battleId;
    },
    async findBattle(id) {
      const row = await database.run((client) => client.battle.findUnique({ where: { id }, include: withParts }));
      return row ? toBattle(row) : undefined;
    },
    unfinishedBattles: () =>
      database.run((client) =>
        findBattles(client, { status: { not: "answering" }, OR: [{ status: "open" }, { delivery: { not: null } }] }),
      ),
    overdueBattles: (at) =>
      database.run((client) =>
        findBattles(client, {
          OR: [
            { status: "open", closesAt: { lte: at } },
            { status: { in: ["closed", "failed"] }, delivery: { not: null }, endedAt: { lte: at } },
          ],
        }),
      ),
  };
}
