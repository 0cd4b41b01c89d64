/** How much of Markdown a text may hold before it is no longer read as such: its reader's work grows with the square. */

/** Quotations and lists in one another on one line. */
const deepest = 16;
/** Signs of emphasis, code, links, formulas and the like in one paragraph, item or heading; several alike in a row are one. */
const mostSigns = 1_000;

const containers = new RegExp(`^(?:[ \\t]*(?:>|(?:[-*+]|\\d{1,9}[.)])(?=\\s))){${deepest + 1}}`, "u");
const rule = /^ {0,3}(?<sign>[-*_])(?:[ \t]*\k<sign>)+[ \t]*$/u;
const fence = /^[ >]{0,12}(?<marker>`{3,}(?=[^`]*$)|~{3,})/u;
const beginning = /^[ \t>]*(?:[-*+]\s|\d{1,9}[.)]\s|\||#{1,6}\s|$)/u;
const signs = /\*+|_+|~+|`+|[!&$<[\]\\@]/gu;

/** Whether reading costs no more than the text is worth. Code blocks do not count: nothing is read in them. */
export function isReadable(markdown: string): boolean {
  let marker: string | undefined;
  let sum = 0;
  for (const line of markdown.split("\n")) {
    const found = fence.exec(line)?.groups?.["marker"];
    if (found !== undefined && (marker === undefined || found.startsWith(marker)))
      marker = marker === undefined ? found : undefined;
    if (marker !== undefined) continue;
    if (containers.test(line) && !rule.test(line)) return false;
    if (beginning.test(line)) sum = 0;
    sum += line.match(signs)?.length ?? 0;
    if (sum > mostSigns) return false;
  }
  return true;
}
