/** Coming to the page: who somebody is, whether they are let in, and what they are greeted with. */
import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import {
  arenaVersion,
  builtInQuestions,
  type Clock,
  type PlatformRecord,
  type Language,
  type TooOften,
} from "../../core/index.ts";
import { refuseBody, withBody } from "./body.ts";
import { decodeSecret } from "./decode.ts";
import type { Feed } from "./feed.ts";
import { longestForm, mostFiles, type PageLimits } from "./limits.ts";
import { languageOf, pageWords, refuse, refuseFor } from "./refusals.ts";
import { guestCode, type Session } from "./sessions.ts";
import type { Visitors } from "./visitors.ts";

/** What these routes need. */
export type EnteringOptions = {
  feed: Feed;
  visitors: Visitors;
  core: { record: Pick<PlatformRecord, "choices" | "theme"> };
  limits: Pick<PageLimits, "sessions" | "written">;
  clock: Clock;
};

/** Of how many of the newest battles somebody gets their own choices. */
const battlesSeen = 40;

/** Answers `/api/session`, `/api/join`, `/api/operator` and `/api/choices`. */
export function addEntering(app: Hono, options: EnteringOptions): void {
  const { visitors, limits } = options;
  app.post("/api/session", async (c) => {
    const tooMany = visitors.session(c) ? null : limits.sessions.take(visitors.party(c));
    return tooMany ? refuseNewcomer(c, tooMany) : c.json(await welcome(c, options));
  });
  app.post("/api/join", trying(options, "code", visitors.join, "wrongCode"));
  app.post("/api/operator", trying(options, "token", visitors.prove, "wrongToken"));
  app.get("/api/choices", async (c) => {
    const session = visitors.session(c);
    if (!session) return refuse(c, 401, pageWords(c).errors.noSession);
    return c.json({ choices: await choicesOf(session, options) }, 200, { "Cache-Control": "no-store" });
  });
}

async function welcome(c: Context, { feed, visitors, core }: EnteringOptions) {
  const session = visitors.begin(c);
  const { community, language, runsPage } = visitors.visitor(c, session);
  const joined = visitors.isIn(c);
  const words = pageWords(c);
  return {
    name: words.guest(guestCode(session.pseudonym)),
    code: guestCode(session.pseudonym),
    language,
    joined,
    operator: runsPage,
    revision: joined ? feed.revision() : 0,
    empty: !joined || feed.isEmptyFor(session.pseudonym),
    theme: await core.record.theme(community),
    questions: questionsFor(session, languageOf(c)),
    mostFiles,
    mostBytes: longestForm,
    version: arenaVersion,
    words: words.chat,
  };
}

type Tried = "joined" | "operator" | "wrong" | { wait: number };

/** A route that takes a secret; a right one is answered with what its sender is from now on. */
function trying(
  { visitors, limits, clock }: EnteringOptions,
  name: "code" | "token",
  take: (c: Context, session: Session, secret: string) => Tried | Promise<Tried>,
  wrong: "wrongCode" | "wrongToken",
): (c: Context) => Promise<Response> {
  return async (c) => {
    const { errors } = pageWords(c);
    const session = visitors.session(c);
    if (!session) return refuse(c, 401, errors.noSession);
    const counted = { party: visitors.party(c), room: limits.written, clock };
    const secret = await withBody(c, counted, (body) => decodeSecret(body, name));
    // What did not arrive was no try.
    if ("problem" in secret) return refuseBody(c, secret.problem);
    const outcome = await take(c, session, secret.value);
    if (outcome === "wrong") return refuse(c, 403, errors[wrong]);
    return typeof outcome === "string" ? c.json({ [outcome]: true }) : refuseTries(c, outcome);
  };
}

function refuseTries(c: Context, { wait }: { wait: number }): Response {
  return refuse(c, 429, pageWords(c).errors.tooManyTries(wait), { "Retry-After": String(wait) });
}

/** The answer to an address from which too many new people come. */
function refuseNewcomer(c: Context, { seconds }: TooOften): Response {
  return refuseFor(c, 429, pageWords(c).errors.tooManyNewcomers(Math.ceil(seconds / 60)), seconds);
}

/** Somebody's own choices on the newest battles, by post; null where they have none. */
async function choicesOf({ person }: Session, { feed, core }: EnteringOptions) {
  const posts = [...feed.posts()].filter(({ content }) => content.answers && content.draw).slice(-battlesSeen);
  const battleOf = ({ content }: (typeof posts)[number]): string => content.draw?.battle ?? "";
  const chosen = await core.record.choices(person, posts.map(battleOf));
  return Object.fromEntries(posts.map((post) => [post.id, chosen.get(battleOf(post)) ?? null]));
}

/** Three short ones from the bank on three tasks; the same for the same person. */
function questionsFor({ pseudonym }: Session, language: Language): string[] {
  const order = ({ id }: { id: string }) => createHash("sha256").update(`${pseudonym} ${id}`).digest("hex");
  const spoken = builtInQuestions.filter((question) => question.language === language);
  const short = spoken.toSorted((one, other) => one.text.length - other.text.length).slice(0, 15);
  const mixed = short.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
  const tasks = new Map(mixed.toReversed().map((question) => [question.task, question]));
  return [...tasks.values()].slice(-3).map(({ text }) => text);
}
