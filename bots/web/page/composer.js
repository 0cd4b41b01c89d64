/** Where one writes. What is sent goes to the outbox; what is refused comes back. */
import { createAttachments } from "./attachments.js";
import { createCommandCompletion } from "./command-completion.js";
import { byId } from "./element.js";
import { createFollowUpLine } from "./follow-up.js";

/** How many lines the field grows to. */
const longest = 8;

/** Where what is being written outlives a reload. */
const draftKey = "doubleblind-draft";

/**
 * @typedef {Omit<import("./server.js").Message, "key">} Written
 *
 * @param {import("./types.js").Words} words
 * @param {number} mostFiles
 * @param {(written: Written) => void} send
 */
export function createComposer(words, mostFiles, send) {
  const form = byId("composer", HTMLFormElement);
  const field = byId("question", HTMLTextAreaElement);
  const problem = byId("problem");
  const complain = (/** @type {string} */ sentence) => void (problem.textContent = sentence);
  const followUp = createFollowUpLine(words, field);
  const completion = createCommandCompletion(words, field);
  const attachments = createAttachments(words, field, mostFiles, complain);

  const fit = () => {
    field.rows = Math.min(longest, field.value.split("\n").length);
    keepDraft(field.value);
  };
  const submit = () => {
    const text = field.value;
    const files = attachments.take();
    if (text.trim() === "" && files.length === 0) return;
    complain("");
    completion.close();
    field.value = "";
    fit();
    const inReplyTo = followUp.target();
    followUp.end();
    send({ text, inReplyTo, files });
  };

  byId("keys").textContent = words.keys;
  byId("send").textContent = words.send;
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    if (completion.takeKey(event)) return;
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && followUp.cancel()) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.value = readDraft();
  fit();
  form.hidden = false;
  // On a touch screen the keyboard would jump up and hide what there is to read.
  if (matchMedia("(pointer: fine)").matches) field.focus();
  return {
    followUp: followUp.begin,
    /**
     * Puts a message back that was not taken, before whatever has been written since, and says why.
     *
     * @param {Written} written
     * @param {string} sentence
     * @param {string} question What a follow-up's question was.
     */
    putBack({ text, inReplyTo, files }, sentence, question) {
      field.value = [text, field.value].filter((part) => part !== "").join("\n");
      fit();
      attachments.putBack(files);
      if (inReplyTo !== null && followUp.target() === null) followUp.begin(inReplyTo, question);
      complain(sentence);
    },
  };
}

/** @param {string} text */
function keepDraft(text) {
  try {
    sessionStorage.setItem(draftKey, text);
  } catch {
    // No room, or not allowed: then a reload loses it.
  }
}

function readDraft() {
  try {
    return sessionStorage.getItem(draftKey) ?? "";
  } catch {
    return "";
  }
}
