/** Markdown, as models write it, in blocks of a rich message: tables are tables, formulas are set, and it keeps Telegram's limits. */
import type { InputRichBlock, InputRichBlockListItem, RichBlockTableCell, RichText } from "grammy/types";
import type { MarkedToken, Token, Tokens } from "marked";
import { hasStrayCells } from "../../core/index.ts";
import { readHtml } from "./inline-entities.ts";
import { codeBlock, encodeMarkdown, readMarkdown, splitForReading } from "./markdown-entities.ts";
import { encodeRichText, formulaOf, showsNothing, toRichText } from "./rich-text.ts";

/** What Telegram counts. */
export type Size = {
  /** In UTF-16 units: Telegram counts no stricter. */
  characters: number;
  /** Nested ones, items of lists and rows of tables among them. */
  blocks: number;
  /** Of formats and blocks in one another. */
  levels: number;
};

/** What a rich message may hold. */
export const most: Readonly<Size> = { characters: 32_768, blocks: 500, levels: 16 };
const mostColumns = 20;

/** A part of a text: as blocks, and the words it was made from. */
type Part = { made: InputRichBlock[]; size: Size; raw: string };

/** A text as it was read, before it is known how many blocks there are for it. */
export type Reading = { parts: readonly Part[]; size: Size };

/**
 * Never throws and loses no word. What is nested deeper than it may be becomes a paragraph.
 *
 * @returns undefined as soon as it has more characters than there is room for: the rest is not read.
 */
export function readBlocks(markdown: string, room: Pick<Size, "characters" | "levels">): Reading | undefined {
  const parts: Part[] = [];
  let size = nothing;
  for (const piece of splitForReading(markdown)) {
    const more = readMarkdown(
      piece,
      (tokens) => tokens.map((token) => partOf(token, room.levels)),
      () => [flatten(piece)],
    );
    parts.push(...more);
    size = total([size, ...more.map((part) => part.size)]);
    if (size.characters > room.characters) return undefined;
  }
  return { parts, size };
}

/** In no more blocks than there are for it: what takes the most is told in fewer first, and in the end all in one. */
export function fitBlocks({ parts, size }: Reading, most: number): InputRichBlock[] {
  const fitting = [...parts];
  let sum = size.blocks;
  const largest = parts.map((_part, index) => index).toSorted((x, y) => blocksOf(parts[y]) - blocksOf(parts[x]));
  for (const index of largest) {
    const part = parts[index];
    // One block alone cannot be told in fewer.
    if (sum <= most || !part || part.size.blocks < 2) break;
    fitting[index] = flatten(part.raw);
    sum += blocksOf(fitting[index]) - part.size.blocks;
  }
  return sum <= most ? fitting.flatMap(({ made }) => made) : flatten(parts.map(({ raw }) => raw).join("")).made;
}

function blocksOf(part: Part | undefined): number {
  return part?.size.blocks ?? 0;
}

function partOf(token: Token, levels: number): Part {
  const made = blocksFor(token);
  const size = sizeOf(made);
  const wide = token.type === "table" && (token as Tokens.Table).header.length > mostColumns;
  return size.levels > levels || wide ? flatten(token.raw) : { made, size, raw: token.raw };
}

/** In one block at most: a table or code as it is drawn elsewhere, all else as one paragraph. */
function flatten(raw: string): Part {
  const formatted = encodeMarkdown(raw);
  const [first] = formatted.entities;
  const whole = first?.type === "pre" && first.length === formatted.text.length;
  const made: InputRichBlock[] = whole
    ? [{ type: "pre", text: formatted.text, ...(first.language !== undefined && { language: first.language }) }]
    : paragraph(toRichText(formatted));
  return { made, size: sizeOf(made), raw };
}

type BlockMakers = {
  [Type in MarkedToken["type"]]?: (token: Extract<MarkedToken, { type: Type }>) => InputRichBlock[];
};

/** Whatever is not here is a paragraph. */
const blockMakers: BlockMakers = {
  space: () => [],
  checkbox: () => [],
  heading: ({ tokens, depth }) =>
    withText(encodeRichText(tokens), (text) => ({ type: "heading", text, size: sizeOfHeading(depth) })),
  code: codeOf,
  blockquote: ({ tokens }) => quotationOf(tokens.flatMap(blocksFor)),
  list: listOf,
  table: (token) => (hasStrayCells(token.raw, token.header.length) ? flatten(token.raw).made : [tableOf(token)]),
  hr: () => [{ type: "divider" }],
  html: ({ text }) => paragraph(readHtml(text.trimEnd())),
  def: ({ tag, raw }) => (tag.startsWith("^") ? paragraph(raw.trim()) : []),
};

