/** Blocks of code: in colours once what knows them has been fetched, and copied by a button. */
import { element } from "./element.js";
import DOMPurify from "./purify.js";

/** Code is coloured in pieces of about this many characters: in some languages the time grows with the cube of them. */
const piece = 1_000;

/** Code with a line longer than this is not coloured. */
const longLine = /[^\n]{400}/;

/** How long it says that something has been copied, in milliseconds. */
const shownCopied = 3_000;

/** Colours are spans with classes, and nothing else. */
const allowed = {
  ALLOWED_TAGS: ["span"],
  ALLOWED_ATTR: ["class"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: /** @type {const} */ (true),
};

let library = /** @type {typeof import("./highlight-library.js").default | undefined} */ (undefined);
let loading = /** @type {Promise<void> | undefined} */ (undefined);

/** Whether a text may hold code that cannot be coloured yet. @param {string} text */
export function needsColours(text) {
  return library === undefined && /(?:```|~~~)\s*\w/.test(text);
}

/** Fetches the library that colours code; without it code has no colours. */
export function loadColours() {
  return (loading ??= import("./highlight-library.js").then(
    (module) => void (library = module.default),
    () => {},
  ));
}

/**
 * A block of code, with its language and a button that copies it.
 *
 * @param {HTMLPreElement} block
 * @param {import("./server.js").Words} words
 * @param {import("./budget.js").Budget} budget How much work colours may take.
 */
export function renderCodeBlock(block, words, budget) {
  const code = block.querySelector("code");
  const language = /^language-(\S+)$/.exec(code?.className ?? "")?.[1] ?? "";
  if (code) {
    code.className = "";
    colour(code, language, budget);
  }
  const frame = element("div", { class: "wide", tabindex: "0", role: "group" });
  if (language) frame.setAttribute("aria-label", language);
  const bar = element("div", { class: "code-bar" }, element("span", { dir: "ltr" }, language));
  if (navigator.clipboard) bar.append(renderCopyButton(() => block.textContent ?? "", words, words.copyCode));
  const whole = element("div", { class: "code" }, bar, frame);
  frame.append(block.cloneNode(true));
  return whole;
}

/**
 * @param {HTMLElement} code
 * @param {string} language
 * @param {import("./budget.js").Budget} budget
 */
function colour(code, language, budget) {
  const text = code.textContent ?? "";
  if (!library?.getLanguage(language) || longLine.test(text)) return;
  const coloured = new DocumentFragment();
  for (const one of cut(text)) {
    if (!budget.allows("colours", one.length)) coloured.append(one);
    else {
      const { value } = library.highlight(one, { language, ignoreIllegals: true });
      coloured.append(DOMPurify.sanitize(value, allowed));
    }
  }
  code.replaceChildren(coloured);
}

/** Cuts code at blank lines or, if there are none for long, at the end of a line. @param {string} text */
function cut(text) {
  const pieces = [];
  let begun = 0;
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = text.indexOf("\n", at) + 1 || text.length;
    const length = end - begun;
    if (length < piece || (length < 2 * piece && text.slice(at, end).trim() !== "")) continue;
    pieces.push(text.slice(begun, end));
    begun = end;
  }
  return [...pieces, text.slice(begun)];
}

/**
 * A button that copies a text. Only for browsers that offer it, which they do where they trust the connection.
 *
 * @param {() => string} read
 * @param {import("./server.js").Words} words
 * @param {string} label What it says of itself to those who do not see what it belongs to.
 */
export function renderCopyButton(read, words, label) {
  const button = element("button", { type: "button", class: "quiet copy", "aria-label": label }, words.copy);
  const say = (/** @type {string} */ text) => {
    button.textContent = text;
    button.setAttribute("aria-label", text === words.copy ? label : text);
  };
  const sayCopied = () => {
    say(words.copied);
    setTimeout(() => say(words.copy), shownCopied);
  };
  // Where the browser refuses, the text can still be selected.
  button.addEventListener("click", () => void navigator.clipboard.writeText(read()).then(sayCopied, () => {}));
  return button;
}
