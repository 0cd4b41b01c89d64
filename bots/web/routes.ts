/** The page's HTTP interface, as docs/page-interface.md describes it. */
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { chooseLanguage, type Clock, type Core, type Language, type Log, sentences } from "../../core/index.ts";
import { type Conversation, NotDone } from "./conversation.ts";
import { type BodyProblem, decodeMessageBody, decodePressBody, type Visitor } from "./decode.ts";
import { encodeEvent } from "./encode.ts";
import { createEventStream } from "./event-stream.ts";
import type { Feed } from "./feed.ts";
import { isCrossSite, isFromThisMachine, isOurHost, securityHeaders } from "./guard.ts";
import type { PageFile } from "./page-files.ts";
import type { PictureFiles } from "./picture-files.ts";
import { cookieSeconds, guestCode, type Session, type Sessions } from "./sessions.ts";

export type RoutesOptions = {
  conversation: Conversation;
  feed: Feed;
  sessions: Sessions;
  pictures: PictureFiles;
  files: ReadonlyMap<string, PageFile>;
  /** The sealed draw of a battle, as anyone may see it. */
  draw: Core["draw"];
  clock: Clock;
  log: Log;
  /** Where the server listens. */
  host: string;
};

/** How many event streams are served at once: each holds a socket. */
export const mostStreams = 1_000;

const bodyStatus: Record<BodyProblem, 400 | 413> = {
  tooLong: 413,
  notJson: 400,
  notText: 400,
  emptyText: 400,
  notPress: 400,
};

/** The routes, and the way to end the event streams, which would otherwise never end. */
export function createRoutes(options: RoutesOptions): { app: Hono; endStreams: () => void } {
  const app = new Hono();
  const streams = new Set<() => void>();
  guardAll(app, options);
  addFiles(app, options);
  addWriting(app, options);
  addEvents(app, options, streams);
  app.get("/api/draws/:battle", async (c) => {
    const draw = await options.draw(c.req.param("battle"));
    return draw ? c.json(draw, 200, { "Cache-Control": "no-store" }) : refuse(c, 404, pageWords(c).errors.notFound);
  });
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.notFound((c) => refuse(c, 404, pageWords(c).errors.notFound));
  app.onError((error, c) => {
    if (error instanceof NotDone) return refuse(c, error.status, error.message);
    options.log.error({ error, path: c.req.path }, "the page failed to answer");
    return refuse(c, 500, pageWords(c).errors.broken);
  });
  return {
    app,
    endStreams: () => {
      for (const close of streams) close();
    },
  };
}

function guardAll(app: Hono, { host }: RoutesOptions): void {
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value);
    const { errors } = pageWords(c);
    if (!isOurHost(c.req.header("host"), host)) return refuse(c, 403, errors.strangeHost);
    const writes = c.req.method !== "GET" && c.req.method !== "HEAD";
    if (writes && isCrossSite(c.req.raw.headers)) return refuse(c, 403, errors.crossSite);
    return next();
  });
}

function addFiles(app: Hono, { files, pictures }: RoutesOptions): void {
  for (const [path, file] of files) {
    app.get(path, (c) => {
      c.header("ETag", file.tag);
      c.header("Cache-Control", "no-cache");
      if (c.req.header("if-none-match") === file.tag) return c.body(null, 304);
      return c.body(file.body, 200, { "Content-Type": file.type });
    });
  }
  app.get("/images/:file", async (c) => {
    const picture = await pictures.read(c.req.param("file"));
    if (!picture) return refuse(c, 404, pageWords(c).errors.notFound);
    return c.body(picture, 200, {
      "Content-Type": "image/png",
      "Cache-Control": "private, max-age=31536000, immutable",
    });
  });
}

function addWriting(app: Hono, { conversation, feed, sessions, host }: RoutesOptions): void {
  app.post("/api/session", (c) => {
    const session = sessions.read(getCookie(c, sessions.cookieName)) ?? beginSession(c, sessions);
    const words = pageWords(c);
    return c.json({
      name: words.guest(guestCode(session.pseudonym)),
      language: languageOf(c),
      revision: feed.revision(),
      empty: feed.isEmptyFor(session.pseudonym),
      words: words.chat,
    });
  });
  app.post("/api/messages", async (c) => {
    const session = sessions.read(getCookie(c, sessions.cookieName));
    const unfit = refuseUnfit(c, session);
    if (unfit || !session) return unfit;
    const body = await decodeMessageBody(c.req.raw);
    if ("problem" in body) return refuse(c, bodyStatus[body.problem], pageWords(c).errors[body.problem]);
    const { text, inReplyTo } = body.value;
    return c.json({ id: await conversation.takeMessage(visitorOf(c, session, host), text, inReplyTo) }, 202);
  });
  app.post("/api/actions", async (c) => {
    const session = sessions.read(getCookie(c, sessions.cookieName));
    const unfit = refuseUnfit(c, session);
    if (unfit || !session) return unfit;
    const body = await decodePressBody(c.req.raw);
    if ("problem" in body) return refuse(c, bodyStatus[body.problem], pageWords(c).errors[body.problem]);
    return c.json(await conversation.takePress(visitorOf(c, session, host), body.value.post, body.value.action));
  });
}

function addEvents(app: Hono, { feed, sessions, clock }: RoutesOptions, streams: Set<() => void>): void {
  // Not only GET: Hono answers HEAD with what GET gives, and a stream nobody pulls would hold its place for ever.
  app.all("/api/events", (c) => {
    const { errors } = pageWords(c);
    if (c.req.method !== "GET") return refuse(c, 405, errors.onlyGet, { Allow: "GET" });
    if (isCrossSite(c.req.raw.headers)) return refuse(c, 403, errors.crossSite);
    if (streams.size >= mostStreams) return refuse(c, 503, errors.tooManyReaders);
    const reader = sessions.read(getCookie(c, sessions.cookieName))?.pseudonym;
    const language = languageOf(c);
    const lastSeen = c.req.header("last-event-id") ?? "";
    const stream = createEventStream(
      {
        feed,
        clock,
        reader,
        seen: /^\d{1,15}$/.test(lastSeen) ? Number(lastSeen) : undefined,
        encode: (post) => encodeEvent(post, reader, language),
      },
      () => streams.delete(stream.close),
    );
    streams.add(stream.close);
    return c.body(stream.body, 200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
  });
}

/** What is wrong with a writing request before its body is looked at. */
function refuseUnfit(c: Context, session: Session | undefined): Response | undefined {
  const { errors } = pageWords(c);
  if (!session) return refuse(c, 401, errors.noSession);
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  return type === "application/json" ? undefined : refuse(c, 415, errors.notJsonType);
}

function beginSession(c: Context, sessions: Sessions): Session {
  const { session, cookie } = sessions.begin();
  setCookie(c, sessions.cookieName, cookie, { path: "/", httpOnly: true, sameSite: "Strict", maxAge: cookieSeconds });
  return session;
}

function refuse(
  c: Context,
  status: ContentfulStatusCode,
  error: string,
  headers: Record<string, string> = {},
): Response {
  return c.json({ error }, status, headers);
}

function visitorOf(c: Context, session: Session, host: string): Visitor {
  return { session, language: languageOf(c), runsPage: isFromThisMachine(host, c.req.raw.headers) };
}

function languageOf(c: Context): Language {
  return chooseLanguage(c.req.header("accept-language"));
}

function pageWords(c: Context) {
  return sentences(languageOf(c)).page;
}
