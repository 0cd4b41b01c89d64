/**
 * The public board, as docs/public-board.md describes it: read from what was published, without the chat and without a code.
 * Nothing here asks for a vote, and nobody's visit has a board rated.
 */
import { readFile } from "node:fs/promises";
import type { Context, Hono } from "hono";
import {
  chooseLanguage,
  createInTurn,
  findBoard,
  type Language,
  leastPeople,
  type PublishedDay,
  type ShownPublicBoard,
  sentences,
} from "../../../core/index.ts";
import { notFound } from "../files.ts";
import type { PageLimits } from "../limits.ts";
import { refuseFor, refuseTooOften } from "../refusals.ts";
import type { Visitors } from "../visitors.ts";
import { readWanted, type Wanted, wholeBoard } from "./addresses.ts";
import { type Answer, type Answers, createAnswers } from "./answers.ts";
import { writeBadge } from "./badge.ts";
import { boardJson } from "./board-json.ts";
import { boardPage } from "./board-page.ts";
import { writeFeed } from "./changes-feed.ts";
import { emptyPage, missingPage } from "./other-pages.ts";
import { modelPage } from "./model-page.ts";
import { type Page, type Reach, writePage } from "./shell.ts";

/** What the public board needs. */
export type PublicBoardOptions = Reach & { board: Pick<ShownPublicBoard, "newest" | "days" | "find" | "draw"> };

/** What is read of it. */
type Room = PublicBoardOptions &
  Counting & { answers: Answers; inTurn: ReturnType<typeof createInTurn>; drawing: number };

/** Who asks, and how much may be made. */
type Counting = { limits: Pick<PageLimits, "made">; visitors: Pick<Visitors, "party"> };

/** Whether a path is the public board's: all of it is the same for everybody. */
export function isPublicPath(path: string): boolean {
  return /^\/(?:board(?:[./]|$)|robots\.txt$)/.test(path);
}

/** How long others may keep what is newest, and what never changes but for its surroundings. Seconds. */
const fresh = "public, max-age=300";
const lasting = "public, max-age=3600";
/** More pictures than this do not wait to be drawn: one is drawn at a time. */
const mostDrawing = 8;
const tryAgainSeconds = 10;

const headersOfAll = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // Badges, pictures and figures are for other sites.
  "Cross-Origin-Resource-Policy": "cross-origin",
};

const dated = "/board/:day{\\d{4}-\\d{2}-\\d{2}}";

/** Answers all of its paths. */
export function addPublicBoard(app: Hono, options: PublicBoardOptions, { limits, visitors }: Counting): void {
  const counting = { limits, visitors };
  const room: Room = { ...options, ...counting, answers: createAnswers(), inTurn: createInTurn(), drawing: 0 };
  addFiles(app, room);
  const html = (c: Context) => sendPage(c, room);
  const json = (c: Context) => sendJson(c, room);
  const picture = (c: Context) => sendPicture(c, room);
  app.get("/board", html);
  app.get("/board.json", json);
  app.get("/board.png", picture);
  app.get("/board.svg", (c) => sendBadge(c, room));
  app.get("/board.atom", (c) => sendFeed(c, room));
  app.get(dated, html);
  app.get("/board/:file{\\d{4}-\\d{2}-\\d{2}\\.json}", json);
  app.get("/board/:file{\\d{4}-\\d{2}-\\d{2}\\.png}", picture);
  app.get("/board/models/:model", html);
  app.get(`${dated}/models/:model`, html);
}

function addFiles(app: Hono, room: Room): void {
  const files = { "style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml" };
  for (const [name, type] of Object.entries(files)) {
    const place = new URL(name === "icon.svg" ? "../page/icon.svg" : `./${name}`, import.meta.url);
    const read = async (): Promise<Answer> => ({ body: await readFile(place, "utf8"), type });
    app.get(`/board/${name}`, (c) => room.answers.send(c, name, read, headersFor(room, fresh)));
  }
  if (!room.listed) return;
  app.get("/robots.txt", (c) => c.text("User-agent: *\nAllow: /board\nDisallow: /\n", 200, headersFor(room, fresh)));
}

function headersFor({ listed }: Room, caching: string, more: Record<string, string> = {}): Record<string, string> {
  return { ...headersOfAll, "Cache-Control": caching, ...(!listed && { "X-Robots-Tag": "noindex" }), ...more };
}

/** What a request asks for; undefined where that never is. */
function wantedBy(c: Context): Wanted | undefined {
  const day = c.req.param("day") ?? c.req.param("file")?.slice(0, 10) ?? null;
  return readWanted(day, (name) => c.req.query(name));
}

