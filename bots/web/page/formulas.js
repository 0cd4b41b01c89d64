/**
 * Formulas in strangers' text. Markdown would eat their backslashes and stars, so they are taken out of its way; KaTeX
 * sets them, once it has been fetched. It trusts nothing that is written there, and builds elements, never markup.
 */

/** The end that belongs to each beginning. */
const ends = /** @type {Record<string, string>} */ ({ "\\(": "\\)", "\\[": "\\]", $$: "$$" });

/** What begins a formula that has no signs around it, and its environment. Only these are set, with or without a star. */
const environment =
  /^\\begin\{((?:align|equation|gather|multline|alignat|eqnarray|split|cases|aligned|gathered|[bBpvV]?matrix)\*?)\}/;

/** A formula between single dollar signs that are not those of prices. */
const inDollars = /^\$(?![\s$])[^\n$]*?[^\s$\\]\$(?!\d)/;

/** What tells a formula between single dollar signs from other words. */
const mathematical = /[\\^_{}=+<>]|^[A-Za-z]$|^[A-Za-z]\(|\d\s*[*/]\s*\d/;

let library = /** @type {typeof import("./katex.js").default | undefined} */ (undefined);
let loading = /** @type {Promise<void> | undefined} */ (undefined);

/** The letters that nearly every formula needs, so that nothing moves when they arrive. */
const letters = ["KaTeX_Main", "KaTeX_Math", "KaTeX_Size1", "KaTeX_Size2"];

/** Whether a text may hold formulas that cannot be set yet. @param {string} text */
export function needsFormulas(text) {
  return library === undefined && /\$|\\[([]|\\begin\{/.test(text);
}

/** Fetches the library that sets formulas; without it they stay as they are written. */
export function loadFormulas() {
  return (loading ??= load().catch(() => {}));
}

async function load() {
  const sheet = document.createElement("link");
  Object.assign(sheet, { rel: "stylesheet", href: "/page/katex.css" });
  const styled = new Promise((resolve, reject) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", reject);
  });
  document.head.append(sheet);
  const [katex] = await Promise.all([import("./katex.js"), styled]);
  await Promise.all(letters.map((name) => document.fonts.load(`1em ${name}`)));
  library = katex.default;
}

/**
 * Makes Markdown leave formulas alone.
 *
 * @param {(text: string) => string} escape
 * @returns {import("./marked.js").TokenizerAndRendererExtension[]}
 */
export function formulaExtensions(escape) {
  return [
    {
      name: "formulaLines",
      level: "block",
      start(source) {
        // A paragraph ends at a blank line, and searching further in each would take long.
        const found = /\n[ \t]*\n|^ {0,3}(?:\$\$|\\\[|\\begin\{)/m.exec(source);
        return found?.[0].startsWith("\n") ? -1 : found?.index;
      },
      tokenizer: (source) => tokenOf("formulaLines", formulaOfLines(source)),
      renderer: (token) => `<p><code class="formula display">${escape(String(token["text"]).trim())}</code></p>`,
    },
    {
      name: "formula",
      level: "inline",
      start: (source) => source.search(/\\[([]|\\begin\{|\$/),
      tokenizer: (source) => tokenOf("formula", formulaInLine(source)),
      renderer: (token) => `<code class="formula">${escape(String(token["text"]))}</code>`,
    },
  ];
}

/** The formula a line begins with: `\(…\)`, `\[…\]`, `$$…$$`, `$…$` or `\begin{align}…\end{align}`. @param {string} source */
function formulaInLine(source) {
  const formula = enclosed(source);
  if (formula?.startsWith("\\(") && formula.includes("\n")) return undefined;
  return formula ?? inDollars.exec(source)?.[0];
}

/** The formula that has its own lines. @param {string} source */
function formulaOfLines(source) {
  const indent = /^ {0,3}(?=\$\$|\\\[|\\begin\{)/.exec(source)?.[0];
  const formula = indent === undefined ? undefined : enclosed(source.slice(indent.length));
  if (indent === undefined || formula === undefined) return undefined;
  const rest = /^[^\S\n]*(?:\n|$)/.exec(source.slice(indent.length + formula.length))?.[0];
  return rest === undefined ? undefined : indent + formula + rest;
}

/**
 * From a sign to the first one that ends it, searched for directly: a pattern would try every length for every sign.
 *
 * @param {string} source
 */
function enclosed(source) {
  const [begin, name] = environment.exec(source) ?? [];
  if (begin !== undefined) {
    const end = `\\end{${name}}`;
    const at = source.indexOf(end, begin.length);
    return at === -1 ? undefined : source.slice(0, at + end.length);
  }
  const mark = source.slice(0, 2);
  const at = ends[mark] === undefined ? -1 : source.indexOf(ends[mark], 3);
  return at === -1 ? undefined : source.slice(0, at + 2);
}

/**
 * @param {string} type
 * @param {string | undefined} raw
 */
function tokenOf(type, raw) {
  if (raw === undefined) return undefined;
  const isMoney = /^\$[^$]/.test(raw) && !mathematical.test(raw.slice(1, -1));
  return isMoney ? undefined : { type, raw, text: raw };
}

/**
 * Sets a formula in place of its source, unless it is too large.
 *
 * @param {Element} code
 * @param {import("./budget.js").Budget} budget
 */
export function renderFormula(code, budget) {
  const source = code.textContent ?? "";
  const inner = source.replace(/^(?:\$\$?|\\\(|\\\[)/, "").replace(/(?:\$\$?|\\\)|\\\])$/, "");
  code.className = "";
  if (!library) return;
  if (isTooMuch(inner) || !budget.allows("formulas", inner.length + costOfEach)) {
    code.className = "as-written";
    return;
  }
  const isDisplayed = /^(?:\$\$|\\\[|\\begin\{)/.test(source);
  const set = document.createElement("span");
  set.className = isDisplayed ? "formula display" : "formula";
  if (isDisplayed) set.tabIndex = 0;
  try {
    library.render(inner, set, { displayMode: isDisplayed, trust: false, strict: "ignore", ...limits });
  } catch {
    // What is no formula stays as it was written.
    return;
  }
  if (budget.allows("formulaElements", countElements(set))) code.replaceWith(set);
  else code.className = "as-written";
}

/** Options for KaTeX. */
const limits = { maxExpand: 200, maxSize: 20 };

/** What each formula costs in addition to its characters, in characters. */
const costOfEach = 50;

/** The longest formula that is set, in characters. */
const longest = 4_000;

/** How deep groups, roots, brackets and tables may be nested. */
const deepest = 12;

/** How many elements the result may have, and how deep. */
const most = { elements: 12_000, depth: 120 };

/** Lengths of 100em and more: KaTeX limits positive ones by `maxSize`, but no negative ones. */
const farAway = /(?:(?<![\d.])\d{3,}(?:\.\d+)?|e\+\d+)em/;

/** Commands that define commands: they can make a long text out of a short one. */
const defining = /\\(?:[gex]?def|(?:future)?let|(?:re|provide)?newcommand|global|long)(?![A-Za-z])/;

/** Signs that begin and end a group; an escaped brace does neither. */
const groups = /\\(?:begin|left)(?![A-Za-z])|\\(?:end|right)(?![A-Za-z])|\\[\s\S]|[{}]/g;

/** Whether a formula is too large to be set, judged by its source. @param {string} source */
export function isTooMuch(source) {
  return source.length > longest || defining.test(source) || depthOf(source) > deepest;
}

/** @param {string} source */
function depthOf(source) {
  let depth = 0;
  let reached = 0;
  for (const [sign] of source.matchAll(groups)) {
    if (sign === "{" || sign === "\\begin" || sign === "\\left") depth += 1;
    else if (sign === "}" || sign === "\\end" || sign === "\\right") depth = Math.max(0, depth - 1);
    reached = Math.max(reached, depth);
  }
  return reached;
}

/**
 * How many elements were made for a formula; Infinity if it cannot be shown: some commands nest without a brace, and
 * some move the formula far out of sight.
 *
 * @param {Element} set
 */
function countElements(set) {
  const all = set.querySelectorAll("*");
  if (all.length > most.elements) return Infinity;
  const depths = new Map([[set, 0]]);
  for (const one of all) {
    if (farAway.test(one.getAttribute("style") ?? "")) return Infinity;
    const depth = (depths.get(/** @type {Element} */ (one.parentElement)) ?? 0) + 1;
    if (depth > most.depth) return Infinity;
    depths.set(one, depth);
  }
  return all.length;
}
