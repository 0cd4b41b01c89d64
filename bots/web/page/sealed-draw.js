/** The sealed draw: the hash on an open ballot, and its check, computed here, once the battle has closed. */
import { renderCopyButton } from "./code-block.js";
import { element } from "./element.js";
import { recallList, rememberList } from "./memory.js";

/**
 * @typedef {import("./server.js").PublishedDraw} PublishedDraw
 * @typedef {import("./server.js").Words} Words
 * @typedef {"drawSeen" | "drawNotSeen" | "drawChanged" | "drawNotChecked"} Verdict The names of its sentences.
 */

/** How much of the hash is shown before somebody asks for all of it, in characters. */
const beginning = 6;

/**
 * The hash of a draw, in short and to be opened.
 *
 * @param {PublishedDraw} draw
 * @param {Words} words
 */
export function renderDraw({ hash }, words) {
  const summary = element("summary", { "data-action": "draw" }, `${words.sealedDraw} · `);
  summary.append(element("code", { "aria-hidden": "true" }, `${hash.slice(0, beginning)}…`));
  const whole = element("p", { class: "hash" }, element("code", {}, hash));
  // Browsers offer it only where they trust the connection; elsewhere one click selects the hash.
  if (navigator.clipboard) whole.append(renderCopyButton(() => hash, words, words.copy));
  return element("details", { class: "draw" }, summary, whole, element("p", {}, words.sealedDrawWhat));
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
 * What a check has found.
 *
 * @param {Verdict} verdict
 * @param {Words} words
 */
export function renderVerdict(verdict, words) {
  return element("p", { class: `verdict ${verdict}` }, words[verdict]);
}

const storageKey = "doubleblind-draws";

/** How many of the newest hashes are kept. */
const mostKept = 200;

/**
 * The hashes of open ballots as this browser first saw them: whoever changes a record cannot change these.
 *
 * @returns {[battle: string, hash: string][]} the oldest first.
 */
function seenDraws() {
  return recallList(storageKey).filter((one) => Array.isArray(one) && one.length === 2);
}

/** Keeps the hash of an open ballot, unless one of that battle is kept already. @param {PublishedDraw} draw */
export function noteDraw({ battle, hash }) {
  const seen = seenDraws();
  if (seen.some(([known]) => known === battle)) return;
  rememberList(storageKey, [...seen, [battle, hash]].slice(-mostKept));
}

/** @param {string} battle */
function seenHash(battle) {
  return seenDraws().find(([known]) => known === battle)?.[1];
}
