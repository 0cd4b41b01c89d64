/** Server-sent events from the feed. Of a reader only the place in the feed is kept, so a slow one costs no memory. */
import type { Context, Hono } from "hono";
import type { Clock, Level } from "../../core/index.ts";
import { encodeEventText } from "./encode.ts";
import type { Feed, FeedNews, FeedPost } from "./feed.ts";
import { type Doorway, isCrossSite } from "./guard.ts";
import type { PageLimits } from "./limits.ts";
import { languageOf, pageWords, refuse, refuseFor, sentencesFor } from "./refusals.ts";
import type { Visitors } from "./visitors.ts";

/** How often a silent stream says that it lives, in milliseconds. */
export const heartbeatMilliseconds = 15_000;

/** How soon a browser whose connection broke tries again, in milliseconds. */
const retryMilliseconds = 2_000;

/** When to try again if all streams are in use, in seconds. */
const tryAgainSeconds = 30;

/** A comment, for programs that read the stream, and an event, because browsers tell their pages of no comment. */
const alive = ": still here\n\nevent: alive\ndata: {}\n\n";

/** What the route of the events needs. */
export type EventsOptions = {
  feed: Feed;
  visitors: Visitors;
  clock: Clock;
  doorway: Doorway;
  limits: Pick<PageLimits, "streams">;
};

/** Answers `/api/events`. @param streams ends each event stream; filled and emptied here. */
export function addEvents(app: Hono, options: EventsOptions, streams: Set<() => void>): void {
  const { visitors, doorway, limits } = options;
  // Not only GET: Hono answers HEAD with what GET gives, and a stream nobody pulls would hold its place for ever.
  app.all("/api/events", (c) => {
    const { errors } = pageWords(c);
    if (c.req.method !== "GET") return refuse(c, 405, errors.onlyGet, { Allow: "GET" });
    if (isCrossSite(c.req.raw.headers, doorway.publicUrl)) return refuse(c, 403, errors.crossSite);
    const place = limits.streams.takeOrDrop(visitors.party(c), 1, () => stream.close());
    if ("full" in place) return refuseReader(c, place.full);
    const stream = createEventStream(readingOf(c, options), () => {
      streams.delete(stream.close);
      place.end();
    });
    streams.add(stream.close);
    return c.body(stream.body, 200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
  });
}

function readingOf(c: Context, { feed, clock, visitors }: EventsOptions): EventStreamOptions {
  const reader = visitors.session(c)?.pseudonym;
  const language = languageOf(c);
  // A browser that opens a stream anew, and not again, cannot send the header.
  const lastSeen = c.req.header("last-event-id") ?? c.req.query("after") ?? "";
  return {
    feed,
    clock,
    reader,
    seen: /^\d{1,15}$/.test(lastSeen) ? Number(lastSeen) : undefined,
    mayRead: visitors.watch(c),
    encode: (post) => encodeEventText(post, reader, language),
  };
}

function refuseReader(c: Context, full: Level): Response {
  if (full === "person") return refuseFor(c, 429, pageWords(c).errors.tooManyReaders, tryAgainSeconds);
  const { tooBusy } = sentencesFor(c).refusals;
  return refuseFor(c, full === "origin" ? 429 : 503, tooBusy(tryAgainSeconds), tryAgainSeconds);
}

/** Who reads a stream, and from where on. */
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
  const encoder = new TextEncoder();
  const nextEvent = eventsFor(options);
  const waiting = createWaiting(options);
  let closed = false;
  let cancelled = false;
  const finish = (): void => {
    if (closed) return;
    closed = true;
    waiting.wake();
    onEnd();
  };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(`retry: ${retryMilliseconds}\n\n`)),
    async pull(controller) {
      let event = nextEvent();
      while (!closed && event === undefined) {
        event = (await waiting.somethingHappens()) === "silence" ? alive : nextEvent();
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

/** Gives one event after the other; undefined while there is no other. */
function eventsFor({ feed, reader, seen, encode }: EventStreamOptions): () => string | undefined {
  let news = feed.newsAfter(seen, reader);
  let sent = 0;
  const nextItem = (): FeedNews["items"][number] | undefined => {
    if (sent >= news.items.length) {
      news = feed.newsAfter(news.until, reader);
      sent = 0;
    }
    return news.items[sent++];
  };
  return () => {
    for (let item = nextItem(); item; item = nextItem()) {
      if (item.kind === "remove") return formatEvent("remove", item.resumeAt, JSON.stringify({ id: item.id }));
      // Looked up at the last moment: what is sent is always the newest state.
      const post = feed.find(item.id, reader);
      if (post) return formatEvent(item.kind, item.resumeAt, encode(post));
    }
    return undefined;
  };
}

/** Waits for the next change of the feed, until the next heartbeat at most; `wake` ends the waiting early. */
function createWaiting({ feed, clock }: EventStreamOptions) {
  let wake = (): void => {};
  return {
    wake: () => wake(),
    somethingHappens: (): Promise<"change" | "silence"> =>
      new Promise((resolve) => {
        const stopListening = feed.onChange(() => wake());
        const stopTimer = clock.after(heartbeatMilliseconds, () => end("silence"));
        const end = (what: "change" | "silence"): void => {
          stopListening();
          stopTimer();
          resolve(what);
        };
        wake = () => end("change");
      }),
  };
}

/** @param data as JSON. */
function formatEvent(name: string, id: number, data: string): string {
  return `event: ${name}\nid: ${id}\ndata: ${data}\n\n`;
}
