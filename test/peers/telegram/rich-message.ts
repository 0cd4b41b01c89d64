/** Rich messages as Telegram takes them: blocks of known kinds, with something in each, within its limits. */
import type { MessageEntity, RichMessage } from "grammy/types";
import { detectEntities } from "./detect-entities.ts";
import { refusals } from "./refusal.ts";

const limits = { characters: 32_768, blocks: 500, levels: 16, columns: 20 };

type Fields = Record<string, unknown>;
type Size = { characters: number; blocks: number; levels: number };

/** Formats that words may stand in; the others lead somewhere or bring a file, and the product has no use for them. */
const formats = new Set("bold italic underline strikethrough spoiler subscript superscript marked code".split(" "));

/** What becomes of a rich message that the bot sends. @throws {TelegramRefusal} */
export function readRich(given: unknown): { rich: RichMessage; entities: MessageEntity[] } {
  const { blocks, html, markdown, skip_entity_detection: skipped } = given as Fields;
  if (html !== undefined || markdown !== undefined) throw refusals.bad("the peer reads blocks only");
  const { characters, blocks: count, levels } = sizeOf(listOf(blocks, "blocks"));
  if (characters > limits.characters) throw refusals.bad(`RICH_MESSAGE_TEXT_TOO_LONG (${characters})`);
  if (count > limits.blocks) throw refusals.bad(`RICH_MESSAGE_BLOCKS_TOO_MANY (${count})`);
  if (levels > limits.levels) throw refusals.bad(`RICH_MESSAGE_TOO_DEEP (${levels})`);
  const rich = structuredClone({ blocks }) as RichMessage;
  return { rich, entities: skipped === true ? [] : detectEntities(plainRich(rich)) };
}

function listOf(value: unknown, field: string): Fields[] {
  if (!Array.isArray(value)) throw refusals.bad(`can't parse InputRichBlock: Can't find field "${field}"`);
  if (value.length === 0) throw refusals.bad("RICH_MESSAGE_CONTENT_REQUIRED");
  return value as Fields[];
}

function total(sizes: readonly Size[], own: number): Size {
  return {
    characters: sizes.reduce((sum, { characters }) => sum + characters, 0),
    blocks: sizes.reduce((sum, { blocks }) => sum + blocks, own),
    levels: Math.max(0, ...sizes.map(({ levels }) => levels)),
  };
}

/** One block, item or row more around what is inside. */
function around(inside: readonly Size[], own = 1): Size {
  const { levels, ...rest } = total(inside, own);
  return { ...rest, levels: levels + 1 };
}

function sizeOf(blocks: readonly Fields[]): Size {
  return total(blocks.map(sizeOfBlock), 0);
}

const sizes: Record<string, (block: Fields) => Size> = {
  paragraph: ({ text }) => around([seen(text)]),
  footer: ({ text }) => around([seen(text)]),
  pre: ({ text }) => around([seen(text)]),
  heading({ text, size }) {
    if (!Number.isInteger(size) || Number(size) < 1 || Number(size) > 6)
      throw refusals.bad(`can't parse InputRichBlock: Can't find field "size"`);
    return around([seen(text)]);
  },
  divider: () => around([]),
  mathematical_expression: ({ expression }) => around([seen(expression)]),
  blockquote: ({ blocks }) => around([sizeOf(listOf(blocks, "blocks"))]),
  list: ({ items }) => around(listOf(items, "items").map(({ blocks }) => around([sizeOf(listOf(blocks, "blocks"))]))),
  table: ({ cells }) => around(listOf(cells, "cells").map(sizeOfRow)),
};

function sizeOfBlock(block: Fields): Size {
  const size = sizes[String(block.type)];
  if (!size) throw refusals.bad(`can't parse InputRichBlock: the peer knows no ${String(block.type)}`);
  return size(block);
}

function sizeOfRow(row: unknown): Size {
  const cells = row as Fields[];
  if (cells.length > limits.columns) throw refusals.bad(`RICH_MESSAGE_COLUMNS_TOO_MANY (${cells.length})`);
  for (const { align, valign } of cells)
    if (!["left", "center", "right"].includes(String(align)) || !["top", "middle", "bottom"].includes(String(valign)))
      throw refusals.bad("can't parse RichBlockTableCell: wrong alignment");
  return around(cells.map(({ text }) => (text === undefined ? total([], 0) : sizeOfText(text))));
}

/** @throws {TelegramRefusal} where there is nothing to be seen. */
function seen(text: unknown): Size {
  if (/^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(plainText(text)))
    throw refusals.bad("RICH_MESSAGE_CONTENT_REQUIRED");
  return sizeOfText(text);
}

function sizeOfText(text: unknown): Size {
  if (typeof text === "string") {
    if (!text.isWellFormed()) throw refusals.bad("strings must be encoded in UTF-8");
    return { characters: Array.from(text).length, blocks: 0, levels: 0 };
  }
  if (Array.isArray(text)) return total(text.map(sizeOfText), 0);
  const { type, text: inside, expression } = text as Fields;
  if (type === "mathematical_expression") return around([sizeOfText(expression)], 0);
  if (!formats.has(String(type))) throw refusals.bad(`can't parse RichText: the peer knows no ${String(type)}`);
  return around([seen(inside)], 0);
}

function plainText(text: unknown): string {
  if (typeof text === "string") return text;
  if (Array.isArray(text)) return text.map(plainText).join("");
  const { text: inside = "", expression = inside } = (text ?? {}) as Fields;
  return typeof expression === "string" ? expression : plainText(inside);
}

/** All that can be read in it, its blocks set apart by empty lines. */
export function plainRich({ blocks }: { blocks: readonly unknown[] }): string {
  return blocks.map((block) => plainBlock(block as Fields)).join("\n\n");
}

function plainBlock(block: Fields): string {
  const { blocks, items, cells } = block;
  if (Array.isArray(blocks)) return plainRich({ blocks: blocks as unknown[] });
  if (Array.isArray(items)) return (items as { blocks: unknown[] }[]).map(plainRich).join("\n");
  if (!Array.isArray(cells)) return plainText(block);
  return (cells as Fields[][]).map((row) => row.map(({ text }) => plainText(text)).join(" | ")).join("\n");
}
