/**
 * Comma-separated values out of pieces of a file, without making a string of anything (RFC 4180: fields in quotes may hold
 * commas, line breaks and doubled quotes; lines end with LF or CRLF). A quote inside a field that does not begin with one
 * stands for itself. Lines without anything are passed over.
 */

const comma = 44;
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

/** @param onRecord is given each record in turn. */
export function createCsvReader(onRecord: (record: CsvRecord) => void): CsvReader {
  const record: CsvRecord = {
    bytes: new Uint8Array(),
    fields: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    line: 1,
    broken: undefined,
  };
  /** Of the fields of the record at hand those in quotes with doubled quotes inside. */
  const doubled: number[] = [];
  /** What is left of the pieces so far: the first `carried` bytes. One and the same memory from piece to piece. */
  let held = new Uint8Array(1 << 16);
  let carried = 0;
  let line = 1;
  let linesInside = 0;

  function field(start: number, end: number): void {
    if (record.fields === record.starts.length) {
      record.starts = widen(record.starts);
      record.ends = widen(record.ends);
    }
    record.starts[record.fields] = start;
    record.ends[record.fields++] = end;
  }

  /** Reads the field in quotes that begins at `from`. @returns the place of what ends it; −1 when that is not there yet. */
  function readQuoted(bytes: Uint8Array, from: number, isLast: boolean): number {
    const close = findClose(bytes, from + 1);
    linesInside += close.lines;
    if (close.at < 0) {
      record.broken = "a field in quotes is never closed";
      return isLast ? bytes.length : -1;
    }
    if (close.hasDoubled) doubled.push(record.fields);
    field(from + 1, close.at);
    const end = findEnd(bytes, close.at + 1);
    const isPlainEnd = end === close.at + 1 || (end === close.at + 2 && isReturn(bytes, end - 1, end));
    if (!isPlainEnd) record.broken ??= "text follows a closing quote";
    return end < bytes.length || isLast ? end : -1;
  }

  function readPlain(bytes: Uint8Array, from: number, isLast: boolean): number {
    const end = findEnd(bytes, from);
    if (end >= bytes.length && !isLast) return -1;
    field(from, end > from && isReturn(bytes, end - 1, end) ? end - 1 : end);
    return end;
  }

  /** Reads the record that begins at `from`. @returns where the next one begins; −1 when this one goes on elsewhere. */
  function readRecord(bytes: Uint8Array, from: number, isLast: boolean): number {
    record.fields = 0;
    record.line = line;
    record.broken = undefined;
    doubled.length = 0;
    linesInside = 0;
    for (let start = from; ;) {
      const isQuoted = start < bytes.length && bytes[start] === quote;
      const end = isQuoted ? readQuoted(bytes, start, isLast) : readPlain(bytes, start, isLast);
      if (end < 0) return -1;
      if (end >= bytes.length || bytes[end] === lineFeed) {
        line += linesInside + 1;
        return end + 1;
      }
      start = end + 1;
    }
  }

  function readAll(bytes: Uint8Array, isLast: boolean): number {
    let from = 0;
    record.bytes = bytes;
    while (from < bytes.length) {
      const next = readRecord(bytes, from, isLast);
      if (next < 0) return from;
      from = next;
      if (record.fields === 1 && !record.broken && record.starts[0] === record.ends[0]) continue;
      for (const index of doubled) record.ends[index] = undouble(bytes, record.starts[index]!, record.ends[index]!);
      onRecord(record);
    }
    return bytes.length;
  }

  return {
    read(chunk) {
      const length = carried + chunk.length;
      if (length > held.length) {
        const wider = new Uint8Array(Math.max(length, 2 * held.length));
        wider.set(held.subarray(0, carried));
        held = wider;
      }
      held.set(chunk, carried);
      const done = readAll(held.subarray(0, length), false);
      held.copyWithin(0, done, length);
      carried = length - done;
    },
    end() {
      readAll(held.subarray(0, carried), true);
      carried = 0;
    },
  };
}

/** The comma or line feed at or after `from`; the length where there is none. */
function findEnd(bytes: Uint8Array, from: number): number {
  const length = bytes.length;
  for (let at = from; at < length; at++) {
    const byte = bytes[at]!;
    if (byte === comma || byte === lineFeed) return at;
  }
  return length;
}

/** Whether the byte before the end of a line belongs to that end. */
function isReturn(bytes: Uint8Array, at: number, end: number): boolean {
  return bytes[at] === carriageReturn && bytes[end] !== comma;
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
