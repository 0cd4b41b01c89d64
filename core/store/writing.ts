/** Parts of statements past Prisma, what of a text PostgreSQL can keep, and how transactions wait for each other. */
import type { Client } from "./database.ts";
import { lockThings } from "./dialect.ts";
import type { Prisma } from "./generated/client.ts";

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

/**
 * In a statement past Prisma: rows of a table, made of the list in JSON that is its parameter of that number. A column that
 * a row does not name is null in it. Bytes cannot be given so.
 */
export function rowsGiven(table: Table, parameter: number): string {
  return `jsonb_populate_recordset(NULL::"${table}", $${parameter}::jsonb)`;
}

/** In a statement past Prisma: is one of the texts of the list in JSON that is its parameter of that number. */
export function isGiven(parameter: number): string {
  return `IN (SELECT jsonb_array_elements_text($${parameter}::jsonb))`;
}

/**
 * Makes transactions that name the same things wait for each other, in all processes. Counting must be a later statement,
 * so that it sees what the earlier ones have committed. Things are named in an order that is the same everywhere.
 */
export async function takeTurn(client: Client, ...things: readonly string[]): Promise<void> {
  await client.$executeRaw(lockThings(things));
}
