/** Looks at a store without changing a byte of it: what opening it would find. */
import { constants, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { loadSqlite, lockedCodes, type Owner, readOwner } from "../machine/directory-lock.ts";
import { embeddedFolders, openEmbeddedEngine } from "./embedded-engine.ts";
import type { Engine, SqlSession } from "./engine.ts";
import { readMigrations } from "./migrator.ts";
import { openPostgresEngine } from "./postgres-engine.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";
import { findServer } from "./server/left-server.ts";

/** The names of migrations. */
export type MigrationsFound = {
  /** Known to this version and not yet applied. */
  missing: readonly string[];
  /** Applied, but not known to this version. */
  unknown: readonly string[];
  /** Begun and never finished. */
  unfinished: readonly string[];
};

/**
 * What the database lets its user do. `no-create`: migrations are missing and may not be applied,
 * or there may be no schema for work in the background. With
 * `no-access-to-tables` neither migrations nor fingerprint could be read.
 */
export type RightsFound = "enough" | "read-only" | "no-create" | "no-access-to-tables";

/**
 * - `absent`: there is no embedded database yet.
 * - `in-use`: another process has the data directory, so nobody else may look.
 * - `too-large`: there is no room for the copy that would be looked at. Bytes.
 */
export type StoreInspection =
  | { kind: "absent" }
  | { kind: "in-use"; owner: Partial<Owner> }
  | { kind: "too-large"; size: number; free: number }
  | {
      kind: "looked-into";
      description: string;
      /** Of PostgreSQL, such as 15.8. */
      version: string;
      migrations: MigrationsFound;
      rights: RightsFound;
      /** Null: the database belongs to no key yet. */
      keyFingerprint: string | null;
      /** Whether all texts in it are known to be sealed. */
      textsSealed: boolean;
    };

/**
 * Looks into the PostgreSQL server when `databaseUrl` is given, in a transaction that cannot write; else into a copy of
 * the embedded database, because whoever opens that writes to it. Leaves nothing behind.
 * @throws {StoreRefusal} `unreachable` or `unreadable`.
 */
export async function inspectStore(dataDirectory: string, databaseUrl?: string): Promise<StoreInspection> {
  if (databaseUrl) return await lookInto(await openPostgresEngine(databaseUrl));
  const directory = resolve(dataDirectory);
  const { server, pglite } = embeddedFolders;
  const folder = [server, pglite].find((name) => isThere(join(directory, name)));
  if (folder === undefined) return { kind: "absent" };
  const owner = findOwner(directory);
  return owner ? { kind: "in-use", owner } : await inspectCopy(directory, folder);
}

/** @throws {StoreRefusal} `unreadable` when that cannot be told. */
function isThere(path: string): boolean {
  try {
    // A file stands where PGlite's folder was before it was moved.
    return !lstatSync(path).isFile();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw refuseUnreadable(path, error);
  }
}

/** @returns who has the data directory, or undefined when nobody has. Only reads. */
function findOwner(directory: string): Partial<Owner> | undefined {
  const pid = findServer(join(directory, embeddedFolders.server));
  // A process that was killed leaves its server for a moment.
  return findHolder(directory) ?? (pid === undefined ? undefined : { pid });
}

function findHolder(directory: string): Partial<Owner> | undefined {
  const file = join(directory, "owner.lock");
  if (!existsSync(file)) return undefined;
  const { DatabaseSync } = loadSqlite();
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { readOnly: true });
    lock.exec("SELECT 1 FROM sqlite_schema");
    return undefined;
  } catch (error) {
    const code = (error as { errcode?: unknown }).errcode;
    // Any other trouble with an empty file is no sign of an owner.
    if (typeof code !== "number" || !lockedCodes.includes(code)) return undefined;
    return readOwner(join(directory, "owner.json"));
  } finally {
    lock?.close();
  }
}

async function inspectCopy(directory: string, folder: string): Promise<StoreInspection> {
  const database = join(directory, folder);
  const scratch = mkdtempSync(join(tmpdir(), "doubleblind-doctor-"));
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  // Also when somebody stops the program meanwhile: the copy holds votes.
  process.once("exit", remove);
  try {
    const [size, free] = [sizeOf(database), freeSpace(scratch)];
    // The copy grows when it is opened.
    if (size * 1.5 > free) return { kind: "too-large", size, free };
    await copyFolder(database, join(scratch, folder));
    const isServer = folder === embeddedFolders.server;
    const found = await lookInto(await openEmbeddedEngine(scratch, { pglite: !isServer }));
    return { ...found, description: `${isServer ? "PostgreSQL" : "PGlite"} in ${directory}` };
  } catch (error) {
    // What was being written while it was copied does not open.
    const owner = findOwner(directory);
    if (owner) return { kind: "in-use", owner };
    throw refuseUnreadable(database, error);
  } finally {
    remove();
    process.off("exit", remove);
  }
}

