/** Starts the page: who am I, what has been said, what is said next. */
import { offerLanguage, setTheme } from "./appearance.js";
import { createComposer } from "./composer.js";
import { createConnectionLine } from "./connection-line.js";
import { createConversation } from "./conversation.js";
import { byId, element } from "./element.js";
import { listen } from "./events.js";
import { becomeOperator, letIn, takeFromAddress } from "./joining.js";
import { createOutbox } from "./outbox.js";
import { prepareViewer } from "./pictures.js";
import { NotDone, openSession } from "./server.js";
import { createWelcome } from "./welcome.js";
import { fill } from "./words.js";

/** How long a page without an answer waits before it asks again, in milliseconds. */
const startAgain = 3_000;

const brought = takeFromAddress();

/** @param {import("./types.js").Session} session */
function dress({ name, operator, language, theme, words }) {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
  document.title = words.title;
  setTheme(theme);
  offerLanguage(words);
  byId("title").textContent = words.title;
  byId("tagline").textContent = words.tagline;
  const who = element("span", { class: "who" }, fill(words.youAre, { name }));
  byId("you").replaceChildren(who, ...(operator ? [" ", element("span", { class: "own" }, words.operator)] : []));
  byId("threads").setAttribute("aria-label", words.conversation);
  byId("shortcuts").setAttribute("aria-label", words.commands);
}

/** @param {import("./types.js").Session} session */
function start(session) {
  const { empty, questions, mostFiles, words } = session;
  const welcome = byId("welcome");
  const conversation = createConversation(session, {
    followUp: (post, question) => composer.followUp(post, question),
    shown({ key }) {
      welcome.hidden = true;
      outbox.settle(key);
    },
  });
  const outbox = createOutbox(byId("outbox"), words, {
    sent: conversation.expect,
    refused: (message, sentence) =>
      composer.putBack(message, sentence, conversation.questionOf(message.inReplyTo ?? "")),
    isShown: conversation.has,
  });
  const composer = createComposer(words, mostFiles, (written) => {
    welcome.hidden = true;
    outbox.send(written);
    conversation.goOn();
  });
  const say = (/** @type {string} */ text) => {
    outbox.send({ text, inReplyTo: null, files: [] });
    conversation.goOn();
  };
  createWelcome(welcome, words, questions, say);
  welcome.hidden = !empty;
  addShortcut("leaderboard", words.leaderboard, () => say("/leaderboard"));
  addShortcut("help", words.help, () => say("/help"));
  prepareViewer();
  const skip = byId("skip", HTMLAnchorElement);
  Object.assign(skip, { textContent: words.skip, hidden: false });

  const showConnection = createConnectionLine(words);
  outbox.resume();
  listen({
    show: conversation.show,
    remove: conversation.remove,
    connection(connected) {
      showConnection(connected);
      if (!connected) return;
      conversation.reconnected();
      outbox.reconnected();
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

async function enter() {
  let session = await openSession();
  byId("notice").textContent = "";
  if (brought.token !== undefined) {
    await becomeOperator(brought.token);
    delete brought.token;
    session = await openSession();
  }
  dress(session);
  if (!session.joined) {
    await letIn(session.words, brought.code);
    session = await openSession();
  }
  start(session);
}

function tryToStart() {
  enter().catch((/** @type {unknown} */ error) => {
    if (error instanceof NotDone) byId("notice").textContent = error.message;
    setTimeout(tryToStart, startAgain);
  });
}

tryToStart();
