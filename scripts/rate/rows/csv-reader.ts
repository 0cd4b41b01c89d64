/**
 * Comma-separated values out of pieces of a file, without making a string of anything (RFC 4180: fields in quotes may hold
 * commas, line breaks and doubled quotes; lines end with LF or CRLF). A quote inside a field that does not begin with one
 * stands for itself. Lines without anything are passed over. Another sign may stand for the comma.
 */
import { RateProblem } from "../problem.ts";

const comma = 44;
/** Bytes. */
const longestRecord = 1 << 24;
const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** One record: field i lies at `bytes[starts[i]]` … `bytes[ends[i] − 1]`. Good only until the next one. */
export type CsvRecord = {
  bytes: Uint8Array;
  fields: number;
  starts: Int32Array;
  ends: Int32Array;
  /** Where it begins; lines count from 1. */
  line: number;
  /** What is wrong with its form, if anything is. */
  broken: string | undefined;
};

type CsvReader = {
  /** Reads what `chunk` completes. */
  read: (chunk: Uint8Array) => void;
  /** Reads what is left when no more is to come. */
  end: () => void;
};

/** A reader between two pieces of its file. */
type State = {
  onRecord: (record: CsvRecord) => void;
  /** What stands between fields. */
  separator: number;
  /** The record at hand. */
  record: CsvRecord;
  /** Of its fields those in quotes with doubled quotes inside. */
  doubled: number[];
  /** What is left of the pieces so far: the first `carried` bytes. One and the same memory from piece to piece. */
  held: Uint8Array;
  carried: number;
  /** How much there must be before an unfinished record is tried again: twice as much, so that it costs no more than its length. */
  enough: number;
  line: number;
  /** Line breaks inside the record's fields. */
  linesInside: number;
};

/** @param onRecord is given each record in turn. @param separator the byte that stands between fields. */
export function createCsvReader(onRecord: (record: CsvRecord) => void, separator = comma): CsvReader {
  const places = () => new Int32Array(64);
  const state: State = {
    onRecord,
    separator,
    record: { bytes: new Uint8Array(), fields: 0, starts: places(), ends: places(), line: 1, broken: undefined },
    doubled: [],
    held: new Uint8Array(1 << 16),
    carried: 0,
    enough: 0,
    line: 1,
    linesInside: 0,
  };
  return {
    read: (chunk) => readChunk(state, chunk),
    end() {
      readAll(state, state.held.subarray(0, state.carried), true);
      state.carried = 0;
    },
  };
}

function readChunk(state: State, chunk: Uint8Array): void {
  const length = state.carried + chunk.length;
  if (length > state.held.length) {
    const wider = new Uint8Array(Math.max(length, 2 * state.held.length));
    wider.set(state.held.subarray(0, state.carried));
    state.held = wider;
  }
  state.held.set(chunk, state.carried);
  const done = length < state.enough ? 0 : readAll(state, state.held.subarray(0, length), false);
  if (done > 0) state.held.copyWithin(0, done, length);
  if (done > 0) state.enough = 0;
  else if (length >= state.enough) state.enough = 2 * length;
  state.carried = length - done;
  if (state.carried > longestRecord) throw new RateProblem(explainLong(state.line));
}

function explainLong(line: number): string {
  const size = `${longestRecord >> 20} MiB`;
  return `The row that begins in line ${line} is longer than ${size}, as no comparison is. Is a quote opened there that is never closed?`;
}

/** Reads all whole records. @returns where the first unfinished one begins. */
function readAll(state: State, bytes: Uint8Array, isLast: boolean): number {
  const { record, doubled, onRecord } = state;
  let from = 0;
  record.bytes = bytes;
  while (from < bytes.length) {
    const next = readRecord(state, bytes, from, isLast);
    if (next < 0) return from;
    from = next;
    if (record.fields === 1 && !record.broken && record.starts[0] === record.ends[0]) continue;
    for (const index of doubled) record.ends[index] = undouble(bytes, record.starts[index]!, record.ends[index]!);
    onRecord(record);
  }
  return bytes.length;
}

/** Reads the record that begins at `from`. @returns where the next one begins; −1 when this one goes on elsewhere. */
function readRecord(state: State, bytes: Uint8Array, from: number, isLast: boolean): number {
  const { record } = state;
  record.fields = 0;
  record.line = state.line;
  record.broken = undefined;
  state.doubled.length = 0;
  state.linesInside = 0;
  for (let start = from; ;) {
    const isQuoted = start < bytes.length && bytes[start] === quote;
    const end = isQuoted ? readQuoted(state, bytes, start, isLast) : readPlain(state, bytes, start, isLast);
    if (end < 0) return -1;
    if (end >= bytes.length || bytes[end] === lineFeed) {
      state.line += state.linesInside + 1;
      return end + 1;
    }
    start = end + 1;
  }
}

/** Reads the field in quotes that begins at `from`. @returns the place of what ends it; −1 when that is not there yet. */
function readQuoted(state: State, bytes: Uint8Array, from: number, isLast: boolean): number {
  const { record, doubled } = state;
  const close = findClose(bytes, from + 1);
  state.linesInside += close.lines;
  if (close.at < 0) {
    record.broken = "a field in quotes is never closed";
    return isLast ? bytes.length : -1;
  }
  if (close.hasDoubled) doubled.push(record.fields);
  addField(record, from + 1, close.at);
  const end = findEnd(bytes, close.at + 1, state.separator);
  const isPlainEnd = end === close.at + 1 || (end === close.at + 2 && isReturn(bytes, end, state.separator));
  if (!isPlainEnd) record.broken ??= "text follows a closing quote";
  return end < bytes.length || isLast ? end : -1;
}

function readPlain({ record, separator }: State, bytes: Uint8Array, from: number, isLast: boolean): number {
  const end = findEnd(bytes, from, separator);
  if (end >= bytes.length && !isLast) return -1;
  addField(record, from, end > from && isReturn(bytes, end, separator) ? end - 1 : end);
  return end;
}

function addField(record: CsvRecord, start: number, end: number): void {
  if (record.fields === record.starts.length) {
    record.starts = widen(record.starts);
    record.ends = widen(record.ends);
  }
  record.starts[record.fields] = start;
  record.ends[record.fields++] = end;
}

/** The separator or line feed at or after `from`; the length where there is none. */
function findEnd(bytes: Uint8Array, from: number, separator: number): number {
  const length = bytes.length;
  for (let at = from; at < length; at++) {
    const byte = bytes[at]!;
    if (byte === separator || byte === lineFeed) return at;
  }
  return length;
}

/** Whether the byte before `end` belongs to the end of a line. */
function isReturn(bytes: Uint8Array, end: number, separator: number): boolean {
  return bytes[end - 1] === carriageReturn && bytes[end] !== separator;
}

/** The quote that closes a field whose text begins at `from`; −1 when it is not there. */
function findClose(bytes: Uint8Array, from: number): { at: number; lines: number; hasDoubled: boolean } {
  let lines = 0;
  let hasDoubled = false;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === lineFeed) lines++;
    if (byte !== quote) continue;
    if (bytes[at + 1] !== quote) return { at, lines, hasDoubled };
    hasDoubled = true;
    at++;
  }
  return { at: -1, lines, hasDoubled };
}

/** Makes one quote of two, in place. @returns the new end. */
function undouble(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let at = start; at < end; at++) {
    bytes[to++] = bytes[at]!;
    if (bytes[at] === quote && bytes[at + 1] === quote) at++;
  }
  return to;
}

function widen(column: Int32Array): Int32Array {
  const wider = new Int32Array(2 * column.length);
  wider.set(column);
  return wider;
}
