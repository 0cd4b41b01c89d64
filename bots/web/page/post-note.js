/** What the arena says to one person below a post, and what it could not be asked yet. */
import { closes, isBallot, renderButtons, renderParts, renderPrivateMark } from "./post-parts.js";
import { renderCountdown } from "./countdown.js";
import { element } from "./element.js";
import { prepareFor } from "./markdown.js";
import { recallList, rememberList } from "./memory.js";
import { checkDraw, renderVerdict } from "./sealed-draw.js";
import { NotDone, Unreachable } from "./server.js";

/**
 * @typedef {import("./server.js").PagePost} PagePost
 * @typedef {import("./server.js").PrivateReply} PrivateReply
 * @typedef {import("./server.js").Words} Words
 * @typedef {import("./post-parts.js").Press} Press
 *
 * @typedef {object} PostNote
 * @property {HTMLElement} root
 * @property {(asking: HTMLElement, ask: () => Promise<Node | undefined>) => Promise<void>} take Asks the arena something,
 * one thing after the other, and shows what it says. What cannot be sent is kept. `asking` is busy meanwhile.
 * @property {() => void} settle Takes away what can be done no more, once the ballot is gone; what was said stays.
 * @property {(reply: PrivateReply) => void} keep Keeps an answer over a reload.
 * @property {(render: (reply: PrivateReply) => Promise<Node>) => void} recall Shows what was said before a reload, or in
 * another window.
 * @property {() => void} tryAgain
 */

/**
 * Nothing is said yet.
 *
 * @param {string} post
 * @param {{ name: string, words: Words }} reader
 * @param {() => PagePost} shown The post as it stands.
 * @param {() => void} changed Called when there is something else to be seen.
 * @returns {PostNote}
 */
export function createPostNote(post, { name, words }, shown, changed) {
  const place = createPlace(shown, changed);
  const kept = createKept(name, post);
  const settle = () => void (place.settle() && kept.counts());
  let unsent = /** @type {(() => void) | undefined} */ (undefined);
  const take = async (/** @type {HTMLElement} */ asking, /** @type {() => Promise<Node | undefined>} */ ask) => {
    if (asking.hasAttribute("data-busy")) return;
    setBusy(asking, true);
    unsent = undefined;
    try {
      place.show(await ask());
      // The battle may have closed while this was on its way.
      settle();
    } catch (error) {
      if (!(error instanceof NotDone)) unsent = () => void take(asking, ask);
      place.show(renderProblem(error, words));
    } finally {
      setBusy(asking, false);
    }
  };
  return {
    root: place.root,
    take,
    settle,
    keep: kept.keep,
    recall(render) {
      const reply = shown().private ? undefined : kept.findNewer();
      if (!reply) return;
      place.noteBallot(isBallot(reply.buttons) || shown().answers.length > 0);
      // Unless something newer has been said meanwhile.
      void render(reply).then((said) => void (kept.isLast(reply) && place.showAgain(said)));
    },
    tryAgain: () => unsent?.(),
  };
}

/**
 * Where it is said.
 *
 * @param {() => PagePost} shown
 * @param {() => void} changed
 */
function createPlace(shown, changed) {
  const root = element("div", { class: "note-place", role: "status" });
  let hadBallot = false;
  const settle = () => {
    const { buttons } = shown();
    hadBallot ||= isBallot(buttons);
    const isOver = buttons.length === 0 || (hadBallot && !isBallot(buttons));
    if (isOver) for (const part of root.querySelectorAll(".buttons, .counts")) part.remove();
    return isOver;
  };
  return {
    root,
    settle,
    /** Takes note of whether the post had a ballot. @param {boolean} had */
    noteBallot: (had) => void (hadBallot ||= had),
    /** @param {Node | undefined} said Undefined: nothing, which only ends the silence. */
    show(said) {
      if (said) {
        const hadFocus = root.contains(document.activeElement);
        root.replaceChildren(said);
        settle();
        if (hadFocus) focusWithin(root);
      } else root.querySelector(".silence")?.remove();
      changed();
      if (said) root.scrollIntoView({ block: "nearest" });
    },
    /** Where the reader may be looking elsewhere. @param {Node} said */
    showAgain(said) {
      root.replaceChildren(said);
      settle();
      changed();
    },
  };
}

