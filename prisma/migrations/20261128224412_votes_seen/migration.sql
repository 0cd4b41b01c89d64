-- AlterTable
ALTER TABLE "Cell" ADD COLUMN     "unseenA" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenB" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenBattles" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenBothBad" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenTie" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenVotesSquared" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "unseenWinsSquared" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "unseenWinsTimesVotes" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Vote" ADD COLUMN     "seen" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "VoterCell" ADD COLUMN     "unseenA" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenB" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenBothBad" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unseenTie" INTEGER NOT NULL DEFAULT 0;

-- What was called secret was only put out of sight: on Discord and Telegram every reaction is sent to all, with who made
-- it, before it can be removed. The page sends none before it has decided, and in a private chat there is nobody else.
UPDATE "Vote" SET
  "seen" = NOT "Battle"."private" AND
           ("means" = 'open-reaction' OR ("means" = 'secret-reaction' AND "Vote"."platform" <> 'web')),
  "means" = CASE "means" WHEN 'secret-reaction' THEN 'out-of-sight-reaction' ELSE "means" END,
  "firstMeans" = CASE "firstMeans" WHEN 'secret-reaction' THEN 'out-of-sight-reaction' ELSE "firstMeans" END
FROM "Battle"
WHERE "Battle"."id" = "Vote"."battleId" AND ("means" <> 'button' OR "firstMeans" <> 'button');

UPDATE "Community" SET "reactions" = 'out-of-sight' WHERE "reactions" = 'secret';

-- The sums over votes that nobody else could see, of battles that were folded before.
WITH "counted" AS (
  SELECT "Battle"."cellId", count(*) AS "votes",
         count(*) FILTER (WHERE "choice" = 'a') AS "a", count(*) FILTER (WHERE "choice" = 'b') AS "b",
         count(*) FILTER (WHERE "choice" = 'tie') AS "tie", count(*) FILTER (WHERE "choice" = 'both-bad') AS "bothBad",
         sum(CASE "choice" WHEN 'a' THEN 2 WHEN 'b' THEN 0 ELSE 1 END) AS "halfWins"
  FROM "Battle" JOIN "Vote" ON "Vote"."battleId" = "Battle"."id"
  WHERE "Battle"."cellId" IS NOT NULL AND NOT "Vote"."seen"
  GROUP BY "Battle"."id", "Battle"."cellId"
), "summed" AS (
  SELECT "cellId", count(*) AS "battles", sum("a") AS "a", sum("b") AS "b", sum("tie") AS "tie",
         sum("bothBad") AS "bothBad", sum("halfWins" * "halfWins") AS "winsSquared",
         sum("halfWins" * "votes") AS "winsTimesVotes", sum("votes" * "votes") AS "votesSquared"
  FROM "counted" GROUP BY "cellId"
)
UPDATE "Cell" SET
  "unseenBattles" = "summed"."battles", "unseenA" = "summed"."a", "unseenB" = "summed"."b",
  "unseenTie" = "summed"."tie", "unseenBothBad" = "summed"."bothBad", "unseenWinsSquared" = "summed"."winsSquared",
  "unseenWinsTimesVotes" = "summed"."winsTimesVotes", "unseenVotesSquared" = "summed"."votesSquared"
FROM "summed" WHERE "Cell"."id" = "summed"."cellId";

WITH "summed" AS (
  SELECT "Battle"."cellId", "Vote"."voter",
         count(*) FILTER (WHERE "choice" = 'a') AS "a", count(*) FILTER (WHERE "choice" = 'b') AS "b",
         count(*) FILTER (WHERE "choice" = 'tie') AS "tie", count(*) FILTER (WHERE "choice" = 'both-bad') AS "bothBad"
  FROM "Battle" JOIN "Vote" ON "Vote"."battleId" = "Battle"."id"
  WHERE "Battle"."cellId" IS NOT NULL AND NOT "Vote"."seen"
  GROUP BY "Battle"."cellId", "Vote"."voter"
)
UPDATE "VoterCell" SET
  "unseenA" = "summed"."a", "unseenB" = "summed"."b", "unseenTie" = "summed"."tie", "unseenBothBad" = "summed"."bothBad"
FROM "summed" WHERE "VoterCell"."cellId" = "summed"."cellId" AND "VoterCell"."voter" = "summed"."voter";
