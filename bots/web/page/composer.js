/** Where one writes. Nothing written is lost: a message stays in the field until the server has taken it. */
import { byId } from "./element.js";
import { createFollowUpLine } from "./follow-up.js";
import { NotDone, sendMessage } from "./server.js";

/** How many lines the field grows to. */
const longest = 8;

/**
 * @param {import("./types.js").Words} words
 * @param {(id: string) => void} onSent Gets the new message's id.
 */
export function createComposer(words, onSent) {
  const form = byId("composer", HTMLFormElement);
  const field = byId("question", HTMLTextAreaElement);
  const send = byId("send", HTMLButtonElement);
  const problem = byId("problem");
  const followUp = createFollowUpLine(words, field);
  let sending = false;

  const fit = () => {
    field.rows = Math.min(longest, field.value.split("\n").length);
  };
  const setSending = (/** @type {boolean} */ now) => {
    sending = now;
    field.readOnly = now;
    send.textContent = now ? words.sending : words.send;
    form.toggleAttribute("data-busy", now);
  };
  /**
   * @param {string} text
   * @param {string | null} inReplyTo The post it answers.
   */
  const submit = async (text, inReplyTo) => {
    if (sending || text.trim() === "") return;
    setSending(true);
    problem.textContent = "";
    try {
      const { id } = await sendMessage(text, inReplyTo, words.unreachable);
      if (field.value === text) field.value = "";
      followUp.end(inReplyTo);
      onSent(id);
    } catch (error) {
      problem.textContent = error instanceof NotDone ? error.message : words.unreachable;
      if (field.value === "") field.value = text;
    } finally {
      setSending(false);
      fit();
    }
  };

  const submitField = () => void submit(field.value, followUp.target());

  byId("keys").textContent = words.keys;
  setSending(false);
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submitField();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && followUp.cancel()) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitField();
  });
  form.hidden = false;
  // On a touch screen the keyboard would jump up and hide what there is to read.
  if (matchMedia("(pointer: fine)").matches) field.focus();
  return {
    /** Sends something of its own, whatever stands in the field. */
    submit: (/** @type {string} */ text) => void submit(text, null),
    followUp: followUp.begin,
    /** Takes away what says that the arena did not answer. */
    forgetSilence() {
      if (problem.textContent === words.unreachable) problem.textContent = "";
    },
  };
}
