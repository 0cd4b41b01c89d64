/**
 * Brings the tables up to date at start, so that nobody needs Prisma's command line; and leaves the same traces as
 * Prisma's command line would, so that anybody may use it.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lockNumber } from "./dialect.ts";
import type { SqlSession } from "./engine.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";

/** One change of the tables. */
export type Migration = { name: string; script: string };

type AppliedMigration = { migration_name: string; finished: boolean };

/** The number under which Prisma's command line takes its lock. */
const prismaLock = 72_707_369;

const ledger = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/** Where the schema's history lies. */
const migrationsFolder = join(import.meta.dirname, "../../prisma/migrations");

/** The migrations in a folder laid out as Prisma does, by default those of this version; oldest first. */
export function readMigrations(folder: string = migrationsFolder): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => ({ name, script: readFileSync(join(folder, name, "migration.sql"), "utf8") }));
}

/** Waits for others who migrate: other processes of ours, or Prisma's command line. */
export async function lockMigrations(session: SqlSession): Promise<void> {
  await session.run(lockNumber(prismaLock));
}

function refuseUnknown(unknown: readonly string[]): StoreRefusal {
  return new StoreRefusal(
    "newer-schema",
    `The database has changes this version does not know (${unknown.join(", ")}): a newer version, or another ` +
      "program, has used it. Start that newer version, or point this one to a database of its own.",
    { migrations: unknown },
  );
}

function refuseUnfinished(unfinished: readonly string[]): StoreRefusal {
  return new StoreRefusal(
    "failed-migration",
    `A change of the database's tables broke off halfway under Prisma's command line (${unfinished.join(", ")}). ` +
      "Mend it with `prisma migrate resolve`, or put a backup in its place.",
    { migrations: unfinished },
  );
}

function refuseFailed(name: string, error: unknown): StoreRefusal {
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreRefusal(
    "failed-migration",
    `The change ${name} of the database's tables failed (${reason}). Nothing was changed. See that the database ` +
      "is this program's own and that its user may create tables.",
    { migrations: [name], reason },
    { cause: error },
  );
}

async function apply(session: SqlSession, { name, script }: Migration): Promise<void> {
  try {
    await session.run(script);
  } catch (error) {
    throw refuseFailed(name, error);
  }
  const checksum = createHash("sha256").update(script).digest("hex");
  await session.rows(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
     VALUES (gen_random_uuid()::text, $1, $2, now(), clock_timestamp(), 1)`,
    [checksum, name],
  );
}

/**
 * Applies, in order, those of `migrations` the database lacks. When one fails, none has happened.
 * @returns the names of those it applied.
 * @throws {StoreRefusal} `newer-schema` or `failed-migration`.
 */
export async function migrate(session: SqlSession, migrations: readonly Migration[]): Promise<string[]> {
  await lockMigrations(session);
  await session.run(ledger);
  const applied = await session.rows<AppliedMigration>(
    `SELECT "migration_name", "finished_at" IS NOT NULL AS "finished"
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "migration_name"`,
  );
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = applied.map((row) => row.migration_name).filter((name) => !known.has(name));
  if (unknown.length > 0) throw refuseUnknown(unknown);
  const unfinished = applied.filter((row) => !row.finished).map((row) => row.migration_name);
  if (unfinished.length > 0) throw refuseUnfinished(unfinished);
  const done = new Set(applied.map((row) => row.migration_name));
  const missing = migrations.filter((migration) => !done.has(migration.name));
  for (const migration of missing) await apply(session, migration);
  return missing.map((migration) => migration.name);
}
