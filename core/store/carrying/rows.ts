/** Rows out of one database and into another: for the move between engines, for moves to another place, and for backups. */
import type { SqlSession } from "../engine.ts";
import { migrate, readMigrations } from "../migrator.ts";

const ledger = "_prisma_migrations";

/** How much travels at a time, about, and how many rows at first: a post may have hundreds of kilobytes. */
const charactersAtOnce = 1_000_000;
const rowsAtFirst = 50;

/** A table as the catalogue has it; its names are quoted where they have to be, its types as PostgreSQL writes them. */
export type Table = { name: string; columns: { name: string; type: string }[] };

/** The number of rows in a table, and a sum over what is in them, whatever their order. */
export type TableSum = { table: string; rows: number; sum: string };

/** Where a sequence stands. */
export type SequencePlace = { name: string; last: string };

/** So that a value is the same text whatever server it comes from. */
const sameTexts = "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL bytea_output = 'hex';";
const exactNumbers = "SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0;";

/**
 * Has a transaction read all of one moment.
 * @param still the tables that nobody may write to meanwhile. They are to be known before: the moment is that of the first
 * query, and what waits for a lock after it may be missing.
 */
export async function holdMoment(session: SqlSession, still: readonly string[] = []): Promise<void> {
  await session.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  for (const name of still) await session.run(`LOCK TABLE "${name}" IN SHARE MODE`);
  await expectRows(session);
}

/** Prepares a transaction for rows. */
export async function expectRows(session: SqlSession): Promise<void> {
  await session.run(`${sameTexts} ${exactNumbers}`);
}

type FoundTable = Table & { needs: string[] };

function listTables(session: Pick<SqlSession, "rows">): Promise<FoundTable[]> {
  return session.rows<FoundTable>(
    `SELECT relname AS name, json_agg(json_build_object(
              'name', quote_ident(attname), 'type', format_type(atttypid, atttypmod)) ORDER BY attname) AS columns,
            (SELECT coalesce(json_agg(DISTINCT referenced.relname), '[]') FROM pg_constraint
             JOIN pg_class AS referenced ON referenced.oid = confrelid
             WHERE conrelid = pg_class.oid AND contype = 'f' AND confrelid <> conrelid) AS needs
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> $1
     GROUP BY pg_class.oid, relname ORDER BY relname`,
    [ledger],
  );
}

/** The tables, divided ones as one, but for the ledger of migrations: each after those that its rows point to. */
export async function findTables(session: Pick<SqlSession, "rows">): Promise<Table[]> {
  let left = await listTables(session);
  const ordered: Table[] = [];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const next = left.filter(({ needs }) => !needs.some((name) => waiting.has(name)));
    if (next.length === 0) throw new Error(`the tables ${[...waiting].join(", ")} point to one another in a circle`);
    ordered.push(...next.map(({ name, columns }) => ({ name, columns })));
    left = left.filter((table) => !next.includes(table));
  }
  return ordered;
}

/** The names of the migrations that a database has; none when it was never used. */
export async function appliedMigrations(session: Pick<SqlSession, "rows">): Promise<string[]> {
  const [found] = await session.rows<{ there: boolean }>(`SELECT to_regclass('${ledger}') IS NOT NULL AS there`);
  if (!found?.there) return [];
  const rows = await session.rows<{ name: string }>(
    `SELECT "migration_name" AS name FROM "${ledger}" WHERE "rolled_back_at" IS NULL ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

/** Those of some migrations that this version does not know. */
export function unknownMigrations(applied: readonly string[]): string[] {
  const known = new Set(readMigrations().map(({ name }) => name));
  return applied.filter((name) => !known.has(name));
}

/**
 * Brings an empty database's tables to where another's are, and takes out the rows that migrations bring.
 * @returns its tables.
 */
export async function makeTables(to: SqlSession, applied: readonly string[]): Promise<Table[]> {
  await migrate(
    to,
    readMigrations().filter(({ name }) => applied.includes(name)),
  );
  const tables = await findTables(to);
  for (const { name } of tables.toReversed()) await to.run(`DELETE FROM "${name}"`);
  return tables;
}

/**
 * The rows of a table in batches, each a JSON array. Every value travels as the text that PostgreSQL itself writes and
 * reads for it, as in its own backups.
 */
export async function* readRows(
  from: SqlSession,
  { name, columns }: Table,
): AsyncGenerator<{ batch: string; rows: number }> {
  const texts = columns.map((column) => `${column.name}::text`).join(", ");
  await from.run(
    `DECLARE "carried" NO SCROLL CURSOR FOR SELECT json_build_array(${texts})::text AS row FROM "${name}"`,
  );
  for (let count = rowsAtFirst; ;) {
    const rows = await from.rows<{ row: string }>(`FETCH ${count} FROM "carried"`);
    if (rows.length === 0) break;
    const batch = `[${rows.map(({ row }) => row).join(",")}]`;
    yield { batch, rows: rows.length };
    count = Math.ceil((rows.length * charactersAtOnce) / batch.length);
  }
  await from.run(`CLOSE "carried"`);
}

async function writeRows(to: SqlSession, { name, columns }: Table, batch: string): Promise<void> {
  const names = columns.map((column) => column.name).join(", ");
  const values = columns.map((column, index) => `(row->>${index})::${column.type}`).join(", ");
  await to.rows(
    `INSERT INTO "${name}" (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM json_array_elements($1::json) AS row`,
    [batch],
  );
}

/** Rows of a table in batches, as {@link readRows} gives them. */
export type Batches = AsyncIterable<{ batch: string; rows: number }>;

/**
 * Fills a table with the columns of the one that the rows are from.
 * @param told is told how many are there, after each batch. @returns what it holds in the end.
 */
export async function fillTable(
  to: SqlSession,
  table: Table,
  batches: Batches,
  told: (rows: number) => void,
): Promise<TableSum> {
  let filled = 0;
  for await (const { batch, rows } of batches) {
    await writeRows(to, table, batch);
    told((filled += rows));
  }
  return await sumTable(to, table);
}

/** Where the sequences stand that have been used. */
export async function readSequences(from: SqlSession): Promise<SequencePlace[]> {
  return await from.rows<SequencePlace>(
    `SELECT quote_ident(sequencename) AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY 1`,
  );
}

/** Sets sequences on, so that numbers go on where they were. */
export async function writeSequences(to: SqlSession, places: readonly SequencePlace[]): Promise<void> {
  for (const { name, last } of places)
    await to.rows("SELECT setval($1::text::regclass, $2::text::bigint)", [name, last]);
}

/** Sums up a table. */
export async function sumTable(session: SqlSession, { name, columns }: Table): Promise<TableSum> {
  const texts = columns.map((column) => `${column.name}::text`).join(", ");
  const half = (start: number): string => `coalesce(sum(('x' || substr(hash, ${start}, 15))::bit(60)::bigint), 0)`;
  const [row] = await session.rows<{ rows: string; sum: string }>(
    `SELECT count(*)::text AS rows, concat_ws(' ', ${half(1)}, ${half(16)}) AS sum
     FROM (SELECT md5(json_build_array(${texts})::text) AS hash FROM "${name}") AS hashed`,
  );
  return { table: name, rows: Number(row?.rows), sum: row?.sum ?? "" };
}

/** Whether two sums are of the same rows. */
export function isSame(one: TableSum, other: TableSum | undefined): boolean {
  return one.table === other?.table && one.rows === other.rows && one.sum === other.sum;
}