/** Keeps the keyboard where it was: at the first thing to press, or at what was said. @param {HTMLElement} root */
function focusWithin(root) {
  const first = root.querySelector("button");
  if (!first) root.tabIndex = -1;
  (first ?? root).focus({ preventScroll: true });
}

/**
 * What a press or a reaction gave back.
 *
 * @param {PrivateReply} reply
 * @param {PagePost} post The one whose button was pressed.
 * @param {Words} words
 * @param {Press} press
 * @param {(reply: PrivateReply) => void} keep
 */
export async function renderReply(reply, post, words, press, keep) {
  await prepareFor(reply.text);
  const note = element("div", { class: "note" }, renderPrivateMark(words));
  if (reply.draw) note.append(renderVerdict(await checkDraw(reply.draw, post.draw ?? reply.draw), words));
  note.append(...renderParts(reply, words));
  // What an earlier version kept has none.
  if (reply.countsAt) note.append(renderCountdown(() => reply.countsAt, reply.buttons.some(closes), words));
  if (reply.buttons.length > 0) note.append(renderButtons(reply.buttons, words, press));
  keep(reply);
  return note;
}

/**
 * @param {unknown} error
 * @param {Words} words
 */
function renderProblem(error, words) {
  const isSilence = error instanceof Unreachable;
  const sentence = error instanceof NotDone ? error.message : isSilence ? words.notSaved : words.unreachable;
  return element("div", { class: isSilence ? "note problem silence" : "note problem" }, element("p", {}, sentence));
}

/**
 * Keeps a second press from overtaking the first. The buttons stay focusable, so that the keyboard keeps its place.
 *
 * @param {HTMLElement} root
 * @param {boolean} busy
 */
function setBusy(root, busy) {
  root.toggleAttribute("data-busy", busy);
  root.setAttribute("aria-busy", String(busy));
}

/** What the answers are remembered under. */
export const storageKey = "doubleblind-notes";

/** How many of the newest answers are kept in this person's own browser. */
const mostKept = 40;

/** @typedef {[person: string, post: string, reply: PrivateReply]} Kept */

/** @returns {Kept[]} the oldest first. */
function keptNotes() {
  return recallList(storageKey).filter((one) => Array.isArray(one) && one.length === 3);
}

/**
 * What a person was told last below a post, here or in another window of this browser.
 *
 * @param {string} person
 * @param {string} post
 */
function createKept(person, post) {
  let last = "";
  return {
    keep(/** @type {PrivateReply} */ reply) {
      last = JSON.stringify(reply);
      keepNote(person, post, reply);
    },
    /** What was told elsewhere, where that is not known here yet. */
    findNewer() {
      const reply = keptNote(person, post);
      if (!reply || JSON.stringify(reply) === last) return undefined;
      last = JSON.stringify(reply);
      return reply;
    },
    /** The vote counts already, whatever was told. */
    counts() {
      const reply = keptNote(person, post);
      if (reply?.countsAt) this.keep({ ...reply, countsAt: null });
    },
    isLast: (/** @type {PrivateReply} */ reply) => JSON.stringify(reply) === last,
  };
}

/** When the next of a person's votes counts, as far as this browser has been told. @param {string} person */
export function nextCount(person) {
  const now = new Date().toISOString();
  const own = keptNotes().filter(([who]) => who === person);
  return own.flatMap(([, , { countsAt }]) => (countsAt && countsAt > now ? [countsAt] : [])).sort()[0];
}

/**
 * @param {string} person Whoever is told it: somebody else at this browser is not.
 * @param {string} post
 * @param {PrivateReply} reply
 */
function keepNote(person, post, reply) {
  // What somebody takes along is theirs to keep, and nobody else's.
  if (reply.files.length > 0) return;
  const others = keptNotes().filter(([who, which]) => who === person && which !== post);
  rememberList(storageKey, [...others, [person, post, reply]].slice(-mostKept));
}

/**
 * @param {string} person
 * @param {string} post
 */
function keptNote(person, post) {
  return keptNotes().find(([who, which]) => who === person && which === post)?.[2];
}