function refuseUnreadable(path: string, error: unknown): StoreRefusal {
  const said = error instanceof Error ? error.message : String(error);
  const reason = (error instanceof StoreRefusal && error.details.reason) || said;
  return new StoreRefusal("unreadable", `The database in ${path} does not open (${reason}).`, { path, reason });
}

/** Copies files and folders, all at once: `cp` takes them one by one, which is slow for a thousand files. */
async function copyFolder(source: string, target: string): Promise<void> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const copies = entries.map((entry) => {
    const from = join(entry.parentPath, entry.name);
    return { entry, from, to: join(target, relative(source, from)) };
  });
  await mkdir(target, { mode: 0o700 });
  for (const { entry, to } of copies) if (entry.isDirectory()) await mkdir(to, { recursive: true });
  const files = copies.filter(({ entry }) => entry.isFile());
  await Promise.all(files.map(({ from, to }) => copyFile(from, to, constants.COPYFILE_FICLONE)));
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((total, file) => total + statSync(join(file.parentPath, file.name)).size, 0);
}

function freeSpace(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

async function lookInto(engine: Engine): Promise<Extract<StoreInspection, { kind: "looked-into" }>> {
  try {
    return await engine.transaction(async (session) => {
      await session.run("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '10s'");
      const powers = await findPowers(session);
      const found = powers.opens ? await readLedgers(session) : nothingRead;
      const rights = judgeRights(powers, found.migrations.missing.length > 0);
      const { description } = engine;
      return { kind: "looked-into", description, ...(await findVersion(session)), rights, ...found };
    });
  } finally {
    await engine.close();
  }
}

type Ledgers = { migrations: MigrationsFound; keyFingerprint: string | null; textsSealed: boolean };

const noMigrations: MigrationsFound = { missing: [], unknown: [], unfinished: [] };
const nothingRead: Ledgers = { migrations: noMigrations, keyFingerprint: null, textsSealed: false };

async function readLedgers(session: SqlSession): Promise<Ledgers> {
  return { migrations: await findMigrations(session), ...(await findInstallation(session)) };
}

async function findVersion(session: SqlSession): Promise<{ version: string }> {
  const [row] = await session.rows<{ version: string }>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS version`,
  );
  return row ?? { version: "" };
}

async function exists(session: SqlSession, table: string): Promise<boolean> {
  const [row] = await session.rows<{ found: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS found`, [`"${table}"`]);
  return row?.found ?? false;
}

async function findMigrations(session: SqlSession): Promise<MigrationsFound> {
  const known = readMigrations().map((migration) => migration.name);
  const applied = (await exists(session, "_prisma_migrations"))
    ? await session.rows<{ name: string; finished: boolean }>(
        `SELECT "migration_name" AS name, "finished_at" IS NOT NULL AS finished
         FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "migration_name"`,
      )
    : [];
  const names = applied.map((row) => row.name);
  return {
    missing: known.filter((name) => !names.includes(name)),
    unknown: names.filter((name) => !known.includes(name)),
    unfinished: applied.filter((row) => !row.finished).map((row) => row.name),
  };
}

/** What the database's user may do. */
type Powers = { writes: boolean; opens: boolean; creates: boolean; works: boolean };

async function findPowers(session: SqlSession): Promise<Powers> {
  const [row] = await session.rows<Powers>(
    `SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' AS writes,
            coalesce(bool_and(has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
              AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')), true) AS opens,
            coalesce(has_schema_privilege(current_schema(), 'CREATE') AND coalesce(
              bool_and(pg_has_role(relowner, 'USAGE')), true), false) AS creates,
            has_database_privilege(current_database(), 'CREATE')
              OR coalesce(has_schema_privilege(to_regnamespace(quote_ident(current_schema() || '_work')), 'USAGE'), false) AS works
     FROM pg_class
     WHERE relnamespace = to_regnamespace(current_schema()) AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname ~ '^([A-Z]|_prisma_migrations$)'`,
  );
  return row ?? { writes: false, opens: false, creates: false, works: false };
}

function judgeRights({ writes, opens, creates, works }: Powers, mustCreate: boolean): RightsFound {
  if (!writes) return "read-only";
  if (!opens) return "no-access-to-tables";
  return (mustCreate && !creates) || !works ? "no-create" : "enough";
}

async function findInstallation(session: SqlSession): Promise<Omit<Ledgers, "migrations">> {
  const nothing = { keyFingerprint: null, textsSealed: false };
  if (!(await exists(session, "Installation"))) return nothing;
  // A database that is not up to date may lack a column.
  const [row] = await session.rows<{ keyFingerprint: string; textsSealed: boolean }>(
    `SELECT "keyFingerprint", coalesce((to_jsonb("Installation")->>'textsSealed')::boolean, false) AS "textsSealed"
     FROM "Installation"`,
  );
  return row ?? nothing;
}
