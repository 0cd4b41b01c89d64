/** Where Markdown's code ends: what stands in code is quoted, not meant. Its work is linear in the length of the text. */

/** Remembers what was found, or looked for in vain, so that no stretch of the text is searched again and again. */
export type CodeSearch = {
  text: string;
  paragraphEnd: number;
  /** Runs of backticks that this paragraph does not close. */
  unclosed: Set<string>;
  /** Where the fence that closes another of this length and sign stands next; the text's length: nowhere. */
  closings: Map<string, { at: number; end: number }>;
};

/** A text of which nothing has been looked for. */
export function searchCode(text: string): CodeSearch {
  return { text, paragraphEnd: -1, unclosed: new Set(), closings: new Map() };
}

/** Longer runs of backticks than this are no inline code. */
const longestRun = 3;

/** Where the inline code ends that begins with this run of backticks at `at`: in the same paragraph, or else -1. */
export function endOfInlineCode(search: CodeSearch, at: number, run: string): number {
  const { text } = search;
  if (run.length > longestRun) return -1;
  if (search.paragraphEnd <= at) {
    search.paragraphEnd = findFrom(/\n[^\S\n]*\n/g, text, at);
    search.unclosed.clear();
  }
  if (search.unclosed.has(run)) return -1;
  const ticks = /`+/g;
  ticks.lastIndex = at + run.length;
  for (let found = ticks.exec(text); found && found.index < search.paragraphEnd; found = ticks.exec(text)) {
    if (found[0] === run) return found.index + run.length;
  }
  search.unclosed.add(run);
  return -1;
}

/** A line that opens or closes a block of code; its groups are the signs and what follows them. */
export const fence =
  "^[ \\t>]{0,40}(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]{1,4})?(?<signs>`{3,20}(?!`)(?![^\\n]*`)|~{3,20}(?!~))(?<info>[^\\n]*)$";

const lines = new RegExp(fence, "gim");

/**
 * Where the block of code ends whose first line ends at `from`; the text's length when nothing closes it.
 * @param signs those of that line, such as three backticks.
 */
export function endOfFence(search: CodeSearch, from: number, signs: string): number {
  const { text, closings } = search;
  const known = closings.get(signs);
  if (known && known.at >= from) return known.end;
  lines.lastIndex = from;
  let closing = { at: text.length, end: text.length };
  for (let found = lines.exec(text); found; found = lines.exec(text)) {
    const { signs: own = "", info = "" } = found.groups ?? {};
    // A special token, or the end of a thought, may follow at once.
    if (!own.startsWith(signs) || !/^\s*(?:$|[<[◁])/.test(info)) continue;
    closing = { at: found.index, end: lines.lastIndex - info.length };
    break;
  }
  closings.set(signs, closing);
  return closing.end;
}

/** Where the expression, which has the flag `g`, is found next; the text's length when it is not. */
export function findFrom(expression: RegExp, text: string, from: number): number {
  expression.lastIndex = from;
  return expression.exec(text)?.index ?? text.length;
}
