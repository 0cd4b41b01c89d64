/** Writes what a database holds at one moment into a file, while others go on working on it. */
import { randomBytes } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Clock } from "../../machine/clock.ts";
import { flushFolder } from "../../machine/durable-file.ts";
import type { ToldRows } from "../copy-record.ts";
import type { SqlSession } from "../engine.ts";
import { type Passphrase, writeFrames } from "./backup-frames.ts";
import { type BackupHead, writeLine } from "./backup-lines.ts";
import { readBoard } from "./board.ts";
import { findKey, type KeyPlace } from "./carried-key.ts";
import { openBeside } from "./beside.ts";
import { expectRecord, readFingerprint, type RecordPlace } from "./places.ts";
import { RecordRefusal } from "./record-refusal.ts";
import { appliedMigrations, holdMoment, readRows, readSequences, sumTable, type TableSum } from "./rows.ts";

/** How a backup is made. */
export type BackupOptions = {
  /** The file; there must be none yet. */
  out: string;
  /** Encrypts it; null: it stands there as it is. */
  passphrase: Passphrase | null;
  /** Where the key may be. */
  keys: KeyPlace;
  /** Whether the key is to be in it; in one that is not encrypted it never is. */
  withKey: boolean;
  clock: Pick<Clock, "now">;
  told?: ToldRows;
};

/** What was written. */
export type BackedUp = {
  /** Where it comes from, in words. */
  from: string;
  sums: readonly TableSum[];
  board: readonly string[];
  /** Whether the key is in it. */
  hasKey: boolean;
};

type Found = Omit<BackedUp, "from">;

async function* readRecord(
  session: SqlSession,
  head: BackupHead,
  where: string,
  { told = () => {} }: BackupOptions,
): AsyncGenerator<string, Found> {
  yield writeLine({ head });
  const sums: TableSum[] = [];
  for (const table of await expectRecord(session, where)) {
    const sum = await sumTable(session, table);
    yield writeLine({ table });
    told(table.name, 0, sum.rows);
    let written = 0;
    for await (const { batch, rows } of readRows(session, table)) {
      yield writeLine({ batch });
      told(table.name, (written += rows), sum.rows);
    }
    yield writeLine({ sum });
    sums.push(sum);
  }
  const board = await readBoard(session);
  yield writeLine({ end: { sequences: await readSequences(session), board } });
  return { sums, board, hasKey: head.key !== null };
}

async function headOf(session: SqlSession, options: BackupOptions): Promise<BackupHead> {
  const { clock, keys, passphrase } = options;
  const keyFingerprint = await readFingerprint(session);
  const isWanted = options.withKey && passphrase !== null;
  const key = isWanted ? ((await findKey(keys, keyFingerprint)) ?? null) : null;
  if (isWanted && key === null && keyFingerprint !== null)
    throw new RecordRefusal((words) => words.keyNotHere(keys.directory));
  return {
    madeAt: clock.now().toISOString(),
    migrations: await appliedMigrations(session),
    keyFingerprint,
    key,
  };
}

/** Everything is on the disk under a name of its own before it has its final one. */
async function writeWhole(out: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${out}.${randomBytes(6).toString("hex")}.part`;
  try {
    await write(draft);
    const handle = await open(draft, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, out);
    await flushFolder(dirname(out));
  } catch (error) {
    await rm(draft, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new RecordRefusal((words) => words.cannotWrite(out, code), { cause: error });
  }
}

/**
 * Backs up what a place holds, as it is at one moment; an arena may be at work on it.
 * @throws {RecordRefusal} @throws {StoreRefusal} Then there is no file.
 */
export async function backUp(place: RecordPlace, options: BackupOptions): Promise<BackedUp> {
  const { passphrase } = options;
  const out = resolve(options.out);
  if (existsSync(out)) throw new RecordRefusal((words) => words.fileThere(out));
  const source = await openBeside(place);
  try {
    return await source.transaction(async (session) => {
      await holdMoment(session);
      await expectRecord(session, source.description);
      const head = await headOf(session, options);
      let found: Found | undefined;
      async function* lines() {
        found = yield* readRecord(session, head, source.description, options);
      }
      await writeWhole(out, (draft) =>
        pipeline(
          Readable.from(lines(), { objectMode: true, highWaterMark: 1 }),
          createGzip(),
          (packed: AsyncIterable<Buffer>) => writeFrames(packed, passphrase),
          createWriteStream(draft, { mode: 0o600, flags: "wx" }),
        ),
      );
      if (!found) throw new Error("nothing was read");
      return { from: source.description, ...found };
    });
  } finally {
    await source.close();
  }
}
