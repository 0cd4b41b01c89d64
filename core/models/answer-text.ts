/** The answer within what a model sent: without its thoughts, in whatever dress, and without traces of its template. */
import {
  type AnswerText,
  beginReading,
  closePiece,
  findEnd,
  finishReading,
  isFront,
  noteThought,
  openWrapper,
  type Piece,
  type Reading,
  startPiece,
} from "./answer-pieces.ts";
import { endOfFence, endOfInlineCode, fence, findFrom } from "./code-spans.ts";
import { followsSentence, goesOn, isOpened, isQuoted, isSpoken, isSpokenEnd, isTold } from "./quoting.ts";
import { boxMark, endOfTokens, endsAnswer, skipHead, token } from "./template-traces.ts";
import {
  answerWrappers,
  brokenHeader,
  channelEnd,
  channelHeader,
  speaks,
  type ThoughtDress,
  thoughtDresses,
} from "./thought-dress.ts";

const sources = (dresses: readonly ThoughtDress[], part: "open" | "close"): string =>
  dresses.map((dress) => dress[part]).join("|");
const orphans = thoughtDresses.filter(({ orphan }) => orphan);
const marks = [
  `(?<fence>${fence})`,
  "(?<ticks>`+)",
  `(?<header>${channelHeader}|${brokenHeader})`,
  `(?<open>${sources(thoughtDresses, "open")})`,
  `(?<close>${sources(orphans, "close")})`,
  `(?<box>${boxMark})`,
  `(?<token>${token})`,
].join("|");
const dressed = thoughtDresses.map((dress) => ({ dress, open: new RegExp(dress.open, "iy") }));
const thoughtBegins = new RegExp(`${channelHeader}|${brokenHeader}|${sources(thoughtDresses, "open")}`, "iy");
const loneEnd = new RegExp(`^(?:${sources(orphans, "close")})[^\\S\\n]*$`, "gim");
const loneBegin = new RegExp(sources(orphans, "open"), "i");
const wrappers: ReadonlySet<string> = new Set(answerWrappers);
const anyFence = new RegExp(fence, "gim");
const anyHeader = new RegExp(`${channelHeader}|${brokenHeader}`, "iy");

/**
 * Finds the answer in everything a model sent. Its work is linear in the length.
 * @param apart whether thoughts came apart from this text, so that none of it need be one.
 */
export function readAnswerText(sent: string, apart = false): AnswerText {
  const reading = beginReading(sent, apart);
  const scanner = new RegExp(marks, "gimu");
  readOn(reading, 0);
  scanner.lastIndex = reading.from;
  for (let mark = scanner.exec(sent); mark; mark = scanner.exec(sent)) {
    const next = meet(reading, mark, mark.groups ?? {});
    if (next === null) break;
    scanner.lastIndex = Math.max(next, mark.index + 1);
  }
  return finishReading(reading);
}

/** @returns where to read on; null: nowhere, for the answer has ended. */
function meet(reading: Reading, mark: RegExpExecArray, groups: Record<string, string | undefined>): number | null {
  const start = mark.index;
  const end = start + mark[0].length;
  if (groups.fence !== undefined) return passFence(reading, start, end, groups.signs ?? "");
  if (groups.ticks !== undefined) {
    const codeEnd = endOfInlineCode(reading.code, start, mark[0]);
    return codeEnd === -1 ? end : codeEnd;
  }
  if (groups.header !== undefined) return meetHeader(reading, start, end);
  if (groups.open !== undefined) return meetBegin(reading, start, end);
  if (groups.close !== undefined) return meetEnd(reading, start, end);
  if (groups.box !== undefined) {
    if (isQuoted({ text: reading.sent, start, end })) return end;
    closePiece(reading, start);
    startPiece(reading, end);
    return end;
  }
  return meetToken(reading, start, end);
}

/** A fence without an end is a forgotten one where a thought ends after it, or between it and the next block of code. */
function passFence(reading: Reading, start: number, end: number, signs: string): number {
  const { sent, code } = reading;
  const codeEnd = endOfFence(code, end, signs.slice(0, 8));
  if (reading.loneEnd < end) reading.loneEnd = findFrom(loneEnd, sent, end);
  const thoughtEnd = reading.loneEnd;
  if (thoughtEnd >= codeEnd || loneBegin.test(sent.slice(start, thoughtEnd))) return codeEnd;
  const nextFence = findFrom(anyFence, sent, thoughtEnd);
  const closed = codeEnd < sent.length;
  return closed && sent.startsWith(signs, nextFence) && nextFence + signs.length >= codeEnd ? codeEnd : thoughtEnd;
}

function meetHeader(reading: Reading, start: number, end: number): number | null {
  const { sent } = reading;
  const place = { text: sent, start, end };
  if (!isFront(reading, start) && (isQuoted(place) || (!followsSentence(sent, start) && isSpoken(place, false))))
    return end;
  const header = sent.slice(start, end);
  if (speaks(header)) {
    if (!isFront(reading, start)) {
      noteThought(reading, reading.shows);
      reading.pieces = [];
    }
    return readOn(reading, end);
  }
  closePiece(reading, start);
  return endThought(reading, start, findEnd(reading, channelEnd, end, false));
}

