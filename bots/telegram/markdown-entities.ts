/** Markdown, as models write it, for Telegram: words and entities, in which nothing can be pressed. */
import { Marked, type MarkedToken, type Token, Tokenizer, type Tokens } from "marked";
import {
  canList,
  drawTable,
  hasStrayCells,
  isWide,
  splitMarkdown,
  type TableForm,
  withoutPiles,
} from "../../core/index.ts";
import { cjkEmphasis } from "../shared/cjk-emphasis.js";
import { createEntityWriter, type EntityWriter } from "./entity-writer.ts";
import { type FormattedText, joinFormatted, plainText } from "./formatted-text.ts";
import { makeFormattedInert } from "./inert.ts";
import { cleanCharacters, plainWords, readHtml, writeInline } from "./inline-entities.ts";
import { formula, isReadable } from "./markdown-reader.ts";

const reader = new Marked({ gfm: true, extensions: [formula] }, cjkEmphasis(Tokenizer));

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
 * @param form of its tables; "drawn" holds for those that are narrow.
 */
export function encodeMarkdown(
  markdown: string,
  enough = Number.POSITIVE_INFINITY,
  form: TableForm = "drawn",
): FormattedText {
  return encode(markdown, { enough, form, ours: false });
}

/** As {@link encodeMarkdown}, for the bot's own sentences: their commands can be pressed, but for what they quote. */
export function encodeOwn(markdown: string): FormattedText {
  return encode(markdown, { enough: Number.POSITIVE_INFINITY, form: "drawn", ours: true });
}

type Reading = { enough: number; form: TableForm; ours: boolean };

function encode(markdown: string, { enough, form, ours }: Reading): FormattedText {
  const pieces: FormattedText[] = [];
  let length = 0;
  for (const piece of splitForReading(markdown)) {
    if (length > enough) break;
    const written = makeFormattedInert(writeMarkdown(piece, form), ours);
    pieces.push(written);
    length += written.text.length;
  }
  return joinFormatted(pieces, "\n\n");
}

/** The pieces in which a text is read. */
export function splitForReading(markdown: string): string[] {
  return splitMarkdown(cleanCharacters(withoutPiles(markdown)), longestRead);
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

function writeMarkdown(markdown: string, form: TableForm): FormattedText {
  const write = (tokens: Token[]) => {
    const writer = createEntityWriter();
    writeBlocks(writer, tokens, { separator: "\n\n", indent: "", form });
    return writer.finish();
  };
  return readMarkdown(markdown, write, () => plainText(markdown.trim()));
}

/** Where blocks stand: what is between two of them, what each of their lines begins with, and how tables are shown. */
type Layout = { separator: string; indent: string; form: TableForm };

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
  table: writeTable,
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

function writeList(writer: EntityWriter, { ordered, start, items, loose }: Tokens.List, layout: Layout): void {
  const { indent } = layout;
  for (const [index, item] of items.entries()) {
    const mark = ordered ? `${Number(start) + index}.` : item.task ? (item.checked ? ticked : unticked) : bullet;
    if (writer.midLine()) writer.separate("\n");
    writer.write(`${indent}${mark} `);
    writeBlocks(writer, item.tokens, { ...layout, separator: "\n", indent: indent + indentation });
    writer.separate(loose ? "\n\n" : "\n");
  }
}

/** Where a label leads is said beside it. What a footnote leads to is its text. */
function writeDefinition(writer: EntityWriter, { tag, raw }: Tokens.Def): void {
  if (tag.startsWith("^")) writer.write(raw.trim());
}

/** Drawn in code; or each row as a list of what is in it, by the names of the columns. */
function writeTable(writer: EntityWriter, { header, rows, align, raw }: Tokens.Table, { form, indent }: Layout): void {
  const words = [header, ...rows].map((row) =>
    row.map(({ tokens }) => plainWords(tokens).replaceAll(/\s+/gu, " ").trim()),
  );
  const [names = []] = words;
  const asWritten = hasStrayCells(raw, header.length);
  if (asWritten || (form === "drawn" && !isWide(words)) || !canList(names, rows.length)) {
    const drawn = asWritten ? undefined : drawTable(words, align, raw.length);
    return writeOwnLine(writer, () => writer.writeCode({ type: "pre" }, drawn ?? expandTabs(raw.trim())));
  }
  for (const row of rows) writeRow(writer, names, row, indent);
}

function writeRow(
  writer: EntityWriter,
  names: readonly string[],
  row: readonly Tokens.TableCell[],
  indent: string,
): void {
  const filled = [...row.entries()].filter(([, { tokens }]) => plainWords(tokens).trim() !== "");
  for (const [index, [column, { tokens }]] of filled.entries()) {
    const inner = index === 0 ? indent : indent + indentation;
    const name = names[column] ?? "";
    if (writer.midLine()) writer.separate("\n");
    writer.write(`${inner}${bullet} `);
    if (name !== "") writer.within("bold", () => writer.write(name));
    if (name !== "") writer.write(": ");
    writeInline(writer, tokens, inner);
    writer.separate("\n");
  }
}
