/** Tables in Markdown, for whoever has no cells to put them in: drawn in lines of equal width, or told row by row. */
import { changeBlocks } from "./markdown.ts";

/** Of a table's column; null: not said. */
export type Alignment = "left" | "center" | "right" | null;

/** A table as it was written: its cells in Markdown. */
export type WrittenTable = {
  header: string[];
  rows: string[][];
  alignments: Alignment[];
  raw: string;
  /** What each of its lines begins with. */
  indent: string;
};

/** How a table is shown where there are none: drawn in a block of code, or each row as a list of what is in it. */
export type TableForm = "drawn" | "listed";

/** What fits beside one another in a block of code, in columns of a window that is not narrow. */
const widestDrawn = 60;
/** A table with more blank space, or more said again, than this, in UTF-16 units, is shown as it was written. */
const mostAdded = 8_192;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
const nothing = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

/** How many columns a line takes: two for a character of Chinese, Japanese or Korean. */
export function countColumns(line: string): number {
  if (/^[ -~]*$/u.test(line)) return line.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(line)) columns += nothing.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  return columns;
}

function widthsOf(rows: readonly (readonly string[])[], columns: number): number[] {
  const widths = Array.from({ length: columns }, () => 1);
  for (const row of rows)
    for (const [column, width] of widths.entries()) widths[column] = Math.max(width, countColumns(row[column] ?? ""));
  return widths;
}

/** Whether a table, its header first, is too wide to be drawn. */
export function isWide(rows: readonly (readonly string[])[]): boolean {
  const widths = widthsOf(rows, rows[0]?.length ?? 0);
  return widths.reduce((sum, width) => sum + width, 3 * (widths.length - 1)) > widestDrawn;
}

/**
 * A table in lines of equal width, its header set off from the other rows.
 * @param rows the words of its cells, the header first.
 * @param written how long it is as it was written.
 * @returns undefined where blank space would be most of it: one wide cell widens all others.
 */
export function drawTable(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
  written: number,
): string | undefined {
  const widths = widthsOf(rows, alignments.length);
  const size = widths.reduce((sum, width) => sum + width + 3, 0) * (rows.length + 1);
  if (size > written + mostAdded) return undefined;
  const lines = rows.map((row) =>
    widths.map((width, column) => pad(row[column] ?? "", width, alignments[column] ?? null)).join(" | "),
  );
  const rule = widths.map((width) => "-".repeat(width)).join("-+-");
  const [head = "", ...body] = lines.map((line) => line.trimEnd());
  return [head, rule, ...body].join("\n");
}

function pad(cell: string, width: number, alignment: Alignment): string {
  const room = width - countColumns(cell);
  const before = alignment === "right" ? room : alignment === "center" ? Math.floor(room / 2) : 0;
  return " ".repeat(before) + cell + " ".repeat(room - before);
}

/** Whether the rows can be listed: the header is said again for each of them. */
export function canList(header: readonly string[], rows: number): boolean {
  return header.reduce((sum, { length }) => sum + length + 8, 0) * rows <= mostAdded;
}

/** Whether a row has more cells than there are columns: a reader of Markdown passes over what is in them. */
export function hasStrayCells(table: string, columns: number): boolean {
  return table
    .trimEnd()
    .split("\n")
    .some((line) => splitCells(line).length > columns);
}

/** The cells of a row. */
function splitCells(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/u, "")
    .replace(/(?<!\\)\|$/u, "")
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** Applies a change to every table of a Markdown text that stands in no quotation and no block of code. */
export function changeTables(text: string, change: (table: WrittenTable) => string): string {
  return changeBlocks(text, (prose) => {
    if (!prose.includes("|")) return prose;
    const lines = prose.split("\n");
    const changed: string[] = [];
    for (let at = 0; at < lines.length;) {
      const table = readTable(lines, at);
      changed.push(table ? change(table) : (lines[at] ?? ""));
      at += table ? table.rows.length + 2 : 1;
    }
    return changed.join("\n");
  });
}

/** The table that begins on a line, which its second line makes one. */
function readTable(lines: readonly string[], at: number): WrittenTable | undefined {
  const [head = "", rule = ""] = lines.slice(at, at + 2);
  if (!head.includes("|") || !/^[ \t|:-]+$/u.test(rule)) return undefined;
  const [header, marks] = [splitCells(head), splitCells(rule)];
  if (header.length !== marks.length || !marks.every((mark) => /^:?-+:?$/u.test(mark))) return undefined;
  let end = at + 2;
  while (lines[end]?.includes("|") && !/^[ \t]*>/u.test(lines[end] ?? "")) end += 1;
  return {
    header,
    rows: lines.slice(at + 2, end).map(splitCells),
    alignments: marks.map(alignmentOf),
    raw: lines.slice(at, end).join("\n"),
    indent: /^ */u.exec(head)?.[0] ?? "",
  };
}

function alignmentOf(mark: string): Alignment {
  const [left, right] = [mark.startsWith(":"), mark.length > 1 && mark.endsWith(":")];
  return right ? (left ? "center" : "right") : left ? "left" : null;
}

/** The form of all tables in texts that are to look alike, as a battle's answers: drawn only if each of them is narrow. */
export function tableFormOf(texts: readonly string[]): TableForm {
  let form: TableForm = "drawn";
  for (const text of texts)
    changeTables(text, ({ header, rows, raw }) => {
      if (isWide([header, ...rows].map((row) => row.map(cellWords)))) form = "listed";
      return raw;
    });
  return form;
}

const emphasis = /(?<mark>\*{1,3}|__|~~|`{1,3})(?=\S)(?<inside>[^*_~`]*[^*_~`\s])\k<mark>/gu;

/** The words of a cell, without the marks of emphasis and code around them. */
export function cellWords(cell: string): string {
  return cell
    .replaceAll(/<br\s{0,9}\/?>/giu, " ")
    .replaceAll(emphasis, "$<inside>")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
