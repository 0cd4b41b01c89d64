-- Both functions are for statements that take a lock and then read. Within one statement everything is read as it was
-- before the lock; a volatile function reads as it is when the function is called.

-- What has been asked so far. Until the transaction ends, nobody else can add to it: whoever asks by the same event, for
-- the same asker or on the same budget waits for the locks, always taken in this order. Counts go no further than the
-- limits in `asking`: `questionsAtOnce`, and `battles` begun from `from` until `until`.
CREATE FUNCTION asked_so_far(asking jsonb, OUT "byEvent" boolean, OUT "unanswered" integer, OUT "begun" integer)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  things text[] := ARRAY['event ' || (asking->>'event'), 'asker ' || (asking->>'asker'),
                         CASE WHEN asking->>'battles' IS NOT NULL THEN 'budget ' || (asking->>'community') END];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended("thing", 0)) FROM unnest(things) AS "of" ("thing")
  WHERE "thing" IS NOT NULL;
  SELECT EXISTS (SELECT FROM "Turn" WHERE "event" = asking->>'event'),
         (SELECT count(*) FROM (
           SELECT FROM "Battle" WHERE "asker" = asking->>'asker' AND "status" = 'answering'
           LIMIT (asking->>'questionsAtOnce')::int) AS "waiting"),
         (SELECT count(*) FROM (
           SELECT FROM "Battle" WHERE "community" = asking->>'community'
             AND "createdAt" >= (asking->>'from')::timestamptz AND "createdAt" < (asking->>'until')::timestamptz
           LIMIT coalesce((asking->>'battles')::int, 0)) AS "today")
  INTO "byEvent", "unanswered", "begun";
END $$;

-- All that is needed to show a battle or to judge whether it may close, as JSON: the battle with its turns and attempts,
-- what its community has decided, who played and how the votes fell; whether its question has pictures, and whether its
-- asker's vote is locked.
CREATE FUNCTION battle_standing(wanted text) RETURNS json
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (
    SELECT json_build_object(
      'battle', row_to_json("Battle"),
      'turns', (SELECT json_agg(row_to_json("Turn") ORDER BY "number") FROM "Turn" WHERE "battleId" = wanted),
      'attempts', (
        SELECT json_agg(row_to_json("Attempt") ORDER BY "turn", "side", "number")
        FROM "Attempt" WHERE "battleId" = wanted),
      'own', (SELECT row_to_json("Community") FROM "Community" WHERE "Community"."id" = "Battle"."community"),
      'asking', (SELECT row_to_json("AskingRules") FROM "AskingRules" WHERE "AskingRules"."id" = "Battle"."community"),
      'models', (
        SELECT json_agg(json_build_object('id', "id", 'name', "name", 'organization', "organization") ORDER BY "id")
        FROM "Model" WHERE "id" IN (SELECT "modelId" FROM "Attempt" WHERE "battleId" = wanted)),
      'tally', (SELECT row_to_json("Tally") FROM "Tally" WHERE "battleId" = wanted),
      'hasPictures', EXISTS (SELECT FROM "Picture" WHERE "battleId" = wanted),
      'askerHasLocked', EXISTS (
        SELECT FROM "Vote"
        WHERE "battleId" = wanted AND "voter" = "Battle"."asker" AND "lockedAt" IS NOT NULL))
    FROM "Battle" WHERE "Battle"."id" = wanted);
END $$;
