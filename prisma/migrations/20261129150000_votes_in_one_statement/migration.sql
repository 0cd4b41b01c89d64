-- How many voters of a battle have seen its names: counted as votes are, so that no ballot has to count them.
ALTER TABLE "Tally" ADD COLUMN     "locked" INTEGER NOT NULL DEFAULT 0;

INSERT INTO "Tally" ("battleId", "locked")
SELECT "battleId", count(*) FROM "Vote" WHERE "lockedAt" IS NOT NULL GROUP BY "battleId"
ON CONFLICT ("battleId") DO UPDATE SET "locked" = EXCLUDED."locked";

-- Ballots, any number of them on any battles, in order: each function takes them as a JSON array, judges them by the rules
-- of core/battle/ballot-rules.ts, writes what they change and tells what became of each, all in one statement of the
-- caller's. They are functions because they must wait for the battles' rows first: under READ COMMITTED only a later
-- statement sees what others have committed meanwhile, and each statement of a volatile function is such a later one.
--
-- The array is one of runs, nearly always of a single one: within a run no voter has two ballots on one battle, so that
-- all of it is judged at once by what stood before. Nothing goes from ballot to ballot. A run may close a battle for the
-- next one.
--
-- Open battles alone are held, in the order of their identifiers, as everywhere. One that opens between the two statements
-- is not held, so its ballots are told that it is not open.
--
-- One plan serves for good: planning takes longer than everything else. It was made while the tables were small, and must
-- still be right when they are large, so it may only look rows up by their keys. What else is asked of a row found so is
-- written with IS TRUE, which no index can answer.

-- Who wrote a battle's answers: the model of each side's last attempt in the first turn.
CREATE FUNCTION "battle_models"("battle" text) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object(
    'a', (SELECT "modelId" FROM "Attempt" WHERE "battleId" = $1 AND "turn" = 1 AND "side" = 'a'
          ORDER BY "number" DESC LIMIT 1),
    'b', (SELECT "modelId" FROM "Attempt" WHERE "battleId" = $1 AND "turn" = 1 AND "side" = 'b'
          ORDER BY "number" DESC LIMIT 1))
$$;

-- What the voter of a ballot is told of its battle; the models only where names may be told.
CREATE FUNCTION "told_battle"("battle" text, "status" text, "asker" text, "closesAt" timestamptz, "named" boolean)
RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('status', $2, 'asker', $3, 'closesAt', $4,
                           'models', CASE WHEN $5 OR $2 = 'closed' THEN "battle_models"($1) END)
$$;

