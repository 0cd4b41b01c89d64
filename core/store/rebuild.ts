/**
 * Everything derived, derived again from the votes: in SQL throughout, and by another way than the one that wrote it
 * the first time, so that the two hold each other to account.
 */
import type { Rebuilt } from "../boards/rebuilt.ts";
import type { Client } from "./database.ts";

type Corrected = { rows: number; corrected: number };

/**
 * Rebuilds tallies and cells inside a running transaction. Nothing that writes votes or closes battles can run beside
 * it: it takes both tables for itself first.
 */
export async function rebuild(client: Client): Promise<Rebuilt> {
  await client.$executeRaw`LOCK TABLE "Battle", "Vote", "Tally", "Cell" IN EXCLUSIVE MODE`;
  await deriveTallies(client);
  await deriveCells(client);
  const tallies = await replaceTallies(client);
  const cells = await replaceCells(client);
  const battles = await client.battle.count({ where: { votes: { some: {} } } });
  return { battles, votes: await client.vote.count(), tallies, cells };
}

/** A tally whose votes were all withdrawn may stand as zeros or not at all: both say the same. */
async function deriveTallies(client: Client): Promise<void> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_tally" ON COMMIT DROP AS
    SELECT "battleId",
           count(*) FILTER (WHERE "choice" = 'a')::int AS "a",
           count(*) FILTER (WHERE "choice" = 'b')::int AS "b",
           count(*) FILTER (WHERE "choice" = 'tie')::int AS "tie",
           count(*) FILTER (WHERE "choice" = 'both-bad')::int AS "bothBad"
    FROM "Vote" GROUP BY "battleId"`;
}

/** A side's model is that of its last attempt in the first turn; a cell's day is that of the close, in UTC. */
async function deriveCells(client: Client): Promise<void> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_cell" ON COMMIT DROP AS
    WITH "pair" AS (
      SELECT DISTINCT ON ("battleId", "side") "battleId", "side", "modelId"
      FROM "Attempt" WHERE "turn" = 1 ORDER BY "battleId", "side", "number" DESC
    )
    SELECT ("Battle"."endedAt" AT TIME ZONE 'UTC')::date AS "day", "league",
           "left"."modelId" AS "modelA", "right"."modelId" AS "modelB",
           "task", "language", "platform", "community", count(*)::int AS "battles",
           sum("a")::int AS "a", sum("b")::int AS "b", sum("tie")::int AS "tie", sum("bothBad")::int AS "bothBad"
    FROM "Battle"
    JOIN "derived_tally" ON "derived_tally"."battleId" = "Battle"."id"
    JOIN "pair" AS "left" ON "left"."battleId" = "Battle"."id" AND "left"."side" = 'a'
    JOIN "pair" AS "right" ON "right"."battleId" = "Battle"."id" AND "right"."side" = 'b'
    WHERE "status" = 'closed' AND NOT "masked"
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;
}

async function replaceTallies(client: Client): Promise<Corrected> {
  const [difference] = await client.$queryRaw<[{ corrected: number }]>`
    SELECT count(*)::int AS "corrected"
    FROM (SELECT * FROM "Tally" WHERE "a" <> 0 OR "b" <> 0 OR "tie" <> 0 OR "bothBad" <> 0) AS "kept"
    FULL JOIN "derived_tally" AS "derived" USING ("battleId")
    WHERE ("kept"."a", "kept"."b", "kept"."tie", "kept"."bothBad")
          IS DISTINCT FROM ("derived"."a", "derived"."b", "derived"."tie", "derived"."bothBad")`;
  await client.$executeRaw`DELETE FROM "Tally"`;
  const rows = await client.$executeRaw`
    INSERT INTO "Tally" ("battleId", "a", "b", "tie", "bothBad")
    SELECT "battleId", "a", "b", "tie", "bothBad" FROM "derived_tally"`;
  return { rows, corrected: difference.corrected };
}

async function replaceCells(client: Client): Promise<Corrected> {
  const [difference] = await client.$queryRaw<[{ corrected: number }]>`
    SELECT count(*)::int AS "corrected"
    FROM "Cell" AS "kept"
    FULL JOIN "derived_cell" AS "derived"
      USING ("day", "league", "modelA", "modelB", "task", "language", "platform", "community")
    WHERE ("kept"."battles", "kept"."a", "kept"."b", "kept"."tie", "kept"."bothBad") IS DISTINCT FROM
          ("derived"."battles", "derived"."a", "derived"."b", "derived"."tie", "derived"."bothBad")`;
  await client.$executeRaw`DELETE FROM "Cell"`;
  const rows = await client.$executeRaw`
    INSERT INTO "Cell" ("day", "league", "modelA", "modelB", "task", "language", "platform", "community",
                        "battles", "a", "b", "tie", "bothBad")
    SELECT "day", "league", "modelA", "modelB", "task", "language", "platform", "community",
           "battles", "a", "b", "tie", "bothBad" FROM "derived_cell"`;
  return { rows, corrected: difference.corrected };
}
