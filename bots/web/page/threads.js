/** The conversation: every message with what answers it below, follow-ups included, in the order they came. */
import { element } from "./element.js";
import { renderMessage } from "./message.js";
import { createPostView } from "./post-view.js";
import { fill } from "./words.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").Choice} Choice
 * @typedef {import("./types.js").Words} Words
 *
 * @typedef {object} Shown
 * @property {PagePost} post
 * @property {HTMLElement} root
 * @property {HTMLElement} thread
 * @property {(post: PagePost) => void} update
 * @property {() => void} [reconnected]
 * @property {(choice: Choice | null | undefined) => void} [choose]
 */

/**
 * @param {HTMLElement} place
 * @param {object} reader
 * @param {string} reader.name
 * @param {Words} reader.words
 * @param {(post: string, question: string) => void} reader.followUp Called when they want to follow up on a post.
 * @param {() => void} reader.voted Called when they may have voted otherwise than by a ballot's button.
 */
export function createThreads(place, { name, words, followUp, voted }) {
  /** @type {Map<string, Shown>} */
  const shown = new Map();
  /** This person's votes by post. */
  let choices = /** @type {Record<string, Choice | null> | undefined} */ (undefined);

  const questionOf = (/** @type {string} */ id) => shown.get(shown.get(id)?.post.replyTo ?? "")?.post.intro ?? "";
  const ask = (/** @type {PagePost} */ { id }) => followUp(id, questionOf(id));
  const reader = { name, words, voted, followUp: ask };

  /** @param {PagePost} post @returns {Shown} */
  const add = (post) => {
    const answered = post.replyTo === null ? undefined : shown.get(post.replyTo);
    const thread = answered?.thread ?? element("article", { class: "thread" });
    if (!answered) place.append(thread);
    const view = post.from === "person" ? renderMessage(post, words) : createPostView(post, reader);
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
        if (choices) added.choose?.(choices[post.id]);
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
    /** Sends what could not be sent. */
    reconnected() {
      for (const { reconnected } of shown.values()) reconnected?.();
    },
    /** Marks this person's votes. @param {Record<string, Choice | null>} now */
    choose(now) {
      choices = now;
      for (const [id, { choose }] of shown) choose?.(now[id]);
    },
    questionOf,
    /** The thread a message stands in. @param {string} id */
    threadOf: (id) => shown.get(id)?.thread,
  };
}

/** @param {PagePost} post @param {Words} words */
function newsOf(post, words) {
  const text = post.text.length > 160 ? `${post.text.slice(0, 160)}…` : post.text;
  const sentence = post.from === "person" ? words.announceMessage : words.announcePost;
  return fill(sentence, { name: post.author, text });
}
