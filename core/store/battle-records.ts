/** Battles as they begin, are shown, are found and close. Their answering has a file of its own. */
import type { BattleStore } from "../battle/store.ts";
import { beginFollowUp, createBattle } from "./asking-statements.ts";
import { readBattle, readBattleOfEvent, readBattleOfPost, readBattles } from "./battle-rows.ts";
import type { Database } from "./database.ts";
import type { Prisma } from "./generated/client.ts";
import { closeBattle, readStanding, saveDelivery } from "./showing-statements.ts";
import type { Unfinished } from "./store.ts";

const unfinished: Prisma.BattleWhereInput = {
  status: { not: "answering" },
  OR: [{ status: "open" }, { delivery: { not: null } }],
};

/** Should have closed, or have been shown to have ended, by then. */
function overdue(at: Date): Prisma.BattleWhereInput {
  const ended = { status: { in: ["closed", "failed"] }, delivery: { not: null }, endedAt: { lte: at } };
  return { OR: [{ status: "open", closesAt: { lte: at } }, ended] };
}

/** How many battles have not ended. */
export async function countUnfinished({ readRows }: Pick<Database, "readRows">): Promise<Unfinished> {
  const [row] = await readRows<Unfinished>(
    `SELECT count(*) FILTER (WHERE "status" = 'answering')::int AS "answering",
            count(*) FILTER (WHERE "status" = 'open')::int AS "open"
     FROM "Battle" WHERE "status" IN ('answering', 'open')`,
    [],
  );
  return { answering: row?.answering ?? 0, open: row?.open ?? 0 };
}

/** The part of the store that keeps battles, apart from their answering. */
export function createBattleRecords(database: Database): BattleStore {
  const { texts } = database;
  return {
    createBattle: (battle, limits) => createBattle(database, battle, limits),
    beginFollowUp: (followUp) => beginFollowUp(database, followUp),
    closeBattle: (...closing) => closeBattle(database, ...closing),
    async pictures(battleId) {
      const rows = await database.read((client) =>
        client.picture.findMany({ where: { battleId }, orderBy: { number: "asc" } }),
      );
      return rows.map(({ mediaType, bytes }) => ({ mediaType, bytes }));
    },
    saveDelivery: (...saved) => saveDelivery(database, ...saved),
    findBattle: (by) =>
      database.read((client) =>
        typeof by === "string" ? readBattle(client, texts, by) : readBattleOfPost(client, texts, by.post),
      ),
    findAsked: (event) => database.read((client) => readBattleOfEvent(client, texts, event)),
    standing: (id) => readStanding(database, id),
    unfinishedBattles: (overdueAt) =>
      database.read((client) => readBattles(client, texts, overdueAt ? overdue(overdueAt) : unfinished)),
  };
}
