/** What posts and private answers consist of: text, answers, pictures, files, buttons and reactions. */
import { byId, element, fill } from "./element.js";
import { renderMarkdown } from "./markdown.js";
import { votingKeys } from "./voting-keys.js";

/**
 * @typedef {import("./server.js").PagePost} PagePost
 * @typedef {import("./server.js").Choice} Choice
 * @typedef {import("./server.js").Button} Button
 * @typedef {import("./server.js").Words} Words
 * @typedef {PagePost["images"][number]} Image
 * @typedef {(action: string, choice: number | undefined) => Promise<void>} Press `choice`: the place in a ballot.
 */

/**
 * Text, the two answers side by side, pictures and files.
 *
 * @param {Pick<PagePost, "intro" | "answers" | "footer" | "images" | "files">} shown
 * @param {Words} words
 * @returns {Node[]}
 */
export function renderParts({ intro, answers, footer, images, files }, words) {
  const parts = [];
  if (intro) parts.push(element("div", { class: "text", dir: "auto" }, renderMarkdown(intro, words)));
  if (answers.length > 0)
    parts.push(element("div", { class: "answers" }, ...answers.map((one) => renderAnswer(one, words))));
  if (footer) parts.push(element("div", { class: "text footer", dir: "auto" }, renderMarkdown(footer, words)));
  parts.push(...images.map((image) => renderPicture(image, words)));
  if (files.length > 0) parts.push(renderFiles(files));
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
    { class: "answer", "data-side": side.toLowerCase(), "aria-label": fill(words.answer, { side }) },
    heading,
    element("div", { class: "text", dir: "auto" }, renderMarkdown(text, words)),
  );
}

/** Links to files, which are kept and not shown. @param {PagePost["files"]} files */
export function renderFiles(files) {
  const links = files.map(({ url, name }) =>
    element("a", { class: "file", href: url, download: name }, element("bdi", {}, name)),
  );
  return element("p", { class: "files" }, ...links);
}

/** Says that nobody else sees it. @param {Words} words */
export function renderPrivateMark(words) {
  return element("p", { class: "private-mark" }, words.onlyYou);
}

const darkScreen = "(prefers-color-scheme: dark)";

/**
 * A picture that opens large. Its size is left free before it has come.
 *
 * @param {Image} image
 * @param {Words} words
 */
export function renderPicture({ url, dark, alt, width, height }, words) {
  const size = width && height ? { width: String(width), height: String(height) } : {};
  const picture = element("img", { src: url, alt, decoding: "async", ...size });
  const shown = dark
    ? element("picture", {}, element("source", { srcset: dark, media: darkScreen }), picture)
    : picture;
  const button = element("button", { type: "button", class: "picture", title: words.enlarge }, shown);
  button.addEventListener("click", () =>
    showLarge({ url: dark && matchMedia(darkScreen).matches ? dark : url, alt }, words),
  );
  return button;
}

/**
 * @param {Pick<Image, "url" | "alt">} image
 * @param {Words} words
 */
function showLarge({ url, alt }, words) {
  const viewer = byId("viewer", HTMLDialogElement);
  const picture = byId("viewer-picture", HTMLImageElement);
  const told = byId("viewer-words", HTMLDetailsElement);
  const original = byId("viewer-original", HTMLAnchorElement);
  Object.assign(picture, { src: url, alt });
  Object.assign(original, { href: url, textContent: words.openOriginal });
  const [summary, said] = [told.querySelector("summary"), told.querySelector("p")];
  if (summary) summary.textContent = words.describePicture;
  if (said) said.textContent = alt;
  told.hidden = alt === "";
  viewer.setAttribute("aria-label", words.enlarge);
  byId("viewer-close").textContent = words.close;
  // It keeps the keyboard inside, closes by Escape, and gives the focus back.
  viewer.showModal();
}

/** Makes the window close by its button, and by a click beside the picture. */
export function prepareViewer() {
  const viewer = byId("viewer", HTMLDialogElement);
  byId("viewer-close").addEventListener("click", () => viewer.close());
  viewer.addEventListener("click", (event) => {
    if (event.target === viewer) viewer.close();
  });
  viewer.addEventListener("close", () => byId("viewer-picture", HTMLImageElement).removeAttribute("src"));
}

/** The first buttons of a ballot, always in the same order; what follows them takes the vote back. */
const choices = /** @type {const} */ (["a", "b", "tie", "both-bad"]);

