/**
 * Formulas in strangers' text. Markdown would eat their backslashes and stars, so they are taken out of its way; KaTeX
 * sets them, once it has been fetched. It trusts nothing that is written there, and builds elements, never markup.
 */

/** A formula in a line: `\(…\)`, `\[…\]`, `$$…$$`, and `$…$` where that is no price. */
const inLine = /^(?:\\\([^\n]+?\\\)|\\\[[\s\S]+?\\\]|\$\$[\s\S]+?\$\$|\$(?![\s$])[^\n$]*?[^\s$\\]\$(?!\d))/;

/** What tells a formula between single dollar signs from other words. */
const mathematical = /[\\^_{}=+<>]|^[A-Za-z]$|^[A-Za-z]\(|\d\s*[*/]\s*\d/;

/** A formula of its own lines. */
const ownLines = /^ {0,3}(?:\$\$[\s\S]+?\$\$|\\\[[\s\S]+?\\\])[^\S\n]*(?:\n|$)/;

/** The longest that is set, in characters: longer ones are shown as they are written. */
const longest = 4_000;

/** What the setting of a formula may cost. */
const limits = { maxExpand: 200, maxSize: 20 };

let library = /** @type {typeof import("./katex.js").default | undefined} */ (undefined);
let loading = /** @type {Promise<void> | undefined} */ (undefined);

/** The letters that nearly every formula needs, so that nothing moves when they arrive. */
const letters = ["KaTeX_Main", "KaTeX_Math", "KaTeX_Size1", "KaTeX_Size2"];

/** Whether a text may hold formulas that cannot be set yet. @param {string} text */
export function needsFormulas(text) {
  return library === undefined && /\$|\\[([]/.test(text);
}

/** Fetches what sets formulas; without it they stay as they are written. */
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
 * What Markdown is to leave alone.
 *
 * @param {(text: string) => string} escape
 * @returns {import("./marked.js").TokenizerAndRendererExtension[]}
 */
export function formulaExtensions(escape) {
  return [
    {
      name: "formulaLines",
      level: "block",
      start: (source) => source.search(/^ {0,3}(?:\$\$|\\\[)/m),
      tokenizer: (source) => tokenOf("formulaLines", ownLines.exec(source)?.[0]),
      renderer: (token) => `<p><code class="formula display">${escape(String(token["text"]).trim())}</code></p>`,
    },
    {
      name: "formula",
      level: "inline",
      start: (source) => source.search(/\\[([]|\$/),
      tokenizer: (source) => tokenOf("formula", inLine.exec(source)?.[0]),
      renderer: (token) => `<code class="formula">${escape(String(token["text"]))}</code>`,
    },
  ];
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

/** Sets a formula in place of its source. @param {Element} code */
export function renderFormula(code) {
  const source = code.textContent ?? "";
  const inner = source.replace(/^(?:\$\$?|\\\(|\\\[)/, "").replace(/(?:\$\$?|\\\)|\\\])$/, "");
  code.className = "";
  if (!library || source.length > longest) return;
  const isDisplayed = /^(?:\$\$|\\\[)/.test(source);
  const set = document.createElement("span");
  set.className = isDisplayed ? "formula display" : "formula";
  if (isDisplayed) set.tabIndex = 0;
  try {
    library.render(inner, set, { displayMode: isDisplayed, trust: false, strict: "ignore", ...limits });
    code.replaceWith(set);
  } catch {
    // What is no formula stays as it was written.
  }
}
