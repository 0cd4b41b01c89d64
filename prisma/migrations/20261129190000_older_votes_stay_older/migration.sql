-- A vote that was made before its voter's present vote was set does not replace it: "madeAt", where it is told, is when it
-- was made at the latest. What such functions must keep to is written in 20261129150000_votes_in_one_statement.

-- Casts votes: see castInto.
CREATE OR REPLACE FUNCTION "cast_votes"("runs" jsonb) RETURNS json[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  "held" text[] := "hold_battles"("runs");
  "run" jsonb;
  "told" json[];
  "outcomes" json[] := '{}';
BEGIN
  FOR "run" IN SELECT jsonb_array_elements("runs") LOOP
    WITH "placed" AS (
      SELECT "ballot".*, "box".*, COALESCE("voters", 0) AS "votersBefore", COALESCE("locked", 0) AS "namesSeenBy",
             "formerChoice", "formerChoice" IS NULL AS "isNew", "formerSeen", "formerAt", "formerLock" IS NOT NULL AS "isLocked",
             "id" IS NOT NULL AND "status" = 'open' AND "id" = ANY("held") AS "isOpen"
      FROM ROWS FROM (jsonb_to_recordset("run") AS (
        "battle" text, "voter" text, "community" text, "platform" text, "choice" text, "means" text, "seen" boolean,
        "at" timestamptz, "onlyIf" text, "madeAt" timestamptz
      )) WITH ORDINALITY AS "ballot" ("battle", "voter", "community", "platform", "choice", "means", "seen", "at", "onlyIf", "madeAt", "n")
      LEFT JOIN LATERAL (
        SELECT "id", "asker", "status", "closeAfter", "closeAtVotes", "firstVoteAt", "closesAt" FROM "Battle"
        WHERE "Battle"."id" = "ballot"."battle" AND ("Battle"."community" = "ballot"."community") IS TRUE LIMIT 1
      ) AS "box" ON TRUE
      LEFT JOIN LATERAL (
        SELECT "a" + "b" + "tie" + "bothBad" AS "voters", "locked" FROM "Tally" WHERE "battleId" = "id" LIMIT 1
      ) AS "tally" ON TRUE
      LEFT JOIN LATERAL (
        SELECT "Vote"."choice" AS "formerChoice", "Vote"."seen" AS "formerSeen", "lockedAt" AS "formerLock",
               "changedAt" AS "formerAt"
        FROM "Vote"
        WHERE "battleId" = "id" AND "Vote"."voter" = "ballot"."voter" LIMIT 1
      ) AS "former" ON TRUE
    ), "asked" AS (
      SELECT *, "choice" IS NOT DISTINCT FROM "formerChoice"
                OR (("formerAt" > "madeAt") IS NOT TRUE
                    AND ("onlyIf" IS NULL OR ("onlyIf" = 'unvoted' AND "isNew"))) AS "isWanted"
      FROM "placed"
    ), "compared" AS (
      SELECT *, "isOpen" AND NOT "isLocked" AND "choice" IS DISTINCT FROM "formerChoice" AND "isWanted" AS "changes"
      FROM "asked"
    ), "counted" AS (
      SELECT *, "changes" AND "closeAtVotes" <= "votersBefore"
                  + count(*) FILTER (WHERE "changes" AND "isNew") OVER (PARTITION BY "id" ORDER BY "n") AS "fills"
      FROM "compared"
    ), "bounded" AS (
      SELECT *, min("n") FILTER (WHERE "changes") OVER "here" AS "firstN", min("n") FILTER (WHERE "fills") OVER "here" AS "lastN"
      FROM "counted" WINDOW "here" AS (PARTITION BY "id")
    ), "dated" AS (
      SELECT *, min("at") FILTER (WHERE "n" = "firstN" AND "firstVoteAt" IS NULL) OVER (PARTITION BY "id") AS "beganAt"
      FROM "bounded"
    ), "judged" AS MATERIALIZED (
      SELECT *, "isOpen" AND "n" <= COALESCE("lastN", "n") AS "isTaken",
             CASE WHEN "n" >= "lastN" THEN 'closed' ELSE "status" END AS "statusNow",
             CASE WHEN "beganAt" IS NOT NULL AND "n" >= "firstN"
                  THEN LEAST("closesAt", "beganAt" + "closeAfter" * interval '1 millisecond') ELSE "closesAt" END AS "closesNow"
      FROM "dated"
    ), "inserted" AS (
      INSERT INTO "Vote" ("battleId", "voter", "platform", "choice", "firstChoice", "changes", "means", "firstMeans", "seen",
                          "castAt", "changedAt", "lockedAt", "namesSeenBy")
      SELECT "id", "voter", "platform", "choice", "choice", 0, "means", "means", "seen", "at", "at", NULL, "namesSeenBy"
      FROM "judged" WHERE "changes" AND "isTaken" AND "isNew"
    ), "changed" AS (
      UPDATE "Vote" SET "platform" = "judged"."platform", "choice" = "judged"."choice", "means" = "judged"."means",
                        "seen" = "judged"."seen", "changedAt" = "at", "changes" = "Vote"."changes" + 1,
                        "namesSeenBy" = "judged"."namesSeenBy"
      FROM "judged"
      WHERE "battleId" = "id" AND "Vote"."voter" = "judged"."voter" AND "judged"."changes" AND "isTaken" AND NOT "isNew"
    ), "shown" AS (
      UPDATE "Vote" SET "seen" = TRUE
      FROM "judged"
      WHERE "battleId" = "id" AND "Vote"."voter" = "judged"."voter" AND "isTaken"
        AND "judged"."seen" AND NOT "formerSeen" AND "judged"."choice" = "formerChoice"
    ), "tallied" AS (
      INSERT INTO "Tally" AS "kept" ("battleId", "a", "b", "tie", "bothBad")
      SELECT "id", sum(("choice" = 'a')::int - ("formerChoice" IS NOT DISTINCT FROM 'a')::int),
             sum(("choice" = 'b')::int - ("formerChoice" IS NOT DISTINCT FROM 'b')::int),
             sum(("choice" = 'tie')::int - ("formerChoice" IS NOT DISTINCT FROM 'tie')::int),
             sum(("choice" = 'both-bad')::int - ("formerChoice" IS NOT DISTINCT FROM 'both-bad')::int)
      FROM "judged" WHERE "changes" AND "isTaken" GROUP BY "id"
      ON CONFLICT ("battleId") DO UPDATE SET
        "a" = "kept"."a" + EXCLUDED."a",
        "b" = "kept"."b" + EXCLUDED."b",
        "tie" = "kept"."tie" + EXCLUDED."tie",
        "bothBad" = "kept"."bothBad" + EXCLUDED."bothBad"
    ), "gone_on" AS (
      -- One row a battle: that of the ballot which fills it knows all, else that of its first vote.
      UPDATE "Battle" SET
        "firstVoteAt" = COALESCE("Battle"."firstVoteAt", "beganAt"),
        "closesAt" = "closesNow",
        "status" = "statusNow",
        "endedAt" = CASE WHEN "lastN" IS NULL THEN "endedAt" ELSE "at" END,
        "endReason" = CASE WHEN "lastN" IS NULL THEN "endReason" ELSE 'votes' END
      FROM "judged"
      WHERE "Battle"."id" = "judged"."id" AND "n" = COALESCE("lastN", "firstN") AND ("lastN" IS NOT NULL OR "beganAt" IS NOT NULL)
    )
    SELECT array_agg(
      CASE
        WHEN "id" IS NULL THEN json_build_object('outcome', 'unknown-battle')
        WHEN NOT "isTaken" THEN json_build_object('outcome', 'not-open', 'battle', "told_battle"("id", "statusNow", "asker", "closesNow", FALSE))
        WHEN "isLocked" AND "isWanted" THEN
          json_build_object('outcome', 'locked', 'choice', "formerChoice", 'battle', "told_battle"("id", "statusNow", "asker", "closesNow", TRUE))
        ELSE json_build_object('outcome', 'cast', 'changed', "changes" AND NOT "isNew", 'battle', "told_battle"("id", "statusNow", "asker", "closesNow", FALSE))
      END ORDER BY "n")
    INTO "told" FROM "judged";
    "outcomes" := "outcomes" || "told";
  END LOOP;
  RETURN "outcomes";
END $$;
