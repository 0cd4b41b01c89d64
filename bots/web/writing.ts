/** What people do at the page: they say something, press a button, react, and are helped with their commands. */
import type { Context, Hono } from "hono";
import type { Clock, Core } from "../../core/index.ts";
import { type Body, type Decoded, refuseBody, withBody } from "./body.ts";
import { complete } from "./completions.ts";
import type { Conversation } from "./conversation.ts";
import { decodeMessageBody, decodePressBody, decodeReactionBody, isForm } from "./decode.ts";
import type { PageLimits } from "./limits.ts";
import type { Presses } from "./presses.ts";
import { languageOf, pageWords, refuse } from "./refusals.ts";
import type { Session, Sessions } from "./sessions.ts";
import type { Visitors } from "./visitors.ts";

/** What these routes need. */
export type WritingOptions = {
  core: Pick<Core, "suggest">;
  conversation: Conversation;
  presses: Presses;
  sessions: Sessions;
  visitors: Visitors;
  limits: Pick<PageLimits, "uploaded" | "written">;
  clock: Clock;
};

/** The longest beginning of a command that is looked at, in UTF-16 units. */
const longestBeginning = 200;

/** Answers `/api/messages`, `/api/actions`, `/api/reactions` and `/api/completions`. */
export function addWriting(app: Hono, options: WritingOptions): void {
  const { core, conversation, presses, sessions, visitors } = options;
  app.post(
    "/api/messages",
    taking(options, decodeMessageBody, async (c, session, said) => {
      const id = said.key === null ? null : sessions.messageOf(session, said.key);
      const visitor = visitors.visitor(c, session);
      return c.json({ id: await conversation.takeMessage(visitor, { ...said, id }) }, 202);
    }),
  );
  app.post(
    "/api/actions",
    taking(options, decodePressBody, async (c, session, press) =>
      c.json(await presses.press(visitors.visitor(c, session), press)),
    ),
  );
  app.post(
    "/api/reactions",
    taking(options, decodeReactionBody, async (c, session, reaction) =>
      c.json({ reply: await presses.react(visitors.visitor(c, session), reaction) }),
    ),
  );
  app.get("/api/completions", async (c) => {
    const text = (c.req.query("text") ?? "").slice(0, longestBeginning);
    return c.json(await complete(core, text, languageOf(c)), 200, { "Cache-Control": "no-store" });
  });
}

/** Answers a request whose body can be used, from somebody the page knows. */
function taking<T>(
  { visitors, limits, clock }: WritingOptions,
  decode: (body: Body) => Promise<Decoded<T>>,
  take: (c: Context, session: Session, value: T) => Promise<Response>,
): (c: Context) => Promise<Response> {
  return async (c) => {
    const session = visitors.session(c);
    if (!session) return refuse(c, 401, pageWords(c).errors.noSession);
    if (!hasFitType(c)) return refuse(c, 415, pageWords(c).errors.notJsonType);
    const room = isForm(c.req.header("content-type")) ? limits.uploaded : limits.written;
    return withBody(c, { party: visitors.party(c), room, clock }, async (body) => {
      const sent = await decode(body);
      return "problem" in sent ? refuseBody(c, sent.problem) : take(c, session, sent.value);
    });
  };
}

/** Messages alone may be forms. */
function hasFitType(c: Context): boolean {
  if (c.req.path === "/api/messages" && isForm(c.req.header("content-type"))) return true;
  return c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
