/**
 * A table becomes one that is divided by month. No row moves: the table as it is becomes the part for all that came before, and a
 * new one of the same name, with the same columns, keys and indexes, takes its place around it.
 */
import { waitAtMost } from "../dialect.ts";
import { firstBattleIdOf } from "../../battle/battle-id.ts";
import type { SqlSession } from "../engine.ts";
import { beforeOf, holdAlone, makeMonths, monthAfter, type MonthlyTable, otherOf } from "./monthly-tables.ts";

/** Statements that make again what stands around a table: `definition` is PostgreSQL's own. */
type Surroundings = {
  keys: { name: string; definition: string; isForeign: boolean }[];
  indexes: { name: string; definition: string }[];
  /** Foreign keys of other tables, which point here. */
  pointers: { table: string; name: string; definition: string }[];
  grants: { privilege: string; role: string }[];
};

async function findSurroundings(session: SqlSession, { name }: MonthlyTable): Promise<Surroundings> {
  const [found] = await session.rows<{ around: Surroundings }>(
    `SELECT json_build_object(
       'keys', (SELECT coalesce(json_agg(json_build_object('name', conname, 'definition', pg_get_constraintdef(oid),
                  'isForeign', contype = 'f')), '[]') FROM pg_constraint WHERE conrelid = whole AND contype IN ('p', 'f') AND conparentid = 0),
       'indexes', (SELECT coalesce(json_agg(json_build_object('name', relname, 'definition', pg_get_indexdef(indexrelid))), '[]')
                   FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = whole AND NOT indisprimary),
       'pointers', (SELECT coalesce(json_agg(json_build_object('table', conrelid::regclass::text, 'name', conname,
                      'definition', pg_get_constraintdef(oid))), '[]')
                    FROM pg_constraint WHERE confrelid = whole AND contype = 'f' AND conparentid = 0),
       'grants', (SELECT coalesce(json_agg(json_build_object('privilege', privilege_type, 'role',
                    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)), '[]')
                  FROM pg_class, aclexplode(relacl) WHERE oid = whole AND grantee <> relowner)) AS around
     FROM to_regclass($1) AS whole`,
    [`"${name}"`],
  );
  if (!found) throw new Error(`there is no table ${name}`);
  return found.around;
}

/** No battle that is there is of this month or a later one: whoever has a clock that is fast has begun some of the next. */
async function findFirstMonth(session: SqlSession, { name, key }: MonthlyTable, now: Date): Promise<Date> {
  const [row] = await session.rows<{ last: string | null }>(`SELECT max("${key}") AS last FROM "${name}"`);
  const [, year, month] = /^~(\d{4})(\d{2})/u.exec(row?.last ?? "") ?? [];
  const last = new Date(Date.UTC(Number(year), Number(month) - 1));
  return monthAfter(last > now ? last : now, 1);
}

/** The new table, with the old one's name, columns, keys, indexes and rights, and no rows. */
async function makeWhole(session: SqlSession, table: MonthlyTable, around: Surroundings): Promise<void> {
  const { name, key } = table;
  const before = beforeOf(table);
  await session.run(`ALTER TABLE "${name}" RENAME TO "${before}"`);
  const primary = around.keys.filter(({ isForeign }) => !isForeign);
  for (const index of [...primary, ...around.indexes])
    await session.run(`ALTER INDEX "${index.name}" RENAME TO "${index.name.replace(name, before)}"`);
  await session.run(`CREATE TABLE "${name}" (LIKE "${before}" INCLUDING ALL EXCLUDING INDEXES EXCLUDING STATISTICS)
                     PARTITION BY RANGE ("${key}")`);
  for (const { name: constraint, definition } of around.keys)
    await session.run(`ALTER TABLE "${name}" ADD CONSTRAINT "${constraint}" ${definition}`);
  for (const { definition } of around.indexes) await session.run(definition);
  for (const { privilege, role } of around.grants) await session.run(`GRANT ${privilege} ON "${name}" TO ${role}`);
}

/**
 * Divides a table, in a running transaction that nobody else can look into meanwhile. What points to it does so again from then on;
 * that no older row points nowhere is for {@link proveNextPointer} to say.
 * @throws {Error} as {@link holdAlone} does.
 */
export async function divideTable(session: SqlSession, table: MonthlyTable, now: Date): Promise<void> {
  const { name } = table;
  const seen = await findSurroundings(session, table);
  await session.run("SET LOCAL statement_timeout = 0");
  await holdAlone(session, [...new Set([`"${name}"`, ...seen.pointers.map((pointer) => pointer.table)])]);
  const around = await findSurroundings(session, table);
  for (const pointer of around.pointers)
    await session.run(`ALTER TABLE ${pointer.table} DROP CONSTRAINT "${pointer.name}"`);
  const first = await findFirstMonth(session, table, now);
  await makeWhole(session, table, around);
  // Everything before the first month is looked through: nothing else takes time here.
  await session.run(
    `ALTER TABLE "${name}" ATTACH PARTITION "${beforeOf(table)}"
     FOR VALUES FROM (MINVALUE) TO ('${firstBattleIdOf(first)}')`,
  );
  await session.run(`CREATE TABLE "${otherOf(table)}" PARTITION OF "${name}" DEFAULT`);
  await makeMonths(session, table, now);
  for (const pointer of around.pointers)
    await session.run(`ALTER TABLE ${pointer.table} ADD CONSTRAINT "${pointer.name}" ${pointer.definition} NOT VALID`);
}

/** How long the proof waits for others to let go of a table, in milliseconds. */
const longestWait = 30_000;

/**
 * Proves the next foreign key that is not known to hold for older rows, while everybody goes on working.
 * @returns whose it is; undefined when none is left.
 */
export async function proveNextPointer(session: SqlSession): Promise<string | undefined> {
  const [next] = await session.rows<{ table: string; name: string; plain: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, relname AS plain
     FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
     WHERE contype = 'f' AND NOT convalidated AND confrelid = to_regclass('"Battle"') ORDER BY conname LIMIT 1`,
  );
  if (next === undefined) return undefined;
  await session.run(`SET LOCAL statement_timeout = 0; ${waitAtMost(longestWait)}`);
  await session.run(`ALTER TABLE ${next.table} VALIDATE CONSTRAINT "${next.name}"`);
  return next.plain;
}
