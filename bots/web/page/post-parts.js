/** What posts and private answers consist of: text, the two answers side by side, pictures, files. */
import { element } from "./element.js";
import { renderMarkdown } from "./markdown.js";
import { renderPicture } from "./pictures.js";
import { fill } from "./words.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").Words} Words
 */

/**
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
    { class: "answer", "aria-label": fill(words.answer, { side }) },
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

/** @param {Words} words */
export function renderPrivateMark(words) {
  return element("p", { class: "private-mark" }, words.onlyYou);
}
