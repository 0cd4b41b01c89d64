/** Text as Telegram takes it: plain words, and entities that say which of them are bold, code, a quotation; whole or in pieces. */
import type { MessageEntity } from "grammy/types";

/** Offsets and lengths of entities are UTF-16 units, as the lengths of strings are. */
export type FormattedText = { text: string; entities: MessageEntity[] };

/** Words taken as they are: the caller is responsible for what Telegram may see in them (names, links). */
export function plainText(text: string): FormattedText {
  return { text, entities: [] };
}

/** Puts texts one behind the other, with the same words between any two; empty ones are left out. */
export function joinFormatted(parts: readonly (FormattedText | string)[], separator = ""): FormattedText {
  const joined = plainText("");
  for (const part of parts) {
    const { text, entities } = typeof part === "string" ? plainText(part) : part;
    if (text === "") continue;
    if (joined.text !== "") joined.text += separator;
    const start = joined.text.length;
    joined.entities.push(...entities.map((entity) => ({ ...entity, offset: entity.offset + start })));
    joined.text += text;
  }
  return joined;
}

/** Puts the same words into a text at ascending places. At the border of an entity they stay outside of it. */
export function insertWords(
  { text, entities }: FormattedText,
  places: readonly number[],
  words: string,
): FormattedText {
  const moved = (at: number, includeOwn: boolean) => at + words.length * countBefore(places, includeOwn ? at + 1 : at);
  return {
    text: [0, ...places].map((from, index) => text.slice(from, places[index])).join(words),
    entities: entities.map((entity) => {
      const start = moved(entity.offset, true);
      return { ...entity, offset: start, length: moved(entity.offset + entity.length, false) - start };
    }),
  };
}

