/** What has come while somebody was not looking: counted in the window's title, and marked in the conversation. */
import { element } from "./element.js";
import { fill } from "./words.js";

const storageKey = "doubleblind-looked";

/**
 * @param {import("./types.js").Words} words
 * @param {HTMLButtonElement} newer The button that leads to the newest.
 */
export function createUnread(words, newer) {
  const line = element("p", { class: "unread-line", role: "separator" }, element("span", {}, words.unread));
  line.setAttribute("aria-label", words.unread);
  /** Until when somebody had looked before this visit, as ISO 8601. */
  const lookedUntil = readLooked();
  let newest = lookedUntil;
  let away = 0;
  let below = 0;

  const showTitle = () => {
    document.title = away > 0 ? `(${away}) ${words.title}` : words.title;
  };
  const looked = () => {
    if (document.hidden) return;
    away = 0;
    showTitle();
    keepLooked(newest);
  };
  const mark = (/** @type {HTMLElement} */ thread) => {
    if (!line.isConnected && thread.previousElementSibling) thread.before(line);
  };
  document.addEventListener("visibilitychange", looked);
  showTitle();

  return {
    /**
     * Takes note of a post that was there when somebody came back, in the order of posts.
     *
     * @param {import("./types.js").PagePost} post
     * @param {HTMLElement} thread
     */
    old(post, thread) {
      if (lookedUntil !== "" && post.at > lookedUntil && !post.own) mark(thread);
      if (post.at > newest) newest = post.at;
    },
    /**
     * Takes note of news.
     *
     * @param {import("./types.js").PagePost} post
     * @param {HTMLElement} thread
     * @param {boolean} isSeen Whether it comes where somebody is looking.
     */
    news(post, thread, isSeen) {
      if (post.at > newest) newest = post.at;
      if (post.own) return;
      if (document.hidden) {
        away += 1;
        mark(thread);
        showTitle();
      }
      if (!isSeen) {
        below += 1;
        newer.textContent = fill(words.newMessages, { count: String(below) });
      }
      looked();
    },
    /** Somebody looks at the newest. */
    atEnd() {
      below = 0;
      newer.textContent = words.newPosts;
      looked();
    },
    /** The line between what was seen and what is new; undefined when all was. */
    line: () => (line.isConnected ? line : undefined),
    /** Takes the line away: somebody goes on talking. */
    forget: () => line.remove(),
  };
}

function readLooked() {
  try {
    return localStorage.getItem(storageKey) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} at */
function keepLooked(at) {
  try {
    if (at !== "") localStorage.setItem(storageKey, at);
  } catch {
    // Not allowed: then nothing is marked at the next visit.
  }
}
