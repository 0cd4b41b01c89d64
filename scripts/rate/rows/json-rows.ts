/** JSON: an object a line, a list of objects, or objects one after the other. */
import type { Row } from "../formats/format.ts";
import type { RowReading, TakenRows } from "../row-taking.ts";
import { createJsonLines, createJsonSequence, type PieceReader } from "./json-values.ts";

const decoder = new TextDecoder();
const lineFeed = 10;

/** @param head the file's beginning, from which the form is known. */
export function createJsonRows(head: Uint8Array, isList: boolean, { begin, report }: RowReading): PieceReader {
  const state: { taking?: TakenRows } = {};
  const onValue = (text: Uint8Array, place: number) => {
    const row = parse(decoder.decode(text));
    if (!row) return report(place, "this is no JSON object");
    state.taking ??= begin(Object.keys(row), row);
    state.taking.take(row, place);
  };
  if (isList) return createJsonSequence({ onValue, report }, true);
  return isSpread(head) ? createJsonSequence({ onValue, report }, false) : createJsonLines({ onValue, report });
}

/** Whether objects take several lines each. */
export function isSpread(head: Uint8Array): boolean {
  const end = head.indexOf(lineFeed, head.indexOf(0x7b));
  return end >= 0 && end < head.length - 1 && /^\s*\{\s*$/u.test(decoder.decode(head.subarray(0, end)));
}

function parse(text: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return value as Row;
  } catch {
    return undefined;
  }
}
