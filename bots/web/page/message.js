/** A person's own words: shown exactly, never as Markdown; and what came with them. */
import { element } from "./element.js";
import { renderPicture } from "./pictures.js";
import { renderFiles } from "./post-parts.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").Words} Words
 */

/**
 * @param {PagePost} post
 * @param {Words} words
 */
export function renderMessage(post, words) {
  const by = element("p", { class: "by" }, element("span", { class: "author" }, post.author));
  if (post.own) by.append(element("span", { class: "own" }, words.you));
  if (post.replyTo !== null) by.append(element("span", {}, words.followUpMark));
  by.append(element("time", { datetime: post.at }, timeOf(post.at)));
  if (post.private) by.append(element("span", { class: "private-mark" }, words.onlyYou));
  const text = element("p", { class: "words", dir: "auto" });
  const root = element("header", { class: "message", "data-post": post.id }, by, text);
  const pictures = element("div", { class: "sent-pictures" });
  pictures.append(...post.images.map((image) => renderPicture(image, words)));
  if (post.images.length > 0) root.append(pictures);
  if (post.files.length > 0) root.append(renderFiles(post.files));
  const update = (/** @type {PagePost} */ changed) => {
    text.textContent = changed.intro;
    text.hidden = changed.intro === "";
  };
  update(post);
  return { root, update };
}

/** @param {string} at */
function timeOf(at) {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(document.documentElement.lang, {
    ...(today ? {} : { month: "short", day: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
  });
}
