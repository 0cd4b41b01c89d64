/**
 * Strangers' Markdown as a piece of the page. Two walls: the renderer writes markup of its own only, with everything
 * that looked like HTML shown as the text it is; then DOMPurify lets through nothing but a short list.
 */
import { renderCodeBlock } from "./code-block.js";
import { formulaExtensions, renderFormula } from "./formulas.js";
import { Marked } from "./marked.js";
import DOMPurify from "./purify.js";

/** The tags that may be written as HTML: they mean little, and models use them in tables and formulas. */
const plainTag = /^<\/?(?:br|sub|sup|kbd|b|i|u|s|em|strong)\s*\/?>$/i;

const safeAddress = /^(?:https?|mailto):/i;

const allowed = {
  ALLOWED_TAGS: [
    ..."p br hr h4 h5 h6 ul ol li blockquote pre code table thead tbody tr th td".split(" "),
    ..."strong em del b i u s sub sup kbd a span input".split(" "),
  ],
  ALLOWED_ATTR: ["href", "title", "target", "rel", "align", "start", "type", "checked", "disabled", "class"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: safeAddress,
  // These hold no address, so they are not to look like one.
  ADD_URI_SAFE_ATTR: ["target", "rel", "align", "start", "type", "checked", "disabled", "class"],
  RETURN_DOM_FRAGMENT: /** @type {const} */ (true),
};

const markdown = new Marked({ gfm: true, breaks: true, async: false }).use({
  extensions: formulaExtensions(escape),
  renderer: {
    html: ({ text }) => (plainTag.test(text.trim()) ? text : escape(text)),
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
  },
});

/**
 * @param {string} source
 * @param {import("./types.js").Words} words
 * @returns {Node}
 */
export function renderMarkdown(source, words) {
  try {
    const fragment = DOMPurify.sanitize(/** @type {string} */ (markdown.parse(source)), allowed);
    for (const code of fragment.querySelectorAll("code.formula")) renderFormula(code);
    for (const table of fragment.querySelectorAll("table")) makeScrollable(table);
    for (const block of fragment.querySelectorAll("pre")) block.replaceWith(renderCodeBlock(block, words));
    for (const input of fragment.querySelectorAll("input")) input.replaceWith(input.checked ? "☑ " : "☐ ");
    return fragment;
  } catch {
    // Nested beyond all reason: then it is shown as it was written.
    const plain = document.createElement("pre");
    plain.append(source);
    return plain;
  }
}

/**
 * Wide things scroll by themselves, by keyboard too, and never widen the page.
 *
 * @param {Element} block
 */
export function makeScrollable(block) {
  const frame = document.createElement("div");
  frame.className = "wide";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  block.replaceWith(frame);
  frame.append(block);
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
