/** The page's HTTP interface, as docs/page-interface.md describes it. */
import { Hono } from "hono";
import type { Core, Log } from "../../core/index.ts";
import { addEntering } from "./entering.ts";
import { isCrossSite, isOurHost, securityHeaders } from "./guard.ts";
import { NotDone } from "./not-done.ts";
import type { PageFile } from "./page-files.ts";
import { addReading, type ReadingOptions } from "./reading.ts";
import { pageWords, refuse, type Visitors } from "./visitors.ts";
import { addWriting, type WritingOptions } from "./writing.ts";

export { mostStreams } from "./reading.ts";

export type RoutesOptions = ReadingOptions &
  WritingOptions & {
    core: Pick<Core, "choices" | "theme" | "ready">;
    files: ReadonlyMap<string, PageFile>;
    log: Log;
    /** Where the server listens. */
    host: string;
    /** What `/readyz` says beside the database. */
    standings?: (() => Record<string, unknown>) | undefined;
  };

/** The routes, and the way to end the event streams, which would otherwise never end. */
export function createRoutes(options: RoutesOptions): { app: Hono; endStreams: () => void } {
  const app = new Hono();
  const streams = new Set<() => void>();
  guardAll(app, options);
  addPageFiles(app, options);
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    const ready = await options.core.ready();
    // A platform that is away is no reason to end the rest.
    return c.json({ status: ready ? "ready" : "no database", ...options.standings?.() }, ready ? 200 : 503);
  });
  keepOut(app, options);
  addEntering(app, options);
  addWriting(app, options);
  addReading(app, options, streams);
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

function addPageFiles(app: Hono, { files }: RoutesOptions): void {
  for (const [path, file] of files) {
    app.get(path, (c) => {
      c.header("ETag", file.tag);
      c.header("Cache-Control", "no-cache");
      if (c.req.header("if-none-match") === file.tag) return c.body(null, 304);
      return c.body(file.body, 200, { "Content-Type": file.type });
    });
  }
}

/** What may be asked for by somebody who has not joined. */
const openPaths = ["/api/session", "/api/join"];

function keepOut(app: Hono, { visitors }: { visitors: Visitors }): void {
  app.use(async (c, next) => {
    const isOpen = openPaths.includes(c.req.path) || !/^\/(?:api|images)\//.test(c.req.path);
    return isOpen || visitors.isIn(c) ? next() : refuse(c, 403, pageWords(c).errors.notJoined);
  });
}
