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
import { createJsonLinesReader } from "./json-lines-reader.ts";
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
      reader = start === 0x7b ? createJsonLinesReader(begin, report) : createCsvRows(begin, report);
    }
    reader.read(bytes);
  });
  reader?.end();
  const { found, gathering } = state;
  if (!found || !gathering) {
    if (bad.shown[0]) throw new RateProblem(`${path}, line ${bad.shown[0].line}: ${bad.shown[0].reason}.`);
    throw new RateProblem(`${path} is empty: it must be CSV with a header, or JSON lines.`);
  }
  return { ...gathering.gathered, columns: found, bad };
}

type Begin = (names: readonly string[]) => FoundColumns & { add: Gathering["add"] };
type Report = (line: number, reason: string) => void;

function createCsvRows(begin: Begin, report: Report) {
  const decoder = new TextDecoder();
  let width = 0;
  let add: Gathering["add"] | undefined;
  const places = new Int32Array(wanted.length).fill(-1);
  const fields: WantedFields = {
    bytes: new Uint8Array(),
    starts: new Int32Array(wanted.length),
    ends: new Int32Array(wanted.length),
  };

  function readHeader({ bytes, fields: count, starts, ends, broken, line }: CsvRecord): void {
    if (broken) throw new RateProblem(`Line ${line}, the header: ${broken}.`);
    const names = Array.from({ length: count }, (_, index) =>
      decoder.decode(bytes.subarray(starts[index], ends[index])),
    );
    const found = begin(names);
    for (const [index, name] of found.names.entries()) places[index] = name === undefined ? -1 : names.indexOf(name);
    width = count;
    add = found.add;
  }

  function readRow(record: CsvRecord): void {
    if (record.broken) return report(record.line, record.broken);
    if (record.fields !== width) {
      return report(record.line, `${record.fields} fields where the header has ${width}`);
    }
    fields.bytes = record.bytes;
    for (let index = 0; index < places.length; index++) {
      const place = places[index]!;
      fields.starts[index] = place < 0 ? 0 : record.starts[place]!;
      fields.ends[index] = place < 0 ? 0 : record.ends[place]!;
    }
    const reason = add?.(fields);
    if (reason !== undefined) report(record.line, reason);
    return undefined;
  }

  return createCsvReader((record) => (add ? readRow(record) : readHeader(record)));
}
