/** What is shown of a battle, where, and for the last time: each read or written by one statement. */
import { closedFor } from "../battle/ballot-rules.ts";
import { takenBack } from "../battle/lease.ts";
import type { BattleHere, BattleStore, Closing } from "../battle/store.ts";
import type { Database } from "./database.ts";
import { isWordless } from "./old-words.ts";
import { fromStanding, type Standing } from "./standing.ts";

/** Reads a battle as it stands. */
export async function readStanding(
  { readRows, texts }: Pick<Database, "readRows" | "texts">,
  id: string,
): Promise<BattleHere | undefined> {
  const [row] = await readRows<{ told: Standing | null }>(`SELECT battle_standing($1) AS "told"`, [id]);
  return row?.told ? fromStanding(row.told, texts) : undefined;
}

type Writing = Pick<Database, "writeRows" | "texts">;

/** Replaces what finds a battle; its posts find nothing any more once the delivery is forgotten. */
export async function saveDelivery(
  { writeRows }: Writing,
  ...[id, from, to, named, trace]: Parameters<BattleStore["saveDelivery"]>
): Promise<boolean> {
  const statement = `
    WITH "shown" AS (
      UPDATE "Battle" SET "delivery" = $3 WHERE "id" = $1 AND "delivery" IS NOT DISTINCT FROM $2
      RETURNING "id", "hidden" OR ${isWordless(`"Battle"."id"`)} AS "wordless", "endedAt"
    ), "lookups" AS (
      SELECT "lookup" FROM jsonb_array_elements_text($4::jsonb) AS "given" ("lookup")
    ), "gone" AS (
      DELETE FROM "BattlePost" USING "shown"
      WHERE "battleId" = "shown"."id" AND "lookup" NOT IN (SELECT "lookup" FROM "lookups")
    ), "new" AS (
      INSERT INTO "BattlePost" ("lookup", "battleId") SELECT "lookup", "id" FROM "lookups", "shown" ON CONFLICT DO NOTHING
    ), "trace" AS (
      INSERT INTO "BattleTrace" ("battleId", "sealed", "eraseSince", "tryAt")
      SELECT "id", $5, CASE WHEN "wordless" THEN "endedAt" END, CASE WHEN "wordless" THEN "endedAt" END FROM "shown"
      WHERE $5 <> '' ON CONFLICT ("battleId") DO NOTHING
    )
    SELECT "id" FROM "shown"`;
  const lookups = to === null ? [] : named;
  return (await writeRows(statement, [id, from, to, JSON.stringify(lookups), trace ?? ""])).length > 0;
}

type Closed = { told: Standing; written: boolean };

/** Locks a battle with all of its pair, in the order in which everybody does. `$1` is the battle. */
const lockPair = `
      SELECT "id" FROM "Battle" WHERE "id" = $1 OR "pair" = (SELECT "pair" FROM "Battle" WHERE "id" = $1)
      ORDER BY "id" FOR UPDATE`;

/** Closes a battle, `$1`, and all others of its pair that are open, at `$2` for the reason `$3`. Says the same as `closedFor`. */
const close = `
    WITH "locked" AS MATERIALIZED (${lockPair})
    , "standing" AS MATERIALIZED (
      SELECT "id", battle_standing("id") AS "told" FROM "locked" WHERE "id" = $1
    ), "others" AS MATERIALIZED (
      SELECT "id", battle_standing("id")->'battle'->>'status' AS "status" FROM "locked" WHERE "id" <> $1
    ), "closing" AS MATERIALIZED (
      SELECT "told"->'battle'->>'status' = 'open'
         AND NOT ($3 = 'asker' AND ("told"->>'askerHasLocked')::boolean)
         AND NOT EXISTS (SELECT FROM "others" WHERE "status" = 'answering')
         AND NOT ($3 = 'time' AND "told"->'battle'->>'pair' IS NOT NULL
                  AND COALESCE(("told"->'battle'->>'closesAt')::timestamptz > $2::timestamptz, FALSE)) AS "may"
      FROM "standing"
    ), "these" AS MATERIALIZED (
      SELECT "id" FROM "standing", "closing" WHERE "may"
      UNION ALL SELECT "id" FROM "others", "closing" WHERE "may" AND "status" = 'open'
    ), "closed" AS (
      UPDATE "Battle" SET "status" = 'closed', "endedAt" = $2::timestamptz, "endReason" = $3 FROM "these"
      WHERE "Battle"."id" = "these"."id"
    )
    SELECT "told", "may" AS "written", EXISTS (SELECT FROM "others" WHERE "status" = 'answering') AS "pairAnswers",
           (SELECT COALESCE(json_agg("id"), '[]') FROM "these" WHERE "id" <> $1) AS "others"
    FROM "standing", "closing"`;

/** Closes a battle that may close, as it is told once nobody else can change it. `closedFor` says what that means. */
export async function closeBattle(
  { writeRows, texts }: Writing,
  ...[id, at, reason]: Parameters<BattleStore["closeBattle"]>
): Promise<Closing> {
  type WithPair = Closed & { pairAnswers: boolean; others: string[] };
  const [closed] = await writeRows<WithPair>(close, [id, at.toISOString(), reason]);
  if (!closed) return { outcome: "not-open" };
  const { battle } = fromStanding(closed.told, texts);
  const { pairAnswers } = closed;
  const after = closedFor(reason, battle, { at, askerHasLocked: closed.told.askerHasLocked, pairAnswers });
  if (closed.written !== (typeof after === "object"))
    throw new Error(`The database and the rules of closing disagree about battle ${id}.`);
  return typeof after === "string"
    ? { outcome: after }
    : { outcome: "closed", standing: fromStanding(closed.told, texts, after), others: closed.others };
}

/** Takes the last answers of a battle back, as it is told once nobody else can change it. `takenBack` says what that means. */
export async function takeBack({ writeRows, texts }: Writing, id: string, at: Date): Promise<BattleHere | undefined> {
  const statement = `
    WITH "locked" AS MATERIALIZED (
      SELECT "id" FROM "Battle" WHERE "id" = $1 FOR UPDATE
    ), "standing" AS MATERIALIZED (
      SELECT "id", battle_standing("id") AS "told" FROM "locked"
    ), "last" AS MATERIALIZED (
      SELECT "number" FROM "Turn", "standing" WHERE "battleId" = "id" ORDER BY "number" DESC LIMIT 1
    ), "turn" AS (
      UPDATE "Turn" SET "openedAt" = NULL, "failedAt" = $2::timestamptz FROM "last", "standing"
      WHERE "battleId" = "id" AND "Turn"."number" = "last"."number" AND "openedAt" IS NOT NULL
        AND "told"->'battle'->>'status' = 'open'
        AND ("last"."number" > 1 OR "told"->'battle'->>'firstVoteAt' IS NULL)
      RETURNING "Turn"."number"
    ), "failed" AS (
      UPDATE "Battle" SET "status" = 'failed', "openedAt" = NULL, "closesAt" = NULL, "endedAt" = $2::timestamptz,
             "endReason" = 'unshowable'
      FROM "turn" WHERE "id" = $1 AND "number" = 1
    )
    SELECT "told", EXISTS (SELECT FROM "turn") AS "written" FROM "standing"`;
  const [taken] = await writeRows<Closed>(statement, [id, at.toISOString()]);
  if (!taken) return undefined;
  const after = takenBack(fromStanding(taken.told, texts).battle, at);
  if (taken.written !== (after !== undefined))
    throw new Error(`The database and the rules of taking back disagree about battle ${id}.`);
  return after && fromStanding(taken.told, texts, after);
}
