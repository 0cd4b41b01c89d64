/** Server-sent events from the feed. Of a reader only the place in the feed is kept, so a slow one costs no memory. */
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Hono } from "hono";
import { type Clock, createBoundedMap, type Language, type Level } from "../../core/index.ts";
import { encodeEventText, isSameForOthers } from "./encode.ts";
import type { Feed, FeedPost, NewsItem } from "./feed.ts";
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

const streamHeaders = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

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
  const encode = createEventEncoder();
  // Not only GET: Hono answers HEAD with what GET gives, and a stream nobody reads would hold its place for ever.
  app.all("/api/events", async (c) => {
    const { errors } = pageWords(c);
    if (c.req.method !== "GET") return refuse(c, 405, errors.onlyGet, { Allow: "GET" });
    if (isCrossSite(c.req.raw.headers, doorway.publicUrl)) return refuse(c, 403, errors.crossSite);
    const seen = seenBefore(c);
    // Another process has told them more than is known here yet.
    if (seen !== undefined && seen > options.feed.revision()) await options.feed.catchUp().catch(() => {});
    let close = (): void => {};
    const place = limits.streams.takeOrDrop(visitors.party(c), 1, () => close());
    if ("full" in place) return refuseReader(c, place.full);
    // Straight to Node: a web stream would cost more than all the rest that is done for a reader.
    const { outgoing } = c.env as HttpBindings;
    outgoing.writeHead(200, streamHeaders);
    close = sendEvents(readingOf(c, options, seen, encode), outgoing, () => {
      streams.delete(close);
      place.end();
    });
    streams.add(close);
    return RESPONSE_ALREADY_SENT;
  });
}

/** The last revision of which a reader has been told, if any. */
function seenBefore(c: Context): number | undefined {
  // A browser that opens a stream anew, and not again, cannot send the header.
  const lastSeen = c.req.header("last-event-id") ?? c.req.query("after") ?? "";
  return /^\d{1,15}$/.test(lastSeen) ? Number(lastSeen) : undefined;
}

function readingOf(
  c: Context,
  { feed, clock, visitors }: EventsOptions,
  seen: number | undefined,
  encode: EventEncoder,
): Reading {
  const reader = visitors.session(c)?.pseudonym;
  const language = languageOf(c);
  return {
    feed,
    clock,
    reader,
    seen,
    mayRead: visitors.watch(c),
    encode: (item, post) => encode(item, post, reader, language),
  };
}

function refuseReader(c: Context, full: Level): Response {
  if (full === "person") return refuseFor(c, 429, pageWords(c).errors.tooManyReaders, tryAgainSeconds);
  const { tooBusy } = sentencesFor(c).refusals;
  return refuseFor(c, full === "origin" ? 429 : 503, tooBusy(tryAgainSeconds), tryAgainSeconds);
}

/** Makes the event that tells a reader of a post; undefined: that it is gone. */
export type EventEncoder = (
  item: NewsItem,
  post: FeedPost | undefined,
  reader: string | undefined,
  language: Language,
) => Uint8Array;

/** How many of the last events are kept: all who keep up with the feed get them within moments. */
const mostKept = 32;

/** Makes an event that is the same for many readers once: they all get the same bytes. */
export function createEventEncoder(): EventEncoder {
  const kept = createBoundedMap<string, Uint8Array>(mostKept);
  return (item, post, reader, language) => {
    const { kind, id, resumeAt } = item;
    const make = (): Uint8Array => {
      const data = post ? encodeEventText(post, reader, language) : JSON.stringify({ id });
      return Buffer.from(`event: ${kind}\nid: ${resumeAt}\ndata: ${data}\n\n`);
    };
    if (post && !isSameForOthers(post, reader)) return make();
    const name = `${kind} ${resumeAt} ${id} ${post?.revision} ${language}`;
    return kept.get(name) ?? kept.set(name, make());
  };
}

/** Who reads a stream, and from where on. */
export type Reading = {
  feed: Feed;
  clock: Clock;
  /** Pseudonym of the reader, undefined for somebody without a session. */
  reader: string | undefined;
  /** What the reader says it has seen: the `Last-Event-ID`, undefined at first. */
  seen: number | undefined;
  /** Whether the reader may still read: asked before each event. */
  mayRead: () => boolean;
  /** The event that tells this reader of a post; undefined: that it is gone. */
  encode: (item: NewsItem, post: FeedPost | undefined) => Uint8Array;
};

/** Where events go, as Node's responses take them. */
export type EventSink = {
  /** @returns whether more may follow at once; otherwise not before `drain`. */
  write(event: Uint8Array | string): boolean;
  end(): void;
  on(what: "close" | "drain", listener: () => void): void;
};

/**
 * Sends a reader whatever there is, then whatever happens. A reader that takes no more gets nothing until it does.
 * @param sink a response whose head has been written.
 * @param onEnd runs once, however it ends.
 * @returns what ends it in good order.
 */
export function sendEvents(reading: Reading, sink: EventSink, onEnd: () => void): () => void {
  const { feed, clock, mayRead } = reading;
  const nextEvent = eventsFor(reading);
  let [flowing, ended] = [true, false];
  const finish = (): void => {
    if (ended) return;
    ended = true;
    stopListening();
    silence.stop();
    onEnd();
    sink.end();
  };
  const send = (event: Uint8Array | string): void => {
    if (!mayRead()) return finish();
    flowing = sink.write(event);
    silence.isBroken();
  };
  const sendNews = (): void => {
    for (let event; flowing && !ended && (event = nextEvent());) send(event);
  };
  const silence = watchSilence(clock, () => flowing && send(alive));
  const stopListening = feed.onChange(sendNews);
  sink.on("close", finish);
  sink.on("drain", () => {
    flowing = true;
    sendNews();
  });
  send(`retry: ${retryMilliseconds}\n\n`);
  sendNews();
  return finish;
}

/** Calls back whenever there has been silence for as long as between two heartbeats. */
function watchSilence(clock: Clock, onSilence: () => void) {
  const now = (): number => clock.elapsed();
  let brokenAt = now();
  let stopped = false;
  // One timer that is set anew when it rings: most streams are not silent for long.
  const ring = (): void => {
    if (now() - brokenAt >= heartbeatMilliseconds) onSilence();
    const left = brokenAt + heartbeatMilliseconds - now();
    if (!stopped) callOff = clock.after(left > 0 ? left : heartbeatMilliseconds, ring);
  };
  let callOff = clock.after(heartbeatMilliseconds, ring);
  return {
    isBroken: () => void (brokenAt = now()),
    stop(): void {
      stopped = true;
      callOff();
    },
  };
}

/** Gives one event after the other; undefined while there is no other. */
function eventsFor({ feed, reader, seen, encode }: Reading): () => Uint8Array | undefined {
  let news = feed.newsAfter(seen, reader);
  let sent = 0;
  const nextItem = (): NewsItem | undefined => {
    if (sent >= news.items.length) {
      news = feed.newsAfter(news.until, reader);
      sent = 0;
    }
    return news.items[sent++];
  };
  return () => {
    for (let item = nextItem(); item; item = nextItem()) {
      if (item.kind === "remove") return encode(item, undefined);
      // Looked up at the last moment: what is sent is always the newest state.
      const post = feed.find(item.id, reader);
      if (post) return encode(item, post);
    }
    return undefined;
  };
}
