/** One post: its content, its buttons, and below them what a press gave back. */
import {
  choiceAt,
  isBallot,
  markChoice,
  nameChoice,
  renderButtons,
  renderParts,
  renderPrivateMark,
  renderReactions,
} from "./post-parts.js";
import { renderBoard } from "./board-table.js";
import { renderCountdown, renderWaited } from "./countdown.js";
import { element, fill } from "./element.js";
import { offerCommands } from "./help.js";
import { createPostNote, nextCount, renderReply } from "./post-note.js";
import { replay } from "./replay.js";
import { renderModels, renderTally, showNames } from "./reveal.js";
import { noteDraw, renderDraw } from "./sealed-draw.js";
import { newKey, sendPress, sendReaction } from "./server.js";

/**
 * @typedef {import("./server.js").PagePost} PagePost
 * @typedef {import("./server.js").PrivateReply} PrivateReply
 * @typedef {import("./server.js").Choice} Choice
 * @typedef {import("./server.js").Words} Words
 * @typedef {import("./post-parts.js").Press} Press
 * @typedef {(choice: Choice, change: "added" | "removed") => void} React
 *
 * @typedef {object} Reader
 * @property {string} name
 * @property {Words} words
 * @property {boolean} operator Whether they run the page.
 * @property {(post: PagePost) => void} followUp Called when they want to ask the same pair again.
 * @property {() => void} voted Called when they may have voted otherwise than by a ballot's button.
 * @property {(text: string) => void} say Says something as if they had written it.
 * @property {boolean} isHelp Whether the post lists the commands.
 *
 * @typedef {object} PostView
 * @property {HTMLElement} root
 * @property {(post: PagePost) => void} update
 * @property {() => void} reconnected Sends what could not be sent.
 * @property {() => void} recall Shows what this person was told in another window.
 * @property {(choice: Choice | null | undefined) => void} choose Tells what this person's vote is, where that is known.
 */

/**
 * A post as the reader sees it.
 *
 * @param {PagePost} first
 * @param {Reader} reader
 * @returns {PostView}
 */
export function createPostView(first, reader) {
  const content = element("div", { class: "content" });
  const root = element("section", { class: "post", "data-post": first.id }, content);
  let shown = first;
  const own = createOwn(root, content, () => shown, reader);
  const note = createPostNote(first.id, reader, () => shown, own.mark);
  root.append(note.root);
  const { press, react, answer } = createActions(root, note, reader, { shown: () => shown, ...own });
  const update = (/** @type {PagePost} */ post) => {
    const areNew = shown.answers.length === 0 && post.answers.length > 0;
    root.classList.toggle("just-revealed", shown.reveal === null && post.reveal !== null);
    shown = post;
    showContent(root, content, post, renderPost(post, reader, press, react));
    if (reader.isHelp) offerCommands(content, reader.say);
    if (areNew) replay([...content.querySelectorAll(".answer > .text")].filter((one) => one instanceof HTMLElement));
    own.mark();
    note.settle();
  };
  const recall = () => note.recall((reply) => answer(reply, () => {}));
  update(first);
  recall();
  return { root, update, recall, reconnected: note.tryAgain, choose: own.choose };
}

/**
 * What this person alone knows of a post, and its marks in the post: their vote, and the names where they were told them.
 *
 * @param {HTMLElement} root
 * @param {HTMLElement} content
 * @param {() => PagePost} shown
 * @param {Reader} reader
 */
function createOwn(root, content, shown, { words, say }) {
  /** As far as this page knows; null when there is none any more. */
  let chosen = /** @type {Choice | null | undefined} */ (undefined);
  let told = /** @type {PagePost["reveal"]} */ (null);
  const mark = () => {
    markChoice(root, chosen);
    // A vote ends the questions: whoever asked is offered none they would be refused.
    for (const one of content.querySelectorAll('[data-action="follow-up"]')) one.toggleAttribute("hidden", !!chosen);
    showVote(content, shown(), chosen, words);
    showNames(content, shown().reveal ?? told, words, (model) => say(`/profile ${model}`));
  };
  return {
    mark,
    chose: (/** @type {Choice | null} */ choice) => void (chosen = choice),
    told: (/** @type {PagePost["reveal"]} */ reveal) => void (told = reveal),
    choose(/** @type {Choice | null | undefined} */ choice) {
      if (choice === undefined || (choice === null && chosen === undefined)) return;
      chosen = choice;
      mark();
    },
  };
}

