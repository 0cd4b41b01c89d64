/**
 * The page's HTTP interface, as docs/page-interface.md describes it. What somebody says goes from here to `writing.ts`
 * (`body.ts` reads it, `decode.ts` understands it) and to `conversation.ts`, which asks core. What core posts goes
 * through `conversation.ts` into `feed.ts`, and from there by `events.ts` to every browser.
 */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { arenaVersion, battleIdPattern, type Core, type PlatformRecord, type Log } from "../../core/index.ts";
import { addPublicBoard, isPublicPath, type PublicBoardOptions } from "./board/routes.ts";
import { passOver } from "./body.ts";
import { addEntering, type EnteringOptions } from "./entering.ts";
import { addEvents, type EventsOptions } from "./events.ts";
import { addPageFiles, addPostFiles, notFound, type PageFile, type PostFilesOptions } from "./files.ts";
import { findObstacle, securityHeaders } from "./guard.ts";
import { addInspecting, arrivalOf, inspectedPaths, type Inspection } from "./inspecting.ts";
import { type PageLimits, weightOf } from "./limits.ts";
import { NotDone, pageWords, refuse, refuseTooOften } from "./refusals.ts";
import type { Visitors } from "./visitors.ts";
import { addWriting, type WritingOptions } from "./writing.ts";

/** What all routes together need. */
export type RoutesOptions = EnteringOptions &
  EventsOptions &
  PostFilesOptions &
  WritingOptions & {
    limits: PageLimits;
    core: Pick<Core, "suggest"> & { record: Pick<PlatformRecord, "choices" | "draw" | "theme" | "ready"> };
    files: ReadonlyMap<string, PageFile>;
    log: Log;
    /** What `/readyz` says besides the database. */
    standings?: (() => Record<string, unknown>) | undefined;
    /** Left out: there is nothing to inspect. */
    inspection?: Inspection | undefined;
    /** Left out: nothing is public. */
    publicBoard?: PublicBoardOptions | undefined;
    /** Leaves out all that is for people. */
    hidden?: boolean | undefined;
  };

/**
 * The routes, in the order in which a request passes them, and the way to end the event streams, which would otherwise
 * never end.
 */
export function createRoutes(options: RoutesOptions): { app: Hono; endStreams: () => void } {
  const app = new Hono();
  const streams = new Set<() => void>();
  guardAll(app, options);
  app.get("/healthz", (c) => c.json({ status: "ok", version: arenaVersion }));
  slowDown(app, options);
  app.get("/readyz", async (c) => {
    const ready = await options.core.record.ready();
    // A bot that is not connected must not get the page restarted.
    return c.json({ status: ready ? "ready" : "no database", ...options.standings?.() }, ready ? 200 : 503);
  });
  if (options.inspection) addInspecting(app, options.inspection, options.doorway);
  if (!options.hidden) addForPeople(app, options, streams);
  app.get("/api/draws/:battle", async (c) => {
    const draw = await options.core.record.draw(c.req.param("battle"));
    return draw ? c.json(draw, 200, { "Cache-Control": "no-store" }) : notFound(c);
  });
  app.notFound(notFound);
  app.onError((error, c) => explain(error, c, options.log));
  return { app, endStreams: () => streams.forEach((close) => close()) };
}

function addForPeople(app: Hono, options: RoutesOptions, streams: Set<() => void>): void {
  addPageFiles(app, options.files);
  if (options.publicBoard) addPublicBoard(app, options.publicBoard, options);
  keepOut(app, options);
  addEntering(app, options);
  addWriting(app, options);
  addEvents(app, options, streams);
  addPostFiles(app, options);
}

function explain(error: Error, c: Context, log: Log): Response {
  if (error instanceof NotDone) {
    const headers = error.seconds === null ? {} : { "Retry-After": String(error.seconds) };
    return refuse(c, error.status, error.message, headers);
  }
  log.error({ error, path: c.req.path }, "the page failed to answer");
  return refuse(c, 500, pageWords(c).errors.broken);
}

/** What programs ask: it tells strangers nothing, or guards itself. */
const probes = ["/healthz", "/readyz", ...inspectedPaths];

const headersOfAll = Object.entries(securityHeaders);

function guardAll(app: Hono, { doorway, clock, publicBoard }: RoutesOptions): void {
  const tellsNothing = (path: string) => probes.includes(path) || (publicBoard !== undefined && isPublicPath(path));
  app.use(async (c, next) => {
    const { incoming, outgoing } = c.env as HttpBindings;
    // Set at Node itself: as headers of Hono's own they would be copied, checked and sorted with every answer.
    for (const [name, value] of headersOfAll) outgoing.setHeader(name, value);
    const obstacle = findObstacle(arrivalOf(c), doorway, tellsNothing(c.req.path));
    if (obstacle === undefined) await next();
    else c.res = refuse(c, 403, pageWords(c).errors[obstacle]);
    await passOver(incoming, clock);
  });
}

const presses = ["/api/actions", "/api/reactions"];

/** Refuses more requests than people can make. `/healthz` is not counted, because its route comes before this. */
function slowDown(app: Hono, { limits, visitors }: RoutesOptions): void {
  app.use(async (c, next) => {
    const { path } = c.req;
    const party = visitors.party(c);
    const tooOften = presses.includes(path) ? limits.presses.take(party) : limits.requests.take(party, weightOf(path));
    return tooOften ? refuseTooOften(c, tooOften) : next();
  });
}

/** What may be asked for by somebody who has not joined. */
const openPaths = ["/api/session", "/api/join", "/api/operator"];
/** Open to everybody who knows the identifier, which cannot be guessed: anybody shown a battle may check its draw. */
const openDraw = new RegExp(`^/api/draws/${battleIdPattern}$`);

function keepOut(app: Hono, { visitors }: { visitors: Visitors }): void {
  app.use(async (c, next) => {
    const { path } = c.req;
    const isOpen = openPaths.includes(path) || openDraw.test(path) || !/^\/(?:api|images)\//.test(path);
    return isOpen || visitors.isIn(c) ? next() : refuse(c, 403, pageWords(c).errors.notJoined);
  });
}
