/**
 * What has been written and not been taken yet. Each message is sent until the server has answered, always under the
 * same key, so that nothing is lost and nothing is said twice; texts outlive a reload.
 */
import { renderThumbnail } from "./attachments.js";
import { element } from "./element.js";
import { recallList, rememberList } from "./memory.js";
import { newKey, NotDone, sendMessage } from "./server.js";

/**
 * @typedef {import("./server.js").Message} Message
 * @typedef {import("./server.js").Words} Words
 * @typedef {{ message: Message, root: HTMLElement, state: HTMLElement, takeBack: HTMLElement, id?: string, waits?: boolean }} Entry
 *
 * @typedef {object} Listeners
 * @property {(id: string) => void} sent Gets the new message's id.
 * @property {(message: Message, sentence: string) => void} refused Gets the message back.
 * @property {(id: string) => boolean} isShown Whether a message is in the conversation.
 *
 * @typedef {object} Outbox
 * @property {(message: Omit<Message, "key">) => HTMLElement} send Gives what shows the message meanwhile.
 * @property {() => void} resume Takes up what an earlier visit left unsent.
 * @property {() => void} reconnected Tries again: the server is there.
 * @property {(key: string | null) => void} settle A message stands in the conversation now.
 */

const storageKey = "doubleblind-outbox";

/** How long a message waits before it is tried again without a sign of the server, in milliseconds. */
const tryAgainAfter = 5_000;

/**
 * Takes up nothing from an earlier visit until `resume`.
 *
 * @param {HTMLElement} place Where what waits is shown.
 * @param {Words} words
 * @param {Listeners} listeners
 * @returns {Outbox}
 */
export function createOutbox(place, words, listeners) {
  const waiting = createWaiting(words);
  const sendNext = createSending(waiting, listeners);
  const add = (/** @type {Message} */ message) => {
    const entry = renderEntry(message, words);
    entry.takeBack.addEventListener("click", () => {
      waiting.drop(entry);
      listeners.refused(message, "");
    });
    waiting.add(entry);
    place.append(entry.root);
    void sendNext();
    return entry.root;
  };
  return {
    send: (message) => add({ ...message, key: newKey() }),
    resume() {
      for (const message of recallMessages()) add({ ...message, files: [] });
    },
    reconnected() {
      for (const entry of waiting.all()) waiting.setWaits(entry, false);
      void sendNext();
    },
    settle(key) {
      const entry = waiting.all().find(({ message }) => message.key === key);
      if (entry) waiting.drop(entry);
    },
  };
}

/** The messages in the outbox, in their order. @param {Words} words */
function createWaiting(words) {
  /** @type {Entry[]} */
  let entries = [];
  const keep = () => {
    const texts = entries.filter(({ id, message }) => id === undefined && message.files.length === 0);
    rememberList(
      storageKey,
      texts.map(({ message: { key, text, inReplyTo } }) => ({ key, text, inReplyTo })),
    );
  };
  return {
    keep,
    all: () => entries,
    add(/** @type {Entry} */ entry) {
      entries.push(entry);
      keep();
    },
    drop(/** @type {Entry} */ entry) {
      entries = entries.filter((one) => one !== entry);
      entry.root.remove();
      keep();
    },
    setWaits(/** @type {Entry} */ entry, /** @type {boolean} */ waits) {
      entry.waits = waits;
      entry.state.textContent = waits ? words.notSentYet : words.sending;
      const isNews = waits && entry.takeBack.hidden;
      entry.takeBack.hidden = !waits;
      // It has grown; whoever has read so once may look elsewhere.
      if (isNews) entry.root.scrollIntoView({ block: "nearest" });
    },
  };
}

/**
 * Sends one message after the other, the oldest first.
 *
 * @param {ReturnType<typeof createWaiting>} waiting
 * @param {Listeners} listeners
 */
function createSending(waiting, { sent, refused, isShown }) {
  let sending = false;
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  const send = async (/** @type {Entry} */ entry) => {
    const { id } = await sendMessage(entry.message);
    entry.id = id;
    waiting.keep();
    // It stays until it stands in the conversation, so that nothing jumps.
    if (isShown(id)) waiting.drop(entry);
    sent(id);
  };
  const failed = (/** @type {Entry} */ entry, /** @type {unknown} */ error) => {
    // It stands in the conversation already: only the answer was lost.
    if (!waiting.all().includes(entry)) entry.waits = false;
    else if (error instanceof NotDone) {
      waiting.drop(entry);
      // Its battle takes no more of them: what was written goes on as a new question.
      refused(error.cause === 409 ? { ...entry.message, inReplyTo: null } : entry.message, error.message);
    } else {
      waiting.setWaits(entry, true);
      timer = setTimeout(() => void sendNext(), tryAgainAfter);
    }
  };
  const sendNext = async () => {
    clearTimeout(timer);
    const entry = waiting.all().find(({ id }) => id === undefined);
    if (sending || !entry) return;
    sending = true;
    await send(entry)
      .catch((error) => failed(entry, error))
      .finally(() => (sending = false));
    if (!entry.waits) void sendNext();
  };
  return sendNext;
}

/** @returns {Omit<Message, "files">[]} */
function recallMessages() {
  return recallList(storageKey).filter(({ key, text }) => typeof key === "string" && typeof text === "string");
}

/** @param {Message} message @param {Words} words @returns {Entry} */
function renderEntry(message, words) {
  const state = element("span", { role: "status" }, words.sending);
  const takeBack = element("button", { type: "button", class: "quiet", hidden: "" }, words.takeBack);
  const by = element("p", { class: "by" }, element("span", { class: "own" }, words.you), state, takeBack);
  const root = element("article", { class: "message unsent" }, by);
  if (message.text.trim() !== "") root.append(element("p", { class: "words", dir: "auto" }, message.text));
  if (message.files.length > 0) {
    const shown = message.files.map((file) => renderThumbnail(file));
    root.append(element("div", { class: "sent-pictures" }, ...shown));
  }
  return { message, root, state, takeBack };
}
