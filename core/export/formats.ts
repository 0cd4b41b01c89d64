/** How tables are written: JSON lines, CSV and parquet. Each turns rows into bytes as they come, and keeps few of them. */
import type { ByteWriter, ColumnSource } from "hyparquet-writer";
import type { Column, ColumnType, Row } from "./columns.ts";

/** What can be written. */
export const exportFormats = ["jsonl", "csv", "parquet"] as const;
/** One of {@link exportFormats}. */
export type ExportFormat = (typeof exportFormats)[number];

/** What each is called where data is described. */
export const mediaTypes: Record<ExportFormat, string> = {
  jsonl: "application/jsonlines",
  csv: "text/csv",
  parquet: "application/vnd.apache.parquet",
};

/** Turns the rows of one table into the bytes of one file. */
export type TableEncoder = {
  /** The next bytes; there may be none yet. */
  add(rows: readonly Row[]): Uint8Array;
  /** The last bytes. */
  end(): Uint8Array;
};

/** Creates an encoder for a new file. */
export async function createEncoder(format: ExportFormat, columns: readonly Column[]): Promise<TableEncoder> {
  return { jsonl: encodeJsonLines, csv: encodeCsv, parquet: encodeParquet }[format](columns);
}

const utf8 = new TextEncoder();
const none = new Uint8Array();

function encodeJsonLines(columns: readonly Column[]): TableEncoder {
  const lineOf = (row: Row) =>
    `${JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null])))}\n`;
  return { add: (rows) => utf8.encode(rows.map(lineOf).join("")), end: () => none };
}

/** What spreadsheets take for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/u;

function cellOf(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180. */
function encodeCsv(columns: readonly Column[]): TableEncoder {
  let head = `${columns.map(({ name }) => name).join(",")}\r\n`;
  const lineOf = (row: Row) => `${columns.map(({ name }) => cellOf(row[name])).join(",")}\r\n`;
  function take(rows: readonly Row[]): Uint8Array {
    const text = head + rows.map(lineOf).join("");
    head = "";
    return utf8.encode(text);
  }
  return { add: take, end: () => take([]) };
}

const parquetTypes = {
  text: "STRING",
  integer: "INT64",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  conversation: "JSON",
} as const satisfies Record<ColumnType, string>;

/** So many rows, or characters of conversations, make a group: readers take in whole groups. */
const group = { rows: 20_000, characters: 8_000_000 };

function parquetValue(type: ColumnType, value: Row[string] | undefined): unknown {
  if (value === null || value === undefined) return undefined;
  return type === "integer" ? BigInt(value as number) : value;
}

function columnData(columns: readonly Column[], rows: readonly Row[]): ColumnSource[] {
  return columns.map(({ name, type }) => ({
    name,
    type: parquetTypes[type],
    nullable: true,
    data: rows.map((row) => parquetValue(type, row[name])),
  }));
}

function lengthOf(row: Row): number {
  const said = Object.values(row).flatMap((value) => (Array.isArray(value) ? (value as { content: string }[]) : []));
  return said.reduce((length, { content }) => length + content.length, 0);
}

/** What has been written since this was asked last. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const taken = new Uint8Array(writer.buffer, 0, writer.index).slice();
  // Its offset goes on: only what it holds is taken away.
  writer.index = 0;
  return taken;
}

async function encodeParquet(columns: readonly Column[]): Promise<TableEncoder> {
  // A running arena writes none.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columnData(columns, []) });
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: "doubleblind" });
  let waiting: Row[] = [];
  let characters = 0;
  const writeGroup = () => {
    if (waiting.length > 0)
      void writer.write({ columnData: columnData(columns, waiting), rowGroupSize: waiting.length });
    [waiting, characters] = [[], 0];
  };
  return {
    add(rows) {
      for (const row of rows) {
        waiting.push(row);
        characters += lengthOf(row);
        if (waiting.length >= group.rows || characters >= group.characters) writeGroup();
      }
      return takeBytes(bytes);
    },
    end() {
      writeGroup();
      void writer.finish();
      return takeBytes(bytes);
    },
  };
}
