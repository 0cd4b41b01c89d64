/** Where a record is, or is to be: the embedded database of a data folder, or a database on a PostgreSQL server. */
import { hostname } from "node:os";
import { lockDirectory } from "../../machine/directory-lock.ts";
import { StoreRefusal } from "../../machine/store-refusal.ts";
import { hasEmbeddedDatabase, openEmbeddedEngine } from "../embedded-engine.ts";
import type { Engine, SqlSession } from "../engine.ts";
import { readMigrations } from "../migrator.ts";
import { openPostgresEngine } from "../postgres-engine.ts";
import { appliedMigrations, findTables, type Table, unknownMigrations } from "./rows.ts";
import { RecordRefusal } from "./record-refusal.ts";

/** A data folder by its absolute path, or a server's address, which holds a password: never log it. */
export type RecordPlace = { directory: string } | { url: string };

/** Whether two places are one. */
export function isSamePlace(one: RecordPlace, other: RecordPlace): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Takes the folder for this process. @throws {RecordRefusal} where another process has it. */
async function lock(directory: string): Promise<() => void> {
  try {
    return await lockDirectory(directory, { pid: process.pid, machine: hostname() }, 0);
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.kind !== "locked") throw error;
    throw new RecordRefusal((words) => words.running(directory), { cause: error });
  }
}

async function openFolder(directory: string): Promise<Engine> {
  const unlock = await lock(directory);
  try {
    const engine = await openEmbeddedEngine(directory);
    return { ...engine, close: () => engine.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** @throws {RecordRefusal} where there is none. */
function expectDatabase(directory: string): void {
  if (!hasEmbeddedDatabase(directory)) throw new RecordRefusal((words) => words.none(directory));
}

/** Opens what holds a record, for this process alone. @throws {RecordRefusal} @throws {StoreRefusal} */
export async function openSource(place: RecordPlace): Promise<Engine> {
  if ("url" in place) return await openPostgresEngine(place.url);
  expectDatabase(place.directory);
  return await openFolder(place.directory);
}

/** Opens what is to hold a record, making it where it is missing. @throws {RecordRefusal} @throws {StoreRefusal} */
export async function openTarget(place: RecordPlace): Promise<Engine> {
  return await ("url" in place ? openPostgresEngine(place.url) : openFolder(place.directory));
}

/** Tables in which migrations leave a row. */
const neverEmpty = ["Folding", "PageRevision"];

/**
 * Refuses a database that holds anything but what migrations make. What a move that broke off has begun is gone with its
 * transaction. @throws {RecordRefusal} naming what it holds.
 */
export async function expectEmpty(session: SqlSession, where: string, known: readonly string[]): Promise<void> {
  for (const { name } of await findTables(session)) {
    const [row] = await session.rows<{ filled: boolean }>(`SELECT EXISTS (SELECT FROM "${name}") AS filled`);
    if (!known.includes(name) || (row?.filled && !neverEmpty.includes(name)))
      throw new RecordRefusal((words) => words.notEmpty(where, name));
  }
}

/** @throws {RecordRefusal} where there is no record, or one that a newer version has changed. @returns its tables. */
export async function expectRecord(session: Pick<SqlSession, "rows">, where: string): Promise<Table[]> {
  const applied = await appliedMigrations(session);
  if (applied.length === 0) throw new RecordRefusal((words) => words.none(where));
  const unknown = unknownMigrations(applied);
  if (unknown.length > 0) throw new RecordRefusal((words) => words.newer(where, unknown.join(", ")));
  return await findTables(session);
}

/** @throws {RecordRefusal} where there is no record, or one of another version. */
export async function expectUpToDate(session: SqlSession, where: string): Promise<void> {
  await expectRecord(session, where);
  const applied = await appliedMigrations(session);
  if (readMigrations().some(({ name }) => !applied.includes(name)))
    throw new RecordRefusal((words) => words.notUpToDate(where));
}

/**
 * Refuses where an arena is at work on a server's database: it keeps a connection, under its name, and a lease on what it
 * answers. @throws {RecordRefusal}
 */
export async function expectNobody(session: Pick<SqlSession, "rows">, where: string): Promise<void> {
  const [row] = await session.rows<{ connected: boolean; leased: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                    AND application_name = 'doubleblind') AS connected,
            EXISTS (SELECT FROM "Battle" WHERE "leaseUntil" > now()) AS leased`,
  );
  if (row?.connected || row?.leased) throw new RecordRefusal((words) => words.running(where));
}

/** The fingerprint of the key that a record was made under; null where it has never been used. */
export async function readFingerprint(session: SqlSession): Promise<string | null> {
  const rows = await session.rows<{ keyFingerprint: string }>(`SELECT "keyFingerprint" FROM "Installation"`);
  return rows[0]?.keyFingerprint ?? null;
}
