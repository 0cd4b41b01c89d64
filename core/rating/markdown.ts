/**
 * How much Markdown a text has, its code apart: the blocks of CommonMark 0.31, read line by line, as far as headings,
 * list items and code need them.
 *
 * Meant, if not said in Markdown, are items with other signs than Markdown's, as people and models write them: "•", "1、",
 * "１．", "（1）", "一、", "①", "1️⃣". They count. So does an item that is indented further than its list allows, as long as
 * the text before it has not ended. Code in fences ends with its fence, though the list item it began in has ended before.
 */
import { countBold } from "./bold.ts";

/** How often each is there. */
export type MarkdownCounts = { headers: number; lists: number; bold: number };

type State = MarkdownCounts & {
  /** The block of code that is open: its sign, how many of them, where its column 0 is, and in how many quotations. */
  fence: { sign: string; length: number; base: number; quotes: number } | undefined;
  /** Columns at which the texts of open list items begin, the innermost last. */
  items: number[];
  /** The lines of the open paragraph, in how many quotations it began, and in how many list items. */
  paragraph: string[];
  quotes: number;
  depth: number;
};

/** A place in a line. */
type Place = {
  at: number;
  /** Tabs reach to the next column that four divides. */
  column: number;
  /** The column from which on indentation counts, behind signs of quotations and lists. */
  base: number;
  quotes: number;
  /** Whether a list item begins in this line. */
  isItem: boolean;
};

