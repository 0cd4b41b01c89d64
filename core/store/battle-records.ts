/** Battles as they are drawn, shown and found. Their answering and their close have files of their own. */
import type { AskingLimits, CreateOutcome, DayBudget } from "../battle/asking-rules.ts";
import type { Battle, NewBattle, CloseReason } from "../battle/battle.ts";
import type { CloseOutcome } from "../battle/vote.ts";
import { beginFollowUp } from "./answering-records.ts";
import {
  lockBattle,
  askedBefore,
  asksTooMuch,
  fromAttempt,
  fromNewBattle,
  fromTurn,
  takeTurn,
  toBattle,
  withParts,
} from "./battle-rows.ts";
import type { BattleStore } from "../battle/store.ts";
import type { Client, Database } from "./database.ts";
import type { Prisma } from "./generated/client.ts";

async function createBattle(client: Client, battle: NewBattle, limits: AskingLimits): Promise<CreateOutcome> {
  const { id, turns, attempts, asker, community, pictures = [] } = battle;
  if (await askedBefore(client, turns)) return "asked-before";
  if (await asksTooMuch(client, asker, limits.questionsAtOnce)) return "too-many-questions";
  if (limits.budget && (await isSpent(client, community, limits.budget))) return "budget-spent";
  await client.battle.createMany({ data: fromNewBattle(battle) });
  await client.turn.createMany({ data: turns.map((turn) => fromTurn(id, turn)) });
  await client.attempt.createMany({ data: attempts.map((attempt) => fromAttempt(id, attempt)) });
  const kept = pictures.map(({ mediaType, bytes }, number) => ({ battleId: id, number, mediaType, bytes }));
  if (kept.length > 0) await client.picture.createMany({ data: kept });
  return "created";
}

/** Counts in the index of a community's battles by time, and no further than the budget. */
async function isSpent(client: Client, community: string, { battles, from, until }: DayBudget): Promise<boolean> {
  await takeTurn(client, `budget ${community}`);
  const begun = { community, createdAt: { gte: from, lt: until } };
  return (await client.battle.count({ where: begun, take: battles })) >= battles;
}

/** Replaces what finds a battle; its posts find nothing any more once the delivery is forgotten. */
async function saveDelivery(client: Client, ...saved: Parameters<BattleStore["saveDelivery"]>): Promise<boolean> {
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

/** Closes a battle inside a running transaction, by the rules of {@link BattleStore.closeBattle}. */
export async function closeBattle(
  client: Client,
  battleId: string,
  at: Date,
  reason: CloseReason,
): Promise<CloseOutcome> {
  const battle = await lockBattle(client, battleId);
  if (battle?.status !== "open") return "not-open";
  if (reason === "asker" && (await hasLocked(client, battleId, battle.asker))) return "asker-saw-names";
  await client.battle.updateMany({
    where: { id: battleId },
    data: { status: "closed", endedAt: at, endReason: reason },
  });
  return "closed";
}

async function hasLocked(client: Client, battleId: string, voter: string): Promise<boolean> {
  return (await client.vote.count({ where: { battleId, voter, lockedAt: { not: null } } })) > 0;
}

/** The part of the store that keeps battles, apart from their answering. */
export function createBattleRecords(database: Database): BattleStore {
  return {
    createBattle: (battle, limits) => database.transaction((client) => createBattle(client, battle, limits)),
    beginFollowUp: (followUp) => database.transaction((client) => beginFollowUp(client, followUp)),
    closeBattle: (...closing) => database.transaction((client) => closeBattle(client, ...closing)),
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
