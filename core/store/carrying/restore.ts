/** Puts what a backup holds into an empty database, whole or not at all. */
import type { ToldRows } from "../copy-record.ts";
import type { SqlSession } from "../engine.ts";
import type { Passphrase } from "./backup-frames.ts";
import { type BackupEnd, type BackupHead, type BackupLine, readBackup } from "./backup-lines.ts";
import { readBoard } from "./board.ts";
import { carryKey, type KeyPlace } from "./carried-key.ts";
import type { Carried } from "./move.ts";
import { expectEmpty, openTarget, type RecordPlace } from "./places.ts";
import { RecordRefusal } from "./record-refusal.ts";
import { expectRows, fillTable, isSame, makeTables, type TableSum, unknownMigrations, writeSequences } from "./rows.ts";

/** What is restored, and where to. */
export type RestoreOptions = {
  file: string;
  passphrase: Passphrase | null;
  /** A key set by hand, and where one is to be kept. */
  keys: KeyPlace;
  told?: ToldRows;
};

/** What is in the database now, and when the backup was made (ISO 8601). */
export type Restored = Carried & { madeAt: string };

type Checked = { head: BackupHead; end: BackupEnd; sums: ReadonlyMap<string, TableSum> };

/** Reads all of it once, so that nothing is begun that could not be finished. @throws {RecordRefusal} */
async function check({ file, passphrase }: RestoreOptions): Promise<Checked> {
  let [head, end]: [BackupHead | undefined, BackupEnd | undefined] = [undefined, undefined];
  const sums = new Map<string, TableSum>();
  for await (const line of readBackup(file, passphrase)) {
    if ("head" in line) {
      ({ head } = line);
      const unknown = unknownMigrations(head.migrations).join(", ");
      if (unknown !== "") throw new RecordRefusal((words) => words.newer(file, unknown));
    }
    if ("sum" in line) sums.set(line.sum.table, line.sum);
    if ("end" in line) ({ end } = line);
  }
  if (!head || !end) throw new RecordRefusal((words) => words.spoilt(file));
  return { head, end, sums };
}

type Lines = AsyncIterator<BackupLine, unknown>;

/** The rows of the table whose turn it is. */
async function* batchesOf(lines: Lines): AsyncGenerator<{ batch: string; rows: number }, void> {
  for (;;) {
    const { value, done } = await lines.next();
    const line = done ? undefined : (value as BackupLine);
    if (!line || !("batch" in line)) return;
    yield { batch: line.batch, rows: (JSON.parse(line.batch) as unknown[]).length };
  }
}

async function fill(to: SqlSession, { head, sums }: Checked, options: RestoreOptions): Promise<TableSum[]> {
  const { file, passphrase, told = () => {} } = options;
  const tables = new Map((await makeTables(to, head.migrations)).map((table) => [table.name, JSON.stringify(table)]));
  const differs = (name: string) => new RecordRefusal((words) => words.tableDiffers(file, name));
  const filled: TableSum[] = [];
  const lines = readBackup(file, passphrase);
  for await (const line of lines) {
    if (!("table" in line)) continue;
    const { table } = line;
    const whole = sums.get(table.name);
    if (!whole || tables.get(table.name) !== JSON.stringify(table)) throw differs(table.name);
    told(table.name, 0, whole.rows);
    const sum = await fillTable(to, table, batchesOf(lines), (rows) => told(table.name, rows, whole.rows));
    if (!isSame(whole, sum)) throw differs(table.name);
    filled.push(sum);
  }
  const missing = [...tables.keys()].find((name) => !filled.some(({ table }) => table === name));
  if (missing !== undefined) throw differs(missing);
  return filled;
}

/**
 * Restores a backup into a place that is empty. The whole file is checked before anything is made there, and all that was
 * restored before it is kept. A backup of an older version is restored as it was; the next start brings it up to date.
 * @throws {RecordRefusal} @throws {StoreRefusal} @throws {UnusableDataDirectory}
 */
export async function restore(place: RecordPlace, options: RestoreOptions): Promise<Restored> {
  const checked = await check(options);
  const { head, end } = checked;
  const target = await openTarget(place);
  try {
    return await target.transaction(async (to) => {
      await expectRows(to);
      await expectEmpty(to, target.description, [...checked.sums.keys()]);
      const key = await carryKey(head.key ?? undefined, head.keyFingerprint, options.keys);
      const sums = await fill(to, checked, options);
      await writeSequences(to, end.sequences);
      const boardThere = await readBoard(to);
      if (JSON.stringify(boardThere) !== JSON.stringify(end.board))
        throw new RecordRefusal((words) => words.otherBoard);
      return { madeAt: head.madeAt, to: target.description, sums, board: end.board, boardThere, key };
    });
  } finally {
    await target.close();
  }
}
