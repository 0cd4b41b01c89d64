/** The line above the field that says which question the next one follows up on. */
import { byId, element } from "./element.js";

/** How much of the question is repeated, in characters. */
const most = 120;

/**
 * @param {import("./types.js").Words} words
 * @param {HTMLTextAreaElement} field Gets the focus whenever the line appears or goes by the reader's own wish.
 */
export function createFollowUpLine(words, field) {
  const line = byId("follow-up");
  const sentence = byId("follow-up-to");
  const cancel = byId("follow-up-cancel", HTMLButtonElement);
  let target = /** @type {string | null} */ (null);

  const setTarget = (/** @type {string | null} */ post) => {
    target = post;
    line.hidden = post === null;
    if (post === null) sentence.replaceChildren();
    field.placeholder = post === null ? words.placeholder : words.followUpQuestion;
    field.setAttribute("aria-label", post === null ? words.question : words.followUpQuestion);
  };
  const give = () => {
    setTarget(null);
    field.focus();
  };

  cancel.title = words.followUpCancel;
  cancel.setAttribute("aria-label", words.followUpCancel);
  cancel.addEventListener("click", give);
  setTarget(null);
  return {
    /**
     * @param {string} post The one to answer.
     * @param {string} question What its question was.
     */
    begin(post, question) {
      const [before = "", after = ""] = words.followUpTo.split("{question}");
      const start = [...question.replaceAll(/\s+/g, " ")].slice(0, most).join("");
      // Whatever direction the question's words take, they take it alone.
      sentence.replaceChildren(before, element("bdi", {}, start), after);
      setTarget(post);
      field.focus();
    },
    /** The post the next message answers, or null. */
    target: () => target,
    /** Ends it, for the message is on its way. */
    end: () => setTarget(null),
    /** Gives it up. @returns {boolean} whether there was anything to give up. */
    cancel() {
      if (target === null) return false;
      give();
      return true;
    },
  };
}