/** What the actions of votes and of closing look like, in a private answer behind a signature. */
const voting = /^(?:[\w-]{43}\.)?vote:/;
const closing = /^(?:[\w-]{43}\.)?close:/;

/** Whether a button closes a battle, for everybody and for good. @param {Button} button */
export function closes({ action }) {
  return closing.test(action);
}

/** Whether any of these buttons votes. @param {readonly Button[]} buttons */
export function isBallot(buttons) {
  return buttons.some(({ action }) => voting.test(action));
}

/** The choice at a place in a ballot. @param {number} place @returns {Choice | undefined} */
export function choiceAt(place) {
  return choices[place];
}

/**
 * The buttons of posts and private answers; those that vote are a ballot.
 *
 * @param {Button[]} buttons
 * @param {Words} words
 * @param {Press} press
 */
export function renderButtons(buttons, words, press) {
  const ballot = isBallot(buttons);
  const made = buttons.map(({ label, action }, place) => {
    const key = ballot ? votingKeys[place] : undefined;
    const hint = key ? { title: fill(words.voteKey, { choice: label, key }), "aria-keyshortcuts": key } : {};
    const button = element("button", { type: "button", "data-action": action, ...hint }, label);
    const pressed = () => void press(action, ballot ? place : undefined);
    button.addEventListener("click", closes({ label, action }) ? askOnce(button, words, pressed) : pressed);
    return button;
  });
  const group = { role: "group", "aria-label": ballot ? words.vote : words.choices };
  return element("div", { ...group, class: ballot ? "buttons ballot" : "buttons" }, ...made);
}

/**
 * What cannot be undone is done at the second press; the first one asks.
 *
 * @param {HTMLButtonElement} button
 * @param {Words} words
 * @param {() => void} then
 */
function askOnce(button, words, then) {
  const label = button.textContent;
  return () => {
    if (button.classList.contains("asking")) return then();
    button.classList.add("asking");
    // Not every browser puts the focus on what is pressed.
    button.focus();
    button.textContent = words.closeAsk;
    // Whoever goes elsewhere has not said yes.
    button.addEventListener(
      "blur",
      () => {
        button.classList.remove("asking");
        button.textContent = label;
      },
      { once: true },
    );
  };
}

/**
 * Marks the choice taken in every ballot there. As long as nothing is known, none is called not taken.
 *
 * @param {HTMLElement} root
 * @param {Choice | null | undefined} chosen Null: none.
 */
export function markChoice(root, chosen) {
  if (chosen === undefined) return;
  for (const card of root.querySelectorAll(".answer"))
    card.classList.toggle("chosen", card.getAttribute("data-side") === chosen);
  for (const ballot of root.querySelectorAll(".ballot")) {
    const buttons = [...ballot.querySelectorAll("button")].slice(0, choices.length);
    for (const [place, button] of buttons.entries())
      button.setAttribute("aria-pressed", String(choices[place] === chosen));
  }
}

/** What a choice is called. @param {Choice} choice @param {Words} words */
export function nameChoice(choice, words) {
  const names = { a: words.choiceA, b: words.choiceB, tie: words.choiceTie, "both-bad": words.choiceBothBad };
  return names[choice];
}

/**
 * Reactions below the answers, as chats have them: each is a vote.
 *
 * @param {Pick<PagePost, "reactions" | "reactable">} post
 * @param {Words} words
 * @param {(choice: Choice, change: "added" | "removed") => void} react
 */
export function renderReactions({ reactions, reactable }, words, react) {
  const made = reactions.map(({ choice, emoji, count, own }) => {
    const name = nameChoice(choice, words);
    const inside = [element("span", { class: "emoji", "aria-hidden": "true" }, emoji)];
    if (count > 0) inside.push(element("span", { class: "count", "aria-hidden": "true" }, String(count)));
    const counted = fill(words.reactedWith, { choice: name, count: String(count) });
    if (!reactable) return element("span", { class: "reaction", role: "img", "aria-label": counted }, ...inside);
    const label = count > 0 ? counted : fill(words.reactWith, { choice: name });
    const attributes = { "aria-pressed": String(own), "aria-label": label, title: label };
    const button = element(
      "button",
      { type: "button", class: "reaction", "data-action": `react:${choice}`, ...attributes },
      ...inside,
    );
    button.addEventListener("click", () => react(choice, own ? "removed" : "added"));
    return button;
  });
  return element("div", { class: "reactions", role: "group", "aria-label": words.react }, ...made);
}
