/** One post: its text, the two answers side by side, pictures, buttons, and below them what a press gave back. */
import { element } from "./element.js";
import { renderMarkdown } from "./markdown.js";
import { NotDone, sendPress } from "./server.js";
import { fill } from "./words.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").PrivateReply} PrivateReply
 * @typedef {import("./types.js").Words} Words
 * @typedef {(action: string, choice: number | undefined) => Promise<void>} Press `choice` is the place of a ballot's choice.
 */

/** A ballot: the only thing with so many buttons. Its first ones are the choices, always in the same order. */
const ballotSize = 4;

/**
 * @param {PagePost} first
 * @param {Words} words
 * @returns {{ root: HTMLElement, update(post: PagePost): void, forgetSilence(): void }} `forgetSilence` takes away
 * the note that the arena did not answer.
 */
export function createPostView(first, words) {
  const content = element("div", { class: "content" });
  const note = element("div", { class: "note-place", role: "status" });
  const root = element("section", { class: "post", "data-post": first.id }, content, note);

  /** Whether there is anything left to do: a battle that has closed has taken its buttons away. */
  let isOver = false;
  /** Which choice of the ballot this person took last, as far as this page knows. */
  let chosen = /** @type {number | undefined} */ (undefined);

  /** Takes away what can be done no more; what was said stays. */
  const settleNote = () => {
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
      showNote(renderReply(reply, words, press));
    } catch (error) {
      showNote(renderProblem(error instanceof NotDone ? error.message : words.unreachable, words));
    } finally {
      setBusy(root, false);
    }
  };
  const update = (/** @type {PagePost} */ post) => {
    const focused = content.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-action")
      : null;
    root.classList.toggle("private", post.private);
    root.classList.toggle("waiting", post.waiting);
    content.replaceChildren(...renderPost(post, words, press));
    markChoice(root, chosen);
    if (focused) buttonOf(content, focused)?.focus();
    isOver = post.buttons.length === 0;
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
 */
function renderPost(post, words, press) {
  const parts = renderParts(post, words);
  if (post.private) parts.unshift(privateMark(words));
  if (post.files.length > 0) {
    const links = post.files.map(({ url, name }) => element("a", { href: url, download: name }, name));
    parts.push(element("p", { class: "files" }, ...links));
  }
  if (post.buttons.length > 0) parts.push(renderButtons(post.buttons, words, press));
  return parts;
}

/**
 * @param {Pick<PagePost, "intro" | "answers" | "footer" | "images">} shown
 * @param {Words} words
 * @returns {Node[]}
 */
function renderParts({ intro, answers, footer, images }, words) {
  const parts = [];
  if (intro) parts.push(element("div", { class: "text", dir: "auto" }, renderMarkdown(intro)));
  if (answers.length > 0)
    parts.push(element("div", { class: "answers" }, ...answers.map((one) => renderAnswer(one, words))));
  if (footer) parts.push(element("div", { class: "text footer", dir: "auto" }, renderMarkdown(footer)));
  for (const { url, alt } of images) {
    const picture = element("img", { src: url, alt, decoding: "async" });
    parts.push(element("a", { class: "picture", href: url, target: "_blank", rel: "noopener" }, picture));
  }
  return parts;
}

/**
 * @param {PagePost["answers"][number]} answer
 * @param {Words} words
 */
function renderAnswer({ side, text }, words) {
  const heading = element("h3", {}, element("span", { class: "side", "aria-hidden": "true" }, side));
  heading.append(element("span", { class: "unseen" }, fill(words.answer, { side })));
  return element(
    "section",
    { class: "answer", "aria-label": fill(words.answer, { side }) },
    heading,
    element("div", { class: "text", dir: "auto" }, renderMarkdown(text)),
  );
}

/**
 * @param {import("./types.js").Button[]} buttons
 * @param {Words} words
 * @param {Press} press
 */
function renderButtons(buttons, words, press) {
  const isBallot = buttons.length >= ballotSize;
  const made = buttons.map(({ label, action }, place) => {
    const button = element("button", { type: "button", "data-action": action }, label);
    const choice = isBallot && place < ballotSize ? place : undefined;
    button.addEventListener("click", () => void press(action, choice));
    return button;
  });
  const group = { role: "group", "aria-label": isBallot ? words.vote : words.choices };
  return element("div", { ...group, class: isBallot ? "buttons ballot" : "buttons" }, ...made);
}

/**
 * @param {PrivateReply} reply
 * @param {Words} words
 * @param {Press} press
 */
function renderReply(reply, words, press) {
  const note = element("div", { class: "note" }, privateMark(words), ...renderParts(reply, words));
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
 * Marks the choice taken in every ballot of the post. As long as none is known, none is called not taken: the vote
 * may have been cast before the page was opened.
 *
 * @param {HTMLElement} root
 * @param {number | undefined} chosen
 */
function markChoice(root, chosen) {
  if (chosen === undefined) return;
  for (const ballot of root.querySelectorAll(".ballot")) {
    const choices = [...ballot.querySelectorAll("button")].slice(0, ballotSize);
    for (const [place, button] of choices.entries()) button.setAttribute("aria-pressed", String(place === chosen));
  }
}

/**
 * @param {HTMLElement} content
 * @param {string} action
 */
function buttonOf(content, action) {
  return [...content.querySelectorAll("button")].find((button) => button.dataset["action"] === action);
}

/** @param {Words} words */
function privateMark(words) {
  return element("p", { class: "private-mark" }, words.onlyYou);
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
