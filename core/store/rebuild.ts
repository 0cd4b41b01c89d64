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
  await derivePairs(client);
  await deriveCells(client);
  const tallies = await replaceTallies(client);
  const cells = await replaceCells(client);
  const battles = await client.battle.count({ where: { votes: { some: {} } } });
  const changed = await client.$queryRaw<{ id: string }[]>`
    SELECT "battleId" AS "id" FROM "derived_pair" WHERE "changed" ORDER BY 1`;
  return { battles, votes: await client.vote.count(), tallies, cells, changedDraws: changed.map(({ id }) => id) };
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

/**
 * Who played which side: a side's model is that of its last attempt in the first turn. `changed` is a pair that no
 * longer has the hash it was sealed under (see `core/arena/sealed-draw.ts` for what is hashed).
 */
async function derivePairs(client: Client): Promise<void> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_pair" ON COMMIT DROP AS
    WITH "played" AS (
      SELECT DISTINCT ON ("battleId", "side") "battleId", "side", "modelId"
      FROM "Attempt" WHERE "turn" = 1 ORDER BY "battleId", "side", "number" DESC
    )
    SELECT "Battle"."id" AS "battleId", "left"."modelId" AS "modelA", "right"."modelId" AS "modelB",
           COALESCE("drawHash" <> encode(sha256(convert_to(
             'doubleblind-draw-1' || chr(10) || 'battle=' || "id" || chr(10) || 'a=' || "left"."modelId" || chr(10) ||
             'b=' || "right"."modelId" || chr(10) || 'salt=' || "salt" || chr(10), 'UTF8')), 'hex'), false) AS "changed"
    FROM "Battle"
    JOIN "played" AS "left" ON "left"."battleId" = "Battle"."id" AND "left"."side" = 'a'
    JOIN "played" AS "right" ON "right"."battleId" = "Battle"."id" AND "right"."side" = 'b'
    WHERE "status" = 'closed'`;
}

/** A cell's day is that of the close, in UTC. What was masked, and what was changed after the draw, is left out. */
async function deriveCells(client: Client): Promise<void> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_cell" ON COMMIT DROP AS
    SELECT ("Battle"."endedAt" AT TIME ZONE 'UTC')::date AS "day", "league",
           "modelA", "modelB",
           "task", "language", "platform", "community", count(*)::int AS "battles",
           sum("a")::int AS "a", sum("b")::int AS "b", sum("tie")::int AS "tie", sum("bothBad")::int AS "bothBad"
    FROM "Battle"
    JOIN "derived_tally" ON "derived_tally"."battleId" = "Battle"."id"
    JOIN "derived_pair" ON "derived_pair"."battleId" = "Battle"."id"
    WHERE NOT "masked" AND NOT "changed"
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
