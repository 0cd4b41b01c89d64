/** Formulas stay as they were written: Markdown would eat their backslashes, stars and underlines. */
import type { TokenizerExtension } from "marked";

/** Between dollars as in Pandoc: nothing blank inside of either, and no digit behind, or prices would be formulas. */
const formulas = /^(?:\\\([^\n]+?\\\)|\\\[[\s\S]+?\\\]|\$\$[\s\S]+?\$\$|\$(?![\s$])(?:[^$\n\\]|\\.)*?(?<!\s)\$(?!\d))/u;

/** An extension of marked, whose tokens hold nothing but text. */
export const formula: TokenizerExtension = {
  name: "formula",
  level: "inline",
  start: (source) => {
    const at = source.search(/\\[([]|\$/u);
    return at < 0 ? undefined : at;
  },
  tokenizer(source) {
    const [raw] = formulas.exec(source) ?? [];
    return raw === undefined ? undefined : { type: "formula", raw, text: raw };
  },
};
