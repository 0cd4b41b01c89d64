/** The inside of a backup: lines of JSON. First what it is of, then each table with its rows and their sum, then the end. */
import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Passphrase, readFrames } from "./backup-frames.ts";
import type { SequencePlace, Table, TableSum } from "./rows.ts";
import { RecordRefusal } from "./record-refusal.ts";

/** What a backup is of. */
export type BackupHead = {
  /** ISO 8601. */
  madeAt: string;
  /** The changes that its tables have been through. */
  migrations: readonly string[];
  /** Of the key that the record was made under; null where it was never used. */
  keyFingerprint: string | null;
  /** The key itself, where it was wanted. A secret: never log it. */
  key: string | null;
};

/** What stands at the end. */
export type BackupEnd = { sequences: readonly SequencePlace[]; board: readonly string[] };

/** A line; rows stand as they are, as an array. */
export type BackupLine =
  | { head: BackupHead }
  | { table: Table }
  | { batch: string }
  | { sum: TableSum }
  | { end: BackupEnd };

/** The line as text. */
export function writeLine(line: BackupLine): string {
  return `${"batch" in line ? line.batch : JSON.stringify(line)}\n`;
}

/** Longer than any batch: a single row may have some pictures. Bytes. */
const longestLine = 256 * 1024 * 1024;

async function* splitLines(source: AsyncIterable<Buffer>, spoilt: () => Error): AsyncGenerator<string, void> {
  let [begun, length]: [Buffer[], number] = [[], 0];
  for await (const piece of source) {
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; from = end + 1, end = piece.indexOf(10, from)) {
      yield Buffer.concat([...begun, piece.subarray(from, end)]).toString("utf8");
      [begun, length] = [[], 0];
    }
    begun.push(piece.subarray(from));
    length += piece.length - from;
    if (length > longestLine) throw spoilt();
  }
  if (length > 0) throw spoilt();
}

/**
 * The lines of a backup, of which each byte is proved before it is read.
 * @throws {RecordRefusal} where it is no backup, is cut off or changed, or does not open with that passphrase.
 */
export async function* readBackup(file: string, passphrase: Passphrase | null): AsyncGenerator<BackupLine, void> {
  const spoilt = () => new RecordRefusal((words) => words.spoilt(file));
  const frames = Readable.from(readFrames(readFile(file), passphrase, file), { highWaterMark: 1 });
  // What goes wrong on the way comes out where it is read.
  const unpacked = pipeline(frames, createGunzip(), () => {});
  for await (const line of splitLines(unpacked, spoilt))
    yield line.startsWith("[") ? { batch: line } : (JSON.parse(line) as BackupLine);
}

async function* readFile(file: string): AsyncGenerator<Buffer, void> {
  try {
    for await (const piece of createReadStream(file)) yield piece as Buffer;
  } catch (error) {
    const { code = String(error) } = error as { code?: string };
    throw new RecordRefusal((words) => words.cannotRead(file, code), { cause: error });
  }
}
