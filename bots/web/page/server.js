/** All that the page says to its server, and hears from it. */

/**
 * What the server says, as docs/page-interface.md describes it.
 *
 * @typedef {import("../../../core/index.ts").Sentences["page"]["chat"]} Words
 * @typedef {import("../encode.ts").PagePost} PagePost
 * @typedef {import("../encode.ts").PrivateReply} PrivateReply
 * @typedef {import("../completions.ts").Completions} Completions
 * @typedef {import("../completions.ts").Completion} Completion
 * @typedef {import("../../../core/index.ts").PublishedDraw} PublishedDraw
 * @typedef {PagePost["buttons"][number]} Button
 * @typedef {PagePost["reactions"][number]["choice"]} Choice
 *
 * @typedef {object} Session
 * @property {string} name What others know this person by.
 * @property {string} language
 * @property {boolean} joined Whether they have been let in.
 * @property {boolean} operator Whether they run the page.
 * @property {boolean} empty Whether there is no post yet.
 * @property {number} revision What has happened so far: the posts up to here are old news.
 * @property {"light" | "dark" | null} theme What the community has chosen.
 * @property {string[]} questions To be tried.
 * @property {number} mostFiles How many files a message may have.
 * @property {string} version Of the arena.
 * @property {Words} words
 */

/** Something the server did not do. Its message is a sentence for the person. */
export class NotDone extends Error {}

/** Nobody answered: what was sent may have arrived or not. */
export class Unreachable extends Error {}

/** Characters that turn the direction of all that follows, which a sentence may repeat from what somebody wrote. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g;

/** What proxies say in place of a server that does not answer. */
const awayStatus = [502, 503, 504];

/** A key for something sent: sent again under the same key, it has no second effect. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Who this person is, known or new. @returns {Promise<Session>} */
export function openSession() {
  return send("/api/session", {});
}

/** Gives the code that lets people in. @param {string} code @returns {Promise<{ joined: boolean }>} */
export function join(code) {
  return send("/api/join", { code });
}

/** Becomes an operator of the page by the token of a link. @param {string} token @returns {Promise<unknown>} */
export function operate(token) {
  return send("/api/operator", { token });
}

/**
 * Says something.
 *
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
 * Presses a button.
 *
 * @param {string} post
 * @param {string} action
 * @param {string} key The same when it is sent again.
 * @returns {Promise<PrivateReply>}
 */
export function sendPress(post, action, key) {
  return sendKnown("/api/actions", { post, action, key });
}

/**
 * Puts a reaction on a post, or takes it away.
 *
 * @param {string} post
 * @param {Choice} choice
 * @param {"added" | "removed"} change
 * @returns {Promise<{ reply: PrivateReply | null }>}
 */
export function sendReaction(post, choice, change) {
  return sendKnown("/api/reactions", { post, choice, change });
}

/**
 * This person's own votes on the newest battles, by post; null where they have none.
 *
 * @returns {Promise<Record<string, Choice | null>>}
 */
export async function readChoices() {
  return (await request("/api/choices", { method: "GET" })).choices;
}

/** How a command could go on. @param {string} text What has been written. @returns {Promise<Completions>} */
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

/** How long after a refused stream another is tried, in milliseconds. */
const secondTry = 3_000;

/** After how much silence a stream counts as dead, in milliseconds: the server speaks every 15 seconds. */
const longestSilence = 40_000;

/**
 * @typedef {object} Listeners
 * @property {(post: PagePost, seen: number) => void} show A post that is new or has changed, and the revision up to which
 * everything is there now.
 * @property {(id: string) => void} remove
 * @property {(connected: boolean) => void} connection
 */

/**
 * Listens for as long as the page is open; what was missed comes after a break.
 *
 * @param {Listeners} listeners
 */
export function listen(listeners) {
  const { connection } = listeners;
  const place = { seen: "" };
  let events = /** @type {EventSource | undefined} */ (undefined);
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => again(0), longestSilence);
  };
  const again = (/** @type {number} */ after) => {
    clearTimeout(timer);
    events?.close();
    timer = setTimeout(open, after);
  };
  function open() {
    const stream = openStream(place, listeners, watch);
    events = stream;
    watch();
    stream.addEventListener("error", () => {
      if (stream !== events) return;
      connection(false);
      // The browser tries again by itself unless the server refused.
      if (stream.readyState === EventSource.CLOSED) again(secondTry);
    });
  }
  addEventListener("offline", () => {
    events?.close();
    clearTimeout(timer);
    connection(false);
  });
  addEventListener("online", () => again(0));
  open();
}

/**
 * @param {{ seen: string }} place The number of the last event; kept up to date.
 * @param {Listeners} listeners
 * @param {() => void} watch Called at each sign of life.
 */
function openStream(place, { show, remove, connection }, watch) {
  const stream = new EventSource(place.seen === "" ? "/api/events" : `/api/events?after=${place.seen}`);
  const take = (/** @type {MessageEvent<string>} */ event) => {
    watch();
    place.seen = event.lastEventId;
    show(JSON.parse(event.data), Number(event.lastEventId));
  };
  stream.addEventListener("open", () => connection(true));
  stream.addEventListener("post", take);
  stream.addEventListener("edit", take);
  stream.addEventListener("alive", watch);
  stream.addEventListener("remove", (event) => {
    place.seen = event.lastEventId;
    remove(JSON.parse(event.data).id);
  });
  return stream;
}
