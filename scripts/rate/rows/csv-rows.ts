/** CSV whose first record names the columns, whatever stands between them. */
import { wanted, type WantedFields } from "../wanted-fields.ts";
import { RateProblem } from "../problem.ts";
import type { RowReading, TakenRows } from "../row-taking.ts";
import { createCsvReader, type CsvRecord } from "./csv-reader.ts";
import type { PieceReader } from "./json-values.ts";

const separators = [",", "\t", ";", "|"];
/** Excel's line before the header. */
const said = /^sep=(.)\r?\n/u;
const decoder = new TextDecoder();

/** @param head the file's beginning, from which the separator is known. */
export function createCsvRows(head: Uint8Array, { begin, report }: RowReading): PieceReader {
  const { separator, isSaid } = findSeparator(head);
  const state: { taking?: TakenRows; places: Int32Array; isPast: boolean } = {
    places: new Int32Array(),
    isPast: !isSaid,
  };
  const fields = createFields();
  return createCsvReader((record) => {
    if (!state.isPast) state.isPast = true;
    else if (state.taking) {
      const reason = readRow(record, state.taking, state.places, fields);
      if (reason !== undefined) report(record.line, reason);
    } else {
      state.taking = begin(readHeader(record));
      state.places = findPlaces(state.taking);
    }
  }, separator.charCodeAt(0));
}

/** The sign that the first line has most of outside quotes. */
function findSeparator(head: Uint8Array): { separator: string; isSaid: boolean } {
  const text = decoder.decode(head);
  const named = said.exec(text)?.[1];
  if (named !== undefined && named.charCodeAt(0) < 0x80) return { separator: named, isSaid: true };
  const bare = text.trimStart().replaceAll(/"[^"]*"/gu, "");
  const line = bare.split("\n", 1).join("");
  const counts = separators.map((sign) => line.split(sign).length);
  return { separator: separators[counts.indexOf(Math.max(...counts))]!, isSaid: false };
}

function createFields(): WantedFields {
  return { bytes: new Uint8Array(), starts: new Int32Array(wanted.length), ends: new Int32Array(wanted.length) };
}

/** Where each wanted column stands; −1 where it is not. */
function findPlaces({ found, names }: TakenRows): Int32Array {
  return Int32Array.from(found.names, (name) => (name === undefined ? -1 : names.indexOf(name)));
}

function readHeader(record: CsvRecord): string[] {
  if (record.broken) throw new RateProblem(`Line ${record.line}, the header: ${record.broken}.`);
  return Array.from({ length: record.fields }, (_, index) => readField(record, index));
}

function readField({ bytes, starts, ends }: CsvRecord, index: number): string {
  return decoder.decode(bytes.subarray(starts[index], ends[index]));
}

/** @returns why the row has no vote; undefined when it has, or when that is said already. */
function readRow(record: CsvRecord, taking: TakenRows, places: Int32Array, fields: WantedFields): string | undefined {
  const { given, names, format, gathering } = taking;
  if (record.broken) return record.broken;
  if (record.fields !== names.length) return `${record.fields} fields where the header has ${names.length}`;
  if (format || !gathering) {
    taking.take(Object.fromEntries(given.map((name, index) => [name, readField(record, index)])), record.line);
    return undefined;
  }
  fields.bytes = record.bytes;
  for (let index = 0; index < places.length; index++) {
    const place = places[index]!;
    fields.starts[index] = place < 0 ? 0 : record.starts[place]!;
    fields.ends[index] = place < 0 ? 0 : record.ends[place]!;
  }
  return gathering.add(fields);
}