/** How many of the ascending numbers are smaller. */
function countBefore(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the lines of a quotation within a quotation begin with. */
const quoteMark = "> ";

/**
 * A text as one quotation, which nothing in it can end. Telegram has no quotation within another: the lines of those in
 * the text get a mark instead.
 */
export function quoteFormatted(formatted: FormattedText): FormattedText {
  const { text, entities } = insertWords(
    { ...formatted, entities: formatted.entities.filter(({ type }) => type !== "blockquote") },
    quotedLines(
      formatted,
      formatted.entities.filter(({ type }) => type === "pre"),
    ),
    quoteMark,
  );
  return { text, entities: [{ type: "blockquote", offset: 0, length: text.length }, ...entities] };
}

/** The words alone, for where formats are refused: the lines of quotations get a mark, so that they still are some. */
export function withoutFormats(formatted: FormattedText): FormattedText {
  return insertWords(plainText(formatted.text), quotedLines(formatted, []), quoteMark);
}

/** Where the lines of quotations begin. @param blocks within which nothing is put. */
function quotedLines({ text, entities }: FormattedText, blocks: readonly MessageEntity[]): number[] {
  const starts: number[] = [];
  let block = 0;
  for (const { type, offset, length } of entities) {
    if (type !== "blockquote") continue;
    const end = offset + length;
    for (let at = offset; at < end; at = text.indexOf("\n", at) + 1 || end) {
      while (endOf(blocks[block]) <= at) block += 1;
      if (at <= (blocks[block]?.offset ?? Infinity)) starts.push(at);
    }
  }
  return starts;
}

function endOf(entity: MessageEntity | undefined): number {
  return entity === undefined ? Infinity : entity.offset + entity.length;
}

/** The entities of the units from `start` to `end`, cut where they go beyond, and counted from `start`. */
export function cutEntities(entities: readonly MessageEntity[], start: number, end: number): MessageEntity[] {
  return entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return from < to ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
}

/** In UTF-16 units, after the entities are parsed. */
export const longestMessage = 4_096;
/** As {@link longestMessage}, of the text under a picture or file. */
export const longestCaption = 1_024;

/** How many entities of a message Telegram regards; it ignores further ones. */
export const mostEntities = 100;

/** Telegram takes no message in which there is nothing to be seen. */
const blank = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Cuts at the ends of paragraphs, lines or words, and never inside of what is seen as one character, unless one alone
 * is longer than a piece. Blank space at a cut is dropped, but for the indentation of code. A code block goes on as
 * one, in its language.
 *
 * @param limit The most UTF-16 units of a piece, at least 2.
 * @returns no piece of nothing but blank space.
 */
export function splitFormatted({ text, entities }: FormattedText, limit: number): FormattedText[] {
  const blocks = entities.filter(({ type }) => type === "pre");
  const pieces: FormattedText[] = [];
  const upcoming = entities.toSorted((x, y) => x.offset - y.offset);
  let [next, open]: [number, MessageEntity[]] = [0, []];
  let start = skipBlank(text, 0, blocks);
  while (start < text.length) {
    const end = text.length - start <= limit ? text.length : start + findCut(text, { start, limit, blocks });
    const piece = text.slice(start, end).trimEnd();
    open = open.filter(({ offset, length }) => offset + length > start);
    for (; (upcoming[next]?.offset ?? Infinity) < end; next += 1) open.push(...upcoming.slice(next, next + 1));
    if (!blank.test(piece)) pieces.push(takePiece(text, open, start, start + piece.length));
    start = skipBlank(text, end, blocks);
  }
  return pieces;
}

/** As much of a text as fits, with a sign where there would be more. */
export function shortenFormatted({ text, entities }: FormattedText, limit: number): FormattedText {
  if (text.length <= limit) return keepEntities({ text, entities });
  const [beginning] = splitFormatted({ text, entities }, limit - 2);
  return { text: `${beginning?.text ?? ""}\n…`, entities: beginning?.entities ?? [] };
}

function takePiece(text: string, entities: readonly MessageEntity[], start: number, end: number): FormattedText {
  return keepEntities({ text: text.slice(start, end), entities: cutEntities(entities, start, end) });
}

/** A text with its entities that matter most, where they are too many: blocks say more than spans. */
export function keepEntities({ text, entities }: FormattedText, most = mostEntities): FormattedText {
  if (entities.length <= most) return { text, entities };
  const kept = new Set(entities.toSorted((x, y) => y.length - x.length).slice(0, most));
  return { text, entities: entities.filter((entity) => kept.has(entity)) };
}

/** Where the next piece begins: behind blank space, but in a code block with the indentation of its line. */
function skipBlank(text: string, from: number, blocks: readonly MessageEntity[]): number {
  const [space = ""] = /^\s*/u.exec(text.slice(from)) ?? [];
  const first = from + space.length;
  const block = blocks.find(({ offset, length }) => offset <= first && first < offset + length);
  if (!block) return first;
  return Math.max(block.offset, from, from + space.lastIndexOf("\n") + 1);
}

type Window = { start: number; limit: number; blocks: readonly MessageEntity[] };

/** How many units the piece takes: up to the best place to cut that leaves it at least a third full. */
function findCut(text: string, { start, limit, blocks }: Window): number {
  const least = Math.floor(limit / 3);
  const window = text.slice(start, start + limit + 1);
  const near = blocks.filter(({ offset, length }) => offset <= start + limit && start <= offset + length);
  const inBlock = (at: number) =>
    near.some(({ offset, length }) => offset < start + at && start + at < offset + length);
  const borders = near
    .flatMap(({ offset, length }) => [offset - start, offset + length - start])
    .filter((at) => at <= limit);
  const paragraph = lastBefore(window, "\n\n", (at) => !inBlock(at));
  const best = [Math.max(paragraph, ...borders), window.lastIndexOf("\n"), lastWordEnd(window)].find(
    (at) => at > least,
  );
  return best ?? cutCharacters(window, limit);
}

/** Before a space, or behind a mark of those languages that have none. */
function lastWordEnd(window: string): number {
  const marks = Array.from("。！？；，、：", (mark) => window.lastIndexOf(mark, window.length - 2) + 1);
  return Math.max(window.lastIndexOf(" "), window.lastIndexOf("\u3000"), ...marks.map((at) => at || -1));
}

function lastBefore(window: string, what: string, suits: (at: number) => boolean): number {
  let at = window.lastIndexOf(what);
  while (at > 0 && !suits(at)) at = window.lastIndexOf(what, at - 1);
  return at;
}

/** As many whole characters as fit; of one that does not fit at all, whole code points. */
function cutCharacters(window: string, limit: number): number {
  let end = 0;
  for (const { index, segment } of graphemes.segment(window)) {
    if (index + segment.length > limit || index + segment.length === window.length) {
      end = index;
      break;
    }
  }
  if (end > 0) return end;
  const last = window.codePointAt(limit - 1) ?? 0;
  return last > 0xffff ? limit - 1 : limit;
}
