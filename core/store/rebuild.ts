/**
 * Derives everything again from the votes: all in SQL, and by other code than wrote it the first time, so that each
 * checks the other.
 */
import type { Rebuilt } from "../boards/store.ts";
import { cellColumns, counts, listColumns, partColumns, placeColumns, setColumns } from "./cell-sums.ts";
import type { Client } from "./database.ts";
import { foldBatch, holdFolding } from "./folding.ts";

type Corrected = { rows: number; corrected: number };

/**
 * Rebuilds tallies and cells inside a running transaction. Nothing that writes votes or closes battles can run beside
 * it: it takes both tables for itself first.
 */
export async function rebuild(client: Client): Promise<Rebuilt> {
  // Locked in the same order as everywhere else, so that no two transactions wait for each other.
  await holdFolding(client);
  await client.$executeRaw`LOCK TABLE "Battle", "Vote", "Tally", "Cell", "VoterCell" IN EXCLUSIVE MODE`;
  while ((await foldBatch(client)).battles > 0);
  await deriveTallies(client);
  await deriveCounts(client);
  await derivePairs(client);
  await deriveCells(client);
  await deriveVoterCells(client);
  const tallies = await replaceTallies(client);
  const cells = await replaceCells(client);
  const voterCells = await replaceVoterCells(client);
  await markBattles(client);
  // The boards were rated from cells that may have been wrong.
  await client.boardSnapshot.deleteMany();
  const battles = await client.battle.count({ where: { votes: { some: {} } } });
  const changed = await client.$queryRaw<{ id: string }[]>`
    SELECT "battleId" AS "id" FROM "derived_pair" WHERE "changed" ORDER BY 1`;
  return {
    battles,
    votes: await client.vote.count(),
    tallies,
    cells,
    voterCells,
    changedDraws: changed.map(({ id }) => id),
  };
}

/** A tally whose votes were all withdrawn may stand as zeros or not at all: both say the same. */
async function deriveTallies(client: Client): Promise<void> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_tally" ON COMMIT DROP AS
    SELECT "battleId",
           count(*) FILTER (WHERE "choice" = 'a')::int AS "a",
           count(*) FILTER (WHERE "choice" = 'b')::int AS "b",
           count(*) FILTER (WHERE "choice" = 'tie')::int AS "tie",
           count(*) FILTER (WHERE "choice" = 'both-bad')::int AS "bothBad",
           count("lockedAt")::int AS "locked"
    FROM "Vote" GROUP BY "battleId"`;
}

/** The votes of each battle that count on boards, and how many are set aside or left out with their battle. */
async function deriveCounts(client: Client): Promise<void> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_count" ON COMMIT DROP AS
    SELECT "battleId",
           count(*) FILTER (WHERE "choice" = 'a' AND "counts")::int AS "a",
           count(*) FILTER (WHERE "choice" = 'b' AND "counts")::int AS "b",
           count(*) FILTER (WHERE "choice" = 'tie' AND "counts")::int AS "tie",
           count(*) FILTER (WHERE "choice" = 'both-bad' AND "counts")::int AS "bothBad",
           count(*) FILTER (WHERE NOT "counts")::int AS "aside",
           count(*) FILTER (WHERE "choice" = 'a' AND "counts" AND NOT "seen")::int AS "unseenA",
           count(*) FILTER (WHERE "choice" = 'b' AND "counts" AND NOT "seen")::int AS "unseenB",
           count(*) FILTER (WHERE "choice" = 'tie' AND "counts" AND NOT "seen")::int AS "unseenTie",
           count(*) FILTER (WHERE "choice" = 'both-bad' AND "counts" AND NOT "seen")::int AS "unseenBothBad",
           count(*) FILTER (WHERE NOT "counts" AND NOT "seen")::int AS "unseenAside"
    FROM (SELECT "Vote".*, ${counts()} AS "counts" FROM "Vote" JOIN "Battle" ON "Battle"."id" = "battleId") AS "vote"
    GROUP BY "battleId"`;
}

