/** The code that a page asks for before it shows anything. */
import { byId } from "./element.js";
import { join, NotDone } from "./server.js";

/** A link may bring the code along, where no server ever sees it. */
const inAddress = /^#join=(.+)$/;

/**
 * Resolves once the person has been let in.
 *
 * @param {import("./types.js").Words} words
 * @returns {Promise<void>}
 */
export async function letIn(words) {
  const form = byId("joining", HTMLFormElement);
  const field = byId("join-code", HTMLInputElement);
  const problem = byId("join-problem");
  byId("join-title").textContent = words.joinTitle;
  byId("join-text").textContent = words.joinText;
  byId("join-label").textContent = words.joinCode;
  byId("join").textContent = words.join;
  const brought = inAddress.exec(location.hash)?.[1];
  if (brought !== undefined) {
    history.replaceState(null, "", location.pathname);
    field.value = decodeURIComponent(brought);
  }
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
