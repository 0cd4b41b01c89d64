/** The stretches of an answer that are left when thoughts and traces have been taken out: where thoughts end, how the rest is joined. */
import { type CodeSearch, findFrom, searchCode } from "./code-spans.ts";
import { beginsLine, endsLine, goesOn, isQuoted } from "./quoting.ts";
import { answerWrappers, channelEnd, thoughtDresses } from "./thought-dress.ts";

/** An answer cleaned. Places are offsets in what was sent, in UTF-16 units. */
export type AnswerText = {
  text: string;
  /** Where the text begins. */
  from: number;
  /** Where the first thought begins; null: there is none. */
  thoughtFrom: number | null;
};

/** A stretch of what was sent that its reader sees. */
export type Piece = { start: number; end: number };

/** The next end of a thought; `place` undefined: there is none. `spoken`: from here on, ends are only spoken of. */
export type FoundEnd = { place: Piece | undefined; spoken: boolean };

/** How far an answer has been read. */
export type Reading = {
  sent: string;
  code: CodeSearch;
  pieces: Piece[];
  /** Where the present piece begins, and where its first character that shows is. */
  from: number;
  shows: number;
  thoughtFrom: number | null;
  /** Whether a whole thought, from its beginning to its end, has been taken out. */
  thought: boolean;
  /** Whether that thought stood in this very text. */
  blocks: boolean;
  /** What stands before the end of a thought that had no beginning. */
  before: Piece[];
  /** What was found of each end of a thought that has been looked for, so that no stretch is searched twice. */
  ends: Map<string, FoundEnd>;
  wrapper: string | null;
  /** Where the next end of a thought stands on a line of its own, as far as that has been looked for. */
  loneEnd: number;
  /** Where the special tokens end that were met last. */
  tokensEnd: number;
};

/** An answer of which nothing has been read. @param apart as `readAnswerText` takes it. */
export function beginReading(sent: string, apart: boolean): Reading {
  const nothing = {
    blocks: false,
    loneEnd: -1,
    tokensEnd: -1,
    pieces: [],
    before: [],
    from: 0,
    shows: 0,
    thoughtFrom: null,
    wrapper: null,
  };
  return { ...nothing, sent, code: searchCode(sent), thought: apart, ends: new Map() };
}

/** Begins a stretch at `from`. */
export function startPiece(reading: Reading, from: number): void {
  reading.from = from;
  reading.shows = findFrom(/\S/g, reading.sent, from);
}

/** Ends it at `end`. */
export function closePiece(reading: Reading, end: number): void {
  if (reading.shows < end) reading.pieces.push({ start: reading.from, end });
}

/** Whether nothing that shows stands between the beginning of the answer, or the last thought, and `at`. */
export function isFront({ pieces, shows }: Reading, at: number): boolean {
  return pieces.length === 0 && shows >= at;
}

/** Remembers that a thought begins at this place. */
export function noteThought(reading: Reading, at: number): void {
  reading.thoughtFrom = Math.min(reading.thoughtFrom ?? at, at);
}

const anyWrapper = new RegExp(`\\s*<(${answerWrappers.join("|")})>`, "iy");

/** Where the answer begins that stands at `at`: behind the tag that some models put around it after a thought. */
export function openWrapper(reading: Reading, at: number): number {
  anyWrapper.lastIndex = at;
  const found = reading.thought || reading.thoughtFrom !== null ? anyWrapper.exec(reading.sent) : null;
  if (!found) return at;
  reading.wrapper = found[1] ?? null;
  return anyWrapper.lastIndex;
}

/** By their sources. */
const expressions = new Map(
  [channelEnd, ...thoughtDresses.map(({ close }) => close)].map((end) => [end, new RegExp(end, "gi")]),
);

/** The end of a thought that begins before `from`, which is never less than it was; undefined: it has none. */
export function findEnd({ sent, ends }: Reading, close: string, from: number, maySpeak: boolean): Piece | undefined {
  const known = ends.get(close);
  if (known && (!known.place || known.place.start >= from)) return known.place;
  const found = maySpeak
    ? searchEnd(sent, close, from, known?.spoken ?? false)
    : { place: nextEnd(sent, close, from), spoken: false };
  ends.set(close, found);
  return found.place;
}

/** The first end that is meant; where all are only spoken of, the first of those. */
function searchEnd(sent: string, close: string, from: number, allSpoken: boolean): FoundEnd {
  let spoken: Piece | undefined;
  for (let place = nextEnd(sent, close, from); place; place = nextEnd(sent, close, place.end)) {
    if (isQuoted({ text: sent, ...place })) continue;
    const meant = endsLine(sent, place.end) || beginsLine(sent, place.start) || !goesOn(sent, place.end);
    if (meant || allSpoken) return { place, spoken: allSpoken };
    spoken ??= place;
  }
  return { place: spoken, spoken: true };
}

function nextEnd(sent: string, close: string, from: number): Piece | undefined {
  const expression = expressions.get(close);
  if (!expression) return undefined;
  expression.lastIndex = from;
  const found = expression.exec(sent);
  return found ? { start: found.index, end: expression.lastIndex } : undefined;
}

/** What has been found, when all has been read. */
export function finishReading(reading: Reading): AnswerText {
  const { sent, wrapper, thought, before } = reading;
  closePiece(reading, sent.length);
  const pieces = reading.pieces.length === 0 && thought ? before : reading.pieces;
  const whole = join(pieces.map(({ start, end }) => sent.slice(start, end)));
  // The token limit may cut the last token of a template.
  const joined = whole.replace(/(?<=\S)<\|[a-z_]{2,20}$/i, "");
  const unwrapped = wrapper === null ? joined : closeWrapper(joined, `</${wrapper}>`.toLowerCase());
  const from = findFrom(/\S/g, sent, pieces[0]?.start ?? sent.length);
  return { text: trimMargins(unwrapped, (pieces[0]?.start ?? 0) > 0), from, thoughtFrom: reading.thoughtFrom };
}

function closeWrapper(text: string, tag: string): string {
  const whole = text.trimEnd();
  return whole.slice(-tag.length).toLowerCase() === tag ? whole.slice(0, -tag.length).trimEnd() : text;
}

/** As wide a gap between two of them as the wider one beside what was taken out. */
function join(parts: readonly string[]): string {
  const margins = parts.map((part) => ({
    front: part.slice(0, part.length - part.trimStart().length),
    words: part.trim(),
    back: part.slice(part.trimEnd().length),
  }));
  const last = margins.length - 1;
  return margins
    .map(({ front, words, back }, index) => {
      const gap = index === last ? back : widest(back, margins[index + 1]?.front ?? "");
      return (index === 0 ? front : "") + words + gap;
    })
    .join("");
}

function widest(back: string, front: string): string {
  const lines = Math.max(back.split("\n").length, front.split("\n").length) - 1;
  return lines === 0 ? `${back}${front}`.slice(0, 1) : "\n".repeat(Math.min(lines, 2));
}

/** Without empty lines in front, and without blanks in front that parted the answer from what was taken out. */
function trimMargins(text: string, parted: boolean): string {
  const whole = text.trimEnd();
  const lines = whole.replace(/^(?:[^\S\n]*\n)+/, "");
  return parted && lines === whole ? whole.trimStart() : lines;
}
