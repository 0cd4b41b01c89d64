/** One post: its content, its buttons, and below them what a press gave back. */
import { isBallot, markChoice, renderButtons } from "./buttons.js";
import { element } from "./element.js";
import { renderParts, renderPrivateMark } from "./post-parts.js";
import { checkDraw, renderDraw, renderVerdict } from "./sealed-draw.js";
import { noteDraw } from "./seen-draws.js";
import { NotDone, sendPress } from "./server.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").PrivateReply} PrivateReply
 * @typedef {import("./types.js").Words} Words
 * @typedef {import("./buttons.js").Press} Press
 */

/**
 * @param {PagePost} first
 * @param {Words} words
 * @param {() => void} followUp Called when the reader wants to ask the same pair again.
 * @returns {{ root: HTMLElement, update(post: PagePost): void, forgetSilence(): void }} `forgetSilence` takes away
 * the note that the arena did not answer.
 */
export function createPostView(first, words, followUp) {
  const content = element("div", { class: "content" });
  const note = element("div", { class: "note-place", role: "status" });
  const root = element("section", { class: "post", "data-post": first.id }, content, note);

  let shown = first;
  /** Which of a ballot's buttons this person pressed last, as far as this page knows. */
  let chosen = /** @type {number | undefined} */ (undefined);

  let hadBallot = false;

  /** Takes away what can be done no more, once the ballot is gone; what was said stays. */
  const settleNote = () => {
    const isOver = shown.buttons.length === 0 || (hadBallot && !isBallot(shown.buttons));
    if (isOver) for (const buttons of note.querySelectorAll(".buttons")) buttons.remove();
  };
  const showNote = (/** @type {Node} */ node) => {
    note.replaceChildren(node);
    settleNote();
    markChoice(root, chosen);
    note.scrollIntoView({ block: "nearest" });
  };
  const press = async (/** @type {string} */ action, /** @type {number | undefined} */ choice) => {
    if (root.hasAttribute("data-busy")) return;
    setBusy(root, true);
    try {
      const reply = await sendPress(first.id, action, words.unreachable);
      chosen = choice ?? chosen;
      showNote(await renderReply(reply, shown, words, press));
    } catch (error) {
      showNote(renderProblem(error instanceof NotDone ? error.message : words.unreachable, words));
    } finally {
      setBusy(root, false);
    }
  };
  const update = (/** @type {PagePost} */ post) => {
    shown = post;
    hadBallot ||= isBallot(post.buttons);
    if (post.draw?.statement === null) noteDraw(post.draw);
    root.classList.toggle("private", post.private);
    root.classList.toggle("waiting", post.waiting);
    keepPlace(content, () => content.replaceChildren(...renderPost(post, words, press, followUp)));
    markChoice(root, chosen);
    settleNote();
  };
  const forgetSilence = () => note.querySelector(".silence")?.remove();
  update(first);
  return { root, update, forgetSilence };
}

/**
 * @param {PagePost} post
 * @param {Words} words
 * @param {Press} press
 * @param {() => void} followUp
 */
function renderPost(post, words, press, followUp) {
  const parts = renderParts(post, words);
  if (post.private) parts.unshift(renderPrivateMark(words));
  if (post.files.length > 0) {
    const links = post.files.map(({ url, name }) => element("a", { href: url, download: name }, name));
    parts.push(element("p", { class: "files" }, ...links));
  }
  if (post.buttons.length > 0) parts.push(renderButtons(post.buttons, words, press));
  if (isBallot(post.buttons)) parts.push(...renderBelowBallot(post, words, followUp));
  return parts;
}

/**
 * @param {PagePost} post
 * @param {Words} words
 * @param {() => void} followUp
 */
function renderBelowBallot({ draw, followUp: mayFollowUp }, words, followUp) {
  const below = [];
  if (mayFollowUp) {
    const ask = element("button", { type: "button", class: "quiet", "data-action": "follow-up" }, words.followUp);
    ask.addEventListener("click", followUp);
    below.push(ask);
  }
  if (draw) below.push(renderDraw(draw, words));
  return below.length > 0 ? [element("div", { class: "below-ballot" }, ...below)] : [];
}

/**
 * @param {PrivateReply} reply
 * @param {PagePost} post The one whose button was pressed.
 * @param {Words} words
 * @param {Press} press
 */
async function renderReply(reply, post, words, press) {
  const note = element("div", { class: "note" }, renderPrivateMark(words));
  if (reply.draw) note.append(renderVerdict(await checkDraw(reply.draw, post.draw ?? reply.draw), words));
  note.append(...renderParts(reply, words));
  if (reply.buttons.length > 0) note.append(renderButtons(reply.buttons, words, press));
  return note;
}

/**
 * @param {string} sentence
 * @param {Words} words
 */
function renderProblem(sentence, words) {
  const kind = sentence === words.unreachable ? "note problem silence" : "note problem";
  return element("div", { class: kind }, element("p", {}, sentence));
}

/**
 * Makes content anew without throwing the keyboard out of its place or shutting what was opened.
 *
 * @param {HTMLElement} content
 * @param {() => void} renew
 */
function keepPlace(content, renew) {
  const { activeElement } = document;
  const focused = content.contains(activeElement) ? activeElement?.getAttribute("data-action") : null;
  const isOpen = content.querySelector("details")?.open ?? false;
  renew();
  content.querySelector("details")?.toggleAttribute("open", isOpen);
  const again = focused ? content.querySelector(`[data-action="${CSS.escape(focused)}"]`) : null;
  if (again instanceof HTMLElement) again.focus();
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
