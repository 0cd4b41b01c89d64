/** Strangers' Markdown as HTML made by the page itself: HTML in the text is shown as text. */
import { boundLexer, boundTable, isPlainTag } from "./bounded-lexer.js";
import { formulaExtensions } from "./formulas.js";

/** The addresses that a link may lead to. */
export const safeAddress = /^(?:https?|mailto):/i;

/** @type {import("./marked.js").RendererObject} */
const renderer = {
  // A tag alone on its line would enclose everything after it.
  html: ({ text, block }) => (isPlainTag(text.trim()) && (!block || /^<br/i.test(text)) ? text : escape(text)),
  heading({ tokens, depth }) {
    const level = Math.min(depth + 3, 6);
    return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
  },
  code({ text, lang }) {
    const [language = ""] = /^[\w+#.-]{1,20}/.exec(lang ?? "") ?? [];
    return `<pre><code class="language-${escape(language.toLowerCase())}">${escape(text)}</code></pre>`;
  },
  link({ href, title, tokens }) {
    const inner = this.parser.parseInline(tokens);
    if (!safeAddress.test(href)) return inner;
    const hint = escape(title ? `${title} (${href})` : href);
    return `<a href="${escape(href)}" title="${hint}" target="_blank" rel="noopener noreferrer nofollow">${inner}</a>`;
  },
  // Never loaded: a picture from elsewhere would tell its owner who is reading.
  image({ href, text }) {
    const label = `▣ ${escape(text || href)}`;
    if (!safeAddress.test(href)) return label;
    return `<a href="${escape(href)}" title="${escape(href)}" target="_blank" rel="noopener noreferrer nofollow">${label}</a>`;
  },
};

/** @type {import("./marked.js").RendererExtension[]} */
const written = [
  { name: "linesAsWritten", renderer: ({ raw }) => `<p class="as-written">${escape(raw)}</p>` },
  { name: "asWritten", renderer: ({ raw }) => `<span class="as-written">${escape(raw)}</span>` },
];

/**
 * Makes what turns Markdown into HTML. Parts that would take too much work are shown as they were written, in elements of the class `as-written`.
 *
 * @param {Pick<typeof import("./marked.js"), "Lexer" | "Marked" | "Parser">} library
 * @param {import("./marked.js").MarkedExtension} emphasis What it does not know about emphasis.
 * @returns {(source: string, budget: import("./budget.js").Budget) => string}
 */
export function createMarkup({ Lexer, Marked, Parser }, emphasis) {
  const extensions = [...formulaExtensions(escape), ...written];
  const markdown = new Marked({ gfm: true, breaks: true, async: false });
  const { defaults } = markdown.use(emphasis, { extensions, renderer, tokenizer: { table: boundTable } });
  const createLexer = boundLexer(Lexer);
  return (source, budget) => new Parser(defaults).parse(createLexer(defaults, budget).read(source));
}

/** @param {string} text */
function escape(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
