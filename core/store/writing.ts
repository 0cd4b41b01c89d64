/** How rows are written where Prisma would need several statements, and what of a text PostgreSQL can keep. */
import type { Client } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/**
 * What PostgreSQL can keep of a text: everything but the NUL character and halves of surrogate pairs. Both stand in
 * what models and people write now and then; each becomes U+FFFD, the sign for a character that could not be read.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** {@link storableText}, letting null through. */
export function storableTextOrNull(text: string | null): string | null {
  return text === null ? null : storableText(text);
}

type Table = Prisma.ModelName;

/** The columns of a row, as a statement past Prisma lists them. */
export function columnNames(row: object): string {
  return Object.keys(row)
    .map((name) => `"${name}"`)
    .join(", ");
}

/** In a statement past Prisma: rows of a table, made of the list in JSON that is its parameter of that number. */
export function rowsGiven(table: Table, parameter: number): string {
  return `jsonb_populate_recordset(NULL::"${table}", $${parameter}::jsonb)`;
}

function columnsOf(row: object): Prisma.Sql {
  return Prisma.raw(columnNames(row));
}

/** Rows of a table made of JSON; a column that a row does not name is null in it. */
function rowsOf(table: Table, rows: readonly object[]): Prisma.Sql {
  return Prisma.sql`jsonb_populate_recordset(NULL::${Prisma.raw(`"${table}"`)}, ${JSON.stringify(rows)}::jsonb)`;
}

/** A statement that inserts rows, which all name the same columns; at least one. Bytes cannot be written so. */
export function insertRows(table: Table, rows: readonly object[]): Prisma.Sql {
  const columns = columnsOf(rows[0] ?? {});
  return Prisma.sql`INSERT INTO ${Prisma.raw(`"${table}"`)} (${columns}) SELECT ${columns} FROM ${rowsOf(table, rows)}`;
}

/** A statement that changes the columns of `data` in the row with that key. */
export function updateRow(table: Table, key: object, data: object): Prisma.Sql {
  const [keys, columns] = [columnsOf(key), columnsOf(data)];
  const from = rowsOf(table, [{ ...key, ...data }]);
  return Prisma.sql`
    UPDATE ${Prisma.raw(`"${table}"`)} SET (${columns}) = (SELECT ${columns} FROM ${from})
    WHERE (${keys}) = (SELECT ${keys} FROM ${from})`;
}

/** Sends several writes as one statement. None of them sees what another one writes. */
export async function writeTogether(client: Client, writes: readonly Prisma.Sql[]): Promise<void> {
  if (writes.length === 0) return;
  const named = writes.map((write, index) => Prisma.sql`${Prisma.raw(`"write${index}"`)} AS (${write})`);
  await client.$executeRaw`WITH ${Prisma.join(named)} SELECT 1`;
}

/**
 * Makes transactions that name the same things wait for each other, in all processes. Counting must be a later statement,
 * so that it sees what the earlier ones have committed. Things are named in an order that is the same everywhere.
 */
export async function takeTurn(client: Client, ...things: readonly string[]): Promise<void> {
  await client.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended("thing", 0)) FROM unnest(${[...things]}::text[]) AS "of" ("thing")`;
}
