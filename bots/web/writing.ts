/** What people do at the page: they say something, press a button, react. */
import type { Context, Hono } from "hono";
import type { Clock } from "../../core/index.ts";
import { type Decoded, decodeMessageBody, decodePressBody, decodeReactionBody, isForm } from "./bodies.ts";
import { type Body, bodyOf, refuseBody } from "./body-reader.ts";
import type { Conversation } from "./conversation.ts";
import { type PageLimits, partyOf } from "./limits.ts";
import type { Session, Sessions } from "./sessions.ts";
import { pageWords, refuse, type Visitors } from "./visitors.ts";

export type WritingOptions = {
  conversation: Conversation;
  sessions: Sessions;
  visitors: Visitors;
  limits: Pick<PageLimits, "uploaded" | "written">;
  clock: Clock;
};

export function addWriting(app: Hono, { conversation, sessions, visitors, limits, clock }: WritingOptions): void {
  /** Answers a request whose body can be used, from somebody the page knows. */
  const taking =
    <T>(
      decode: (body: Body) => Promise<Decoded<T>>,
      take: (c: Context, session: Session, value: T) => Promise<Response>,
    ) =>
    async (c: Context): Promise<Response> => {
      const { errors } = pageWords(c);
      const session = visitors.session(c);
      if (!session) return refuse(c, 401, errors.noSession);
      if (!hasFitType(c)) return refuse(c, 415, errors.notJsonType);
      const room = isForm(c.req.header("content-type")) ? limits.uploaded : limits.written;
      const sent = bodyOf(c, partyOf(c, visitors), room, clock);
      try {
        const body = await decode(sent);
        if ("problem" in body) return refuseBody(c, body.problem);
        return await take(c, session, body.value);
      } finally {
        sent.end();
      }
    };

  app.post(
    "/api/messages",
    taking(decodeMessageBody, async (c, session, said) => {
      const id = said.key === null ? null : sessions.messageOf(session, said.key);
      const visitor = visitors.visitor(c, session);
      return c.json({ id: await conversation.takeMessage(visitor, { ...said, id }) }, 202);
    }),
  );
  app.post(
    "/api/actions",
    taking(decodePressBody, async (c, session, press) =>
      c.json(await conversation.press(visitors.visitor(c, session), press)),
    ),
  );
  app.post(
    "/api/reactions",
    taking(decodeReactionBody, async (c, session, reaction) =>
      c.json({ reply: await conversation.react(visitors.visitor(c, session), reaction) }),
    ),
  );
}

/** Messages alone may be forms. */
function hasFitType(c: Context): boolean {
  if (c.req.path === "/api/messages" && isForm(c.req.header("content-type"))) return true;
  return c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
