/** Markdown cut into pieces that each stand on their own. */

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
