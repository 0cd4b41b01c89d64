/** Copies everything one database holds into another, and makes sure that it has arrived. */
import type { Engine, SqlSession } from "./engine.ts";
import {
  appliedMigrations,
  expectRows,
  fillTable,
  findTables,
  holdMoment,
  isSame,
  makeTables,
  readRows,
  readSequences,
  sumTable,
  type TableSum,
  unknownMigrations,
  writeSequences,
} from "./carrying/rows.ts";

/** Is told how many of a table's rows have been carried, and of how many. */
export type ToldRows = (table: string, rows: number, of: number) => void;

/** What is to be done beside the copying, in the same two transactions. */
export type CopyOptions = {
  told?: ToldRows;
  /** Whether nobody may write to the source meanwhile. */
  still?: boolean;
  /** Comes before anything is copied. @throws {Error} where it must not be. */
  before?(from: SqlSession, to: SqlSession): Promise<void>;
  /** Comes when all of it has arrived, and is the last that may call it off. @throws {Error} */
  after?(from: SqlSession, to: SqlSession): Promise<void>;
};

async function copyAll(from: SqlSession, to: SqlSession, told: ToldRows): Promise<TableSum[]> {
  const applied = await appliedMigrations(from);
  if (unknownMigrations(applied).length > 0) throw new Error("it has changes that this version does not know");
  const tables = await findTables(from);
  if (JSON.stringify(tables) !== JSON.stringify(await makeTables(to, applied)))
    throw new Error("its tables are not those of this version");
  const sums: TableSum[] = [];
  for (const table of tables) {
    const whole = await sumTable(from, table);
    told(table.name, 0, whole.rows);
    const copied = await fillTable(to, table, readRows(from, table), (rows) => told(table.name, rows, whole.rows));
    if (!isSame(whole, copied)) throw new Error(`the copy of the table ${table.name} differs`);
    sums.push(whole);
  }
  await writeSequences(to, await readSequences(from));
  return sums;
}

/**
 * Copies the record as it is at one moment into a database that is empty, in one transaction.
 * @returns what each table holds, which is the same on both sides.
 * @throws {Error} when something is not the same in the end; then nothing is copied.
 */
export async function copyRecord(source: Engine, target: Engine, options: CopyOptions = {}): Promise<TableSum[]> {
  const { told = () => {}, still = false, before, after } = options;
  const kept = still ? (await findTables(source)).map(({ name }) => name) : [];
  return await source.transaction(async (from) => {
    await holdMoment(from, kept);
    return await target.transaction(async (to) => {
      await expectRows(to);
      await before?.(from, to);
      const sums = await copyAll(from, to, told);
      await after?.(from, to);
      return sums;
    });
  });
}
