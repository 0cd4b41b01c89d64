/**
 * What has been written and not been taken yet. Each message is sent until the server has answered, always under the
 * same key, so that nothing is lost and nothing is said twice; texts outlive a reload.
 */
import { element } from "./element.js";
import { newKey, NotDone, sendMessage } from "./server.js";
import { renderThumbnail } from "./thumbnail.js";

/**
 * @typedef {import("./server.js").Message} Message
 * @typedef {import("./types.js").Words} Words
 * @typedef {{ message: Message, root: HTMLElement, state: HTMLElement, takeBack: HTMLElement, id?: string, waits?: boolean }} Entry
 */

const storageKey = "doubleblind-outbox";

/** How long a message waits before it is tried again without a sign of the server, in milliseconds. */
const tryAgainAfter = 5_000;

/**
 * @param {HTMLElement} place
 * @param {Words} words
 * @param {object} listeners
 * @param {(id: string) => void} listeners.sent Gets the new message's id.
 * @param {(message: Message, sentence: string) => void} listeners.refused Gets the message back.
 * @param {(id: string) => boolean} listeners.isShown Whether a message is in the conversation.
 */
export function createOutbox(place, words, { sent, refused, isShown }) {
  /** @type {Entry[]} */
  let entries = [];
  let sending = false;
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  const keep = () => {
    const texts = entries.filter(({ id, message }) => id === undefined && message.files.length === 0);
    try {
      localStorage.setItem(
        storageKey,
        JSON.stringify(texts.map(({ message: { key, text, inReplyTo } }) => ({ key, text, inReplyTo }))),
      );
    } catch {
      // No room, or not allowed: then a reload loses it.
    }
  };
  const drop = (/** @type {Entry} */ entry) => {
    entries = entries.filter((one) => one !== entry);
    entry.root.remove();
    keep();
  };
  const setWaiting = (/** @type {Entry} */ entry, /** @type {boolean} */ waits) => {
    entry.waits = waits;
    entry.state.textContent = waits ? words.notSentYet : words.sending;
    entry.takeBack.hidden = !waits;
  };
  const sendNext = async () => {
    clearTimeout(timer);
    const entry = entries.find(({ id }) => id === undefined);
    if (sending || !entry) return;
    sending = true;
    try {
      entry.id = (await sendMessage(entry.message)).id;
      keep();
      // It stays until it stands in the conversation, so that nothing jumps.
      if (isShown(entry.id)) drop(entry);
      sent(entry.id);
    } catch (error) {
      // It stands in the conversation already: only the answer was lost.
      if (!entries.includes(entry)) entry.waits = false;
      else if (error instanceof NotDone) {
        drop(entry);
        refused(entry.message, error.message);
      } else {
        setWaiting(entry, true);
        timer = setTimeout(() => void sendNext(), tryAgainAfter);
      }
    } finally {
      sending = false;
    }
    if (!entry.waits) void sendNext();
  };
  const add = (/** @type {Message} */ message) => {
    const entry = renderEntry(message, words);
    entry.takeBack.addEventListener("click", () => {
      drop(entry);
      refused(message, "");
    });
    entries.push(entry);
    place.append(entry.root);
    keep();
    void sendNext();
    return entry.root;
  };

  return {
    /** @param {Omit<Message, "key">} message @returns {HTMLElement} what shows it meanwhile. */
    send: (message) => add({ ...message, key: newKey() }),
    /** Takes up what an earlier visit left unsent. */
    resume() {
      for (const message of readKept()) add({ ...message, files: [] });
    },
    /** Tries again: the server is there. */
    reconnected() {
      for (const entry of entries) setWaiting(entry, false);
      void sendNext();
    },
    /** A message stands in the conversation now. @param {string | null} key */
    settle(key) {
      const entry = entries.find(({ message }) => message.key === key);
      if (entry) drop(entry);
    },
  };
}

/** @returns {Omit<Message, "files">[]} */
function readKept() {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter(({ key, text }) => typeof key === "string" && typeof text === "string")
      : [];
  } catch {
    return [];
  }
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
