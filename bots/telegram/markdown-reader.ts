/** How Markdown is read: formulas are told from words, and a text may hold only so much of it. */
import type { TokenizerExtension } from "marked";
import { findFormula, formulaAt } from "../../core/index.ts";

/** An extension of marked, whose tokens hold nothing but text. */
export const formula: TokenizerExtension = {
  name: "formula",
  level: "inline",
  start: (source) => {
    const at = findFormula(source);
    return at < 0 ? undefined : at;
  },
  tokenizer(source) {
    const raw = formulaAt(source);
    return raw === undefined ? undefined : { type: "formula", raw, text: raw };
  },
};

/** Quotations and lists nested on one line. */
const deepest = 16;
/** Signs of emphasis, code, links, formulas and the like in one paragraph, item or heading; a row of the same sign is one. */
const mostSigns = 1_000;

const containers = new RegExp(`^(?:[ \\t]*(?:>|(?:[-*+]|\\d{1,9}[.)])(?=\\s))){${deepest + 1}}`, "u");
const rule = /^ {0,3}(?<sign>[-*_])(?:[ \t]*\k<sign>)+[ \t]*$/u;
const fence = /^[ >]{0,12}(?<marker>`{3,}(?=[^`]*$)|~{3,})/u;
const beginning = /^[ \t>]*(?:[-*+]\s|\d{1,9}[.)]\s|\||#{1,6}\s|$)/u;
const signs = /\*+|_+|~+|`+|[!&$<[\]\\@]/gu;

/** Whether a text is within these limits. Code blocks do not count, because nothing is read in them. */
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