function blocksFor(token: Token): InputRichBlock[] {
  const make = blockMakers[(token as MarkedToken).type] as ((token: Token) => InputRichBlock[]) | undefined;
  return make ? make(token) : paragraphOf(token);
}

/** Smaller than the arena's own. */
function sizeOfHeading(depth: number): 4 | 5 | 6 {
  return depth === 1 ? 4 : depth === 2 ? 5 : 6;
}

function withText(text: RichText, make: (text: RichText) => InputRichBlock): InputRichBlock[] {
  return showsNothing(text) ? [] : [make(text)];
}

function paragraph(text: RichText): InputRichBlock[] {
  return withText(text, (shown) => ({ type: "paragraph", text: shown }));
}

/** Blocks as a quotation, which nothing in them can end. */
export function quotationOf(blocks: InputRichBlock[]): InputRichBlock[] {
  return blocks.length === 0 ? [] : [{ type: "blockquote", blocks }];
}

function codeOf({ text, lang }: Tokens.Code): InputRichBlock[] {
  const { language } = codeBlock(lang);
  const formula = language === "math" ? formulaOf(text) : undefined;
  if (formula) return [formula];
  return withText(text, () => ({ type: "pre", text, ...(language !== undefined && { language }) }));
}

/** A formula alone in its paragraph, between signs that set it apart, is a block. */
function paragraphOf(token: Token): InputRichBlock[] {
  const tokens: readonly Token[] = "tokens" in token && token.tokens ? token.tokens : [token];
  const [only, ...more] = tokens;
  const alone = only?.type === "formula" && more.length === 0 && /^(?:\$\$|\\\[)/u.test(only.raw);
  const formula = alone ? formulaOf(only.raw) : undefined;
  return formula ? [formula] : paragraph(encodeRichText(tokens));
}

function listOf({ ordered, start, items }: Tokens.List): InputRichBlock[] {
  const made = items.flatMap((item, index): InputRichBlockListItem[] => {
    const blocks = item.tokens.flatMap(blocksFor);
    if (blocks.length === 0) return [];
    return [
      {
        blocks,
        ...(item.task && { has_checkbox: true as const, ...(item.checked === true && { is_checked: true as const }) }),
        ...(ordered && { value: Number(start) + index, type: "1" as const }),
      },
    ];
  });
  return made.length === 0 ? [] : [{ type: "list", items: made }];
}

function tableOf({ header, rows, align }: Tokens.Table): InputRichBlock {
  const cell = ({ tokens }: Tokens.TableCell, column: number, isHeader: boolean): RichBlockTableCell => {
    const text = encodeRichText(tokens);
    return {
      ...(!showsNothing(text) && { text }),
      ...(isHeader && { is_header: true as const }),
      ...{ align: align[column] ?? "left", valign: "top" },
    };
  };
  const cells = [header, ...rows].map((row, index) => row.map((one, column) => cell(one, column, index === 0)));
  return { type: "table", cells, is_bordered: true };
}

const nothing: Size = { characters: 0, blocks: 0, levels: 0 };

/** How much of what is limited some blocks take. */
export function sizeOf(blocks: readonly InputRichBlock[]): Size {
  return total(blocks.map(sizeOfBlock));
}

function total(sizes: readonly Size[]): Size {
  const add = (x: Size, y: Size): Size => ({
    characters: x.characters + y.characters,
    blocks: x.blocks + y.blocks,
    levels: Math.max(x.levels, y.levels),
  });
  return sizes.reduce(add, nothing);
}

/** @param own how many blocks are around it that count. */
function around({ characters, blocks, levels }: Size, own = 1): Size {
  return { characters, blocks: blocks + own, levels: levels + 1 };
}

function sizeOfBlock(block: InputRichBlock): Size {
  if (block.type === "list") return around(total(block.items.map(({ blocks }) => around(sizeOf(blocks)))));
  if (block.type === "table") return around(total(block.cells.map(sizeOfRow)));
  if (block.type === "mathematical_expression") return around({ ...nothing, characters: block.expression.length });
  if ("blocks" in block) return around(sizeOf(block.blocks));
  return around("text" in block ? sizeOfText(block.text) : nothing);
}

function sizeOfRow(row: readonly RichBlockTableCell[]): Size {
  return around(total(row.map(({ text = "" }) => sizeOfText(text))));
}

function sizeOfText(text: RichText): Size {
  if (typeof text === "string") return { ...nothing, characters: text.length };
  if (Array.isArray(text)) return total(text.map(sizeOfText));
  if (text.type === "mathematical_expression") return around({ ...nothing, characters: text.expression.length }, 0);
  return "text" in text ? around(sizeOfText(text.text), 0) : nothing;
}
