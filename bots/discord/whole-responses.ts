/** Discord's answers, read whole before discord.js sees them. */
import { DefaultRestOptions, RESTJSONErrorCodes as codes, type RESTOptions } from "discord.js";

type MakeRequest = RESTOptions["makeRequest"];

/** Longer than any answer of Discord's interface. In bytes. */
const longestBody = 32 * 1024 * 1024;

/** Discord has sent something that is no answer of its interface. */
export class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
  readonly status: number;

  constructor(status: number) {
    super(`Discord's answer (status ${status}) is not JSON`);
    this.status = status;
  }
}

type Answered = Awaited<ReturnType<MakeRequest>>;

/** Reads the body and forgets it. @throws what broke it off, or {UnreadableAnswer} if it has no end. */
async function readBody({ body, status }: Answered): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > longestBody) throw new UnreadableAnswer(status);
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts);
}

/** Whether discord.js looks only at the headers: it tries again, whatever the body says. */
function bodyDoesNotMatter(status: number): boolean {
  return status >= 500 || status === 429;
}

/** How long the slow mode of a channel is waited for, in seconds. */
const longestSlowMode = 5;

/** Whether the slow mode of a channel refuses a message for long. discord.js would wait, for hours if need be. */
function isLongSlowMode(status: number, body: Buffer): boolean {
  if (status !== 429) return false;
  try {
    const { code, retry_after: seconds } = JSON.parse(body.toString("utf8")) as { code?: number; retry_after?: number };
    return code === codes.ActionCannotBePerformedDueToSlowmodeRateLimit && (seconds ?? 0) > longestSlowMode;
  } catch {
    return false;
  }
}

/** Discord's interface sends JSON; something between it and the bot may not. */
function isJson({ headers }: Answered, body: Buffer): boolean {
  if (body.length === 0) return true;
  if (!headers.get("content-type")?.startsWith("application/json")) return false;
  try {
    JSON.parse(body.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

/** @throws what breaks it off, and {UnreadableAnswer}. */
async function send(...[url, init]: Parameters<MakeRequest>): Promise<{ answered: Answered; body: Buffer }> {
  const answered = await DefaultRestOptions.makeRequest(url, init);
  const body = await readBody(answered).catch((error: unknown) => {
    if (bodyDoesNotMatter(answered.status)) return Buffer.alloc(0);
    throw error;
  });
  if (!bodyDoesNotMatter(answered.status) && !isJson(answered, body)) throw new UnreadableAnswer(answered.status);
  return { answered, body };
}

/** Who is told of what becomes of requests. */
export type RequestListener = {
  /** The bot's token is no longer accepted. */
  unauthorized(): void;
  /** An answer says that there were too many requests. */
  limited(): void;
  /** A request may have been carried out, though nothing was heard of it. */
  unheard(url: string): void;
};

/**
 * Reads answers whole before they are handed on; for the option `makeRequest` of every `REST`. discord.js leaves the body
 * of a 5xx or 429 unread; if such a body breaks off, its stream emits an error without a listener, and that would end the
 * process (docs/decisions/2026-11-28-broken-bodies.md).
 */
export function createWholeResponses(listener: RequestListener): MakeRequest {
  return async (url, init) => {
    const { answered, body } = await send(url, init).catch((error: unknown) => {
      listener.unheard(url);
      throw error;
    });
    const { statusText, headers, ok } = answered;
    if (answered.status === 429) listener.limited();
    if (answered.status >= 500) listener.unheard(url);
    const status = isLongSlowMode(answered.status, body) ? 400 : answered.status;
    if (status === 401 && new Headers(init.headers as Record<string, string>).has("authorization"))
      listener.unauthorized();
    return {
      status,
      statusText,
      headers,
      ok,
      body: null,
      bodyUsed: false,
      arrayBuffer: async () => new Uint8Array(body).buffer,
      json: async () => JSON.parse(body.toString("utf8")) as unknown,
      text: async () => body.toString("utf8"),
    };
  };
}
