/**
 * The votes of a board as sums, read in pieces. A PostgreSQL server works beside this process, and most boards are one
 * piece to it; PGlite works in the thread that serves people, so its pieces are small, and none looks at many cells.
 */
import { setImmediate as giveWay } from "node:timers/promises";
import type { BoardFilter, CellFilter } from "../boards/cell.ts";
import type { BoardStore } from "../boards/store.ts";
import { type BoardVotes, packTakenAway, sharePiece, type VotePiece } from "../boards/packed-votes.ts";
import type { CastVote } from "../rating/vote-statistics.ts";
import type { Database, Reader } from "./database.ts";
import {
  cellCondition,
  counts,
  partCondition,
  placeCondition,
  sumOf,
  voteCondition,
  voterCondition,
} from "./cell-sums.ts";
import { Prisma } from "./generated/client.ts";

/** The most cells and votes of one piece, and among how many cells they are looked for; null: among all. */
export type PieceSize = { cells: number; votes: number; among: number | null };

/** Where statements may take long, and where they may not. */
export const pieceSizes = {
  server: { cells: 20_000, votes: 25_000, among: null },
  inProcess: { cells: 76, votes: 300, among: 1_000 },
} as const satisfies Record<string, PieceSize>;

/** A piece as it is read: `next` is the last cell that was looked at, null where none is left. */
export type PieceRow = { cells: string | null; voters: string | null; next: number | null };

/** The piece in a row. */
export function pieceIn({ cells, voters }: Omit<PieceRow, "next">): VotePiece {
  return sharePiece(cells ?? "[]", voters ?? "");
}

/** More often than this nobody erases what is theirs, or moves a community, while a board is being read. */
const undisturbedTries = 3;

/**
 * All of it at one point, by statements between which others go, where only this process works on the database. Whoever
 * calls keeps it from folding; then only what is rare, an erasure or a rebuild, makes it begin again.
 */
export async function readInTurn(database: Database, filter: BoardFilter): Promise<BoardVotes> {
  for (let left = undisturbedTries; left > 0; left -= 1) {
    const votes = await readPieces((work) => database.read(work), filter, pieceSizes.inProcess);
    if ((await database.read(lastFolding)) === votes.folded) return votes;
  }
  return await database.readAtOnce((client) => readPieces((work) => work(client), filter, pieceSizes.inProcess));
}

type Read = <Result>(work: (client: Reader) => Promise<Result>) => Promise<Result>;

/** Piece after piece, each by a statement of its own. */
export async function readPieces(read: Read, filter: BoardFilter, size: PieceSize): Promise<BoardVotes> {
  const folded = await read(lastFolding);
  const pieces: VotePiece[] = [];
  for (let from: number | null = 0; from !== null;) {
    const [row]: PieceRow[] = await read((client) =>
      client.$queryRaw<PieceRow[]>(selectPiece(filter, from ?? 0, size)),
    );
    if (row) pieces.push(pieceIn(row));
    from = row?.next ?? null;
    // PGlite's promises are kept without the event loop coming round: nothing else would happen until the last piece.
    await giveWay();
  }
  return { folded, pieces };
}

/** What {@link BoardStore.takenAway} says. Voters go by the same numbers as in {@link selectPiece}. */
export async function readTakenAway(
  client: Reader,
  ...[filter, battle, folded]: Parameters<BoardStore["takenAway"]>
): Promise<VotePiece | undefined> {
  const rows = await client.$queryRaw<(CastVote & { day: string })[]>`
    SELECT "Battle"."id" AS "battle", "modelA", "modelB", to_char("day", 'YYYY-MM-DD') AS "day",
           hashtextextended("voter", 0)::text AS "voter",
           CASE "choice" WHEN 'both-bad' THEN 'bothBad' ELSE "choice" END AS "choice"
    FROM "Battle" JOIN "Cell" ON "Cell"."id" = "Battle"."cellId"
    JOIN "Vote" ON "Vote"."battleId" = "Battle"."id" AND ${counts()} AND ${voteCondition(filter)}
    WHERE "Battle"."id" = ${battle} AND "Battle"."folded" <= ${folded} AND ${placeCondition(filter)}`;
  return rows[0] && packTakenAway(rows, rows[0].day);
}

async function lastFolding(client: Reader): Promise<number> {
  const [row] = await client.$queryRaw<{ number: number }[]>`SELECT "number" FROM "Folding"`;
  return row?.number ?? 0;
}

/**
 * Selects the votes of the cells after one, as a {@link PieceRow}. Names of voters do not leave the database.
 * @param unless reads nothing where this holds.
 */
