/** Where the reader looks, and what they have not seen yet. */
import { element, fill } from "./element.js";
import { recall, remember } from "./memory.js";

/** How far from the end still counts as the end, in pixels. */
const nearEnd = 120;

/** How much of what stands above stays visible, in pixels. */
const margin = 16;

/**
 * @typedef {import("./server.js").PagePost} PagePost
 * @typedef {import("./server.js").Words} Words
 *
 * @typedef {{ thread: HTMLElement, matters: "must" | "news" | "none" }} Changed The thread that was changed, and how much
 * that matters: `must` for what the reader is waiting for, `news` for what is worth a hint, `none` for the rest.
 *
 * @typedef {object} Scrolling
 * @property {(change: () => Changed) => boolean} keepPlace Changes the conversation; tells whether the reader is where it
 * happened.
 * @property {(thread: HTMLElement) => void} lead Shows a thread from its last question on, or up to its end when that fits.
 * @property {(line: HTMLElement) => void} leadTo Shows a line at the top.
 * @property {() => void} leadToEnd
 */

/**
 * Follows the newest for those who are there, and leaves those alone who read further up.
 *
 * @param {HTMLElement} scroller
 * @param {HTMLButtonElement} newer Leads to the newest; shown when there is something new below.
 * @param {() => void} onEnd Called when the reader comes to the end.
 * @returns {Scrolling}
 */
export function createScrolling(scroller, newer, onEnd) {
  let newest = /** @type {HTMLElement | undefined} */ (undefined);
  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;
  const hideNewer = () => {
    newer.hidden = true;
    onEnd();
  };
  const lead = (/** @type {HTMLElement} */ thread) => {
    leadTo(scroller, thread);
    hideNewer();
  };
  const leadWhole = (/** @type {HTMLElement} */ thread) => {
    lead(thread);
    afterPictures(thread, () => lead(thread));
  };
  newer.addEventListener("click", () => newest && lead(newest));
  stayAtEnd(scroller, isAtEnd, hideNewer, () => newest !== undefined);
  return {
    keepPlace(change) {
      const follows = isAtEnd();
      const { thread, matters } = change();
      if (!thread.nextElementSibling) newest = thread;
      if (matters === "none") return true;
      if (matters === "must" || follows) leadWhole(thread);
      else if (thread === newest && !isAtEnd()) newer.hidden = false;
      return newer.hidden === true;
    },
    lead: leadWhole,
    leadTo: (line) => void (scroller.scrollTop = line.offsetTop - margin),
    leadToEnd: () => void (scroller.scrollTop = scroller.scrollHeight),
  };
}

/**
 * @param {HTMLElement} scroller
 * @param {HTMLElement} thread
 */
function leadTo(scroller, thread) {
  const start = [...thread.querySelectorAll("header")].at(-1)?.offsetTop ?? thread.offsetTop;
  const end = thread.offsetTop + thread.offsetHeight;
  const fits = end - start + 2 * margin < scroller.clientHeight;
  scroller.scrollTop = fits ? end + 2 * margin - scroller.clientHeight : start - margin;
}

/**
 * The field below grows and a phone's keyboard opens: whoever is at the end stays there.
 *
 * @param {HTMLElement} scroller
 * @param {() => boolean} isAtEnd
 * @param {() => void} onEnd
 * @param {() => boolean} hasNews Whether anything has come yet.
 */
function stayAtEnd(scroller, isAtEnd, onEnd, hasNews) {
  let atEnd = true;
  scroller.addEventListener("scroll", () => {
    atEnd = isAtEnd();
    if (atEnd) onEnd();
  });
  new ResizeObserver(() => {
    if (atEnd && hasNews()) scroller.scrollTop = scroller.scrollHeight;
  }).observe(scroller);
}

/**
 * Calls back when a picture gets its height.
 *
 * @param {HTMLElement} thread
 * @param {() => void} then
 */
function afterPictures(thread, then) {
  for (const picture of thread.querySelectorAll("img:not([height])")) {
    if (!(picture instanceof HTMLImageElement) || picture.complete) continue;
    picture.addEventListener("load", then, { once: true });
  }
}

const lookedKey = "doubleblind-looked";

/**
 * @typedef {object} Unread
 * @property {(post: PagePost, thread: HTMLElement) => void} old Takes note of a post that was there when somebody came
 * back, in the order of posts.
 * @property {(post: PagePost, thread: HTMLElement, isSeen: boolean) => void} news Takes note of news; `isSeen`: it comes
 * where somebody is looking.
 * @property {() => void} atEnd Somebody looks at the newest.
 * @property {() => HTMLElement | undefined} line What divides the seen from the new; undefined when all was seen.
 * @property {() => void} forget Takes that line away: somebody goes on talking.
 */

/**
 * What has come while somebody was not looking: counted in the window's title, and marked in the conversation.
 *
 * @param {Words} words
 * @param {HTMLButtonElement} newer The button that leads to the newest.
 * @returns {Unread}
 */
export function createUnread(words, newer) {
  const line = element("p", { class: "unread-line", role: "separator" }, element("span", {}, words.unread));
  line.setAttribute("aria-label", words.unread);
  const mark = (/** @type {HTMLElement} */ thread) => {
    if (!line.isConnected && thread.previousElementSibling) thread.before(line);
  };
  const looking = createLooking(words);
  /** What has news that was not looked at: however much happens in a thread, it is one. */
  const below = /** @type {Set<HTMLElement>} */ (new Set());
  return {
    old(post, thread) {
      if (looking.missed(post) && !post.own) mark(thread);
      looking.note(post);
    },
    news(post, thread, isSeen) {
      looking.note(post);
      if (post.own) return;
      if (document.hidden) {
        mark(thread);
        looking.countAway(thread);
      }
      if (!isSeen) newer.textContent = fill(words.newMessages, { count: String(below.add(thread).size) });
      looking.looked();
    },
    atEnd() {
      below.clear();
      newer.textContent = words.newPosts;
      looking.looked();
    },
    line: () => (line.isConnected ? line : undefined),
    forget: () => line.remove(),
  };
}

/** Until when somebody has looked, and how much has come while the window was hidden. @param {Words} words */
function createLooking(words) {
  /** Until when somebody had looked before this visit, as ISO 8601. */
  const before = recall(lookedKey);
  let newest = before;
  const away = /** @type {Set<HTMLElement>} */ (new Set());
  const showTitle = () => void (document.title = away.size > 0 ? `(${away.size}) ${words.title}` : words.title);
  const looked = () => {
    if (document.hidden) return;
    away.clear();
    showTitle();
    if (newest !== "") remember(lookedKey, newest);
  };
  document.addEventListener("visibilitychange", looked);
  showTitle();
  return {
    looked,
    countAway(/** @type {HTMLElement} */ thread) {
      away.add(thread);
      showTitle();
    },
    missed: (/** @type {PagePost} */ { at }) => before !== "" && at > before,
    note(/** @type {PagePost} */ { at }) {
      if (at > newest) newest = at;
    },
  };
}
