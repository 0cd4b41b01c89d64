/** Formulas stay as they were written: Markdown would eat their backslashes, stars and underlines. */
import type { TokenizerExtension } from "marked";

/**
 * Each no longer than formulas are, or a text full of beginnings would take for ever. Between single dollars as others
 * read them: nothing blank inside of either, no letter or digit behind, no Markdown within; or prices would be formulas.
 */
const formulas = [
  /^\\\([^\n]{1,1000}?\\\)/u,
  /^\\\[[\s\S]{1,2000}?\\\]/u,
  /^\$\$[\s\S]{1,2000}?\$\$/u,
  /^\$(?![\s$])(?:(?!\*\*|~~)[^$\n\\`]|\\.){1,500}?(?<!\s)\$(?![a-z\d])/iu,
];

/** An extension of marked, whose tokens hold nothing but text. */
export const formula: TokenizerExtension = {
  name: "formula",
  level: "inline",
  start: (source) => {
    const at = source.search(/\\[([]|\$/u);
    return at < 0 ? undefined : at;
  },
  tokenizer(source) {
    const raw = formulas.map((pattern) => pattern.exec(source)?.[0]).find((found) => found !== undefined);
    return raw === undefined ? undefined : { type: "formula", raw, text: raw };
  },
};
