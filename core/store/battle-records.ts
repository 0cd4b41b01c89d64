/** Battles as they begin, are shown, are found and close. Their answering has a file of its own. */
import {
  type AskedSoFar,
  type AskingLimits,
  type CreateOutcome,
  followedUp,
  mayBegin,
} from "../battle/asking-rules.ts";
import { closedFor } from "../battle/ballot-rules.ts";
import type { NewBattle } from "../battle/battle.ts";
import type { BattleStore } from "../battle/store.ts";
import type { CloseOutcome } from "../battle/vote.ts";
import {
  changingColumns,
  fromAttempt,
  fromLease,
  fromNewBattle,
  fromTurn,
  lockBattle,
  readBattle,
  readBattles,
} from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";
import { insertRows, takeTurn, updateRow, writeTogether } from "./writing.ts";

type Asking = Pick<NewBattle, "asker" | "community"> & { event: string | undefined } & AskingLimits;

/** Counts what has been asked, no further than the limits. Until the transaction ends, nobody can add to it. */
async function countAsked(client: Client, asking: Asking): Promise<AskedSoFar> {
  const { asker, community, event = null, questionsAtOnce, budget } = asking;
  const things = [`asker ${asker}`, ...(budget ? [`budget ${community}`] : [])];
  await takeTurn(client, ...(event === null ? [] : [`event ${event}`]), ...things);
  const [from, until, battles] = budget ? [budget.from, budget.until, budget.battles] : [null, null, 0];
  const [counted] = await client.$queryRaw<[AskedSoFar]>`
    SELECT EXISTS (SELECT FROM "Turn" WHERE "event" = ${event}::text) AS "byEvent",
           (SELECT count(*)::int FROM (
             SELECT FROM "Battle" WHERE "asker" = ${asker} AND "status" = 'answering' LIMIT ${questionsAtOnce}
           ) AS "waiting") AS "unanswered",
           (SELECT count(*)::int FROM (
             SELECT FROM "Battle" WHERE "community" = ${community} AND "createdAt" >= ${from}::timestamptz
               AND "createdAt" < ${until}::timestamptz LIMIT ${battles}
           ) AS "today") AS "begun"`;
  return counted;
}

async function createBattle(client: Client, battle: NewBattle, limits: AskingLimits): Promise<CreateOutcome> {
  const { id, turns, attempts, asker, community, pictures = [] } = battle;
  const asked = await countAsked(client, { asker, community, event: turns.at(-1)?.event, ...limits });
  const outcome = mayBegin(asked, limits);
  if (outcome !== "created") return outcome;
  const turnRows = turns.map((turn) => fromTurn(id, turn));
  const attemptRows = attempts.map((attempt) => fromAttempt(id, attempt));
  await writeTogether(client, [
    insertRows("Battle", [fromNewBattle(battle)]),
    insertRows("Turn", turnRows),
    insertRows("Attempt", attemptRows),
  ]);
  const kept = pictures.map(({ mediaType, bytes }, number) => ({ battleId: id, number, mediaType, bytes }));
  if (kept.length > 0) await client.picture.createMany({ data: kept });
  return outcome;
}

async function beginFollowUp(client: Client, ...[followUp]: Parameters<BattleStore["beginFollowUp"]>) {
  const { battle: id, asker, turn, attempts, limits } = followUp;
  const battle = await lockBattle(client, id);
  const { event } = turn;
  const asked = await countAsked(client, { asker, community: "", event, ...limits, budget: null });
  const begun = followedUp(battle, followUp, asked);
  if (begun.outcome !== "begun") return begun;
  const { status, lease } = begun.battle;
  const attemptRows = attempts.map((attempt) => fromAttempt(id, attempt));
  await writeTogether(client, [
    updateRow("Battle", { id }, { status, ...fromLease(lease) }),
    insertRows("Turn", [fromTurn(id, turn)]),
    insertRows("Attempt", attemptRows),
  ]);
  return begun;
}

/** Replaces what finds a battle; its posts find nothing any more once the delivery is forgotten. */
async function saveDelivery(client: Client, ...saved: Parameters<BattleStore["saveDelivery"]>): Promise<boolean> {
  const [id, from, to, named] = saved;
  const lookups = to === null ? [] : [...named];
  const changed = await client.$queryRaw<unknown[]>`
    WITH "shown" AS (
      UPDATE "Battle" SET "delivery" = ${to}
      WHERE "id" = ${id} AND "delivery" IS NOT DISTINCT FROM ${from}::text RETURNING "id"
    ), "gone" AS (
      DELETE FROM "BattlePost" USING "shown"
      WHERE "battleId" = "shown"."id" AND NOT ("lookup" = ANY(${lookups}::text[]))
    ), "new" AS (
      INSERT INTO "BattlePost" ("lookup", "battleId") SELECT unnest(${lookups}::text[]), "id" FROM "shown"
      ON CONFLICT DO NOTHING
    )
    SELECT "id" FROM "shown"`;
  return changed.length > 0;
}

async function closeBattle(client: Client, ...closing: Parameters<BattleStore["closeBattle"]>): Promise<CloseOutcome> {
  const [id, at, reason] = closing;
  const battle = await lockBattle(client, id);
  const voter = battle?.asker ?? "";
  const askerHasLocked = (await client.vote.count({ where: { battleId: id, voter, lockedAt: { not: null } } })) > 0;
  const closed = closedFor(reason, battle, { at, askerHasLocked });
  if (typeof closed === "string") return closed;
  await client.battle.updateMany({ where: { id }, data: changingColumns(closed) });
  return "closed";
}

/** The part of the store that keeps battles, apart from their answering. */
export function createBattleRecords(database: Database): BattleStore {
  return {
    createBattle: (battle, limits) => database.transaction((client) => createBattle(client, battle, limits)),
    beginFollowUp: (followUp) => database.transaction((client) => beginFollowUp(client, followUp)),
    closeBattle: (...closing) => database.transaction((client) => closeBattle(client, ...closing)),
    async pictures(battleId) {
      const rows = await database.read((client) =>
        client.picture.findMany({ where: { battleId }, orderBy: { number: "asc" } }),
      );
      return rows.map(({ mediaType, bytes }) => ({ mediaType, bytes }));
    },
    saveDelivery: (...saved) => database.write((client) => saveDelivery(client, ...saved)),
    async battleOfPost(lookup) {
      const post = await database.read((client) => client.battlePost.findUnique({ where: { lookup } }));
      return post?.battleId;
    },
    findBattle: (id) => database.read((client) => readBattle(client, id)),
    unfinishedBattles: () =>
      database.read((client) =>
        readBattles(client, { status: { not: "answering" }, OR: [{ status: "open" }, { delivery: { not: null } }] }),
      ),
    overdueBattles: (at) =>
      database.read((client) =>
        readBattles(client, {
          OR: [
            { status: "open", closesAt: { lte: at } },
            { status: { in: ["closed", "failed"] }, delivery: { not: null }, endedAt: { lte: at } },
          ],
        }),
      ),
  };
}
