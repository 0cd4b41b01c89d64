/** The votes of a board as sums, read a page at a time: no page keeps the thread from serving people. */
import { type BoardFilter, type BoardVotes, type CellFilter, sharePage } from "../boards/cell.ts";
import type { CellStatistics } from "../rating/vote-statistics.ts";
import type { Reader } from "./database.ts";
import { cellCondition, choiceSums, partCondition, sumOf, voteCondition, voterCondition } from "./cell-sums.ts";
import { Prisma } from "./generated/client.ts";

/** How many cells, and how many pages of voters' parts, come at a time; and how many parts a page holds. */
const [cellsAtOnce, pagesAtOnce, partsAPage] = [100, 1, 2_000];

/** All of it at one point, however many battles are folded meanwhile. */
export async function readVotes(client: Reader, filter: BoardFilter): Promise<BoardVotes> {
  const [folding] = await client.$queryRaw<{ number: number }[]>`SELECT "number" FROM "Folding"`;
  const cells = await readCells(client, filter);
  const voters: Uint8Array[] = [];
  for await (const pages of readInParts<{ packed: string }>(client, packVoters(filter), pagesAtOnce))
    voters.push(...pages.map(({ packed }) => sharePage(packed)));
  return { folded: folding?.number ?? 0, ...cells, voters };
}

type CellRow = CellStatistics & { firstDay: string; lastDay: string };

async function readCells(client: Reader, filter: BoardFilter): Promise<Pick<BoardVotes, "cells" | "days">> {
  const cells: CellStatistics[] = [];
  const days = { first: "", last: "" };
  const query = filter.group ? sumGroup(filter) : sumCells(filter);
  for await (const rows of readInParts<CellRow>(client, query, cellsAtOnce)) {
    for (const { firstDay, lastDay, ...cell } of rows) {
      cells.push(cell);
      if (days.first === "" || firstDay < days.first) days.first = firstDay;
      if (lastDay > days.last) days.last = lastDay;
    }
  }
  return { cells, days: cells.length > 0 ? days : null };
}

/** The rows of a query, so many at a time. For one query after the other, in a transaction. */
async function* readInParts<Row>(client: Reader, query: Prisma.Sql, rowsAtOnce: number): AsyncGenerator<Row[]> {
  await client.$queryRaw`DECLARE "parts" NO SCROLL CURSOR FOR ${query}`;
  const fetch = Prisma.raw(`FETCH ${rowsAtOnce} FROM "parts"`);
  for (;;) {
    const rows = await client.$queryRaw<Row[]>`${fetch}`;
    yield rows;
    if (rows.length < rowsAtOnce) break;
  }
  await client.$queryRaw`CLOSE "parts"`;
}

function sumCells(filter: CellFilter): Prisma.Sql {
  return Prisma.sql`
    SELECT "modelA", "modelB", sum(${sumOf("battles", filter)})::int AS "battles", ${choiceSums(filter)},
           sum(${sumOf("winsSquared", filter)})::float8 AS "winsSquared",
           sum(${sumOf("winsTimesVotes", filter)})::float8 AS "winsTimesVotes",
           sum(${sumOf("votesSquared", filter)})::float8 AS "votesSquared",
           to_char(min("day"), 'YYYY-MM-DD') AS "firstDay", to_char(max("day"), 'YYYY-MM-DD') AS "lastDay"
    FROM "Cell" WHERE ${cellCondition(filter)} GROUP BY "modelA", "modelB" ORDER BY "modelA", "modelB"`;
}

/** Cells are not kept for groups of people, so their votes are summed battle by battle. */
function sumGroup(filter: BoardFilter): Prisma.Sql {
  return Prisma.sql`
    WITH "part" AS (
      SELECT "modelA", "modelB", "day", count(*) FILTER (WHERE "choice" = 'a') AS "a",
             count(*) FILTER (WHERE "choice" = 'b') AS "b", count(*) FILTER (WHERE "choice" = 'tie') AS "tie",
             count(*) FILTER (WHERE "choice" = 'both-bad') AS "bothBad", count(*) AS "votes",
             sum(CASE "choice" WHEN 'a' THEN 2 WHEN 'b' THEN 0 ELSE 1 END) AS "wins"
      FROM "Vote"
      JOIN "Battle" ON "Battle"."id" = "Vote"."battleId"
      JOIN "Cell" ON "Cell"."id" = "Battle"."cellId"
      WHERE ${cellCondition(filter)} AND ${voterCondition(filter)} AND ${voteCondition(filter)}
      GROUP BY "Battle"."id", "modelA", "modelB", "day"
    )
    SELECT "modelA", "modelB", count(*)::int AS "battles", sum("a")::int AS "a", sum("b")::int AS "b",
           sum("tie")::int AS "tie", sum("bothBad")::int AS "bothBad", sum("wins" * "wins")::float8 AS "winsSquared",
           sum("wins" * "votes")::float8 AS "winsTimesVotes", sum("votes" * "votes")::float8 AS "votesSquared",
           to_char(min("day"), 'YYYY-MM-DD') AS "firstDay", to_char(max("day"), 'YYYY-MM-DD') AS "lastDay"
    FROM "part" GROUP BY "modelA", "modelB" ORDER BY "modelA", "modelB"`;
}

/** Packed as `unpackVoters` reads it. Names of voters do not leave the database. */
function packVoters(filter: BoardFilter): Prisma.Sql {
  return Prisma.sql`
    WITH "part" AS (
      SELECT "voter", "modelA", "modelB", ${choiceSums(filter, "VoterCell")}
      FROM "VoterCell" JOIN "Cell" ON "Cell"."id" = "VoterCell"."cellId"
      WHERE ${cellCondition(filter)} AND ${voterCondition(filter)} AND ${partCondition(filter)}
      GROUP BY "voter", "modelA", "modelB"
    ), "model" AS (
      SELECT "name", row_number() OVER (ORDER BY "name" COLLATE "C") - 1 AS "place"
      FROM (SELECT "modelA" AS "name" FROM "part" UNION SELECT "modelB" FROM "part") AS "named"
    ), "person" AS (
      SELECT "voter", row_number() OVER (ORDER BY "voter") AS "place" FROM (SELECT DISTINCT "voter" FROM "part") AS "one"
    ), "line" AS (
      SELECT concat_ws(' ', "person"."place", "left"."place", "right"."place", "a", "b", "tie", "bothBad") AS "words",
             row_number() OVER () / ${partsAPage} AS "page"
      FROM "part"
      JOIN "person" USING ("voter")
      JOIN "model" AS "left" ON "left"."name" = "modelA"
      JOIN "model" AS "right" ON "right"."name" = "modelB"
    )
    SELECT string_agg("words", chr(10)) AS "packed" FROM "line" GROUP BY "page"`;
}
