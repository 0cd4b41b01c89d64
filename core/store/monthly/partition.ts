/** Divides a record on a PostgreSQL server by month, beside an arena that goes on; and tells before whether it is worth it. */
import { pause } from "../../machine/growing-waits.ts";
import type { Clock } from "../../machine/clock.ts";
import { expectRecord, type RecordPlace } from "../carrying/places.ts";
import { RecordRefusal } from "../carrying/record-refusal.ts";
import { appliedMigrations } from "../carrying/rows.ts";
import type { Engine, SqlSession } from "../engine.ts";
import { lockMigrations, readMigrations } from "../migrator.ts";
import { openPostgresEngine } from "../postgres-engine.ts";
import { divideTable, proveNextPointer } from "./divide-table.ts";
import { findParts, keepMonths, keptByOthers, type MonthlyTable, monthlyTables } from "./monthly-tables.ts";

/** From how many votes on dividing them is worth it: docs/growing.md says what was measured. */
export const worthDividing = 10_000_000;

/** The oldest PostgreSQL that finds the one part that a changing statement means. */
const oldestPostgres = 14;

/** A table, how many rows it has by the server's own estimate, its bytes with indexes, and what it is divided into; null: it is not. */
export type TableSize = { name: string; rows: number; bytes: number; parts: readonly string[] | null };

/** What there is to divide. */
export type PartitionPlan = { where: string; tables: readonly TableSize[]; votes: number };

/** A step that is done for good; or that somebody else kept a table for too long, so that it is tried again. */
export type PartitionStep = { kind: "divided" | "proved" | "waiting"; table: string };

async function findSize(session: Pick<SqlSession, "rows">, table: MonthlyTable): Promise<TableSize> {
  const parts = await findParts(session, table);
  const [row] = await session.rows<{ rows: string; bytes: string }>(
    `SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint::text AS rows, coalesce(sum(pg_total_relation_size(oid)), 0)::text AS bytes
     FROM pg_class
     WHERE relkind = 'r' AND (oid = to_regclass($1)
       OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass($1)))`,
    [`"${table.name}"`],
  );
  return {
    name: table.name,
    rows: Number(row?.rows),
    bytes: Number(row?.bytes),
    parts: parts && parts.map(({ name }) => name),
  };
}

/** @throws {RecordRefusal} where there is no server, it is too old, or the record is not of this version. */
async function openDividable(place: RecordPlace): Promise<Engine> {
  if (!("url" in place)) throw new RecordRefusal((words) => words.partitionNeedsServer(place.directory));
  const engine = await openPostgresEngine(place.url);
  try {
    const where = engine.description;
    const [server] = await engine.rows<{ number: string }>("SELECT current_setting('server_version_num') AS number");
    const version = Math.floor(Number(server?.number) / 10_000);
    if (version < oldestPostgres)
      throw new RecordRefusal((words) => words.partitionNeedsVersion(where, version, oldestPostgres));
    await expectRecord(engine, where);
    const applied = await appliedMigrations(engine);
    if (readMigrations().some(({ name }) => !applied.includes(name)))
      throw new RecordRefusal((words) => words.partitionNeedsStart(where));
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function readPlan(engine: Engine): Promise<PartitionPlan> {
  const tables: TableSize[] = [];
  for (const table of monthlyTables) tables.push(await findSize(engine, table));
  return {
    where: engine.description,
    tables,
    votes: tables.find(({ name }) => name === "Vote")?.rows ?? 0,
  };
}

/** How large what can be divided is, and how far it is divided. @throws {RecordRefusal} @throws {StoreRefusal} */
export async function planPartition(place: RecordPlace): Promise<PartitionPlan> {
  const engine = await openDividable(place);
  try {
    return await readPlan(engine);
  } finally {
    await engine.close();
  }
}

/** How often a table is tried for, and the milliseconds between, in which whoever waited behind gets on. */
const [mostTries, betweenTries] = [20, 1_000];

type Steps = { engine: Engine; clock: Clock; told: (step: PartitionStep) => void };

/** @throws {RecordRefusal} where others keep the table, or its user may not change it. */
async function divide({ engine, clock, told }: Steps, table: MonthlyTable): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      const divided = await engine.transaction(async (session) => {
        await lockMigrations(session);
        if ((await findParts(session, table)) !== null) return false;
        await divideTable(session, table, clock.now());
        return true;
      });
      if (divided) told({ kind: "divided", table: table.name });
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === "42501") throw new RecordRefusal((words) => words.partitionForbidden(message), { cause: error });
      if (!keptByOthers.includes(code)) throw error;
      if (tries === mostTries) throw new RecordRefusal((words) => words.partitionBusy(table.name), { cause: error });
      told({ kind: "waiting", table: table.name });
      await pause(betweenTries, clock, new AbortController().signal);
    }
  }
}

async function prove({ engine, told }: Steps): Promise<void> {
  for (;;) {
    const table = await engine.transaction(proveNextPointer);
    if (table === undefined) return;
    told({ kind: "proved", table });
  }
}

/**
 * Divides by month what is not yet, step by step: each is one transaction, and whoever breaks off and begins again goes on with the
 * next. An arena may be at work: what it writes waits for a moment.
 * @throws {RecordRefusal} @throws {StoreRefusal}
 */
export async function partitionRecord(
  place: RecordPlace,
  clock: Clock,
  told: (step: PartitionStep) => void,
): Promise<PartitionPlan> {
  const engine = await openDividable(place);
  try {
    const steps = { engine, clock, told };
    for (const table of monthlyTables) {
      await divide(steps, table);
      await prove(steps);
    }
    await engine.transaction((session) => keepMonths(session, clock.now()));
    for (const { name } of monthlyTables) await engine.rows(`ANALYZE "${name}"`);
    return await readPlan(engine);
  } finally {
    await engine.close();
  }
}