/**
 * What can be done on a post.
 *
 * @param {HTMLElement} root
 * @param {import("./post-note.js").PostNote} note
 * @param {Reader} reader
 * @param {{ shown: () => PagePost, chose: (choice: Choice | null) => void, told: (reveal: PagePost["reveal"]) => void }} post
 */
function createActions(root, note, { words, voted, say }, { shown, chose, told }) {
  const answer = async (/** @type {PrivateReply} */ reply, keep = note.keep) => {
    if (reply.reveal) told(reply.reveal);
    const said = await renderReply(reply, shown(), words, press, keep);
    const { a, b } = reply.reveal?.models ?? {};
    // What an earlier version kept names none.
    const models = a && b ? [a.name, b.name] : (reply.models ?? []);
    if (models.length > 0) said.append(renderModels(models, words, (model) => say(`/profile ${model}`)));
    return said;
  };
  /** @type {Press} */
  const press = (action, place) => {
    const key = newKey();
    return note.take(root, async () => {
      const reply = await sendPress(shown().id, action, key);
      if (place !== undefined) chose(choiceAt(place) ?? null);
      return answer(reply);
    });
  };
  /** @type {React} */
  const react = (choice, change) =>
    void note.take(root, async () => {
      const { reply } = await sendReaction(shown().id, choice, change);
      voted();
      return reply ? answer(reply) : undefined;
    });
  return { press, react, answer };
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} content
 * @param {PagePost} post
 * @param {readonly Node[]} parts What the post consists of.
 */
function showContent(root, content, post, parts) {
  if (post.draw?.statement === null) noteDraw(post.draw);
  root.classList.toggle("private", post.private);
  root.classList.toggle("waiting", post.waiting);
  keepPlace(content, () => content.replaceChildren(...parts));
}

/**
 * @param {PagePost} post
 * @param {Reader} reader
 * @param {Press} press
 * @param {React} react
 */
function renderPost(post, reader, press, react) {
  const { words } = reader;
  const parts = renderParts(post, words);
  if (post.private) parts.unshift(renderPrivateMark(words));
  if (post.waiting) parts.push(renderWaited(post.at, words));
  const tally = post.reveal?.tally && renderTally(post.reveal.tally, words);
  if (tally) parts.push(tally);
  if (post.models.length > 0 || post.table) showModelParts(parts, post, reader);
  const { buttons } = post;
  const told = post.why && reader.operator ? [...buttons, { label: words.why, action: post.why }] : buttons;
  if (told.length > 0) parts.push(renderButtons(told, words, press));
  const below = isBallot(post.buttons) ? renderBelowBallot(post, reader) : [];
  const reactions = isBallot(post.buttons) ? post.reactions.filter(({ count }) => count > 0) : post.reactions;
  if (reactions.length > 0) below.push(renderReactions({ ...post, reactions }, words, react));
  if (below.length > 0) parts.push(element("div", { class: "below-ballot" }, ...below));
  return parts;
}

/**
 * Above a board what it lacks still, one's own vote; the board itself as a table with its picture to share, or below what
 * is said the names in it.
 *
 * @param {Node[]} parts
 * @param {PagePost} post
 * @param {Reader} reader
 */
function showModelParts(parts, { models, table }, { name, words, say }) {
  const place = parts.findIndex((part) => part instanceof HTMLElement && part.matches(".picture"));
  const open = (/** @type {string} */ model) => say(`/profile ${model}`);
  const countdown = renderCountdown(() => nextCount(name), false, words);
  const picture = parts[place];
  if (table && picture) {
    const share = element("details", { class: "board-picture" }, element("summary", {}, words.boardPicture), picture);
    parts.splice(place, 1, countdown, renderBoard(table, words, open), share);
    return;
  }
  if (picture) parts.splice(place, 0, countdown);
  parts.push(renderModels(models, words, open));
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
