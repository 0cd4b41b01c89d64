/** One post: its content, its buttons, and below them what a press gave back. */
import { choiceAt, isBallot, markChoice, renderButtons } from "./buttons.js";
import { element } from "./element.js";
import { renderParts, renderPrivateMark } from "./post-parts.js";
import { createPostNote, renderReply } from "./post-note.js";
import { nameChoice, renderReactions } from "./reactions.js";
import { replay } from "./replay.js";
import { renderDraw } from "./sealed-draw.js";
import { noteDraw } from "./seen-draws.js";
import { newKey, sendPress, sendReaction } from "./server.js";
import { fill } from "./words.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").Choice} Choice
 * @typedef {import("./types.js").Words} Words
 * @typedef {import("./buttons.js").Press} Press
 *
 * @typedef {object} Reader
 * @property {string} name
 * @property {Words} words
 * @property {(post: PagePost) => void} followUp Called when they want to ask the same pair again.
 * @property {() => void} voted Called when they may have voted otherwise than by a ballot's button.
 */

/**
 * @param {PagePost} first
 * @param {Reader} reader
 * @returns {{ root: HTMLElement, update(post: PagePost): void, reconnected(): void, choose(choice: Choice | null | undefined): void }}
 * `reconnected` sends what could not be sent; `choose` tells what this person's vote is, where that is known.
 */
export function createPostView(first, reader) {
  const { words } = reader;
  const content = element("div", { class: "content" });
  const root = element("section", { class: "post", "data-post": first.id }, content);

  let shown = first;
  /** This person's vote, as far as this page knows; null when there is none any more. */
  let chosen = /** @type {Choice | null | undefined} */ (undefined);
  const mark = () => {
    markChoice(root, chosen);
    showVote(content, shown, chosen, words);
  };
  const note = createPostNote(first.id, reader, () => shown, mark);
  root.append(note.root);

  const press = (/** @type {string} */ action, /** @type {number | undefined} */ place) => {
    const key = newKey();
    return note.take(root, async () => {
      const reply = await sendPress(first.id, action, key);
      if (place !== undefined) chosen = choiceAt(place) ?? null;
      return renderReply(reply, shown, words, press, note.keep);
    });
  };
  const react = (/** @type {Choice} */ choice, /** @type {"added" | "removed"} */ change) =>
    void note.take(root, async () => {
      const { reply } = await sendReaction(first.id, choice, change);
      reader.voted();
      return reply ? renderReply(reply, shown, words, press, note.keep) : undefined;
    });
  const update = (/** @type {PagePost} */ post) => {
    const areNew = shown.answers.length === 0 && post.answers.length > 0;
    shown = post;
    if (post.draw?.statement === null) noteDraw(post.draw);
    root.classList.toggle("private", post.private);
    root.classList.toggle("waiting", post.waiting);
    keepPlace(content, () => content.replaceChildren(...renderPost(post, reader, press, react)));
    if (areNew) replay([...content.querySelectorAll(".answer > .text")].filter((one) => one instanceof HTMLElement));
    mark();
    note.settle();
  };
  update(first);
  note.recall((reply) => renderReply(reply, shown, words, press, () => {}));
  return {
    root,
    update,
    reconnected: note.tryAgain,
    choose(choice) {
      if (choice === undefined || (choice === null && chosen === undefined)) return;
      chosen = choice;
      mark();
    },
  };
}

/**
 * @param {PagePost} post
 * @param {Reader} reader
 * @param {Press} press
 * @param {(choice: Choice, change: "added" | "removed") => void} react
 */
function renderPost(post, reader, press, react) {
  const { words } = reader;
  const parts = renderParts(post, words);
  if (post.private) parts.unshift(renderPrivateMark(words));
  if (post.buttons.length > 0) parts.push(renderButtons(post.buttons, words, press));
  const below = isBallot(post.buttons) ? renderBelowBallot(post, reader) : [];
  if (post.reactions.length > 0) below.push(renderReactions(post, words, react));
  if (below.length > 0) parts.push(element("div", { class: "below-ballot" }, ...below));
  return parts;
}

/**
 * @param {PagePost} post
 * @param {Reader} reader
 */
function renderBelowBallot(post, { words, followUp }) {
  const below = /** @type {HTMLElement[]} */ ([]);
  if (post.followUp) {
    const ask = element("button", { type: "button", class: "quiet", "data-action": "follow-up" }, words.followUp);
    ask.addEventListener("click", () => followUp(post));
    below.push(ask);
  }
  if (post.draw) below.push(renderDraw(post.draw, words));
  return below;
}

/**
 * Says what one's vote was where there is no ballot any more to show it.
 *
 * @param {HTMLElement} content
 * @param {PagePost} post
 * @param {Choice | null | undefined} chosen
 * @param {Words} words
 */
function showVote(content, post, chosen, words) {
  content.querySelector(".own-vote")?.remove();
  if (!chosen || isBallot(post.buttons) || post.answers.length === 0) return;
  const said = element("p", { class: "own-vote" }, fill(words.yourVote, { choice: nameChoice(chosen, words) }));
  content.querySelector(".answers")?.after(said);
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
