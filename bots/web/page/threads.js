/** The conversation: every message with what answers it below, follow-ups included, in the order they came. */
import { element } from "./element.js";
import { createPostView } from "./post-view.js";
import { fill } from "./words.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").Words} Words
 * @typedef {{ post: PagePost, root: HTMLElement, thread: HTMLElement, update(post: PagePost): void, forgetSilence?(): void }} Shown
 */

/**
 * @param {HTMLElement} place
 * @param {Words} words
 * @param {(post: string, question: string) => void} followUp Called when the reader wants to follow up on a post.
 */
export function createThreads(place, words, followUp) {
  /** @type {Map<string, Shown>} */
  const shown = new Map();

  /** @param {PagePost} post @returns {Shown} */
  const add = (post) => {
    const answered = post.replyTo === null ? undefined : shown.get(post.replyTo);
    const thread = answered?.thread ?? element("article", { class: "thread" });
    if (!answered) place.append(thread);
    const ask = () => followUp(post.id, answered?.post.intro ?? "");
    const view = post.from === "person" ? renderMessage(post, words) : createPostView(post, words, ask);
    thread.append(view.root);
    return { post, thread, ...view };
  };

  return {
    /**
     * Shows a post, whether new or known. `news` is what to tell somebody who does not see it happen.
     *
     * @param {PagePost} post
     */
    show(post) {
      const known = shown.get(post.id);
      if (!known) {
        const added = add(post);
        shown.set(post.id, added);
        return { thread: added.thread, news: newsOf(post, words) };
      }
      const news = known.post.answers.length === 0 && post.answers.length > 0 ? words.announceAnswers : "";
      known.post = post;
      known.update(post);
      return { thread: known.thread, news };
    },
    /** @param {string} id */
    remove(id) {
      const known = shown.get(id);
      shown.delete(id);
      known?.root.remove();
      if (known?.thread.childElementCount === 0) known.thread.remove();
    },
    /** Takes away what says that the arena did not answer. */
    forgetSilence() {
      for (const { forgetSilence } of shown.values()) forgetSilence?.();
    },
    /** The thread a message stands in. @param {string} id */
    threadOf: (id) => shown.get(id)?.thread,
  };
}

/**
 * A person's own words: shown exactly, never as Markdown.
 *
 * @param {PagePost} post
 * @param {Words} words
 */
function renderMessage(post, words) {
  const by = element("p", { class: "by" }, element("span", { class: "author" }, post.author));
  if (post.own) by.append(element("span", { class: "own" }, words.you));
  if (post.replyTo !== null) by.append(element("span", {}, words.followUpMark));
  by.append(element("time", { datetime: post.at }, timeOf(post.at)));
  if (post.private) by.append(element("span", { class: "private-mark" }, words.onlyYou));
  const text = element("p", { class: "words", dir: "auto" });
  const root = element("header", { class: "message", "data-post": post.id }, by, text);
  const update = (/** @type {PagePost} */ changed) => void (text.textContent = changed.intro);
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

/** @param {PagePost} post @param {Words} words */
function newsOf(post, words) {
  const text = post.text.length > 160 ? `${post.text.slice(0, 160)}…` : post.text;
  const sentence = post.from === "person" ? words.announceMessage : words.announcePost;
  return fill(sentence, { name: post.author, text });
}
