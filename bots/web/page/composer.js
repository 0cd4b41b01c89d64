/** Where one writes. Nothing written is lost: a message stays in the field until the server has taken it. */
import { byId } from "./element.js";
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
  /** @param {string} text */
  const submit = async (text) => {
    if (sending || text.trim() === "") return;
    setSending(true);
    problem.textContent = "";
    try {
      const { id } = await sendMessage(text, words.unreachable);
      if (field.value === text) field.value = "";
      onSent(id);
    } catch (error) {
      problem.textContent = error instanceof NotDone ? error.message : words.unreachable;
      if (field.value === "") field.value = text;
    } finally {
      setSending(false);
      fit();
    }
  };

  field.placeholder = words.placeholder;
  field.setAttribute("aria-label", words.question);
  byId("keys").textContent = words.keys;
  setSending(false);
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void submit(field.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(field.value);
  });
  form.hidden = false;
  // On a touch screen the keyboard would jump up and hide what there is to read.
  if (matchMedia("(pointer: fine)").matches) field.focus();
  return {
    submit: (/** @type {string} */ text) => void submit(text),
    /** Takes away what says that the arena did not answer. */
    forgetSilence() {
      if (problem.textContent === words.unreachable) problem.textContent = "";
    },
  };
}
