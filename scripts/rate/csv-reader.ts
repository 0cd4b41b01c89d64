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
  broken?: string;
};

export type CsvReader = {
  /** Reads what `chunk` completes. */
  read: (chunk: Uint8Array) => void;
  /** Reads what is left when no more is to come. */
  end: () => void;
};

/** @param onRecord is given each record in turn. */
export function createCsvReader(onRecord: (record: CsvRecord) => void): CsvReader {
  const record: CsvRecord = { bytes: new Uint8Array(), fields: 0, starts: new Int32Array(64), ends: new Int32Array(64), line: 1 };
  /** Of the fields of the record at hand those in quotes with doubled quotes inside. */
  const doubled: number[] = [];
  let carried: Uint8Array = new Uint8Array();
  let line = 1;

  function field(start: number, end: number): void {
    if (record.fields === record.starts.length) {
      record.starts = widen(record.starts);
      record.ends = widen(record.ends);
    }
    record.starts[record.fields] = start;
    record.ends[record.fields++] = end;
  }

  /** Reads the record that begins at `from`. @returns where the next one begins; −1 when this one goes on elsewhere. */
  function readRecord(bytes: Uint8Array, from: number, isLast: boolean): number {
    record.fields = 0;
    record.line = line;
    delete record.broken;
    doubled.length = 0;
    const length = bytes.length;
    let start = from;
    let at = from;
    let lines = 0;
    for (;;) {
      if (at < length && bytes[at] === quote && at === start) {
        const close = findClose(bytes, at + 1);
        if (close.at < 0) {
          if (!isLast) return -1;
          record.broken = "a field in quotes is never closed";
          line += 1 + lines + close.lines;
          return length;
        }
        lines += close.lines;
        if (close.hasDoubled) doubled.push(record.fields);
        field(at + 1, close.at);
        at = close.at + 1;
        if (at < length && bytes[at] === carriageReturn && (at + 1 < length ? bytes[at + 1] === lineFeed : !isLast)) at++;
        if (at >= length && !isLast) return -1;
        if (at < length && bytes[at] !== comma && bytes[at] !== lineFeed) {
          record.broken ??= "text follows a closing quote";
          while (at < length && bytes[at] !== comma && bytes[at] !== lineFeed) at++;
        }
      } else {
        while (at < length) {
          const byte = bytes[at]!;
          if (byte === comma || byte === lineFeed) break;
          at++;
        }
        if (at >= length && !isLast) return -1;
        const isCrLf = at > start && bytes[at - 1] === carriageReturn && bytes[at] !== comma;
        field(start, isCrLf ? at - 1 : at);
      }
      if (at >= length || bytes[at] === lineFeed) {
        line += lines + 1;
        return at + 1;
      }
      start = ++at;
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
      const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
      const done = readAll(bytes, false);
      // A copy: the chunk may be filled anew, and fields are mended in place.
      carried = new Uint8Array(bytes.subarray(done));
    },
    end() {
      readAll(carried, true);
      carried = new Uint8Array();
    },
  };
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
