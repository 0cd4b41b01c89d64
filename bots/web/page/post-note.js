/** What the arena says to one person below a post, and what it could not be asked yet. */
import { isBallot, renderButtons } from "./buttons.js";
import { element } from "./element.js";
import { keepNote, keptNote } from "./kept-notes.js";
import { renderParts, renderPrivateMark } from "./post-parts.js";
import { prepareFor } from "./rich-text.js";
import { checkDraw, renderVerdict } from "./sealed-draw.js";
import { NotDone, Unreachable } from "./server.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").PrivateReply} PrivateReply
 * @typedef {import("./types.js").Words} Words
 * @typedef {import("./buttons.js").Press} Press
 */

/**
 * @param {string} post
 * @param {{ name: string, words: Words }} reader
 * @param {() => PagePost} shown The post as it stands.
 * @param {() => void} changed Called when there is something else to be seen.
 */
export function createPostNote(post, { name, words }, shown, changed) {
  const root = element("div", { class: "note-place", role: "status" });
  let hadBallot = false;
  let unsent = /** @type {(() => void) | undefined} */ (undefined);

  /** Takes away what can be done no more, once the ballot is gone; what was said stays. */
  const settle = () => {
    const { buttons } = shown();
    hadBallot ||= isBallot(buttons);
    const isOver = buttons.length === 0 || (hadBallot && !isBallot(buttons));
    if (isOver) for (const group of root.querySelectorAll(".buttons")) group.remove();
  };
  const show = (/** @type {Node} */ node) => {
    root.replaceChildren(node);
    settle();
    changed();
    root.scrollIntoView({ block: "nearest" });
  };
  /**
   * Asks the arena something, one thing after the other, and shows what it says. What cannot be sent is kept.
   *
   * @param {HTMLElement} asking What is busy meanwhile.
   * @param {() => Promise<Node | undefined>} ask
   */
  const take = async (asking, ask) => {
    if (asking.hasAttribute("data-busy")) return;
    setBusy(asking, true);
    unsent = undefined;
    try {
      const said = await ask();
      if (said) show(said);
      else {
        root.querySelector(".silence")?.remove();
        changed();
      }
    } catch (error) {
      if (!(error instanceof NotDone)) unsent = () => void take(asking, ask);
      show(renderProblem(error, words));
    } finally {
      setBusy(asking, false);
    }
  };
  return {
    root,
    take,
    settle,
    /** Keeps an answer over a reload. @param {PrivateReply} reply */
    keep: (reply) => keepNote(name, post, reply),
    /** Shows again what was said before a reload. @param {(reply: PrivateReply) => Promise<Node>} render */
    recall(render) {
      const reply = keptNote(name, post);
      if (!reply || shown().private) return;
      hadBallot ||= isBallot(reply.buttons) || shown().answers.length > 0;
      void render(reply).then((said) => {
        if (root.hasChildNodes()) return;
        root.append(said);
        settle();
        changed();
      });
    },
    tryAgain: () => unsent?.(),
  };
}

/**
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
