/**
 * Strangers' Markdown as a piece of the page, safe in three steps: it is formatted only within limits; the renderer writes
 * only markup of its own; then DOMPurify lets through only a short list.
 */
import { createBudget } from "./budget.js";
import { cjkEmphasis } from "./cjk-emphasis.js";
import { loadColours, needsColours, renderCodeBlock } from "./code-block.js";
import { element } from "./element.js";
import { loadFormulas, needsFormulas, renderFormula } from "./formulas.js";
import * as library from "./marked.js";
import { createMarkup, safeAddress } from "./markup.js";
import DOMPurify from "./purify.js";

const allowed = {
  ALLOWED_TAGS: [
    ..."p br hr h4 h5 h6 ul ol li blockquote pre code table thead tbody tr th td".split(" "),
    ..."strong em del b i u s sub sup kbd a span input".split(" "),
  ],
  ALLOWED_ATTR: ["href", "title", "target", "rel", "align", "start", "type", "checked", "disabled", "class"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: safeAddress,
  // Their values are no addresses, so they need not look like one.
  ADD_URI_SAFE_ATTR: ["target", "rel", "align", "start", "type", "checked", "disabled", "class"],
  RETURN_DOM_FRAGMENT: /** @type {const} */ (true),
};

/** A block of code with what stands around it. */
const elementsOfCode = 10;

const markUp = createMarkup(library, cjkEmphasis(library.Tokenizer));

/**
 * A text as it is shown.
 *
 * @typedef {import("./server.js").Words} Words
 *
 * @param {string} source
 * @param {Words} words
 * @returns {Node} Parts that are too large are shown as they were written, with a sentence that says so.
 */
export function renderMarkdown(source, words) {
  const fragment = renderFragment(source, words);
  if (fragment.querySelector(".as-written")) fragment.append(element("p", { class: "not-set" }, words.asWritten));
  return fragment;
}

/**
 * @param {string} source
 * @param {Words} words
 */
function renderFragment(source, words) {
  const budget = createBudget();
  try {
    const fragment = DOMPurify.sanitize(markUp(source, budget), allowed);
    for (const code of fragment.querySelectorAll("code.formula")) renderFormula(code, budget);
    for (const table of fragment.querySelectorAll("table")) makeScrollable(table);
    for (const block of fragment.querySelectorAll("pre"))
      if (budget.allows("elements", elementsOfCode)) block.replaceWith(renderCodeBlock(block, words, budget));
    for (const input of fragment.querySelectorAll("input")) input.replaceWith(input.checked ? "☑ " : "☐ ");
    return fragment;
  } catch (error) {
    // An error in one post must not affect the others.
    console.error(error);
    const plain = new DocumentFragment();
    plain.append(element("p", { class: "as-written" }, source));
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

/** How long a text waits for what it needs, in milliseconds: it is readable without. */
const patience = 4_000;

/**
 * Fetches what a text needs before it can be shown as it will stay, so that nothing moves afterwards.
 *
 * @param {string} text
 * @returns {Promise<unknown> | undefined} Undefined when there is nothing to wait for.
 */
export function prepareFor(text) {
  const needed = [];
  if (needsColours(text)) needed.push(loadColours());
  if (needsFormulas(text)) needed.push(loadFormulas());
  if (needed.length === 0) return undefined;
  return Promise.race([Promise.all(needed), new Promise((resolve) => setTimeout(resolve, patience))]);
}

/** Fetches all that texts may need while nothing else happens, for answers that are on their way. */
export function prepareAhead() {
  void loadColours();
  void loadFormulas();
}