export function selectPiece(
  filter: BoardFilter,
  from: number,
  size: PieceSize,
  unless = Prisma.sql`FALSE`,
): Prisma.Sql {
  const numbers = Prisma.join(kinds.map((name) => sumOf(name, filter, "VoterCell")));
  return Prisma.sql`
    WITH ${takeCells(filter, from, size, unless)}
    SELECT (SELECT json_agg(json_build_array("modelA", "modelB", "day", "battles", "a", "b", "tie", "bothBad", "winsSquared",
                                             "winsTimesVotes", "votesSquared") ORDER BY "at")::text
            FROM (${filter.group ? sumGroup(filter) : selectSums(filter)}) AS "summed") AS "cells",
           (SELECT string_agg(concat_ws(' ', hashtextextended("voter", 0), "at", ${numbers}), chr(10))
            FROM "taken"
            CROSS JOIN LATERAL (SELECT * FROM "VoterCell" WHERE "cellId" = "taken"."id" OFFSET 0) AS "VoterCell"
            WHERE ${voterCondition(filter)} AND ${partCondition(filter)}) AS "voters",
           (SELECT "reach"."id" FROM "reach" WHERE EXISTS (SELECT FROM "Cell" WHERE "Cell"."id" > "reach"."id")) AS "next"`;
}

const kinds = ["a", "b", "tie", "bothBad"] as const;

/** `taken`: the cells of a piece, each with its place in it; `reach`: the last cell that was looked at. */
function takeCells(filter: BoardFilter, from: number, size: PieceSize, unless: Prisma.Sql): Prisma.Sql {
  const last = size.among === null ? 2 ** 31 - 1 : from + size.among;
  const sums = kinds.map((name) => sumOf(name, filter));
  const votes = Prisma.join(sums, " + ");
  return Prisma.sql`
    "ahead" AS (
      SELECT * FROM "Cell" WHERE "id" > ${from} AND "id" <= ${last} AND ${cellCondition(filter)} AND NOT (${unless})
      ORDER BY "id" LIMIT ${size.cells}
    ), "counted" AS (
      SELECT "Cell".*, row_number() OVER "before" - 1 AS "at", sum(${votes}) OVER "before" - (${votes}) AS "before"
      FROM "ahead" AS "Cell" WINDOW "before" AS (ORDER BY "id" ROWS UNBOUNDED PRECEDING)
    ), "taken" AS MATERIALIZED (SELECT * FROM "counted" WHERE "before" < ${size.votes}),
    "reach" AS (
      SELECT CASE WHEN "taken"."count" < "ahead"."count" OR "ahead"."count" = ${size.cells}
                  THEN "taken"."last" ELSE ${last} END AS "id"
      FROM (SELECT count(*), max("id") AS "last" FROM "taken") AS "taken", (SELECT count(*) FROM "ahead") AS "ahead"
    )`;
}

function selectSums(filter: CellFilter): Prisma.Sql {
  const names = ["battles", "a", "b", "tie", "bothBad", "winsSquared", "winsTimesVotes", "votesSquared"] as const;
  const sums = names.map((name) => Prisma.sql`${sumOf(name, filter)} AS ${Prisma.raw(`"${name}"`)}`);
  return Prisma.sql`SELECT "at", "modelA", "modelB", "day", ${Prisma.join(sums)} FROM "taken" AS "Cell"`;
}

/** Cells are not kept for groups of people, so their votes are summed battle by battle; cells of none of their votes are zeros. */
function sumGroup(filter: BoardFilter): Prisma.Sql {
  return Prisma.sql`
    SELECT "at", "modelA", "modelB", "day", count("battle") AS "battles", COALESCE(sum("a"), 0) AS "a",
           COALESCE(sum("b"), 0) AS "b", COALESCE(sum("tie"), 0) AS "tie", COALESCE(sum("bothBad"), 0) AS "bothBad",
           COALESCE(sum("wins" * "wins"), 0) AS "winsSquared", COALESCE(sum("wins" * "votes"), 0) AS "winsTimesVotes",
           COALESCE(sum("votes" * "votes"), 0) AS "votesSquared"
    FROM (
      SELECT "at", "Cell"."modelA", "Cell"."modelB", "Cell"."day", "Vote"."battleId" AS "battle",
             count(*) FILTER (WHERE "choice" = 'a') AS "a",
             count(*) FILTER (WHERE "choice" = 'b') AS "b", count(*) FILTER (WHERE "choice" = 'tie') AS "tie",
             count(*) FILTER (WHERE "choice" = 'both-bad') AS "bothBad", count("choice") AS "votes",
             sum(CASE "choice" WHEN 'a' THEN 2 WHEN 'b' THEN 0 ELSE 1 END) AS "wins"
      FROM "taken" AS "Cell"
      LEFT JOIN ("Battle" JOIN "Vote" ON "Vote"."battleId" = "Battle"."id" AND ${counts()}
                 AND ${voterCondition(filter)} AND ${voteCondition(filter)})
        ON "Battle"."cellId" = "Cell"."id"
      GROUP BY 1, 2, 3, 4, 5
    ) AS "battle" GROUP BY 1, 2, 3, 4`;
}
