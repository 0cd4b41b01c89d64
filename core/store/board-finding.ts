/** What there is of some boards, by one statement: how much of their votes is new, or what is kept of them. */
import type { AskedBoard, FoundBoard } from "../boards/store.ts";
import type { BoardFilter } from "../boards/cell.ts";
import type { Reader } from "./database.ts";
import { type PieceRow, pieceIn, type PieceSize, selectPiece } from "./board-votes.ts";
import { counts, placeCondition, sumOf, voteCondition, voterCondition } from "./cell-sums.ts";
import { type Known, pendingColumn } from "./folding-turns.ts";
import { Prisma } from "./generated/client.ts";

type Row = PieceRow & {
  pending: boolean;
  number: number;
  newer: number | null;
  aside: number;
  keptFolded: number | null;
  ratedAt: Date | null;
  content: Uint8Array | null;
  isRead: boolean;
};

/** Finds them, in their order. */
export async function findBoards(
  client: Reader,
  boards: readonly AskedBoard[],
  size: PieceSize,
): Promise<Known<FoundBoard[]>> {
  const selected = boards.map((board, place) => selectBoard(board, place, boards.length === 1 ? size : null));
  const rows = await client.$queryRaw<Row[]>`${Prisma.join(selected, " UNION ALL ")} ORDER BY "place"`;
  return { pending: rows.some(({ pending }) => pending), found: rows.map(toFound) };
}

function toFound({ number, newer, aside, keptFolded, ratedAt, content, ...piece }: Row): FoundBoard {
  const kept = content && ratedAt && keptFolded !== null ? { folded: keptFolded, ratedAt, content } : undefined;
  const isWhole = piece.isRead && piece.next === null && !kept;
  return { newer: newer ?? 0, aside, kept, votes: isWhole ? { folded: number, pieces: [pieceIn(piece)] } : undefined };
}

/** @param size of the piece that is read where nothing is kept; null: none is. */
function selectBoard({ filter, key, folded }: AskedBoard, place: number, size: PieceSize | null): Prisma.Sql {
  const isKept = Prisma.sql`EXISTS (SELECT FROM "BoardSnapshot" WHERE "key" = ${key})`;
  const nothing = Prisma.sql`SELECT NULL::text AS "cells", NULL::text AS "voters", NULL::int AS "next"`;
  const isRead = size !== null && folded === null;
  const piece = isRead ? selectPiece(filter, 0, size, isKept) : nothing;
  return Prisma.sql`
    SELECT ${place}::int AS "place", ${pendingColumn}, (SELECT "number" FROM "Folding") AS "number",
           CASE WHEN "since"."folded" IS NOT NULL THEN (${countSince(filter)}) END AS "newer",
           (${countAside(filter)}) AS "aside",
           "kept"."folded" AS "keptFolded", "kept"."ratedAt", "kept"."content", ${isRead}::boolean AS "isRead", "piece".*
    FROM (SELECT 1) AS "one"
    LEFT JOIN (SELECT * FROM "BoardSnapshot" WHERE ${folded === null}) AS "kept" ON "kept"."key" = ${key}
    CROSS JOIN LATERAL (SELECT COALESCE(${folded}::int, "kept"."folded") AS "folded") AS "since"
    CROSS JOIN (${piece}) AS "piece"`;
}

/** How many votes that would fit are set aside: few cells have any. */
function countAside(filter: BoardFilter): Prisma.Sql {
  const inCells = Prisma.sql`${placeCondition(filter)} AND "Cell"."aside" > 0`;
  if (!filter.group)
    return Prisma.sql`SELECT COALESCE(sum(${sumOf("aside", filter)}), 0)::int FROM "Cell" WHERE ${inCells}`;
  return Prisma.sql`
    SELECT count(*)::int FROM "Cell" JOIN "Battle" ON "Battle"."cellId" = "Cell"."id"
    JOIN "Vote" ON "Vote"."battleId" = "Battle"."id"
    WHERE ${inCells} AND NOT ${counts()} AND ${voterCondition(filter)} AND ${voteCondition(filter)}`;
}

/**
 * Its cost grows with the battles since then, not with those before. All of their votes are counted, so that a board is
 * rated again when some of them have been set aside, too.
 */
function countSince(filter: BoardFilter): Prisma.Sql {
  const isNew = Prisma.sql`
    "Battle"."status" = 'closed' AND "Battle"."folded" > "since"."folded" AND ${placeCondition(filter)}`;
  const ofBattles = Prisma.sql`FROM "Battle" JOIN "Cell" ON "Cell"."id" = "Battle"."cellId"`;
  if (filter.group || filter.unseen) {
    return Prisma.sql`
      SELECT count(*)::int ${ofBattles} JOIN "Vote" ON "Vote"."battleId" = "Battle"."id"
      WHERE ${isNew} AND ${voterCondition(filter)} AND ${voteCondition(filter)}`;
  }
  return Prisma.sql`
    SELECT COALESCE(sum("Tally"."a" + "Tally"."b" + "Tally"."tie" + "Tally"."bothBad"), 0)::int ${ofBattles}
    JOIN "Tally" ON "Tally"."battleId" = "Battle"."id" WHERE ${isNew}`;
}
