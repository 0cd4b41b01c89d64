/** A row in every table there is, made from the catalogue, so that no table can be forgotten. */
import type { SqlSession } from "../../core/store/engine.ts";
import { migrate, readMigrations } from "../../core/store/migrator.ts";
import { findTables, type Table } from "../../core/store/carrying/rows.ts";

/** One value for each type, the same everywhere: so every row points to one that is there. */
const values: Readonly<Record<string, string>> = {
  text: `'two 义\\''"' || chr(10)`,
  "text[]": `ARRAY['', 'a,"b"', NULL]`,
  integer: "7",
  "integer[]": "ARRAY[1, 2]",
  "smallint[]": "ARRAY[-32768, 32767]",
  bigint: "9007199254740993",
  boolean: "true",
  "double precision": "0.1 + 0.2",
  "numeric(20,9)": "1234567.123456789",
  bytea: `'\\x00ff10'`,
  date: `'2026-11-29'`,
  jsonb: `'{"a": [1, null, "义"]}'`,
  "timestamp(3) with time zone": `'2026-11-29 23:59:59.999+08'`,
};

function valueOf({ name, type }: Table["columns"][number]): string {
  // No model meets itself.
  const value = name === '"modelB"' ? "'other'" : values[type];
  if (value === undefined) throw new Error(`test/store/full-record.ts has no value of the type ${type}`);
  return value;
}

/** Makes all tables and puts a row into each. */
export async function fillEveryTable(session: SqlSession): Promise<Table[]> {
  await migrate(session, readMigrations());
  const tables = await findTables(session);
  for (const { name, columns } of tables) {
    await session.run(`DELETE FROM "${name}"`);
    const names = columns.map((column) => column.name).join(", ");
    await session.run(`INSERT INTO "${name}" (${names}) VALUES (${columns.map(valueOf).join(", ")})`);
  }
  return tables;
}

/** All rows of all tables, as JSON. */
export async function readEveryTable(session: SqlSession): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const { name } of await findTables(session)) {
    const rows = await session.rows<{ row: unknown }>(`SELECT to_jsonb("${name}") AS row FROM "${name}" ORDER BY 1`);
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}
