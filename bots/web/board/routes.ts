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
import { refuseFor } from "../refusals.ts";
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
type Room = PublicBoardOptions & { answers: Answers; inTurn: ReturnType<typeof createInTurn>; drawing: number };

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
export function addPublicBoard(app: Hono, options: PublicBoardOptions): void {
  const room: Room = { ...options, answers: createAnswers(), inTurn: createInTurn(), drawing: 0 };
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

/** What answers are kept under: all that they are made of. */
function keyOf({ board }: Room, kind: string, wanted: Wanted, ...more: readonly string[]): string {
  return JSON.stringify([kind, board.newest()?.publishedAt, wanted, ...more]);
}

async function findDay({ board }: Room, { day }: Wanted): Promise<PublishedDay | null | undefined> {
  return day === null ? board.newest() : await board.find(day);
}

async function sendPage(c: Context, room: Room): Promise<Response> {
  const wanted = wantedBy(c);
  const language: Language = wanted?.chosen ?? chooseLanguage(c.req.header("accept-language"));
  const varied = { Vary: "Accept-Language" };
  const model = c.req.param("model");
  const write = (page: Page): Answer => ({ body: writePage(page, room), type: "text/html; charset=utf-8" });
  const day = wanted && (await findDay(room, wanted));
  const missing = () => {
    const { body } = write(missingPage(wanted ?? wholeBoard, language));
    return c.html(body as string, 404, headersFor(room, "no-store", varied));
  };
  if (!wanted || day === undefined) return missing();
  const headers = headersFor(room, wanted.day === null ? fresh : lasting, varied);
  if (day === null)
    return c.html(write(emptyPage(wanted, language)).body as string, 200, { ...headers, "Cache-Control": "no-store" });
  const one = findBoard(day, wanted);
  if (!one) return missing();
  if (model !== undefined && !day.boards[0]?.board.rows.some((row) => row.model === model)) return missing();
  const make = () => {
    const page =
      model === undefined
        ? boardPage({ day, one, days: room.board.days() }, wanted, language, room)
        : modelPage(day, model, wanted, language);
    return write(page ?? missingPage(wanted, language));
  };
  return await room.answers.send(c, keyOf(room, "page", wanted, language, model ?? ""), make, headers);
}

async function sendJson(c: Context, room: Room): Promise<Response> {
  const open = { "Access-Control-Allow-Origin": "*" };
  const wanted = wantedBy(c);
  const day = wanted && (await findDay(room, wanted));
  const one = wanted && day ? findBoard(day, wanted) : undefined;
  if (!wanted || day === undefined || (day && !one)) {
    const error = sentences("en").publicBoard.missing.text(leastPeople);
    return c.json({ error }, 404, headersFor(room, "no-store", open));
  }
  const make = () => ({ body: boardJson(day && one ? { day, one } : null), type: "application/json; charset=utf-8" });
  const headers = headersFor(room, wanted.day === null ? fresh : lasting, open);
  return await room.answers.send(c, keyOf(room, "json", wanted), make, headers);
}

async function sendBadge(c: Context, room: Room): Promise<Response> {
  const wanted = wantedBy(c);
  if (!wanted) return notFound(c);
  const day = room.board.newest();
  const make = () => ({
    body: writeBadge(day ? findBoard(day, wanted) : undefined, wanted.chosen ?? "en"),
    type: "image/svg+xml; charset=utf-8",
  });
  return await room.answers.send(c, keyOf(room, "badge", wanted), make, headersFor(room, fresh));
}

async function sendFeed(c: Context, room: Room): Promise<Response> {
  const wanted = wantedBy(c);
  if (!wanted) return notFound(c);
  const make = () => ({
    body: writeFeed(room.board.days(), wanted.chosen ?? "en", room.origin),
    type: "application/atom+xml; charset=utf-8",
  });
  return await room.answers.send(c, keyOf(room, "feed", wanted), make, headersFor(room, fresh));
}

/** Drawn one after the other, so that whoever asks for many holds up none of the chat's own for long. */
async function sendPicture(c: Context, room: Room): Promise<Response> {
  const wanted = wantedBy(c);
  const day = wanted && (await findDay(room, wanted));
  const one = wanted && day ? findBoard(day, wanted) : undefined;
  if (!wanted || !day || !one) return notFound(c);
  const key = keyOf(room, "picture", { ...wanted, sorting: "rank" });
  if (!room.answers.has(key) && room.drawing >= mostDrawing)
    return refuseFor(c, 503, sentences(wanted.chosen ?? "en").refusals.tooBusy(tryAgainSeconds), tryAgainSeconds);
  const draw = async (): Promise<Answer> => {
    room.drawing += 1;
    try {
      const png = await room.inTurn("picture", () => room.board.draw(day, one, wanted.chosen ?? "en"));
      return { body: new Uint8Array(png), type: "image/png" };
    } finally {
      room.drawing -= 1;
    }
  };
  return await room.answers.send(c, key, draw, headersFor(room, wanted.day === null ? fresh : lasting));
}
