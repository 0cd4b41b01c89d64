/** One JSON object a line. Ids, probabilities and seconds may be strings or numbers; everything else that is read must be a string. */
import type { FoundColumns } from "./columns.ts";
import { type Gathering, quoteValue, wanted, type WantedFields } from "./gathering.ts";

const lineFeed = 10;
const blanks = new Set([9, 13, 32]);
/** By the places of `wanted`: the battle's and the voter's id, the probability, and seconds. */
const numeric = [3, 4, 7, 8, 9, 10];
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** What a reader does with what it finds. */
export type RowReading = {
  /** Is given the names of a header, or of the first object. */
  begin: (names: readonly string[]) => FoundColumns & { add: Gathering["add"] };
  /** Is told of rows that cannot be read. */
  report: (line: number, reason: string) => void;
};

type State = RowReading & {
  /** What is left of the pieces so far. */
  carried: Uint8Array;
  line: number;
  found: ReturnType<RowReading["begin"]> | undefined;
  fields: WantedFields;
};

/** @returns a reader for pieces of a file. */
export function createJsonLinesReader(reading: RowReading) {
  const fields = { bytes: new Uint8Array(1 << 12), starts: noPlaces(), ends: noPlaces() };
  const state: State = { ...reading, carried: new Uint8Array(), line: 0, found: undefined, fields };
  return {
    read(piece: Uint8Array): void {
      const bytes = state.carried.length === 0 ? piece : Buffer.concat([state.carried, piece]);
      let from = 0;
      for (let to = bytes.indexOf(lineFeed); to >= 0; to = bytes.indexOf(lineFeed, from)) {
        readLine(state, bytes.subarray(from, to));
        from = to + 1;
      }
      state.carried = new Uint8Array(bytes.subarray(from));
    },
    end(): void {
      if (state.carried.length > 0) readLine(state, state.carried);
      state.carried = new Uint8Array();
    },
  };
}

const noPlaces = () => new Int32Array(wanted.length);

function readLine(state: State, bytes: Uint8Array): void {
  const { fields, report } = state;
  state.line++;
  if (bytes.every((byte) => blanks.has(byte))) return;
  const row = parse(decoder.decode(bytes));
  if (!row) return report(state.line, "this is no JSON object");
  state.found ??= state.begin(Object.keys(row));
  const reason = layOut(fields, row, state.found.names) ?? state.found.add(fields);
  if (reason !== undefined) report(state.line, reason);
}

/** Lays values side by side as bytes, so that they are read as those of CSV are. @returns why it cannot. */
function layOut(
  fields: WantedFields,
  row: Record<string, unknown>,
  names: readonly (string | undefined)[],
): string | undefined {
  let used = 0;
  for (const [index, name] of names.entries()) {
    fields.starts[index] = used;
    fields.ends[index] = used;
    if (name === undefined) continue;
    if (!Object.hasOwn(row, name)) return `there is no "${name}"`;
    const value = row[name];
    const isNumber = numeric.includes(index) && typeof value === "number";
    if (typeof value !== "string" && !isNumber)
      return `${name} is ${quoteValue(String(JSON.stringify(value)))}, not text`;
    const text = String(value);
    if (fields.bytes.length < used + 3 * text.length) {
      const wider = new Uint8Array(2 * (used + 3 * text.length));
      wider.set(fields.bytes);
      fields.bytes = wider;
    }
    used += encoder.encodeInto(text, fields.bytes.subarray(used)).written;
    fields.ends[index] = used;
  }
  return undefined;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return value as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
