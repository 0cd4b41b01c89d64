/** The code that a page asks for before it shows anything. */
import { byId } from "./element.js";
import { join, NotDone, operate } from "./server.js";

/** A link may carry a code or an operator's token in the part that browsers send to no server. */
const inAddress = /^#(join|operator)=(.+)$/;

/**
 * What the link carried. It is removed from the address bar at once, so that nobody reads it there or copies it by mistake.
 *
 * @returns {{ code?: string, token?: string }}
 */
export function takeFromAddress() {
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
export async function becomeOperator(token) {
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
 * @param {import("./types.js").Words} words
 * @param {string} [brought] The code that the link carried.
 * @returns {Promise<void>}
 */
export async function letIn(words, brought) {
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
