/** A table's file, written as its rows come. */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Column, Row } from "./columns.ts";
import { createEncoder, type ExportFormat } from "./formats.ts";

/** What was written. */
export type WrittenTable = {
  table: string;
  file: string;
  columns: readonly Column[];
  rows: number;
  bytes: number;
  /** SHA-256 in hexadecimal. */
  sha256: string;
};

/** A file that is being written; it is on the disk once it has ended. */
export type TableFile = {
  add(rows: readonly Row[]): Promise<void>;
  end(): Promise<WrittenTable>;
  close(): Promise<void>;
};

/** Begins a table's file in a folder. @throws {Error} of node:fs. */
export async function beginTable(
  folder: string,
  format: ExportFormat,
  table: string,
  columns: readonly Column[],
): Promise<TableFile> {
  const file = `${table}.${format}`;
  const handle = await open(join(folder, file), "wx");
  const [encoder, hash] = [await createEncoder(format, columns), createHash("sha256")];
  let [count, length] = [0, 0];
  async function write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    hash.update(bytes);
    length += bytes.length;
    await handle.writeFile(bytes);
  }
  return {
    async add(rows) {
      count += rows.length;
      await write(encoder.add(rows));
    },
    async end() {
      await write(encoder.end());
      await handle.sync();
      await handle.close();
      return { table, file, columns, rows: count, bytes: length, sha256: hash.digest("hex") };
    },
    close: () => handle.close(),
  };
}
