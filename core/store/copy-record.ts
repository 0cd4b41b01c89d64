/** Copies everything one database holds into another, and makes sure that it has arrived. */
import type { Engine, SqlSession } from "./engine.ts";
import { migrate, readMigrations } from "./migrator.ts";

const ledger = "_prisma_migrations";

/** How much travels at a time, about, and how many rows at first: a post may have hundreds of kilobytes. */
const charactersAtOnce = 1_000_000;
const rowsAtFirst = 50;

type Table = { name: string; columns: { name: string; type: string }[] };

/** The tables but for the ledger of migrations, which the copy writes itself. */
async function findTables(session: SqlSession): Promise<Table[]> {
  return await session.rows<Table>(
    `SELECT relname AS name, json_agg(json_build_object(
              'name', quote_ident(attname), 'type', format_type(atttypid, atttypmod)) ORDER BY attname) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> $1
     GROUP BY relname ORDER BY relname`,
    [ledger],
  );
}

/** The names of the migrations that a database has; none when it was never used. */
async function appliedMigrations(session: SqlSession): Promise<string[]> {
  const [found] = await session.rows<{ there: boolean }>(`SELECT to_regclass('${ledger}') IS NOT NULL AS there`);
  if (!found?.there) return [];
  const rows = await session.rows<{ name: string }>(
    `SELECT "migration_name" AS name FROM "${ledger}" WHERE "rolled_back_at" IS NULL`,
  );
  return rows.map((row) => row.name);
}

/** Brings the new database's tables to where the old one's are. */
async function makeTables(from: SqlSession, to: SqlSession): Promise<void> {
  const applied = await appliedMigrations(from);
  const migrations = readMigrations().filter(({ name }) => applied.includes(name));
  if (migrations.length < applied.length) throw new Error("it has changes that this version does not know");
  await migrate(to, migrations);
}

/** Every value travels as the text that PostgreSQL itself writes and reads for it, as in its own backups. */
async function copyTable({ name, columns }: Table, from: SqlSession, to: SqlSession): Promise<void> {
  const names = columns.map((column) => column.name);
  const texts = names.map((column) => `${column}::text`).join(", ");
  await from.run(`DECLARE "copied" NO SCROLL CURSOR FOR SELECT json_build_array(${texts})::text AS row FROM "${name}"`);
  const values = columns.map((column, index) => `(row->>${index})::${column.type}`).join(", ");
  const insert = `INSERT INTO "${name}" (${names.join(", ")}) OVERRIDING SYSTEM VALUE
                  SELECT ${values} FROM json_array_elements($1::json) AS row`;
  for (let count = rowsAtFirst; ;) {
    const rows = await from.rows<{ row: string }>(`FETCH ${count} FROM "copied"`);
    if (rows.length === 0) break;
    const batch = `[${rows.map(({ row }) => row).join(",")}]`;
    await to.rows(insert, [batch]);
    count = Math.ceil((rows.length * charactersAtOnce) / batch.length);
  }
  await from.run(`CLOSE "copied"`);
}

async function copySequences(from: SqlSession, to: SqlSession): Promise<void> {
  const used = await from.rows<{ name: string; last: string }>(
    `SELECT quote_ident(sequencename) AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = current_schema() AND last_value IS NOT NULL`,
  );
  for (const { name, last } of used) await to.rows("SELECT setval($1::text::regclass, $2::text::bigint)", [name, last]);
}

/** The number of rows in a table, and a sum over what is in them, whatever their order. */
async function fingerprint(session: SqlSession, { name, columns }: Table): Promise<string> {
  const texts = columns.map((column) => `${column.name}::text`).join(", ");
  const half = (start: number): string => `coalesce(sum(('x' || substr(hash, ${start}, 15))::bit(60)::bigint), 0)`;
  const [row] = await session.rows<{ print: string }>(
    `SELECT concat_ws(' ', count(*), ${half(1)}, ${half(16)}) AS print
     FROM (SELECT md5(json_build_array(${texts})::text) AS hash FROM "${name}") AS hashed`,
  );
  return row?.print ?? "";
}

/** @throws {Error} naming the first table whose copy is not the same. */
async function compare(tables: readonly Table[], from: SqlSession, to: SqlSession): Promise<void> {
  for (const table of tables) {
    if ((await fingerprint(from, table)) !== (await fingerprint(to, table)))
      throw new Error(`the copy of the table ${table.name} differs`);
  }
}

/**
 * Copies the record into a database that is empty, in one transaction.
 * @throws {Error} when something is not the same in the end; then nothing is copied.
 */
export async function copyRecord(source: Engine, target: Engine): Promise<void> {
  await source.transaction((from) =>
    target.transaction(async (to) => {
      await makeTables(from, to);
      const tables = await findTables(from);
      if (JSON.stringify(tables) !== JSON.stringify(await findTables(to)))
        throw new Error("its tables are not those of this version");
      // What the old database holds has passed its checks once, and tables may come in any order.
      await to.run("SET LOCAL session_replication_role = replica");
      // Some migrations bring rows of their own.
      for (const { name } of tables) await to.run(`DELETE FROM "${name}"`);
      for (const table of tables) await copyTable(table, from, to);
      await copySequences(from, to);
      await compare(tables, from, to);
    }),
  );
}
