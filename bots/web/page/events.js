/** Listens to the server for as long as the page is open; whatever was missed comes after a break. */

/** How long after a refused stream another is tried, in milliseconds. */
const secondTry = 3_000;

/** After how much silence a stream counts as dead, in milliseconds: the server speaks every 15 seconds. */
const longestSilence = 40_000;

/**
 * @typedef {object} Listeners
 * @property {(post: import("./types.js").PagePost, seen: number) => void} show A post that is new or has
 * changed, and the revision up to which everything is there now.
 * @property {(id: string) => void} remove
 * @property {(connected: boolean) => void} connection
 */

/** @param {Listeners} listeners */
export function listen({ show, remove, connection }) {
  let seen = "";
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
  const take = (/** @type {MessageEvent<string>} */ event) => {
    watch();
    seen = event.lastEventId;
    show(JSON.parse(event.data), Number(event.lastEventId));
  };
  function open() {
    const stream = new EventSource(seen === "" ? "/api/events" : `/api/events?after=${seen}`);
    events = stream;
    watch();
    stream.addEventListener("open", () => connection(true));
    stream.addEventListener("post", take);
    stream.addEventListener("edit", take);
    stream.addEventListener("alive", watch);
    stream.addEventListener("remove", (event) => {
      seen = event.lastEventId;
      remove(JSON.parse(event.data).id);
    });
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