/** What is asked for, and how it is made of a day's boards: undefined where there is no such board. */
type Asked = {
  kind: string;
  /** Undefined: what never is. */
  wanted: Wanted | undefined;
  /** What else it depends on. */
  more?: readonly string[];
  headers?: Record<string, string>;
  missing: () => Response;
  make: (day: PublishedDay | null, wanted: Wanted) => (() => Answer | Promise<Answer>) | Response | undefined;
};

/** Sends what is kept; else makes it, as much in a while as others at the arena do not notice. */
async function send(c: Context, room: Room, asked: Asked): Promise<Response> {
  const { kind, wanted, more = [], headers = {}, missing, make } = asked;
  const { board, answers, limits, visitors } = room;
  const isKnown = wanted && (wanted.day === null || board.days().some(({ day }) => day === wanted.day));
  if (!isKnown) return missing();
  const key = JSON.stringify([kind, board.newest()?.publishedAt, wanted, ...more]);
  const all = headersFor(room, wanted.day === null ? fresh : lasting, headers);
  const kept = await answers.sendKept(c, key, all);
  if (kept) return kept;
  const tooOften = limits.made.take(visitors.party(c));
  if (tooOften) return refuseTooOften(c, tooOften);
  const day = wanted.day === null ? board.newest() : await board.find(wanted.day);
  const making = day === undefined ? undefined : make(day, wanted);
  if (!making) return missing();
  return making instanceof Response ? making : await answers.send(c, key, making, all);
}

function sendPage(c: Context, room: Room): Promise<Response> {
  const wanted = wantedBy(c);
  const language: Language = wanted?.chosen ?? chooseLanguage(c.req.header("accept-language"));
  const varied = { Vary: "Accept-Language" };
  const model = c.req.param("model") ?? null;
  const unkept = (page: Page, status: 200 | 404) =>
    c.html(writePage(page, room), status, headersFor(room, "no-store", varied));
  return send(c, room, {
    ...{ kind: "page", wanted, more: [language, model ?? ""], headers: varied },
    missing: () => unkept(missingPage(wanted ?? wholeBoard, language), 404),
    make(day, asked) {
      if (!day) return unkept(emptyPage(asked, language), 200);
      const one = findBoard(day, asked);
      const shown = one && { day, one, days: room.board.days() };
      const page =
        shown && (model === null ? boardPage(shown, asked, language, room) : modelPage(day, model, asked, language));
      return page && (() => ({ body: writePage(page, room), type: "text/html; charset=utf-8" }));
    },
  });
}

function sendJson(c: Context, room: Room): Promise<Response> {
  const open = { "Access-Control-Allow-Origin": "*" };
  const error = sentences("en").publicBoard.missing.text(leastPeople);
  return send(c, room, {
    ...{ kind: "json", wanted: wantedBy(c), headers: open },
    missing: () => c.json({ error }, 404, headersFor(room, "no-store", open)),
    make(day, asked) {
      const one = day && findBoard(day, asked);
      if (day && !one) return undefined;
      return () => ({ body: boardJson(day && one ? { day, one } : null), type: "application/json; charset=utf-8" });
    },
  });
}

function sendBadge(c: Context, room: Room): Promise<Response> {
  return send(c, room, {
    ...{ kind: "badge", wanted: wantedBy(c), missing: () => notFound(c) },
    make: (day, asked) => () => ({
      body: writeBadge(day ? findBoard(day, asked) : undefined, asked.chosen ?? "en"),
      type: "image/svg+xml; charset=utf-8",
    }),
  });
}

function sendFeed(c: Context, room: Room): Promise<Response> {
  return send(c, room, {
    ...{ kind: "feed", wanted: wantedBy(c), missing: () => notFound(c) },
    make:
      (_day, { chosen }) =>
      () => ({
        body: writeFeed(room.board.days(), chosen ?? "en", room.origin),
        type: "application/atom+xml; charset=utf-8",
      }),
  });
}

/** Drawn one after the other, so that whoever asks for many holds up none of the chat's own for long. */
function sendPicture(c: Context, room: Room): Promise<Response> {
  const wanted = wantedBy(c);
  return send(c, room, {
    ...{ kind: "picture", wanted: wanted && { ...wanted, sorting: "rank" as const }, missing: () => notFound(c) },
    make(day, asked) {
      const one = day && findBoard(day, asked);
      if (!day || !one) return undefined;
      const language = asked.chosen ?? "en";
      if (room.drawing >= mostDrawing)
        return refuseFor(c, 503, sentences(language).refusals.tooBusy(tryAgainSeconds), tryAgainSeconds);
      return async () => {
        room.drawing += 1;
        const drawn = room.inTurn("picture", () => room.board.draw(day, one, language));
        const png = await drawn.finally(() => (room.drawing -= 1));
        return { body: new Uint8Array(png), type: "image/png" };
      };
    },
  });
}
