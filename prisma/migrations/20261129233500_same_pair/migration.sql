-- The battle that began a row of questions to the same two, where there are several: they close together.
-- AlterTable
ALTER TABLE "Battle" ADD COLUMN     "pair" TEXT;

-- CreateIndex
CREATE INDEX "Battle_pair_idx" ON "Battle"("pair");

-- In such a row nobody sees the names before all of it closes, in a private chat neither: see lockIn. What such functions must
-- keep to is written in 20261129150000_votes_in_one_statement.
CREATE OR REPLACE FUNCTION "lock_votes"("runs" jsonb) RETURNS json[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  "held" text[] := "hold_battles"("runs");
  "run" jsonb;
  "told" json[];
  "outcomes" json[] := '{}';
BEGIN
  FOR "run" IN SELECT jsonb_array_elements("runs") LOOP
    WITH "placed" AS (
      SELECT "ballot".*, "box".*, "choice", "lockedAt", "id" IS NOT NULL AND "status" = 'open' AND "id" = ANY("held") AS "isOpen",
             "pair" IS NOT NULL OR (NOT "private" AND "reveal" IS NOT DISTINCT FROM 'at-close') AS "namesAtClose"
      FROM ROWS FROM (jsonb_to_recordset("run") AS (
        "battle" text, "voter" text, "community" text, "at" timestamptz
      )) WITH ORDINALITY AS "ballot" ("battle", "voter", "community", "at", "n")
      LEFT JOIN LATERAL (
        SELECT "id", "asker", "status", "private", "closesAt", "pair" FROM "Battle"
        WHERE "Battle"."id" = "ballot"."battle" AND ("Battle"."community" = "ballot"."community") IS TRUE LIMIT 1
      ) AS "box" ON TRUE
      LEFT JOIN LATERAL (
        SELECT "reveal" FROM "AskingRules" WHERE "AskingRules"."id" = "ballot"."community" LIMIT 1
      ) AS "rules" ON TRUE
      LEFT JOIN LATERAL (
        SELECT "choice", "lockedAt" FROM "Vote"
        WHERE "battleId" = "box"."id" AND "Vote"."voter" = "ballot"."voter" LIMIT 1
      ) AS "kept" ON TRUE
    ), "compared" AS (
      SELECT *, "isOpen" AND NOT "namesAtClose" AND "choice" IS NOT NULL AND "lockedAt" IS NULL AS "locks"
      FROM "placed"
    ), "bounded" AS (
      SELECT *, min("n") FILTER (WHERE "locks" AND "private") OVER (PARTITION BY "id") AS "lastN"
      FROM "compared"
    ), "judged" AS MATERIALIZED (
      SELECT *, "isOpen" AND "n" <= COALESCE("lastN", "n") AS "isTaken",
             CASE WHEN "n" >= "lastN" THEN 'closed' ELSE "status" END AS "statusNow"
      FROM "bounded"
    ), "locked" AS (
      UPDATE "Vote" SET "lockedAt" = "at"
      FROM "judged" WHERE "battleId" = "id" AND "Vote"."voter" = "judged"."voter" AND "locks" AND "isTaken"
    ), "tallied" AS (
      INSERT INTO "Tally" AS "kept" ("battleId", "locked")
      SELECT "id", count(*) FROM "judged" WHERE "locks" AND "isTaken" GROUP BY "id"
      ON CONFLICT ("battleId") DO UPDATE SET "locked" = "kept"."locked" + EXCLUDED."locked"
    ), "closed" AS (
      UPDATE "Battle" SET "status" = 'closed', "endedAt" = "at", "endReason" = 'names-shown'
      FROM "judged" WHERE "Battle"."id" = "judged"."id" AND "n" = "lastN"
    )
    SELECT array_agg(
      CASE
        WHEN "id" IS NULL THEN json_build_object('outcome', 'unknown-battle')
        WHEN NOT "isTaken" THEN json_build_object('outcome', 'not-open', 'battle', "told_battle"("id", "statusNow", "asker", "closesAt", FALSE))
        WHEN "namesAtClose" THEN json_build_object('outcome', 'names-at-close', 'battle', "told_battle"("id", "statusNow", "asker", "closesAt", FALSE))
        WHEN "choice" IS NULL THEN json_build_object('outcome', 'no-vote', 'battle', "told_battle"("id", "statusNow", "asker", "closesAt", FALSE))
        ELSE json_build_object('outcome', 'locked', 'choice', "choice", 'battle', "told_battle"("id", "statusNow", "asker", "closesAt", TRUE))
      END ORDER BY "n")
    INTO "told" FROM "judged";
    "outcomes" := "outcomes" || "told";
  END LOOP;
  RETURN "outcomes";
END $$;