/**
 * Who played which side: a side's model is that of its last attempt in the first turn. `changed` is a pair that no
 * longer has the hash it was sealed under (see `core/battle/sealed-draw.ts` for what is hashed).
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

/**
 * Which battles count where: a cell's day is that of the close, in UTC. What was masked, and what was changed after the
 * draw, has no place. A battle whose votes are all set aside has one, and adds no more to it than their number. Which battles
 * are repeats is part of the record. Sums of squares are over battles: see `Cell` in the schema.
 */
async function deriveCells(client: Client): Promise<void> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_place" ON COMMIT DROP AS
    SELECT "battleId", ("Battle"."endedAt" AT TIME ZONE 'UTC')::date AS "day", "league", "modelA", "modelB",
           "task", "language", "platform", "community", COALESCE("repeated", FALSE) AS "repeated",
           "a", "b", "tie", "bothBad", "aside", "unseenAside",
           (2 * "a" + "tie" + "bothBad")::bigint AS "halfWins", ("a" + "b" + "tie" + "bothBad")::bigint AS "votes",
           "unseenA", "unseenB", "unseenTie", "unseenBothBad",
           (2 * "unseenA" + "unseenTie" + "unseenBothBad")::bigint AS "unseenHalfWins",
           ("unseenA" + "unseenB" + "unseenTie" + "unseenBothBad")::bigint AS "unseenVotes"
    FROM "Battle"
    JOIN "derived_count" ON "derived_count"."battleId" = "Battle"."id"
    JOIN "derived_pair" USING ("battleId")
    WHERE NOT "masked" AND NOT "changed"`;
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_cell" ON COMMIT DROP AS
    SELECT ${listColumns(placeColumns)},
           count(*) FILTER (WHERE "votes" > 0)::int AS "battles", sum("aside")::int AS "aside",
           sum("unseenAside")::int AS "unseenAside",
           sum("a")::int AS "a", sum("b")::int AS "b", sum("tie")::int AS "tie", sum("bothBad")::int AS "bothBad",
           sum("halfWins" * "halfWins")::bigint AS "winsSquared", sum("halfWins" * "votes")::bigint AS "winsTimesVotes",
           sum("votes" * "votes")::bigint AS "votesSquared",
           count(*) FILTER (WHERE "unseenVotes" > 0)::int AS "unseenBattles", sum("unseenA")::int AS "unseenA",
           sum("unseenB")::int AS "unseenB", sum("unseenTie")::int AS "unseenTie",
           sum("unseenBothBad")::int AS "unseenBothBad",
           sum("unseenHalfWins" * "unseenHalfWins")::bigint AS "unseenWinsSquared",
           sum("unseenHalfWins" * "unseenVotes")::bigint AS "unseenWinsTimesVotes",
           sum("unseenVotes" * "unseenVotes")::bigint AS "unseenVotesSquared"
    FROM "derived_place"
    GROUP BY ${listColumns(placeColumns)}`;
}