-- Holds those of the ballots' battles that are open. Returns which these are.
CREATE FUNCTION "hold_battles"("runs" jsonb) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
  RETURN ARRAY(
    SELECT "id" FROM "Battle"
    WHERE "id" = ANY(ARRAY(SELECT DISTINCT jsonb_path_query("runs", '$[*][*].battle') #>> '{}'))
      AND ("status" = 'open') IS TRUE
    ORDER BY "id" FOR NO KEY UPDATE);
END $$;

-- Casts votes: see castInto.
CREATE FUNCTION "cast_votes"("runs" jsonb) RETURNS json[] LANGUAGE plpgsql
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
             "formerChoice", "formerChoice" IS NULL AS "isNew", "formerSeen", "formerLock" IS NOT NULL AS "isLocked",
             "id" IS NOT NULL AND "status" = 'open' AND "id" = ANY("held") AS "isOpen"
      FROM ROWS FROM (jsonb_to_recordset("run") AS (
        "battle" text, "voter" text, "community" text, "platform" text, "choice" text, "means" text, "seen" boolean,
        "at" timestamptz, "onlyIf" text
      )) WITH ORDINALITY AS "ballot" ("battle", "voter", "community", "platform", "choice", "means", "seen", "at", "onlyIf", "n")
      LEFT JOIN LATERAL (
        SELECT "id", "asker", "status", "closeAfter", "closeAtVotes", "firstVoteAt", "closesAt" FROM "Battle"
        WHERE "Battle"."id" = "ballot"."battle" AND ("Battle"."community" = "ballot"."community") IS TRUE LIMIT 1
      ) AS "box" ON TRUE
      LEFT JOIN LATERAL (
        SELECT "a" + "b" + "tie" + "bothBad" AS "voters", "locked" FROM "Tally" WHERE "battleId" = "id" LIMIT 1
      ) AS "tally" ON TRUE
      LEFT JOIN LATERAL (
        SELECT "Vote"."choice" AS "formerChoice", "Vote"."seen" AS "formerSeen", "lockedAt" AS "formerLock" FROM "Vote"
        WHERE "battleId" = "id" AND "Vote"."voter" = "ballot"."voter" LIMIT 1
      ) AS "former" ON TRUE
    ), "compared" AS (
      SELECT *, "isOpen" AND NOT "isLocked" AND "choice" IS DISTINCT FROM "formerChoice"
                AND ("onlyIf" IS NULL OR ("onlyIf" = 'unvoted' AND "isNew")) AS "changes"
      FROM "placed"
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
        WHEN "isLocked" AND ("onlyIf" IS NULL OR "choice" = "formerChoice") THEN
          json_build_object('outcome', 'locked', 'choice', "formerChoice", 'battle', "told_battle"("id", "statusNow", "asker", "closesNow", TRUE))
        ELSE json_build_object('outcome', 'cast', 'changed', "changes" AND NOT "isNew", 'battle', "told_battle"("id", "statusNow", "asker", "closesNow", FALSE))
      END ORDER BY "n")
    INTO "told" FROM "judged";
    "outcomes" := "outcomes" || "told";
  END LOOP;
  RETURN "outcomes";
END $$;

-- Locks votes, because their voters are about to see the names: see lockIn.
CREATE FUNCTION "lock_votes"("runs" jsonb) RETURNS json[] LANGUAGE plpgsql
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
             NOT "private" AND "reveal" IS NOT DISTINCT FROM 'at-close' AS "namesAtClose"
      FROM ROWS FROM (jsonb_to_recordset("run") AS (
        "battle" text, "voter" text, "community" text, "at" timestamptz
      )) WITH ORDINALITY AS "ballot" ("battle", "voter", "community", "at", "n")
      LEFT JOIN LATERAL (
        SELECT "id", "asker", "status", "private", "closesAt" FROM "Battle"
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

-- Takes votes back: see withdrawFrom.
CREATE FUNCTION "withdraw_votes"("runs" jsonb) RETURNS json[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  "held" text[] := "hold_battles"("runs");
  "run" jsonb;
  "told" json[];
  "outcomes" json[] := '{}';
BEGIN
  FOR "run" IN SELECT jsonb_array_elements("runs") LOOP
    WITH "judged" AS MATERIALIZED (
      SELECT "ballot".*, "box".*, "choice", "lockedAt" IS NOT NULL AS "isLocked", "id" IS NOT NULL AND "status" = 'open' AND "id" = ANY("held") AS "isOpen",
             "choice" IS NOT NULL AND ("only" IS NULL OR ("means" = "only" ->> 'means' AND "choice" = "only" ->> 'choice')) AS "isMeant", "status" AS "statusNow"
      FROM ROWS FROM (jsonb_to_recordset("run") AS (
        "battle" text, "voter" text, "community" text, "only" jsonb
      )) WITH ORDINALITY AS "ballot" ("battle", "voter", "community", "only", "n")
      LEFT JOIN LATERAL (
        SELECT "id", "asker", "status", "closesAt" FROM "Battle"
        WHERE "Battle"."id" = "ballot"."battle" AND ("Battle"."community" = "ballot"."community") IS TRUE LIMIT 1
      ) AS "box" ON TRUE
      LEFT JOIN LATERAL (
        SELECT "choice", "means", "lockedAt" FROM "Vote"
        WHERE "battleId" = "box"."id" AND "Vote"."voter" = "ballot"."voter" LIMIT 1
      ) AS "kept" ON TRUE
    ), "withdrawn" AS (
      DELETE FROM "Vote" USING "judged"
      WHERE "battleId" = "id" AND "Vote"."voter" = "judged"."voter" AND "isOpen" AND "isMeant" AND NOT "isLocked"
    ), "tallied" AS (
      INSERT INTO "Tally" AS "kept" ("battleId", "a", "b", "tie", "bothBad")
      SELECT "id", -count(*) FILTER (WHERE "choice" = 'a'), -count(*) FILTER (WHERE "choice" = 'b'),
             -count(*) FILTER (WHERE "choice" = 'tie'), -count(*) FILTER (WHERE "choice" = 'both-bad')
      FROM "judged" WHERE "isOpen" AND "isMeant" AND NOT "isLocked" GROUP BY "id"
      ON CONFLICT ("battleId") DO UPDATE SET
        "a" = "kept"."a" + EXCLUDED."a",
        "b" = "kept"."b" + EXCLUDED."b",
        "tie" = "kept"."tie" + EXCLUDED."tie",
        "bothBad" = "kept"."bothBad" + EXCLUDED."bothBad"
    )
    SELECT array_agg(
      CASE
        WHEN "id" IS NULL THEN json_build_object('outcome', 'unknown-battle')
        WHEN NOT "isOpen" THEN json_build_object('outcome', 'not-open', 'battle', "told_battle"("id", "statusNow", "asker", "closesAt", FALSE))
        WHEN NOT "isMeant" THEN json_build_object('outcome', 'no-vote', 'battle', "told_battle"("id", "statusNow", "asker", "closesAt", FALSE))
        WHEN "isLocked" THEN json_build_object('outcome', 'locked', 'choice', "choice", 'battle', "told_battle"("id", "statusNow", "asker", "closesAt", TRUE))
        ELSE json_build_object('outcome', 'withdrawn', 'choice', "choice", 'battle', "told_battle"("id", "statusNow", "asker", "closesAt", FALSE))
      END ORDER BY "n")
    INTO "told" FROM "judged";
    "outcomes" := "outcomes" || "told";
  END LOOP;
  RETURN "outcomes";
END $$;

-- Notes that the reaction by which a vote was cast could not be taken away, whatever has become of its battle: see exposeIn.
CREATE FUNCTION "expose_vote"("battle" text, "voter" text, "community" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Battle" WHERE "id" = $1 FOR NO KEY UPDATE;
  UPDATE "Vote" SET "means" = 'open-reaction', "seen" = TRUE,
                    "firstMeans" = CASE WHEN "changes" = 0 THEN 'open-reaction' ELSE "firstMeans" END
  WHERE "battleId" = $1 AND "Vote"."voter" = $2 AND "means" = 'out-of-sight-reaction'
    AND EXISTS (SELECT FROM "Battle" WHERE "id" = $1 AND "Battle"."community" = $3);
END $$;