const fenceStart = /`{3,}(?![^`]*`)|~{3,}/uy;
const heading = /#{1,6}(?=[ \t]|$)/uy;
const underline = /(?:=+|-+)[ \t]*$/uy;
const item = new RegExp(
  [
    String.raw`(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)`,
    String.raw`\d{1,9}[.)](?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])`,
    // Twice the same is no bullet: "○○さん" is somebody.
    String.raw`(?<bullet>[•◦‣⁃∙·・●○▪▫■□◆◇▸►➢➤])(?!\k<bullet>)`,
    String.raw`[\d０-９]{1,9}(?:[、）]|．(?![\d０-９]))`,
    String.raw`[(（](?:\d{1,3}|[一二三四五六七八九十百]{1,5})(?:）|\)(?=[^!-~]))`,
    String.raw`[一二三四五六七八九十百]{1,5}、`,
    String.raw`[①-⒛⓫-⓴❶-➓㉑-㉟㊱-㊿]|\d\ufe0f?\u20e3|🔟`,
  ].join("|"),
  "yu",
);

/** Counts headings, list items and stretches of bold outside code. Throws nothing. Cost: linear, whatever the text. */
export function countMarkdown(text: string): MarkdownCounts {
  const counts = { headers: 0, lists: 0, bold: 0 };
  const state: State = { ...counts, fence: undefined, items: [], paragraph: [], quotes: 0, depth: 0 };
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    readLine(state, text.slice(from, text[to - 1] === "\r" && to > from ? to - 1 : to));
    from = to + 1;
  }
  endParagraph(state);
  return { headers: state.headers, lists: state.lists, bold: state.bold };
}

function readLine(state: State, line: string): void {
  if (state.fence && staysInFence(state, state.fence, line)) return;
  const place: Place = { at: 0, column: 0, base: 0, quotes: 0, isItem: false };
  const isBreak = findBreak(line);
  skipBlanks(line, place);
  // Nothing on the line: even so it ends the paragraph.
  if (place.at === line.length) endParagraph(state);
  while (place.at < line.length && readSign(state, line, place, isBreak)) skipBlanks(line, place);
}

/** Reads one sign of a quotation or of a list item, or what else the line is. @returns whether more is to be read. */
function readSign(state: State, line: string, place: Place, isBreak: (from: number) => boolean): boolean {
  while ((state.items.at(-1) ?? 0) > place.column) state.items.pop();
  const isDeep = place.column - Math.max(place.base, state.items.at(-1) ?? 0) > 3;
  if (isDeep && state.paragraph.length === 0) return false;
  if (!isDeep && line[place.at] === ">") {
    place.quotes++;
    place.base = advance(place, 1) + 1;
    if (isBlank(line, place.at)) endParagraph(state);
    return true;
  }
  if (!isDeep && continuesParagraph(state, place) && match(underline, line, place.at) > 0) return endHeading(state);
  if (isBreak(place.at)) return endParagraph(state);
  return readBlock(state, line, place, isDeep);
}

/** Reads the sign of a list item, or else the rest of the line. @returns whether more is to be read. */
function readBlock(state: State, line: string, place: Place, isDeep: boolean): boolean {
  const width = match(item, line, place.at);
  // A sign with nothing behind it ends no paragraph.
  const isItem = width > 0 && !(continuesParagraph(state, place) && isBlank(line, place.at + width));
  if (isItem) return openItem(state, line, place, width);
  // What is indented so far begins nothing, but goes on with the paragraph.
  if (isDeep) state.paragraph.push(line);
  else readText(state, line, place);
  return false;
}

/** A fence, a heading, or a line of a paragraph. */
function readText(state: State, line: string, { at, base, quotes }: Place): void {
  const text = line.slice(at);
  const length = match(fenceStart, text, 0);
  if (length > 0) {
    endParagraph(state);
    state.fence = { sign: text.charAt(0), length, base: Math.max(base, state.items.at(-1) ?? 0), quotes };
    return;
  }
  if (match(heading, text, 0) > 0) {
    endParagraph(state);
    state.headers++;
    state.bold += countBold(text);
    return;
  }
  if (state.paragraph.length === 0) {
    state.quotes = quotes;
    state.depth = state.items.length;
  }
  state.paragraph.push(text);
}

/** Whether the line still belongs to the block of code; the line that closes it does. */
function staysInFence(state: State, fence: NonNullable<State["fence"]>, line: string): boolean {
  const place: Place = { at: 0, column: 0, base: 0, quotes: 0, isItem: false };
  skipBlanks(line, place);
  for (let quote = 0; quote < fence.quotes; quote++) {
    if (line[place.at] !== ">") {
      state.fence = undefined;
      return false;
    }
    advance(place, 1);
    skipBlanks(line, place);
  }
  let end = place.at;
  while (line[end] === fence.sign) end++;
  const closes = end - place.at >= fence.length && place.column < fence.base + 4 && isBlank(line, end);
  if (closes) state.fence = undefined;
  return true;
}

/** Whether what stands at this place belongs to the open paragraph, unless something begins there. */
function continuesParagraph({ paragraph, items, quotes, depth }: State, place: Place): boolean {
  return paragraph.length > 0 && !place.isItem && place.quotes === quotes && items.length === depth;
}

/** The open paragraph was a heading: it is underlined. */
function endHeading(state: State): false {
  state.headers++;
  return endParagraph(state);
}

function endParagraph(state: State): false {
  if (state.paragraph.length > 0) state.bold += countBold(state.paragraph.join("\n"));
  state.paragraph = [];
  return false;
}

/** Goes on behind the sign of a list item. */
function openItem(state: State, line: string, place: Place, width: number): true {
  endParagraph(state);
  state.lists++;
  place.isItem = true;
  const sign = advance(place, width);
  const next = { ...place };
  skipBlanks(line, next);
  const isText = next.at < line.length && next.column - sign <= 4;
  place.base = isText ? next.column : sign + 1;
  state.items.push(place.base);
  return true;
}

/**
 * Where a line is a thematic break, which looks like list items or an underline: three or more `-`, `*` or `_` and
 * nothing else to its end. @returns whether it is one from a place on.
 */
function findBreak(line: string): (from: number) => boolean {
  let at = line.length - 1;
  while (isBlankAt(line, at)) at--;
  const sign = line[at];
  if (sign !== "-" && sign !== "*" && sign !== "_") return () => false;
  let [signs, last] = [0, -1];
  for (; at >= 0 && (line[at] === sign || isBlankAt(line, at)); at--) {
    if (line[at] === sign && ++signs === 3) last = at;
  }
  return (from) => from > at && from <= last;
}

function skipBlanks(line: string, place: Place): void {
  for (; isBlankAt(line, place.at); place.at++) {
    place.column += line[place.at] === "\t" ? 4 - (place.column % 4) : 1;
  }
}

/** @returns the new column. */
function advance(place: Place, width: number): number {
  place.at += width;
  place.column += width;
  return place.column;
}

function isBlankAt(line: string, at: number): boolean {
  return line[at] === " " || line[at] === "\t";
}

function isBlank(line: string, from: number): boolean {
  let at = from;
  while (isBlankAt(line, at)) at++;
  return at >= line.length;
}

/** @returns the length of what the pattern finds there; 0 when it finds nothing. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}
