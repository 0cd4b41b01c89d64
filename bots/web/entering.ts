/** Coming to the page: who somebody is, whether they are let in, and what they are greeted with. */
import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import { builtInQuestions, type Clock, type Core, type Language } from "../../core/index.ts";
import { type Decoded, decodeSecret, longestForm, mostFiles } from "./bodies.ts";
import { bodyOf, refuseBody } from "./body-reader.ts";
import type { Feed } from "./feed.ts";
import { type PageLimits, partyOf, refuseNewcomer } from "./limits.ts";
import { guestCode, type Session } from "./sessions.ts";
import { languageOf, pageWords, refuse, type Visitors } from "./visitors.ts";

export type EnteringOptions = {
  feed: Feed;
  visitors: Visitors;
  core: Pick<Core, "choices" | "theme">;
  limits: Pick<PageLimits, "sessions" | "written">;
  clock: Clock;
};

/** Of how many of the newest battles somebody gets their own choices. */
const battlesSeen = 40;

export function addEntering(app: Hono, options: EnteringOptions): void {
  const { feed, visitors, core, limits, clock } = options;
  const readSecret = async (c: Context, name: "code" | "token"): Promise<Decoded<string>> => {
    const sent = bodyOf(c, partyOf(c, visitors), limits.written, clock);
    try {
      return await decodeSecret(sent, name);
    } finally {
      sent.end();
    }
  };
  app.post("/api/session", async (c) => {
    const tooMany = visitors.session(c) ? null : limits.sessions.take(partyOf(c, visitors));
    if (tooMany) return refuseNewcomer(c, tooMany);
    const session = visitors.begin(c);
    const joined = visitors.isIn(c);
    const words = pageWords(c);
    return c.json({
      name: words.guest(guestCode(session.pseudonym)),
      code: guestCode(session.pseudonym),
      language: languageOf(c),
      joined,
      operator: visitors.isOperator(c, session),
      revision: joined ? feed.revision() : 0,
      empty: !joined || feed.isEmptyFor(session.pseudonym),
      theme: await core.theme(visitors.community),
      questions: questionsFor(session, languageOf(c)),
      mostFiles,
      mostBytes: longestForm,
      words: words.chat,
    });
  });
  /** A route that takes a secret; a right one is answered with what its sender is from now on. */
  const addTry = (
    path: string,
    name: "code" | "token",
    take: (c: Context, session: Session, secret: string) => "joined" | "operator" | "wrong" | { wait: number },
    wrong: "wrongCode" | "wrongToken",
  ): void =>
    void app.post(path, async (c) => {
      const { errors } = pageWords(c);
      const session = visitors.session(c);
      if (!session) return refuse(c, 401, errors.noSession);
      const secret = await readSecret(c, name);
      // What did not arrive was no try.
      if ("problem" in secret) return refuseBody(c, secret.problem);
      const outcome = take(c, session, secret.value);
      if (outcome === "wrong") return refuse(c, 403, errors[wrong]);
      return typeof outcome === "string" ? c.json({ [outcome]: true }) : refuseTries(c, outcome);
    });
  addTry("/api/join", "code", visitors.join, "wrongCode");
  addTry("/api/operator", "token", visitors.prove, "wrongToken");
  app.get("/api/choices", async (c) => {
    const session = visitors.session(c);
    if (!session) return refuse(c, 401, pageWords(c).errors.noSession);
    const posts = [...feed.posts()].filter(({ content }) => content.answers && content.draw).slice(-battlesSeen);
    const chosen = await core.choices(
      session.person,
      posts.map(({ content }) => content.draw?.battle ?? ""),
    );
    const choices = posts.map(({ id, content }) => [id, chosen.get(content.draw?.battle ?? "") ?? null] as const);
    return c.json({ choices: Object.fromEntries(choices) }, 200, { "Cache-Control": "no-store" });
  });
}

function refuseTries(c: Context, { wait }: { wait: number }): Response {
  return refuse(c, 429, pageWords(c).errors.tooManyTries(wait), { "Retry-After": String(wait) });
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
