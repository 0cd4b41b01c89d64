/** The sealed draw: the hash on an open ballot, and its check, computed here, once the battle has closed. */
import { element } from "./element.js";
import { seenHash } from "./seen-draws.js";

/**
 * @typedef {import("./types.js").PublishedDraw} PublishedDraw
 * @typedef {import("./types.js").Words} Words
 * @typedef {"drawSeen" | "drawNotSeen" | "drawChanged" | "drawNotChecked"} Verdict The names of its sentences.
 */

/** How much of the hash is shown before somebody asks for all of it, in characters. */
const beginning = 6;

/** How long it says that the hash has been copied, in milliseconds. */
const shownCopied = 3_000;

/**
 * @param {PublishedDraw} draw
 * @param {Words} words
 */
export function renderDraw({ hash }, words) {
  const summary = element("summary", { "data-action": "draw" }, `${words.sealedDraw} · `);
  summary.append(element("code", { "aria-hidden": "true" }, `${hash.slice(0, beginning)}…`));
  const whole = element("p", { class: "hash" }, element("code", {}, hash));
  // Browsers offer it only where they trust the connection; elsewhere one click selects the hash.
  if (navigator.clipboard) whole.append(renderCopy(hash, words));
  return element("details", { class: "draw" }, summary, whole, element("p", {}, words.sealedDrawWhat));
}

/**
 * @param {string} hash
 * @param {Words} words
 */
function renderCopy(hash, words) {
  const button = element("button", { type: "button", class: "quiet" }, words.copy);
  const say = (/** @type {string} */ label) => {
    button.textContent = label;
  };
  const sayCopied = () => {
    say(words.copied);
    setTimeout(() => say(words.copy), shownCopied);
  };
  // Where the browser refuses, the hash can still be selected.
  button.addEventListener("click", () => void navigator.clipboard.writeText(hash).then(sayCopied, () => {}));
  return button;
}

/**
 * Holds a draw, as it is told after the close, against the hash on the post and the one noted while it was open.
 *
 * @param {PublishedDraw} told
 * @param {PublishedDraw} shown The one on the post.
 * @returns {Promise<Verdict>}
 */
export async function checkDraw(told, shown) {
  const noted = seenHash(shown.battle);
  const isAsCarried = told.battle === shown.battle && told.hash === shown.hash && told.hash === (noted ?? told.hash);
  if (!isAsCarried || told.statement === null) return "drawChanged";
  // Missing where the page came neither over https nor from this machine.
  if (!globalThis.crypto?.subtle) return "drawNotChecked";
  if ((await hashOf(told.statement)) !== told.hash) return "drawChanged";
  return noted === undefined ? "drawNotSeen" : "drawSeen";
}

/** @param {string} statement */
async function hashOf(statement) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(statement));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {Verdict} verdict
 * @param {Words} words
 */
export function renderVerdict(verdict, words) {
  return element("p", { class: `verdict ${verdict}` }, words[verdict]);
}
