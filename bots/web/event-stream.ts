/** Server-sent events from the feed. A reader is a place in the feed, never a queue: a slow one costs no memory. */
import type { Clock } from "../../core/index.ts";
import type { Feed, FeedNews, FeedPost } from "./feed.ts";

/** How often a silent stream says that it lives, in milliseconds. */
export const heartbeatMilliseconds = 15_000;

/** How soon a browser whose connection broke tries again, in milliseconds. */
const retryMilliseconds = 2_000;

/** A comment, which no browser tells its page of, and an event, which it does. */
const alive = ": still here\n\nevent: alive\ndata: {}\n\n";

export type EventStreamOptions = {
  feed: Feed;
  clock: Clock;
  /** Pseudonym of the reader, undefined for somebody without a session. */
  reader: string | undefined;
  /** What the reader says it has seen: the `Last-Event-ID`, undefined at first. */
  seen: number | undefined;
  /** Whether the reader may still read: asked before each event. */
  mayRead: () => boolean;
  /** A post as this reader gets it, as JSON. */
  encode: (post: FeedPost) => string;
};

/** A reader's stream. `close` ends it in good order; `onEnd` runs once, however it ends. */
export function createEventStream(
  options: EventStreamOptions,
  onEnd: () => void,
): { body: ReadableStream<Uint8Array>; close: () => void } {
  const { feed, clock, reader } = options;
  const encoder = new TextEncoder();
  let news = feed.newsAfter(options.seen, reader);
  let sent = 0;
  let closed = false;
  let cancelled = false;
  let wake = (): void => {};

  const nextItem = (): FeedNews["items"][number] | undefined => {
    if (sent >= news.items.length) {
      news = feed.newsAfter(news.until, reader);
      sent = 0;
    }
    return news.items[sent++];
  };
  const nextEvent = (): string | undefined => {
    for (let item = nextItem(); item; item = nextItem()) {
      if (item.kind === "remove") return formatEvent("remove", item.resumeAt, JSON.stringify({ id: item.id }));
      // Looked up at the last moment: what is sent is always the newest state.
      const post = feed.find(item.id, reader);
      if (post) return formatEvent(item.kind, item.resumeAt, options.encode(post));
    }
    return undefined;
  };
  const somethingHappens = (): Promise<"change" | "silence"> =>
    new Promise((resolve) => {
      const stopListening = feed.onChange(() => wake());
      const stopTimer = clock.after(heartbeatMilliseconds, () => end("silence"));
      const end = (what: "change" | "silence"): void => {
        stopListening();
        stopTimer();
        resolve(what);
      };
      wake = () => end("change");
    });
  const finish = (): void => {
    if (closed) return;
    closed = true;
    wake();
    onEnd();
  };

  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(`retry: ${retryMilliseconds}\n\n`)),
    async pull(controller) {
      let event = nextEvent();
      while (!closed && event === undefined) {
        event = (await somethingHappens()) === "silence" ? alive : nextEvent();
      }
      if (!options.mayRead()) finish();
      if (event !== undefined && !closed) controller.enqueue(encoder.encode(event));
      else if (!cancelled) controller.close();
    },
    cancel() {
      cancelled = true;
      finish();
    },
  });
  return { body, close: finish };
}

/** @param data as JSON. */
function formatEvent(name: string, id: number, data: string): string {
  return `event: ${name}\nid: ${id}\ndata: ${data}\n\n`;
}
