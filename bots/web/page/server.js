/** The page's talk with its server. */

/** Something the server did not do. Its message is a sentence for the person. */
export class NotDone extends Error {}

/** Nobody answered: what was sent may have arrived or not. */
export class Unreachable extends Error {}

/** Characters that turn the direction of all that follows, which a sentence may repeat from what somebody wrote. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g;

/** What proxies say in place of a server that does not answer. */
const awayStatus = [502, 503, 504];

/** A name for something sent, so that sending it again does nothing again. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @returns {Promise<import("./types.js").Session>} */
export function openSession() {
  return send("/api/session", {});
}

/** @param {string} code @returns {Promise<{ joined: boolean }>} */
export function join(code) {
  return send("/api/join", { code });
}

/** Becomes an operator of the page by the token of a link. @param {string} token @returns {Promise<unknown>} */
export function operate(token) {
  return send("/api/operator", { token });
}

/**
 * @typedef {object} Message
 * @property {string} key The same when it is sent again.
 * @property {string} text
 * @property {string | null} inReplyTo The post it answers, as a follow-up does.
 * @property {readonly File[]} files
 *
 * @param {Message} message
 * @returns {Promise<{ id: string }>}
 */
export function sendMessage({ key, text, inReplyTo, files }) {
  if (files.length === 0) return sendKnown("/api/messages", { key, text, inReplyTo });
  const form = new FormData();
  form.set("key", key);
  form.set("text", text);
  if (inReplyTo !== null) form.set("inReplyTo", inReplyTo);
  for (const file of files) form.append("files", file);
  return sendKnown("/api/messages", form);
}

/**
 * @param {string} post
 * @param {string} action
 * @param {string} key The same when it is sent again.
 * @returns {Promise<import("./types.js").PrivateReply>}
 */
export function sendPress(post, action, key) {
  return sendKnown("/api/actions", { post, action, key });
}

/**
 * @param {string} post
 * @param {import("./types.js").Choice} choice
 * @param {"added" | "removed"} change
 * @returns {Promise<{ reply: import("./types.js").PrivateReply | null }>}
 */
export function sendReaction(post, choice, change) {
  return sendKnown("/api/reactions", { post, choice, change });
}

/**
 * This person's own votes on the newest battles, by post; null where they have none.
 *
 * @returns {Promise<Record<string, import("./types.js").Choice | null>>}
 */
export async function readChoices() {
  return (await request("/api/choices", { method: "GET" })).choices;
}

/** @param {string} text @returns {Promise<import("./types.js").Completions>} */
export function readCompletions(text) {
  return request(`/api/completions?text=${encodeURIComponent(text)}`, { method: "GET" });
}

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function request(path, init) {
  const response = await fetch(path, init).catch(() => undefined);
  if (!response || awayStatus.includes(response.status)) throw new Unreachable();
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new NotDone(String(answer.error ?? response.statusText).replaceAll(turns, ""), { cause: response.status });
}

/**
 * @param {string} path
 * @param {object} body
 */
function send(path, body) {
  if (body instanceof FormData) return request(path, { method: "POST", body });
  const headers = { "Content-Type": "application/json" };
  return request(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/**
 * Sends as somebody the server knows: when its cookie is gone, as somebody new.
 *
 * @param {string} path
 * @param {object} body
 */
async function sendKnown(path, body) {
  try {
    return await send(path, body);
  } catch (error) {
    if (!(error instanceof NotDone) || error.cause !== 401) throw error;
    await openSession();
    return send(path, body);
  }
}
