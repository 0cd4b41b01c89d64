/** Markdown in parts: quoted, changed outside its code, cut into pieces that each stand on their own. */

/** Every line after the mark of a quotation. */
export function quoteMarkdown(text: string): string {
  return text.replaceAll(/^/gm, "> ");
}

type Stretch = { start: number; end: number };
type SpanFinder = (text: string, from: number, to: number) => Iterable<Stretch>;

const opening = /^ {0,3}(?<marker>`{3,}(?=[^`]*$)|~{3,})/u;
const closing = /^ {0,3}(?<marker>`{3,}|~{3,})[ \t]*$/u;

/**
 * Applies a change to everything in a Markdown text that is not code. Its work is linear in the text's length.
 * @param changeCode applied to the code; left out: it stays.
 */
export function changeProse(
  text: string,
  change: (prose: string) => string,
  changeCode: (code: string) => string = (code) => code,
): string {
  return changeBetween(text, findCode(text), change, changeCode);
}

/** As {@link changeProse}, to what stands in no block of code, spans of code in their lines. */
export function changeBlocks(text: string, change: (prose: string) => string): string {
  const blocks = findCode(text, () => []);
  return changeBetween(text, blocks, change, (code) => code);
}

function changeBetween(
  text: string,
  code: Iterable<Stretch>,
  change: (prose: string) => string,
  changeCode: (code: string) => string,
): string {
  let changed = "";
  let from = 0;
  for (const { start, end } of code) {
    changed += change(text.slice(from, start)) + changeCode(text.slice(start, end));
    from = end;
  }
  return changed + change(text.slice(from));
}

/** Fenced blocks (open to the end when nothing closes them), and spans between equal runs of backticks. */
function* findCode(text: string, spansIn: SpanFinder = findSpans): Generator<Stretch> {
  let fence: { start: number; marker: string } | undefined;
  let paragraph = 0;
  for (let at = 0, end = 0; at <= text.length; at = end + 1) {
    const lineEnd = text.indexOf("\n", at);
    end = lineEnd < 0 ? text.length : lineEnd;
    const line = text.slice(at, end);
    if (fence) {
      if (!closing.exec(line)?.groups?.["marker"]?.startsWith(fence.marker)) continue;
      yield { start: fence.start, end };
      fence = undefined;
      paragraph = end;
      continue;
    }
    const marker = opening.exec(line)?.groups?.["marker"];
    if (marker === undefined && line.trim() !== "") continue;
    // A span ends with its paragraph.
    yield* spansIn(text, paragraph, at);
    paragraph = at;
    if (marker !== undefined) fence = { start: at, marker };
  }
  if (fence) yield { start: fence.start, end: text.length };
  else yield* spansIn(text, paragraph, text.length);
}

function* findSpans(text: string, from: number, to: number): Generator<Stretch> {
  const runs = [...text.slice(from, to).matchAll(/`+/gu)].map(({ 0: run, index }) => ({
    start: from + index,
    length: run.length,
  }));
  /** For each run the next one of the same length, if there is one. */
  const partners = Array.from<number | undefined>({ length: runs.length });
  const last = new Map<number, number>();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const { length } = runs[index] ?? { length: 0 };
    partners[index] = last.get(length);
    last.set(length, index);
  }
  for (let index = 0; index < runs.length; index += 1) {
    const [run, partner] = [runs[index], runs[partners[index] ?? -1]];
    if (!run || !partner) continue;
    yield { start: run.start, end: partner.start + partner.length };
    index = partners[index] ?? index;
  }
}

/** A code block that a cut runs through: what opens it, and what closes it. */
type Fence = { opening: string; marker: string };

const fenceLine = /^ {0,3}(?<marker>`{3,10}|~{3,10})(?<info>[^\n`~]*)$/u;
/** As much of what stands behind a fence as is repeated in the next piece: enough for the name of any language. */
const longestInfo = 24;
/** Room for closing a fence: a line break and the longest marker. */
const closingRoom = 11;

/**
 * Cuts Markdown into pieces of at most `longest` UTF-16 units: between paragraphs where possible, else before a code
 * block, between lines, between words, and only then anywhere. A code block that is cut is closed and opened again.
 * Nothing but white space at the cuts is lost.
 */
export function splitMarkdown(text: string, longest: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  let fence: Fence | undefined;
  for (;;) {
    const head = fence ? `${fence.opening}\n` : "";
    if (head.length + rest.length <= longest) return [...pieces, `${head}${rest}`];
    const room = Math.max(1, longest - head.length - closingRoom);
    const cut = findCut(rest, room, fence);
    const piece = rest.slice(0, cut);
    const open = fenceAfter(piece, fence);
    pieces.push(`${head}${piece.trimEnd()}${open ? `\n${open.marker}` : ""}`);
    rest = rest.slice(cut).replace(/^\n+/u, "");
    fence = open;
  }
}

/** Where to cut: as late as possible, at the best border that leaves the piece at least a third full. */
function findCut(text: string, room: number, fence: Fence | undefined): number {
  const least = Math.floor(room / 3);
  const borders = listBorders(text.slice(0, room), fence);
  const window = text.slice(0, room + 1);
  const found = [borders.paragraph, borders.code, window.lastIndexOf("\n"), lastSpace(window)].find((at) => at > least);
  if (found !== undefined) return found;
  // Never through the middle of a character.
  const last = text.codePointAt(room - 1) ?? 0;
  return last > 0xffff && room > 1 ? room - 1 : room;
}

function lastSpace(text: string): number {
  return Math.max(text.lastIndexOf(" "), text.lastIndexOf("\u3000"));
}

/** The last border between paragraphs, and the last before or after a code block; −1 where there is none. */
function listBorders(text: string, fence: Fence | undefined): { paragraph: number; code: number } {
  let open = fence;
  let paragraph = -1;
  let code = -1;
  let at = 0;
  for (const line of text.split("\n")) {
    const next = stepFence(line, open);
    if (!open && line.trim() === "") paragraph = at;
    if (!open && next) code = at;
    if (open && !next) code = Math.min(text.length, at + line.length + 1);
    open = next;
    at += line.length + 1;
  }
  return { paragraph, code };
}

/** The code block that is open at the end of a piece. */
function fenceAfter(piece: string, fence: Fence | undefined): Fence | undefined {
  let open = fence;
  for (const line of piece.split("\n")) open = stepFence(line, open);
  return open;
}

function stepFence(line: string, open: Fence | undefined): Fence | undefined {
  const { marker, info = "" } = fenceLine.exec(line)?.groups ?? {};
  if (!marker) return open;
  if (!open) return { opening: `${marker}${info.trim().slice(0, longestInfo)}`, marker };
  const closes = marker[0] === open.marker[0] && marker.length >= open.marker.length && info.trim() === "";
  return closes ? undefined : open;
}
