/** Text: which kind it is, by its first letter. */
import type { RowReading } from "../row-taking.ts";
import { createCsvRows } from "./csv-rows.ts";
import { createJsonRows, isSpread } from "./json-rows.ts";
import type { PieceReader } from "./json-values.ts";

const blanks = [9, 10, 13, 32];
const brace = 0x7b;
const bracket = 0x5b;

/** What reads rows from text, and whether these are counted by lines. */
export type TextRows = PieceReader & { byLines: boolean };

/** @param head the text's beginning. */
export function createTextRows(head: Uint8Array, reading: RowReading): TextRows {
  const start = head.find((byte) => !blanks.includes(byte));
  if (start !== brace && start !== bracket) return { ...createCsvRows(head, reading), byLines: true };
  const isList = start === bracket;
  return { ...createJsonRows(head, isList, reading), byLines: !isList && !isSpread(head) };
}
