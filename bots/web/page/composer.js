/** Where one writes. What is sent goes to the outbox; what is refused comes back. */
import { createAttachments } from "./attachments.js";
import { createCommandCompletion } from "./command-completion.js";
import { byId, element } from "./element.js";
import { recall, remember } from "./memory.js";

/** How many lines the field grows to. */
const longest = 8;

/** How much of a question is repeated above the field, in characters. */
const mostRepeated = 120;

/** Where what is being written outlives a reload. */
const draftKey = "doubleblind-draft";

/**
 * @typedef {Omit<import("./server.js").Message, "key">} Written
 * @typedef {import("./server.js").Words} Words
 *
 * @typedef {object} Composer
 * @property {(post: string, question: string) => void} followUp Begins a follow-up on a post, which answered a question.
 * @property {(written: Written, sentence: string, question: string) => void} putBack Puts a message back that was not
 * taken, before whatever has been written since, and says why. `question`: what a follow-up's question was.
 */

/**
 * Shows the field and what stands around it.
 *
 * @param {Words} words
 * @param {number} mostFiles
 * @param {(written: Written) => void} send
 * @returns {Composer}
 */
export function createComposer(words, mostFiles, send) {
  const field = byId("question", HTMLTextAreaElement);
  const problem = byId("problem");
  const complain = (/** @type {string} */ sentence) => void (problem.textContent = sentence);
  const followUp = createFollowUpLine(words, field);
  const completion = createCommandCompletion(words, field);
  const attachments = createAttachments(words, field, mostFiles, complain);
  const submit = () => {
    const text = field.value;
    const files = attachments.take();
    if (text.trim() === "" && files.length === 0) return;
    complain("");
    completion.close();
    write(field, "");
    const inReplyTo = followUp.target();
    followUp.end();
    send({ text, inReplyTo, files });
  };
  takeKeys(field, completion.takeKey, submit);
  onAnyPress(() => complain(""));
  prepareForm(words, field, followUp, submit);
  return {
    followUp: followUp.begin,
    putBack({ text, inReplyTo, files }, sentence, question) {
      write(field, [text, field.value].filter((part) => part !== "").join("\n"));
      attachments.putBack(files);
      if (inReplyTo !== null && followUp.target() === null) followUp.begin(inReplyTo, question);
      complain(sentence);
    },
  };
}

/** Calls back before any button does its work: whoever goes on has read what stands there. @param {() => void} then */
function onAnyPress(then) {
  const pressed = (/** @type {Event} */ { target }) => target instanceof Element && target.closest("button") && then();
  document.addEventListener("click", pressed, { capture: true });
}

/** Makes the field as high as its text, which is kept. @param {HTMLTextAreaElement} field */
function fit(field) {
  field.rows = Math.min(longest, field.value.split("\n").length);
  remember(draftKey, field.value, "window");
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 */
function write(field, text) {
  field.value = text;
  fit(field);
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {(event: KeyboardEvent) => boolean} takeKey Takes the keys that belong to the list of completions.
 * @param {() => void} submit
 */
function takeKeys(field, takeKey, submit) {
  field.addEventListener("input", () => fit(field));
  field.addEventListener("keydown", (event) => {
    if (takeKey(event)) return;
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
}

/**
 * @param {Words} words
 * @param {HTMLTextAreaElement} field
 * @param {{ cancel: () => boolean }} followUp
 * @param {() => void} submit
 */
function prepareForm(words, field, followUp, submit) {
  const form = byId("composer", HTMLFormElement);
  byId("keys").textContent = words.keys;
  byId("send").textContent = words.send;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && followUp.cancel()) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  write(field, recall(draftKey, "window"));
  form.hidden = false;
  // On a touch screen the keyboard would jump up and hide what there is to read.
  if (matchMedia("(pointer: fine)").matches) field.focus();
}

/**
 * The line above the field that says which question the next one follows up on.
 *
 * @typedef {object} FollowUpLine
 * @property {(post: string, question: string) => void} begin The next message answers a post.
 * @property {() => string | null} target The post the next message answers.
 * @property {() => void} end The message is on its way.
 * @property {() => boolean} cancel Gives it up, and tells whether there was anything to give up.
 *
 * @param {Words} words
 * @param {HTMLTextAreaElement} field Gets the focus whenever the line appears or goes by the reader's own wish.
 * @returns {FollowUpLine}
 */
function createFollowUpLine(words, field) {
  const cancel = byId("follow-up-cancel", HTMLButtonElement);
  let target = /** @type {string | null} */ (null);
  const setTarget = (/** @type {string | null} */ post, /** @type {(Node | string)[]} */ ...sentence) => {
    target = post;
    byId("follow-up").hidden = post === null;
    byId("follow-up-to").replaceChildren(...sentence);
    field.placeholder = post === null ? words.placeholder : words.followUpQuestion;
    field.setAttribute("aria-label", post === null ? words.question : words.followUpQuestion);
  };
  const giveUp = () => {
    const isOn = target !== null;
    if (isOn) {
      setTarget(null);
      field.focus();
    }
    return isOn;
  };
  cancel.title = words.followUpCancel;
  cancel.setAttribute("aria-label", words.followUpCancel);
  cancel.addEventListener("click", giveUp);
  setTarget(null);
  return {
    begin(post, question) {
      setTarget(post, ...followUpSentence(words, question));
      field.focus();
    },
    target: () => target,
    end: () => setTarget(null),
    cancel: giveUp,
  };
}

/** @param {Words} words @param {string} question */
function followUpSentence({ followUpTo }, question) {
  const [before = "", after = ""] = followUpTo.split("{question}");
  const start = [...question.replaceAll(/\s+/g, " ")].slice(0, mostRepeated).join("");
  // The question may be written from right to left, which must not turn the rest of the sentence.
  return [before, element("bdi", {}, start), after];
}
