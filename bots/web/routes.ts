/** The page's HTTP interface, as docs/page-interface.md describes it. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Core, Log } from "../../core/index.ts";
import { addEntering } from "./entering.ts";
import { type Doorway, findObstacle, securityHeaders } from "./guard.ts";
import { type PageLimits, partyOf, refuseTooOften, weightOf } from "./limits.ts";
import { NotDone } from "./not-done.ts";
import type { PageFile } from "./page-files.ts";
import { addReading, type ReadingOptions } from "./reading.ts";
import { pageWords, refuse, type Visitors } from "./visitors.ts";
import { addWriting, type WritingOptions } from "./writing.ts";

export type RoutesOptions = ReadingOptions &
  WritingOptions & {
    limits: PageLimits;
    core: Pick<Core, "choices" | "theme" | "ready">;
    files: ReadonlyMap<string, PageFile>;
    log: Log;
    /** What `/readyz` says besides the database. */
    standings?: (() => Record<string, unknown>) | undefined;
  };

/** The routes, and the way to end the event streams, which would otherwise never end. */
export function createRoutes(options: RoutesOptions): { app: Hono; endStreams: () => void } {
  const app = new Hono();
  const streams = new Set<() => void>();
  guardAll(app, options);
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  slowDown(app, options);
  addPageFiles(app, options);
  app.get("/readyz", async (c) => {
    const ready = await options.core.ready();
    // A bot that is not connected must not get the page restarted.
    return c.json({ status: ready ? "ready" : "no database", ...options.standings?.() }, ready ? 200 : 503);
  });
  keepOut(app, options);
  addEntering(app, options);
  addWriting(app, options);
  addReading(app, options, streams);
  app.notFound((c) => refuse(c, 404, pageWords(c).errors.notFound));
  app.onError((error, c) => {
    if (error instanceof NotDone) {
      return error.seconds === null
        ? refuse(c, error.status, error.message)
        : refuse(c, error.status, error.message, { "Retry-After": String(error.seconds) });
    }
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

/** What programs ask that only check whether the arena is there. */
const probes = ["/healthz", "/readyz"];

function guardAll(app: Hono, { doorway }: { doorway: Doorway }): void {
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value);
    const { method, path, raw } = c.req;
    const arrival = { method, headers: raw.headers, httpVersion: (c.env as HttpBindings).incoming.httpVersion };
    const obstacle = findObstacle(arrival, doorway, probes.includes(path));
    return obstacle === undefined ? next() : refuse(c, 403, pageWords(c).errors[obstacle]);
  });
}

/** Refuses more requests than people can make. `/healthz` is not counted, because its route comes before this. */
function slowDown(app: Hono, { limits, visitors }: RoutesOptions): void {
  app.use(async (c, next) => {
    const tooOften = limits.requests.take(partyOf(c, visitors), weightOf(c.req.path));
    return tooOften ? refuseTooOften(c, tooOften) : next();
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
const openPaths = ["/api/session", "/api/join", "/api/operator"];
/** Open to everybody who knows the identifier, which cannot be guessed: anybody shown a battle may check its draw. */
const openDraw = /^\/api\/draws\/[0-9a-z]{16}$/;

function keepOut(app: Hono, { visitors }: { visitors: Visitors }): void {
  app.use(async (c, next) => {
    const { path } = c.req;
    const isOpen = openPaths.includes(path) || openDraw.test(path) || !/^\/(?:api|images)\//.test(path);
    return isOpen || visitors.isIn(c) ? next() : refuse(c, 403, pageWords(c).errors.notJoined);
  });
}
