/** What posts and private answers consist of: text, the two answers side by side, pictures. */
import { element } from "./element.js";
import { renderMarkdown } from "./markdown.js";
import { fill } from "./words.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").Words} Words
 */

/**
 * @param {Pick<PagePost, "intro" | "answers" | "footer" | "images">} shown
 * @param {Words} words
 * @returns {Node[]}
 */
export function renderParts({ intro, answers, footer, images }, words) {
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

/** @param {Words} words */
export function renderPrivateMark(words) {
  return element("p", { class: "private-mark" }, words.onlyYou);
}
