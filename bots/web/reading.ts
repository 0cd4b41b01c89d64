/** What there is to see at the page: events, pictures, files, sealed draws, and how a command could go on. */
import type { Context, Hono } from "hono";
import type { Clock, Core, Level } from "../../core/index.ts";
import { complete } from "./completions.ts";
import { encodeEventText } from "./encode.ts";
import { createEventStream } from "./event-stream.ts";
import type { Feed } from "./feed.ts";
import { type Doorway, isCrossSite } from "./guard.ts";
import { isGuessable, type KeptFiles, pictureMediaType } from "./kept-files.ts";
import { type PageLimits, partyOf, refuseFor } from "./limits.ts";
import { languageOf, pageWords, refuse, sentencesFor, type Visitors } from "./visitors.ts";

export type ReadingOptions = {
  core: Pick<Core, "draw" | "suggest">;
  feed: Feed;
  kept: KeptFiles;
  visitors: Visitors;
  clock: Clock;
  doorway: Doorway;
  limits: Pick<PageLimits, "streams">;
};

/** When to try again if all streams are in use, in seconds. */
const tryAgainSeconds = 30;

/** The longest beginning of a command that is looked at, in UTF-16 units. */
const longestBeginning = 200;

const notStored = { "Cache-Control": "no-store" };

/** @param streams ends each event stream; filled and emptied here. */
export function addReading(app: Hono, options: ReadingOptions, streams: Set<() => void>): void {
  addEvents(app, options, streams);
  addFiles(app, options);
  const { core } = options;
  app.get("/api/draws/:battle", async (c) => {
    const draw = await core.draw(c.req.param("battle"));
    return draw ? c.json(draw, 200, notStored) : notFound(c);
  });
  app.get("/api/completions", async (c) => {
    const text = (c.req.query("text") ?? "").slice(0, longestBeginning);
    return c.json(await complete(core, text, languageOf(c)), 200, notStored);
  });
}

function addEvents(app: Hono, options: ReadingOptions, streams: Set<() => void>): void {
  const { feed, visitors, clock, doorway, limits } = options;
  // Not only GET: Hono answers HEAD with what GET gives, and a stream nobody pulls would hold its place for ever.
  app.all("/api/events", (c) => {
    const { errors } = pageWords(c);
    if (c.req.method !== "GET") return refuse(c, 405, errors.onlyGet, { Allow: "GET" });
    if (isCrossSite(c.req.raw.headers, doorway.publicUrl)) return refuse(c, 403, errors.crossSite);
    const place = limits.streams.takeOrDrop(partyOf(c, visitors), 1, () => stream.close());
    if ("full" in place) return refuseReader(c, place.full);
    const reader = visitors.session(c)?.pseudonym;
    const language = languageOf(c);
    // A browser that opens a stream anew, and not again, cannot send the header.
    const lastSeen = c.req.header("last-event-id") ?? c.req.query("after") ?? "";
    const stream = createEventStream(
      {
        feed,
        clock,
        reader,
        seen: /^\d{1,15}$/.test(lastSeen) ? Number(lastSeen) : undefined,
        mayRead: visitors.watch(c),
        encode: (post) => encodeEventText(post, reader, language),
      },
      () => {
        streams.delete(stream.close);
        place.end();
      },
    );
    streams.add(stream.close);
    return c.body(stream.body, 200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
  });
}

function refuseReader(c: Context, full: Level): Response {
  if (full === "person") return refuseFor(c, 429, pageWords(c).errors.tooManyReaders, tryAgainSeconds);
  return refuseFor(
    c,
    full === "origin" ? 429 : 503,
    sentencesFor(c).refusals.tooBusy(tryAgainSeconds),
    tryAgainSeconds,
  );
}

function addFiles(app: Hono, { feed, kept, visitors }: ReadingOptions): void {
  app.get("/images/:file", async (c) => {
    const file = c.req.param("file");
    const type = pictureMediaType(file);
    const given = !isGuessable(file) || isShownTo(visitors.session(c)?.pseudonym, file, feed);
    const picture = type && given && (await kept.read(file));
    if (!picture) return notFound(c);
    return c.body(picture.content, 200, {
      "Content-Type": type,
      "Content-Length": String(picture.length),
      "Cache-Control": "private, max-age=31536000, immutable",
    });
  });
  app.get("/api/files/:post/:index", async (c) => {
    const post = feed.find(c.req.param("post"), visitors.session(c)?.pseudonym);
    const file = /^\d{1,2}$/.test(c.req.param("index")) && post?.content.files?.[Number(c.req.param("index"))];
    if (!file) return notFound(c);
    const body = "text" in file ? file.text : (await kept.read(file.file))?.content;
    if (body === undefined) return notFound(c);
    const name = encodeURIComponent(file.name.toWellFormed()).replaceAll("'", "%27");
    return c.body(body, 200, {
      ...notStored,
      "Content-Type": "text/plain; charset=utf-8",
      // To be kept, never to be shown as if it were a page of ours.
      "Content-Disposition": `attachment; filename*=UTF-8''${name}`,
    });
  });
}

function isShownTo(reader: string | undefined, file: string, feed: Feed): boolean {
  const posts = [...feed.posts()].filter(({ content: { images } }) => images.some((image) => image.file === file));
  return posts.some(({ id }) => feed.find(id, reader) !== undefined);
}

function notFound(c: Context): Response {
  return refuse(c, 404, pageWords(c).errors.notFound);
}
