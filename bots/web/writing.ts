/** What people do at the page: they say something, press a button, react. */
import type { Context, Hono } from "hono";
import { bodyStatus, type Decoded, decodeMessageBody, decodePressBody, decodeReactionBody, isForm } from "./bodies.ts";
import type { Conversation } from "./conversation.ts";
import type { Session, Sessions } from "./sessions.ts";
import { pageWords, refuse, type Visitors } from "./visitors.ts";

export type WritingOptions = { conversation: Conversation; sessions: Sessions; visitors: Visitors };

export function addWriting(app: Hono, { conversation, sessions, visitors }: WritingOptions): void {
  /** Answers a request whose body can be used, from somebody the page knows. */
  const taking =
    <T>(
      decode: (request: Request) => Promise<Decoded<T>>,
      take: (c: Context, session: Session, value: T) => Promise<Response>,
    ) =>
    async (c: Context): Promise<Response> => {
      const { errors } = pageWords(c);
      const session = visitors.session(c);
      if (!session) return refuse(c, 401, errors.noSession);
      if (!hasFitType(c)) return refuse(c, 415, errors.notJsonType);
      const body = await decode(c.req.raw);
      if ("problem" in body) return refuse(c, bodyStatus[body.problem], errors[body.problem]);
      return take(c, session, body.value);
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
  if (c.req.path === "/api/messages" && isForm(c.req.raw)) return true;
  return c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
