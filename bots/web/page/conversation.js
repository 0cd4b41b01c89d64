/** The conversation as it is read: posts as they come, where the reader looks, and what they have not seen yet. */
import { byId } from "./element.js";
import { prepareAhead, prepareFor } from "./rich-text.js";
import { createScrolling } from "./scrolling.js";
import { readChoices } from "./server.js";
import { createThreads } from "./threads.js";
import { createUnread } from "./unread.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 *
 * @param {import("./types.js").Session} session
 * @param {object} listeners
 * @param {(post: string, question: string) => void} listeners.followUp Called when the reader wants to follow up.
 * @param {(post: PagePost) => void} listeners.shown Called with each post that is shown.
 */
export function createConversation({ name, revision, words }, { followUp, shown }) {
  const newer = byId("newer", HTMLButtonElement);
  const unread = createUnread(words, newer);
  const scrolling = createScrolling(byId("scroller"), newer, unread.atEnd);
  const refreshChoices = () => readChoices().then(threads.choose, () => {});
  const threads = createThreads(byId("threads"), { name, words, followUp, voted: () => void refreshChoices() });
  /** The message this person sent last: they want to see what becomes of it. */
  let mine = /** @type {string | undefined} */ (undefined);
  /** Posts are shown one after the other, each once what it needs is there. */
  let turn = Promise.resolve();

  const showNow = (/** @type {PagePost} */ post, /** @type {number} */ seen) => {
    if (post.waiting) prepareAhead();
    // What was there before is neither announced nor scrolled through, but for its end.
    if (seen < revision) {
      unread.old(post, threads.show(post).thread);
      return;
    }
    let news = "";
    let thread = byId("threads");
    const isSeen = scrolling.keepPlace(() => {
      ({ thread, news } = threads.show(post));
      if (seen === revision) return { thread, matters: "must" };
      if (news) byId("announcer").textContent = news;
      const isMine = mine !== undefined && (post.id === mine || post.replyTo === mine);
      return { thread, matters: news === "" ? "none" : isMine ? "must" : "news" };
    });
    if (seen === revision) showUnread(post, thread);
    else if (news !== "") unread.news(post, thread, isSeen);
  };
  const showUnread = (/** @type {PagePost} */ post, /** @type {HTMLElement} */ thread) => {
    unread.old(post, thread);
    const line = unread.line();
    if (line) scrolling.leadTo(line);
  };
  const inTurn = (/** @type {() => unknown} */ work, /** @type {string} */ text = "") => {
    turn = turn
      .then(() => prepareFor(text))
      .then(work)
      .then(
        () => {},
        (error) => reportError(error),
      );
  };

  document.addEventListener("visibilitychange", () => document.hidden || void refreshChoices());
  return {
    /** @param {PagePost} post @param {number} seen */
    show(post, seen) {
      inTurn(() => {
        showNow(post, seen);
        shown(post);
      }, post.text);
    },
    /** @param {string} id */
    remove: (id) => inTurn(() => threads.remove(id)),
    /** A message of one's own has been taken. @param {string} id */
    expect(id) {
      mine = id;
      const thread = threads.threadOf(id);
      if (thread) scrolling.lead(thread);
    },
    /** The reader goes on talking: they look at the end. */
    goOn() {
      unread.forget();
      scrolling.leadToEnd();
    },
    /** @param {string} id */
    has: (id) => threads.threadOf(id) !== undefined,
    /** The question that a post answers. @param {string} id */
    questionOf: (id) => threads.questionOf(id),
    reconnected() {
      threads.reconnected();
      void refreshChoices();
    },
  };
}
