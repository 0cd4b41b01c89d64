/** Starts the page: lets its reader in, and joins its parts. */
import { createComposer } from "./composer.js";
import { createConversation } from "./conversation.js";
import { byId } from "./element.js";
import { createConnectionLine, createWelcome, dress, prepareShortcuts } from "./frame.js";
import { createOutbox } from "./outbox.js";
import { prepareViewer } from "./post-parts.js";
import { prepareVotingKeys } from "./voting-keys.js";
import { join, listen, NotDone, openSession, operate } from "./server.js";

/** How long a page without an answer waits before it asks again, in milliseconds. */
const startAgain = 3_000;

/** A link may carry a code or an operator's token in the part that browsers send to no server. */
const inAddress = /^#(join|operator)=(.+)$/;

const brought = takeFromAddress();

/**
 * Joins the parts: what is written goes to the outbox, what comes goes to the conversation.
 *
 * @param {import("./server.js").Session} session
 */
function start(session) {
  const { empty, questions, mostFiles, version, words } = session;
  const welcome = byId("welcome");
  const say = (/** @type {string} */ text) => {
    outbox.send({ text, inReplyTo: null, files: [] });
    conversation.goOn();
  };
  const conversation = createConversation(session, {
    say,
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
  byId("version").textContent = `${words.title} ${version}`;
  createWelcome(welcome, words, questions, say);
  welcome.hidden = !empty;
  prepareShortcuts(words, say);
  prepareViewer();
  prepareVotingKeys(byId("threads"));
  outbox.resume();
  hear(conversation, outbox, createConnectionLine(words));
}

/**
 * @param {import("./conversation.js").Conversation} conversation
 * @param {import("./outbox.js").Outbox} outbox
 * @param {(connected: boolean) => void} showConnection
 */
function hear(conversation, outbox, showConnection) {
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
 * What the link carried. It is removed from the address bar at once, so that nobody reads it there or copies it.
 *
 * @returns {{ code?: string, token?: string }}
 */
function takeFromAddress() {
  const [, what, written = ""] = inAddress.exec(location.hash) ?? [];
  if (what === undefined) return {};
  history.replaceState(null, "", location.pathname + location.search);
  const brought = decode(written);
  return what === "join" ? { code: brought } : { token: brought };
}

/** Opening a link in a window that shows the page only changes its address: it must be loaded again. */
addEventListener("hashchange", () => {
  if (inAddress.test(location.hash)) location.reload();
});

/** @param {string} written */
function decode(written) {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/**
 * Makes this person an operator by the token of the link, or shows why the server refuses it.
 *
 * @param {string} token
 * @throws {import("./server.js").Unreachable}
 */
async function becomeOperator(token) {
  try {
    await operate(token);
  } catch (error) {
    if (!(error instanceof NotDone)) throw error;
    byId("notice").textContent = error.message;
  }
}

/**
 * Resolves once the person has been let in.
 *
 * @param {import("./server.js").Words} words
 * @param {string} [brought] The code that the link carried.
 * @returns {Promise<void>}
 */
async function letIn(words, brought) {
  const form = byId("joining", HTMLFormElement);
  const field = byId("join-code", HTMLInputElement);
  const problem = byId("join-problem");
  byId("join-title").textContent = words.joinTitle;
  byId("join-text").textContent = words.joinText;
  byId("join-label").textContent = words.joinCode;
  byId("join").textContent = words.join;
  if (brought !== undefined) field.value = brought;
  form.hidden = false;
  field.focus();
  const entry = Promise.withResolvers();
  const attempt = async () => {
    problem.textContent = "";
    try {
      await join(field.value);
      entry.resolve(undefined);
    } catch (error) {
      problem.textContent = error instanceof NotDone ? error.message : words.unreachable;
      field.select();
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void attempt();
  });
  if (brought !== undefined) void attempt();
  await entry.promise;
  form.hidden = true;
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