function meetBegin(reading: Reading, start: number, end: number): number | null {
  const { sent } = reading;
  for (const { dress, open } of dressed) {
    open.lastIndex = start;
    if (!open.test(sent) || !mayBegin(reading, dress, start)) continue;
    const close = findEnd(reading, dress.close, end, true);
    if (!close && !followsSentence(sent, start) && !isFront(reading, start)) continue;
    if (close && isLinked(sent.slice(end, Math.min(close.start, end + 40))) && !isFront(reading, start)) continue;
    const isNone = close ? dress.element && isElement(sent, close.end) : dress.closed;
    if (isNone || isSpokenOf(reading, start, end, close)) continue;
    closePiece(reading, start);
    return endThought(reading, start, close);
  }
  return end;
}

/** Whether the beginning of a thought is only spoken of. */
function isSpokenOf(reading: Reading, start: number, end: number, close: Piece | undefined): boolean {
  const { sent } = reading;
  if (close) return isTold(sent, end) && goesOn(sent, close.end);
  return isFront(reading, start) ? isTold(sent, end) : goesOn(sent, end);
}

function mayBegin(reading: Reading, dress: ThoughtDress, start: number): boolean {
  const { sent } = reading;
  if (isFront(reading, start))
    return !/\n {4,}$|\t$|^ {4,}$/.test(sent.slice(Math.max(reading.from, start - 9), start));
  if (dress.front || isOpened(sent, start)) return false;
  // Nobody speaks of a mark without a blank before it; and whoever has shown a thought means the next one, too.
  const before = sent.charAt(start - 1) === " " ? start - 2 : start - 1;
  const follows = /^[\w\p{L}]/u.test(sent.charAt(before));
  return followsSentence(sent, start) || (follows && (reading.blocks || before === start - 1));
}

const nextElement = /\s*(?:$|<([a-z][\w-]{0,40})(?:\s[^<>\n]{0,80})?>)/iy;

/** Whether what ends at `at` is one of several elements, or all that there is. */
function isElement(sent: string, at: number): boolean {
  nextElement.lastIndex = at;
  const [next, name] = nextElement.exec(sent) ?? [];
  if (next === undefined || name === undefined) return next !== undefined;
  return !wrappers.has(name.toLowerCase()) && !isThoughtAt(sent)(nextElement.lastIndex - next.trimStart().length);
}

/** Whether only a word such as "and" stands between the two ends of a thought that is spoken of, or dots for all thoughts. */
function isLinked(between: string): boolean {
  return /^\s*(?:[.…,/-]{0,3}|and|or|to|und|oder|et|ou|y|o|e|i|и|или|と|和|与|或|到|ve|và|dan)\s*$/iu.test(between);
}

function meetEnd(reading: Reading, start: number, end: number): number | null {
  const { sent } = reading;
  const place = { text: sent, start, end };
  if (isQuoted(place) || (isSpokenEnd(place) && !isFront(reading, start))) return end;
  if (isPaired(reading, start)) return end;
  if (!isFront(reading, start) || reading.pieces.length > 0) {
    closePiece(reading, start);
    reading.before = reading.pieces;
    noteThought(reading, reading.before[0]?.start ?? start);
    reading.pieces = [];
  }
  return readOn(reading, end);
}

/** In characters. */
const farthestPair = 300;

/** Whether the same line shows the beginning of a thought, so that both are spoken of. */
function isPaired({ sent, from }: Reading, start: number): boolean {
  const line = sent.slice(Math.max(from, start - farthestPair), start);
  return loneBegin.test(line.slice(line.lastIndexOf("\n") + 1));
}

function meetToken(reading: Reading, start: number, end: number): number | null {
  const { sent } = reading;
  if (reading.tokensEnd <= start) reading.tokensEnd = endOfTokens(sent, start);
  const next = reading.tokensEnd;
  if (!endsAnswer({ text: sent, start, end }, next === sent.length, reading.from)) return end;
  closePiece(reading, start);
  if (isThoughtAt(sent)(next)) return readOn(reading, next);
  startPiece(reading, sent.length);
  return null;
}

/** A header of a channel ends the one before it, and is read itself. */
function endThought(reading: Reading, start: number, close: Piece | undefined): number | null {
  noteThought(reading, start);
  const { sent } = reading;
  if (!close) {
    startPiece(reading, sent.length);
    return null;
  }
  reading.thought = true;
  reading.blocks = true;
  anyHeader.lastIndex = close.start;
  return readOn(reading, anyHeader.test(sent) ? close.start : close.end);
}

/** Begins a piece behind a thought. */
function readOn(reading: Reading, at: number): number {
  const { sent } = reading;
  const begins = reading.pieces.length === 0 ? skipHead(sent, at, isThoughtAt(sent)) : at;
  startPiece(reading, reading.pieces.length === 0 ? openWrapper(reading, begins) : at);
  return reading.from;
}

function isThoughtAt(sent: string): (at: number) => boolean {
  return (at) => {
    thoughtBegins.lastIndex = at;
    return thoughtBegins.test(sent);
  };
}
