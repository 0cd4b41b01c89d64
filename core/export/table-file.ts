/** A table's file, written as its rows come. */
import { createHash } from "node:crypto";
import type { Column, Row } from "./columns.ts";
import type { ExportPlace } from "./export-place.ts";
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

/** A table that is being written; it is kept once it has ended. */
export type TableFile = {
  add(rows: readonly Row[]): Promise<void>;
  end(): Promise<WrittenTable>;
  close(): Promise<void>;
};

/** Begins a table's file. @throws what the place does. */
export async function beginTable(
  place: ExportPlace,
  format: ExportFormat,
  table: string,
  columns: readonly Column[],
): Promise<TableFile> {
  const file = `${table}.${format}`;
  const handle = await place.begin(file);
  const [encoder, hash] = [await createEncoder(format, columns), createHash("sha256")];
  let [count, length] = [0, 0];
  async function write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    hash.update(bytes);
    length += bytes.length;
    await handle.write(bytes);
  }
  return {
    async add(rows) {
      count += rows.length;
      await write(encoder.add(rows));
    },
    async end() {
      await write(encoder.end());
      await handle.end();
      return { table, file, columns, rows: count, bytes: length, sha256: hash.digest("hex") };
    },
    close: () => handle.close(),
  };
}
