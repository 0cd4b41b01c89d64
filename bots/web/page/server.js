/** The page's talk with its server. */

/** Something the server did not do. Its message is a sentence for the person. */
export class NotDone extends Error {}

/** How long after a refused stream another is tried, in milliseconds. */
const secondTry = 3_000;

/** Characters that turn the direction of all that follows, which a sentence may repeat from what somebody wrote. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g;

/** @returns {Promise<import("./types.js").Session>} */
export async function openSession() {
  return send("/api/session", {});
}

/**
 * @param {string} text
 * @param {string | null} inReplyTo The post it answers, as a follow-up does.
 * @param {string} unreachable What to say when nobody answers.
 * @returns {Promise<{ id: string }>}
 */
export function sendMessage(text, inReplyTo, unreachable) {
  return sendKnown("/api/messages", { text, inReplyTo }, unreachable);
}

/**
 * @param {string} post
 * @param {string} action
 * @param {string} unreachable What to say when nobody answers.
 * @returns {Promise<import("./types.js").PrivateReply>}
 */
export function sendPress(post, action, unreachable) {
  return sendKnown("/api/actions", { post, action }, unreachable);
}

/**
 * @param {string} path
 * @param {object} body
 * @param {string} [unreachable]
 */
async function send(path, body, unreachable = "") {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => undefined);
  if (!response) throw new NotDone(unreachable);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const sentence = String(answer.error ?? unreachable).replaceAll(turns, "");
    throw new NotDone(sentence, { cause: response.status });
  }
  return answer;
}

/**
 * Sends as somebody the server knows: when its cookie is gone, as somebody new.
 *
 * @param {string} path
 * @param {object} body
 * @param {string} unreachable
 */
async function sendKnown(path, body, unreachable) {
  try {
    return await send(path, body, unreachable);
  } catch (error) {
    if (!(error instanceof NotDone) || error.cause !== 401) throw error;
    await openSession();
    return send(path, body, unreachable);
  }
}

/**
 * @typedef {object} Listeners
 * @property {(post: import("./types.js").PagePost, seen: number) => void} show A post that is new or has
 * changed, and the revision up to which everything is there now.
 * @property {(id: string) => void} remove
 * @property {(connected: boolean) => void} connection
 */

/**
 * Listens for posts for as long as the page is open; whatever was missed comes after a break.
 *
 * @param {Listeners} listeners
 */
export function listen({ show, remove, connection }) {
  const events = new EventSource("/api/events");
  const showData = (/** @type {MessageEvent<string>} */ event) =>
    show(JSON.parse(event.data), Number(event.lastEventId));
  events.addEventListener("open", () => connection(true));
  events.addEventListener("post", showData);
  events.addEventListener("edit", showData);
  events.addEventListener("remove", (event) => remove(JSON.parse(event.data).id));
  events.addEventListener("error", () => {
    connection(false);
    // The browser tries again by itself unless the server refused.
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen({ show, remove, connection }), secondTry);
  });
}
