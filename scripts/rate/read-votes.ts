/** A file in, votes out. */
import { type ColumnWishes, findColumns, type FoundColumns } from "./columns.ts";
import { createCsvReader, type CsvRecord } from "./csv-reader.ts";
import {
  createGathering,
  type Gathered,
  type Gathering,
  type RowOptions,
  wanted,
  type WantedFields,
} from "./gathering.ts";
import { createJsonLinesReader, type RowReading } from "./json-lines-reader.ts";
import { type BadRow, RateProblem } from "./problem.ts";
import { readPieces } from "./read-file.ts";

/** The votes of a file, and what could not be read of it. */
export type ReadVotes = Gathered & {
  columns: FoundColumns;
  /** Rows that could not be read: the first of them, and how many. */
  bad: { shown: BadRow[]; count: number };
};

const shownBadRows = 20;
const byteOrderMark = [0xef, 0xbb, 0xbf];
const blanks = [9, 10, 13, 32];

/**
 * Reads comparisons from CSV with a header or from JSON lines, packed or plain.
 * @throws {RateProblem} when the file cannot be read, has no rows at all, or lacks a column.
 */
export async function readVotes(path: string, wishes: ColumnWishes, options: RowOptions): Promise<ReadVotes> {
  const bad: ReadVotes["bad"] = { shown: [], count: 0 };
  const state: { found?: FoundColumns; gathering?: Gathering } = {};
  const report = (line: number, reason: string) => {
    bad.count++;
    if (bad.shown.length < shownBadRows) bad.shown.push({ line, reason });
  };
  const begin = (names: readonly string[]) => {
    state.found = findColumns(names, wishes);
    state.gathering = createGathering(state.found.kept, options);
    return { ...state.found, add: state.gathering.add };
  };
  let reader: { read: (piece: Uint8Array) => void; end: () => void } | undefined;
  await readPieces(path, (piece) => {
    let bytes = piece;
    if (!reader) {
      bytes = byteOrderMark.every((byte, index) => bytes[index] === byte) ? bytes.subarray(3) : bytes;
      const start = bytes.find((byte) => !blanks.includes(byte));
      reader = start === 0x7b ? createJsonLinesReader({ begin, report }) : createCsvRows({ begin, report });
    }
    reader.read(bytes);
  });
  reader?.end();
  const { found, gathering } = state;
  if (!found || !gathering) {
    if (bad.shown[0]) throw new RateProblem(`${path}, line ${bad.shown[0].line}: ${bad.shown[0].reason}.`);
    throw new RateProblem(`${path} is empty: it must be CSV with a header, or JSON lines.`);
  }
  if (bad.count === 0 && isEmpty(gathering.gathered))
    throw new RateProblem(`${path} has a header and no rows, so there is nothing to rate.`);
  return { ...gathering.gathered, columns: found, bad };
}

function isEmpty({ table, dropped, setAside }: Gathered): boolean {
  return table.count() + dropped + setAside === 0;
}

type Header = { width: number; places: Int32Array; add: Gathering["add"] };

/** CSV whose first record names the columns. */
function createCsvRows({ begin, report }: RowReading) {
  const fields: WantedFields = {
    bytes: new Uint8Array(),
    starts: new Int32Array(wanted.length),
    ends: new Int32Array(wanted.length),
  };
  let header: Header | undefined;
  return createCsvReader((record) => {
    if (!header) {
      header = readHeader(record, begin);
      return;
    }
    const reason = readRow(record, header, fields);
    if (reason !== undefined) report(record.line, reason);
  });
}

const decoder = new TextDecoder();

function readHeader({ bytes, fields, starts, ends, broken, line }: CsvRecord, begin: RowReading["begin"]): Header {
  if (broken) throw new RateProblem(`Line ${line}, the header: ${broken}.`);
  const names = Array.from({ length: fields }, (_, index) =>
    decoder.decode(bytes.subarray(starts[index], ends[index])),
  );
  const found = begin(names);
  const places = found.names.map((name) => (name === undefined ? -1 : names.indexOf(name)));
  return { width: fields, places: Int32Array.from(places), add: found.add };
}

/** @returns why the row has no vote; undefined when it has. */
function readRow(record: CsvRecord, { width, places, add }: Header, fields: WantedFields): string | undefined {
  if (record.broken) return record.broken;
  if (record.fields !== width) return `${record.fields} fields where the header has ${width}`;
  fields.bytes = record.bytes;
  for (let index = 0; index < places.length; index++) {
    const place = places[index]!;
    fields.starts[index] = place < 0 ? 0 : record.starts[place]!;
    fields.ends[index] = place < 0 ? 0 : record.ends[place]!;
  }
  return add(fields);
}
