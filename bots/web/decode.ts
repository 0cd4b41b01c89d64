/** HTTP as core's requests and presses. */
import type { Language, Press, Request as CoreRequest, Sender } from "../../core/index.ts";
import type { Session } from "./sessions.ts";

/** The page is one community and one place. */
const community = "web:local";
const place = "web:page";

/** The longest body taken, in bytes. Any question the arena takes is far shorter. */
export const longestBody = 128 * 1024;

/** How much of a longer body is read before it is answered, in bytes: who is still sending would not hear us. */
const longestRead = 16 * 1024 * 1024;

/** Why a body could not be used: the names of the page's own sentences. */
export type BodyProblem = "tooLong" | "notJson" | "notText" | "emptyText" | "notPress";

/** The body of a message or press, or what is wrong with it. */
export type Decoded<T> = { value: T } | { problem: BodyProblem };

/** Somebody at the page. */
export type Visitor = {
  session: Session;
  language: Language;
  /** Whether they sit at this machine: then they run the page. */
  runsPage: boolean;
};

/** @param message `address` is the identifier it will have once it is posted. */
export function decodeRequest(
  visitor: Visitor,
  message: { address: string; text: string; inReplyTo: string | null },
): CoreRequest {
  const { address, text, inReplyTo } = message;
  return { ...senderOf(visitor), address, text, ...(inReplyTo !== null && { inReplyTo }) };
}

export function decodePress(visitor: Visitor, action: string): Press {
  return { ...senderOf(visitor), action };
}

function senderOf({ session: { person }, language, runsPage }: Visitor): Sender {
  return { platform: "web", person, community, place, private: false, manages: runsPage, language };
}

/** What somebody says, and the post it answers. */
export type MessageBody = { text: string; inReplyTo: string | null };

/** `{"text": …, "inReplyTo": …}`, the text as written but for what no database keeps: NUL and halves of characters. */
export async function decodeMessageBody(request: Request): Promise<Decoded<MessageBody>> {
  const body = await readJson(request);
  if ("problem" in body) return body;
  const text = propertyOf(body.value, "text");
  const inReplyTo = propertyOf(body.value, "inReplyTo") ?? null;
  if (typeof text !== "string" || (inReplyTo !== null && typeof inReplyTo !== "string")) return { problem: "notText" };
  const kept = text.toWellFormed().replaceAll("\0", "");
  return kept.trim() === "" ? { problem: "emptyText" } : { value: { text: kept, inReplyTo } };
}

/** `{"post": …, "action": …}`. */
export async function decodePressBody(request: Request): Promise<Decoded<{ post: string; action: string }>> {
  const body = await readJson(request);
  if ("problem" in body) return body;
  const post = propertyOf(body.value, "post");
  const action = propertyOf(body.value, "action");
  return typeof post === "string" && typeof action === "string" ? { value: { post, action } } : { problem: "notPress" };
}

function propertyOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

async function readJson(request: Request): Promise<Decoded<unknown>> {
  const bytes = await readBody(request);
  if (!bytes) return { problem: "tooLong" };
  try {
    return { value: JSON.parse(bytes.toString("utf8")) as unknown };
  } catch {
    return { problem: "notJson" };
  }
}

/** @returns undefined when the body is too long; it has been read to its end then, within reason. */
async function readBody(request: Request): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length <= longestBody) chunks.push(chunk);
    else chunks.length = 0;
    if (length > longestRead) break;
  }
  return length > longestBody ? undefined : Buffer.concat(chunks);
}