async function deriveVoterCells(client: Client): Promise<void> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_voter" ON COMMIT DROP AS
    SELECT ${listColumns(placeColumns, "derived_place")}, "voter",
           count(*) FILTER (WHERE "choice" = 'a')::int AS "a",
           count(*) FILTER (WHERE "choice" = 'b')::int AS "b",
           count(*) FILTER (WHERE "choice" = 'tie')::int AS "tie",
           count(*) FILTER (WHERE "choice" = 'both-bad')::int AS "bothBad",
           count(*) FILTER (WHERE "choice" = 'a' AND NOT "seen")::int AS "unseenA",
           count(*) FILTER (WHERE "choice" = 'b' AND NOT "seen")::int AS "unseenB",
           count(*) FILTER (WHERE "choice" = 'tie' AND NOT "seen")::int AS "unseenTie",
           count(*) FILTER (WHERE "choice" = 'both-bad' AND NOT "seen")::int AS "unseenBothBad"
    FROM "derived_place" JOIN "Vote" USING ("battleId") JOIN "Battle" ON "Battle"."id" = "battleId"
    WHERE ${counts()}
    GROUP BY ${listColumns(placeColumns, "derived_place")}, "voter"`;
}

async function replaceTallies(client: Client): Promise<Corrected> {
  const [difference] = await client.$queryRaw<[{ corrected: number }]>`
    SELECT count(*)::int AS "corrected"
    FROM (
      SELECT * FROM "Tally" WHERE ("a", "b", "tie", "bothBad", "locked") <> (0, 0, 0, 0, 0)
    ) AS "kept"
    FULL JOIN "derived_tally" AS "derived" USING ("battleId")
    WHERE ("kept"."a", "kept"."b", "kept"."tie", "kept"."bothBad", "kept"."locked")
          IS DISTINCT FROM ("derived"."a", "derived"."b", "derived"."tie", "derived"."bothBad", "derived"."locked")`;
  await client.$executeRaw`DELETE FROM "Tally"`;
  const rows = await client.$executeRaw`
    INSERT INTO "Tally" ("battleId", "a", "b", "tie", "bothBad", "locked")
    SELECT "battleId", "a", "b", "tie", "bothBad", "locked" FROM "derived_tally"`;
  return { rows, corrected: difference.corrected };
}

/** Cells keep their identifiers, for battles point to them. */
async function replaceCells(client: Client): Promise<Corrected> {
  const sums = listColumns(cellColumns);
  const [difference] = await client.$queryRaw<[{ corrected: number }]>`
    SELECT count(*)::int AS "corrected"
    FROM "Cell" AS "kept"
    FULL JOIN "derived_cell" AS "derived"
      USING (${listColumns(placeColumns)})
    WHERE (${listColumns(cellColumns, "kept")}) IS DISTINCT FROM (${listColumns(cellColumns, "derived")})`;
  await client.$executeRaw`
    DELETE FROM "Cell" AS "kept" WHERE NOT EXISTS (
      SELECT FROM "derived_cell" AS "derived"
      WHERE (${listColumns(placeColumns, "kept")}) = (${listColumns(placeColumns, "derived")}))`;
  const rows = await client.$executeRaw`
    INSERT INTO "Cell" (${listColumns(placeColumns)}, ${sums})
    SELECT ${listColumns(placeColumns)}, ${sums} FROM "derived_cell"
    ON CONFLICT (${listColumns(placeColumns)}) DO UPDATE SET
      ${setColumns(cellColumns, (name) => `EXCLUDED.${name}`)}`;
  return { rows, corrected: difference.corrected };
}

/** Comes after the cells, whose identifiers it needs. */
async function replaceVoterCells(client: Client): Promise<Corrected> {
  await client.$executeRaw`
    CREATE TEMPORARY TABLE "derived_voter_cell" ON COMMIT DROP AS
    SELECT "Cell"."id" AS "cellId", "voter", ${listColumns(partColumns, "derived")}
    FROM "derived_voter" AS "derived"
    JOIN "Cell" USING (${listColumns(placeColumns)})`;
  const [difference] = await client.$queryRaw<[{ corrected: number }]>`
    SELECT count(*)::int AS "corrected"
    FROM "VoterCell" AS "kept"
    FULL JOIN "derived_voter_cell" AS "derived" USING ("cellId", "voter")
    WHERE (${listColumns(partColumns, "kept")}) IS DISTINCT FROM (${listColumns(partColumns, "derived")})`;
  if (difference.corrected > 0) {
    await client.$executeRaw`DELETE FROM "VoterCell"`;
    await client.$executeRaw`
      INSERT INTO "VoterCell" ("cellId", "voter", ${listColumns(partColumns)}) SELECT * FROM "derived_voter_cell"`;
  }
  return { rows: await client.voterCell.count(), corrected: difference.corrected };
}

/** Into which cell each closed battle went. */
async function markBattles(client: Client): Promise<void> {
  await client.$executeRaw`
    UPDATE "Battle" SET "cellId" = "into"."cellId"
    FROM (
      SELECT "closed"."id", "Cell"."id" AS "cellId"
      FROM "Battle" AS "closed"
      LEFT JOIN "derived_place" AS "place" ON "place"."battleId" = "closed"."id"
      LEFT JOIN "Cell" ON
        (${listColumns(placeColumns, "Cell")}) = (${listColumns(placeColumns, "place")})
      WHERE "closed"."status" = 'closed'
    ) AS "into"
    WHERE "Battle"."id" = "into"."id" AND "Battle"."cellId" IS DISTINCT FROM "into"."cellId"`;
}
