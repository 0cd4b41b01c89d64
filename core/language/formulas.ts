/** Formulas in Markdown: where they are, and what they say in plain characters, for whoever has no type for them. */
import katex from "katex";
import { mathText } from "./math-text.ts";

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

/** The formula that a text begins with, between its signs: `\(…\)`, `\[…\]`, `$$…$$` or `$…$`. */
export function formulaAt(text: string): string | undefined {
  return formulas.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
}

/** Where the next formula may begin; -1: nowhere. */
export function findFormula(text: string): number {
  return text.search(/\\[([]|\$/u);
}

/** Formulas that are tried in one text: each may be looked for as far as the longest goes. */
const mostTried = 1_000;

/** Applies a change to every formula of a text without code. */
export function changeFormulas(text: string, change: (formula: string) => string): string {
  const parts: string[] = [];
  let from = 0;
  let tried = 0;
  for (const { 0: sign, index } of text.matchAll(/\\[\s\S]|\$/gu)) {
    if (index < from || !/^(?:\\[([]|\$)$/u.test(sign)) continue;
    tried += 1;
    if (tried > mostTried) break;
    const formula = formulaAt(text.slice(index));
    if (formula === undefined) continue;
    parts.push(text.slice(from, index), change(formula));
    from = index + formula.length;
  }
  return parts.join("") + text.slice(from);
}

const delimiters = /^(?:\\[([]|\$\$?)|(?:\\[)\]]|\$\$?)$/gu;

/** What stands between a formula's signs. */
export function insideFormula(formula: string): string {
  return formula.replaceAll(delimiters, "").trim();
}

/** What tells a formula between single dollars from prices and names. */
const mathematical = /[\\^_{}=+<>]|^[a-z]$|^[a-z]\(|\d\s*[*/]\s*\d|[a-z\d)] ?\*\s?[a-z\d(]/iu;

/** Whether it is a formula by what it says, not by its signs alone: neither a price nor empty. */
export function isMathematical(formula: string): boolean {
  const inside = insideFormula(formula);
  return inside !== "" && (!/^\$[^$]/u.test(formula) || mathematical.test(inside));
}

/** Longer ones are no easier to read in plain characters. */
const longest = 400;
/** Commands that define commands: they can make a long text out of a short one. */
const defining = /\\(?:[gex]?def|(?:future)?let|(?:re|provide)?newcommand|global|long)(?![a-z])/iu;

/**
 * A formula in plain characters: `\(x_1^2 \le \frac{a}{b}\)` is `x₁² ≤ a/b`. Several lines where it has several. KaTeX reads it, so
 * it says what the formula says wherever it is set. Its work is bounded.
 *
 * @param formula between its signs.
 * @returns undefined for what plain characters cannot say without doubt: matrices, cases, braces over words, what is no formula.
 */
export function formulaText(formula: string): string | undefined {
  const inside = insideFormula(formula);
  if (!isMathematical(formula) || inside.length > longest || defining.test(inside)) return undefined;
  try {
    return mathText(
      katex.renderToString(inside, {
        ...{ output: "mathml", displayMode: /^(?:\$\$|\\\[)/u.test(formula), throwOnError: true, strict: "ignore" },
        ...{ trust: false, maxExpand: 200, maxSize: 20 },
      }),
    );
  } catch {
    // Not a formula, or one that KaTeX does not know.
    return undefined;
  }
}

/** Characters of formulas that are put into plain ones in one text: more than a message shows. */
const mostInText = 8_192;

/** As {@link formulaText}, for all formulas of one text; none is said once there were too many of them. */
export function createFormulaReader(): (formula: string) => string | undefined {
  let left = mostInText;
  return (formula) => {
    left -= formula.length;
    return left < 0 ? undefined : formulaText(formula);
  };
}
