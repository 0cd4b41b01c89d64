/** Markdown, as models write it, for Telegram: words and entities, in which nothing can be pressed. */
import { Marked, type MarkedToken, type Token, type Tokens } from "marked";
import { splitMarkdown } from "../../core/index.ts";
import { createEntityWriter, type EntityWriter } from "./entity-writer.ts";
import { type FormattedText, joinFormatted, plainText } from "./formatted-text.ts";
import { makeFormattedInert } from "./inert.ts";
import { cleanCharacters, plainWords, readHtml, writeInline } from "./inline-entities.ts";
import { formula, isReadable } from "./markdown-reader.ts";

const reader = new Marked({ gfm: true, extensions: [formula] });

const bullet = "•";
const ticked = "☑";
const unticked = "☐";
const rule = "———";
const indentation = "   ";

/** How much is read at once, in UTF-16 units: a reader of Markdown may compare each of its signs with all others. */
const longestRead = 8_192;

/**
 * Never throws and loses no word: what is not Markdown, or is never closed, comes out as it was written. A text beyond
 * {@link longestRead} is read in pieces, cut as {@link splitMarkdown} cuts.
 *
 * @param enough After this many UTF-16 units no further piece is read, because it is not shown.
 */
export function encodeMarkdown(markdown: string, enough = Number.POSITIVE_INFINITY): FormattedText {
  return encode(markdown, enough, false);
}

/** As {@link encodeMarkdown}, for the bot's own sentences: their commands can be pressed, but for what they quote. */
export function encodeOwn(markdown: string): FormattedText {
  return encode(markdown, Number.POSITIVE_INFINITY, true);
}

function encode(markdown: string, enough: number, ours: boolean): FormattedText {
  const pieces: FormattedText[] = [];
  let length = 0;
  for (const piece of splitForReading(markdown)) {
    if (length > enough) break;
    const written = makeFormattedInert(writeMarkdown(piece), ours);
    pieces.push(written);
    length += written.text.length;
  }
  return joinFormatted(pieces, "\n\n");
}

/** The pieces in which a text is read. */
export function splitForReading(markdown: string): string[] {
  return splitMarkdown(cleanCharacters(markdown), longestRead);
}

/** Makes something of what a piece says; of one that cannot be read, what `plainly` makes. */
export function readMarkdown<Made>(piece: string, make: (tokens: Token[]) => Made, plainly: () => Made): Made {
  if (!isReadable(piece)) return plainly();
  try {
    return make(reader.lexer(piece));
  } catch (error) {
    // Nested beyond all reason: then it is shown as it was written.
    if (error instanceof RangeError) return plainly();
    throw error;
  }
}

function writeMarkdown(markdown: string): FormattedText {
  const write = (tokens: Token[]) => {
    const writer = createEntityWriter();
    writeBlocks(writer, tokens, { separator: "\n\n", indent: "" });
    return writer.finish();
  };
  return readMarkdown(markdown, write, () => plainText(markdown.trim()));
}

/** Where blocks stand: what is between two of them, and what each of their lines begins with. */
type Layout = { separator: string; indent: string };

type BlockWriters = {
  [Type in MarkedToken["type"]]?: (
    writer: EntityWriter,
    token: Extract<MarkedToken, { type: Type }>,
    layout: Layout,
  ) => void;
};

/** Whatever is not here is words. */
const blockWriters: BlockWriters = {
  def: writeDefinition,
  heading: (writer, { tokens }, { indent }) => writer.within("bold", () => writeInline(writer, tokens, indent)),
  code: (writer, { text, lang }) => writeOwnLine(writer, () => writer.writeCode(codeBlock(lang), expandTabs(text))),
  blockquote: (writer, { tokens }, layout) =>
    writeOwnLine(writer, () => writer.within("blockquote", () => writeBlocks(writer, tokens, layout))),
  table: (writer, token) => writeOwnLine(writer, () => writer.writeCode({ type: "pre" }, layTable(token))),
  list: writeList,
  hr: (writer) => writer.write(rule),
  html: (writer, { text }) => writer.write(readHtml(text.trimEnd())),
};

function writeBlocks(writer: EntityWriter, tokens: readonly Token[], layout: Layout): void {
  for (const token of tokens as MarkedToken[]) {
    if (token.type === "space" || token.type === "checkbox") continue;
    const write = blockWriters[token.type] as ((...of: [EntityWriter, Token, Layout]) => void) | undefined;
    if (write) write(writer, token, layout);
    else writeInline(writer, "tokens" in token && token.tokens ? token.tokens : [token], layout.indent);
    writer.separate(token.type === "heading" || token.type === "text" ? "\n" : layout.separator);
  }
}

/** What stands on lines of its own, even as the first thing of a list's item. */
function writeOwnLine(writer: EntityWriter, writing: () => void): void {
  if (writer.midLine()) writer.separate("\n");
  writing();
}

/** A block of code, by what stands beside its marks. */
export function codeBlock(info = ""): { type: "pre"; language?: string } {
  const [language = ""] = info.trim().split(/\s/u);
  return language === "" ? { type: "pre" } : { type: "pre", language };
}

/** Telegram would make one space of a tab. */
function expandTabs(code: string): string {
  return code.replaceAll("\t", "    ");
}

function writeList(writer: EntityWriter, { ordered, start, items, loose }: Tokens.List, { indent }: Layout): void {
  for (const [index, item] of items.entries()) {
    const mark = ordered ? `${Number(start) + index}.` : item.task ? (item.checked ? ticked : unticked) : bullet;
    if (writer.midLine()) writer.separate("\n");
    writer.write(`${indent}${mark} `);
    writeBlocks(writer, item.tokens, { separator: "\n", indent: indent + indentation });
    writer.separate(loose ? "\n\n" : "\n");
  }
}

/** Where a label leads is said beside it. What a footnote leads to is its text. */
function writeDefinition(writer: EntityWriter, { tag, raw }: Tokens.Def): void {
  if (tag.startsWith("^")) writer.write(raw.trim());
}

/** A table with more blank space than this, in UTF-16 units, is shown as it was written: one wide cell widens all others. */
const mostPadding = 8_192;

function layTable({ header, rows, align, raw }: Tokens.Table): string {
  if (hasStrayCells(raw, header.length)) return expandTabs(raw.trim());
  const lines = [header, ...rows].map((row) =>
    row.map(({ tokens }) => plainWords(tokens).replaceAll(/\s+/gu, " ").trim()),
  );
  const drawn = drawTable(lines, align, raw.length + mostPadding);
  return drawn ?? expandTabs(raw.trim());
}

/** Whether a row has more cells than there are columns: a reader of Markdown passes over what is in them. */
export function hasStrayCells(table: string, columns: number): boolean {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\|/u, "")
      .replace(/\|$/u, "")
      .split(/(?<!\\)\|/u).length;
  return table
    .trimEnd()
    .split("\n")
    .some((line) => cells(line) > columns);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
const nothing = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

/** How many columns a line takes. */
export function countColumns(line: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(line)) columns += nothing.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  return columns;
}

/** Of a table's column; null: not said. */
export type Alignment = "left" | "center" | "right" | null;

/**
 * A table in lines of equal width, its first row set off from the others.
 * @returns undefined where it would take more than `most` columns of all its lines together.
 */
export function drawTable(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
  most: number,
): string | undefined {
  const widths = alignments.map((_one, column) => Math.max(1, ...rows.map((row) => countColumns(row[column] ?? ""))));
  if (widths.reduce((sum, width) => sum + width + 3, 0) * (rows.length + 1) > most) return undefined;
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
