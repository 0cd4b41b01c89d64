/** Starts the page: who am I, what has been said, what is said next. */
import { createComposer } from "./composer.js";
import { byId } from "./element.js";
import { createScrolling } from "./scrolling.js";
import { listen, openSession } from "./server.js";
import { createThreads } from "./threads.js";
import { createWelcome } from "./welcome.js";
import { fill } from "./words.js";

/** How long a page without an answer waits before it asks again, in milliseconds. */
const startAgain = 3_000;

/** How long it says that the connection is back, in milliseconds. */
const shownBack = 3_000;

/** @param {import("./types.js").Session} session */
function start({ name, language, empty, revision, words }) {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
  document.title = words.title;
  byId("title").textContent = words.title;
  byId("tagline").textContent = words.tagline;
  byId("you").textContent = fill(words.youAre, { name });
  byId("threads").setAttribute("aria-label", words.conversation);

  const scroller = byId("scroller");
  const welcome = byId("welcome");
  const newer = byId("newer", HTMLButtonElement);
  newer.textContent = words.newPosts;
  const scrolling = createScrolling(scroller, newer);
  const threads = createThreads(byId("threads"), words, (post, question) => composer.followUp(post, question));
  /** The message this person sent last: they want to see what becomes of it. */
  let mine = /** @type {string | undefined} */ (undefined);

  const composer = createComposer(words, (id) => {
    mine = id;
    const thread = threads.threadOf(id);
    if (thread) scrolling.lead(thread);
  });
  createWelcome(welcome, words, composer.submit);
  welcome.hidden = !empty;
  addShortcut("leaderboard", words.leaderboard, () => composer.submit("/leaderboard"));
  addShortcut("help", words.help, () => composer.submit("/help"));

  const showConnection = createConnectionLine(words);
  listen({
    show(post, seen) {
      welcome.hidden = true;
      // What was there before is neither announced nor scrolled through, but for its end.
      if (seen < revision) return void threads.show(post);
      scrolling.keepPlace(() => {
        const { thread, news } = threads.show(post);
        if (seen === revision) return { thread, matters: "must" };
        if (news) byId("announcer").textContent = news;
        const isMine = mine !== undefined && (post.id === mine || post.replyTo === mine);
        return { thread, matters: news === "" ? "none" : isMine ? "must" : "news" };
      });
    },
    remove: threads.remove,
    connection(connected) {
      showConnection(connected);
      if (!connected) return;
      threads.forgetSilence();
      composer.forgetSilence();
    },
  });
}

/**
 * @param {string} id
 * @param {string} label
 * @param {() => void} act
 */
function addShortcut(id, label, act) {
  const button = byId(id, HTMLButtonElement);
  button.textContent = label;
  button.hidden = false;
  button.addEventListener("click", act);
}

/** @param {import("./types.js").Words} words */
function createConnectionLine(words) {
  const line = byId("connection");
  let lost = false;
  return (/** @type {boolean} */ connected) => {
    line.classList.toggle("lost", !connected);
    if (!connected) line.textContent = words.connectionLost;
    else if (lost) {
      line.textContent = words.connectionBack;
      setTimeout(() => line.classList.contains("lost") || (line.textContent = ""), shownBack);
    }
    lost = !connected;
  };
}

function tryToStart() {
  openSession().then(start, () => setTimeout(tryToStart, startAgain));
}

tryToStart();
