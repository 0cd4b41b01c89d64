/** The conversation as it is read: posts as they come, where the reader looks, and what they have not seen yet. */
import { byId } from "./element.js";
import { onRemembered } from "./memory.js";
import { prepareAhead, prepareFor } from "./markdown.js";
import { storageKey as notesKey } from "./post-note.js";
import { createScrolling, createUnread } from "./reader.js";
import { readChoices } from "./server.js";
import { createThreads } from "./threads.js";

/**
 * @typedef {import("./server.js").PagePost} PagePost
 *
 * @typedef {object} Conversation
 * @property {(post: PagePost, seen: number) => void} show `seen`: the revision up to which everything is there now.
 * @property {(id: string) => void} remove
 * @property {(id: string) => void} expect A message of one's own has been taken: its writer wants to see what becomes of it.
 * @property {() => void} goOn The reader goes on talking: they look at the end.
 * @property {(id: string) => boolean} has
 * @property {(id: string) => string} questionOf The question that a post answers.
 * @property {() => void} reconnected
 */

/**
 * The conversation of a session; nothing is shown in it yet.
 *
 * @param {import("./server.js").Session} session
 * @param {object} listeners
 * @param {(post: string, question: string) => void} listeners.followUp Called when the reader wants to follow up.
 * @param {(post: PagePost) => void} listeners.shown Called with each post that is shown.
 * @param {(text: string) => void} listeners.say Called to say something as if the reader had written it.
 * @returns {Conversation}
 */
export function createConversation({ name, operator, revision, words }, { followUp, shown, say }) {
  const newer = byId("newer", HTMLButtonElement);
  const unread = createUnread(words, newer);
  const scrolling = createScrolling(byId("scroller"), newer, unread.atEnd);
  const refreshChoices = () => void readChoices().then(threads.choose, () => {});
  const threads = createThreads(byId("threads"), { name, operator, words, followUp, say, voted: refreshChoices });
  const mine = { id: /** @type {string | undefined} */ (undefined) };
  const showNow = createShowing(threads, { unread, scrolling }, revision, mine);
  const inTurn = createTurns();
  followOtherWindows(threads, refreshChoices);
  return {
    show: (post, seen) =>
      inTurn(post.text, () => {
        showNow(post, seen);
        shown(post);
      }),
    remove: (id) => inTurn("", () => threads.remove(id)),
    expect(id) {
      mine.id = id;
      const thread = threads.threadOf(id);
      if (thread) scrolling.lead(thread);
    },
    goOn() {
      unread.forget();
      scrolling.leadToEnd();
    },
    has: (id) => threads.threadOf(id) !== undefined,
    questionOf: threads.questionOf,
    reconnected() {
      threads.reconnected();
      refreshChoices();
    },
  };
}

/**
 * What this person does in another window is seen here as well.
 *
 * @param {import("./threads.js").Threads} threads
 * @param {() => void} refreshChoices
 */
function followOtherWindows(threads, refreshChoices) {
  document.addEventListener("visibilitychange", () => document.hidden || refreshChoices());
  // Each vote is answered, and the answer is remembered.
  onRemembered(notesKey, () => {
    threads.recall();
    refreshChoices();
  });
}

/** Posts are shown one after the other, each once what its text needs is there. */
function createTurns() {
  let turn = Promise.resolve();
  return (/** @type {string} */ text, /** @type {() => void} */ work) => {
    turn = turn
      .then(() => prepareFor(text))
      .then(work)
      .catch((error) => reportError(error));
  };
}

/**
 * @param {import("./threads.js").Threads} threads
 * @param {{ unread: import("./reader.js").Unread, scrolling: import("./reader.js").Scrolling }} reader
 * @param {number} revision The last one that is old news.
 * @param {{ id: string | undefined }} mine The message this person sent last.
 * @returns {(post: PagePost, seen: number) => void}
 */
function createShowing(threads, { unread, scrolling }, revision, mine) {
  /** The last of what was there before: neither announced nor scrolled through, but for its end. */
  const showLastOld = (/** @type {PagePost} */ post) => {
    let thread = byId("threads");
    scrolling.keepPlace(() => {
      ({ thread } = threads.show(post));
      return { thread, matters: "must" };
    });
    unread.old(post, thread);
    const line = unread.line();
    if (line) scrolling.leadTo(line);
  };
  const showNew = (/** @type {PagePost} */ post) => {
    let [thread, news] = [byId("threads"), ""];
    const isSeen = scrolling.keepPlace(() => {
      ({ thread, news } = threads.show(post));
      if (news) byId("announcer").textContent = news;
      const isMine = mine.id !== undefined && (post.id === mine.id || post.replyTo === mine.id);
      return { thread, matters: news === "" ? "none" : isMine ? "must" : "news" };
    });
    if (news !== "") unread.news(post, thread, isSeen);
  };
  return (post, seen) => {
    if (post.waiting) prepareAhead();
    if (seen < revision) unread.old(post, threads.show(post).thread);
    else if (seen === revision) showLastOld(post);
    else showNew(post);
  };
}
