/** The posts on the page: every message with what answers it below, follow-ups included, in the order they came. */
import { element, fill } from "./element.js";
import { renderFiles, renderPicture } from "./post-parts.js";
import { createPostView } from "./post-view.js";

/**
 * @typedef {import("./server.js").PagePost} PagePost
 * @typedef {import("./server.js").Choice} Choice
 * @typedef {import("./server.js").Words} Words
 *
 * @typedef {object} Shown
 * @property {PagePost} post
 * @property {HTMLElement} root
 * @property {HTMLElement} thread
 * @property {(post: PagePost) => void} update
 * @property {() => void} [reconnected]
 * @property {() => void} [recall]
 * @property {(choice: Choice | null | undefined) => void} [choose]
 *
 * @typedef {object} Reader
 * @property {string} name
 * @property {Words} words
 * @property {boolean} operator Whether they run the page.
 * @property {(post: string, question: string) => void} followUp Called when they want to follow up on a post.
 * @property {() => void} voted Called when they may have voted otherwise than by a ballot's button.
 * @property {(text: string) => void} say Says something as if they had written it.
 *
 * @typedef {object} Threads
 * @property {(post: PagePost) => { thread: HTMLElement, news: string }} show Shows a post, whether new or known. `news` is
 * what to tell somebody who does not see it happen.
 * @property {(id: string) => void} remove
 * @property {() => void} reconnected Sends what could not be sent.
 * @property {() => void} recall Shows what this person was told in another window.
 * @property {(now: Record<string, Choice | null>) => void} choose Marks this person's votes, by post.
 * @property {(id: string) => string} questionOf
 * @property {(id: string) => HTMLElement | undefined} threadOf The thread a message stands in.
 */

/**
 * No posts at first.
 *
 * @param {HTMLElement} place
 * @param {Reader} reader
 * @returns {Threads}
 */
export function createThreads(place, reader) {
  const shown = /** @type {Map<string, Shown>} */ (new Map());
  let choices = /** @type {Record<string, Choice | null> | undefined} */ (undefined);
  const questionOf = (/** @type {string} */ id) => shown.get(shown.get(id)?.post.replyTo ?? "")?.post.intro ?? "";
  const followUp = (/** @type {PagePost} */ { id }) => reader.followUp(id, questionOf(id));
  return {
    show(post) {
      const known = shown.get(post.id);
      if (known) return { thread: known.thread, news: change(known, post, reader.words) };
      const answered = shown.get(post.replyTo ?? "");
      const added = add(place, post, answered?.thread, {
        ...reader,
        followUp,
        isHelp: asksForHelp(answered?.post, reader.words),
      });
      shown.set(post.id, added);
      if (choices) added.choose?.(choices[post.id]);
      return { thread: added.thread, news: newsOf(post, reader.words) };
    },
    remove(id) {
      const known = shown.get(id);
      shown.delete(id);
      known?.root.remove();
      if (known?.thread.childElementCount === 0) known.thread.remove();
    },
    reconnected: () => shown.forEach(({ reconnected }) => reconnected?.()),
    recall: () => shown.forEach(({ recall }) => recall?.()),
    choose(now) {
      choices = now;
      for (const [id, { choose }] of shown) choose?.(now[id]);
    },
    questionOf,
    threadOf: (id) => shown.get(id)?.thread,
  };
}

/** @param {PagePost | undefined} post @param {Words} words */
function asksForHelp(post, words) {
  const said = post?.intro.trim().toLowerCase();
  return said === "/help" || said === `/${words.help.toLowerCase()}`;
}

/**
 * @param {HTMLElement} place
 * @param {PagePost} post
 * @param {HTMLElement | undefined} answered The thread of what it answers.
 * @param {import("./post-view.js").Reader} reader
 * @returns {Shown}
 */
function add(place, post, answered, reader) {
  const thread = answered ?? element("article", { class: "thread" });
  if (!answered) place.append(thread);
  const view = post.from === "person" ? renderMessage(post, reader.words) : createPostView(post, reader);
  thread.append(view.root);
  return { post, thread, ...view };
}

/** @param {Shown} known @param {PagePost} post @param {Words} words @returns {string} what is new in it. */
function change(known, post, words) {
  const news = known.post.answers.length === 0 && post.answers.length > 0 ? words.announceAnswers : "";
  known.post = post;
  known.update(post);
  return news;
}

/** @param {PagePost} post @param {Words} words */
function newsOf(post, words) {
  const text = post.text.length > 160 ? `${post.text.slice(0, 160)}…` : post.text;
  const sentence = post.from === "person" ? words.announceMessage : words.announcePost;
  return fill(sentence, { name: post.author, text });
}

/**
 * A person's own words: shown exactly, never as Markdown; and what came with them.
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
