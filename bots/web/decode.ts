/** What browsers send, as what people do; and that as core's requests, presses and reactions. */
import type { Press, Reaction, Request as CoreRequest, Sender } from "../../core/index.ts";
import { type Body, type BodyProblem, type Decoded, readJson } from "./body.ts";
import { readForm } from "./form.ts";
import { longestBody, longestForm, mostFiles } from "./limits.ts";
import { guestCode, type Session } from "./sessions.ts";
import type { Visitor } from "./visitors.ts";

/** The page is one place. */
const place = "web:page";

/** A file that came with a message. */
export type UploadedFile = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** What somebody says, the post it answers, what tells it from others of its sender, and what is attached to it. */
export type MessageBody = { text: string; inReplyTo: string | null; key: string | null; files: UploadedFile[] };

/** A press on a button; `key` is its sender's own name for it. */
export type PagePress = { post: string; action: string; key: string | null };

/** A reaction put on a post or taken away. */
export type PageReaction = { post: string; choice: string; change: "added" | "removed" };

/** A client's own name for what it sends: the same again when it is sent again. */
const keyPattern = /^[\w-]{8,64}$/;

/** Whether it is a form, which alone can carry files. @param type the `Content-Type`. */
export function isForm(type: string | undefined): boolean {
  return /^multipart\/form-data\b/i.test(type ?? "");
}

/**
 * `{"text": …, "inReplyTo": …, "key": …}`, as JSON or as a form with `files`; the text as written but for what no
 * database keeps: NUL and halves of characters.
 */
export async function decodeMessageBody(sent: Body): Promise<Decoded<MessageBody>> {
  const form = isForm(sent.type);
  const body = form ? await readWithFiles(sent) : await readWithoutFiles(sent);
  if ("problem" in body) return body;
  const { files } = body;
  const text = propertyOf(body.value, "text") ?? (form ? "" : undefined);
  const inReplyTo = propertyOf(body.value, "inReplyTo") || null;
  const key = propertyOf(body.value, "key") ?? null;
  if (typeof text !== "string" || !isTextOrNull(inReplyTo) || !isKey(key)) return { problem: "notText" };
  if (files.length > mostFiles) return { problem: "tooManyFiles" };
  const kept = storable(text);
  if (kept.trim() === "" && files.length === 0) return { problem: "emptyText" };
  return { value: { text: kept, inReplyTo, key, files } };
}

/** `{"post": …, "action": …, "key": …}`. */
export async function decodePressBody(sent: Body): Promise<Decoded<PagePress>> {
  const body = await readJson(sent);
  if ("problem" in body) return body;
  const post = propertyOf(body.value, "post");
  const action = propertyOf(body.value, "action");
  const key = propertyOf(body.value, "key") ?? null;
  if (typeof post !== "string" || typeof action !== "string" || !isKey(key)) return { problem: "notPress" };
  return { value: { post, action, key } };
}

/** `{"post": …, "choice": …, "change": "added" | "removed"}`; any text is taken as a choice here. */
export async function decodeReactionBody(sent: Body): Promise<Decoded<PageReaction>> {
  const body = await readJson(sent);
  if ("problem" in body) return body;
  const post = propertyOf(body.value, "post");
  const choice = propertyOf(body.value, "choice");
  const change = propertyOf(body.value, "change");
  const known = change === "added" || change === "removed";
  if (typeof post !== "string" || typeof choice !== "string" || !known) return { problem: "notReaction" };
  return { value: { post, choice, change } };
}

/** `{"code": …}` or `{"token": …}`; JSON without it has an empty one. */
export async function decodeSecret(sent: Body, name: "code" | "token"): Promise<Decoded<string>> {
  const body = await readJson(sent);
  if ("problem" in body) return body;
  const secret = propertyOf(body.value, name);
  return { value: typeof secret === "string" ? secret : "" };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function isKey(value: unknown): value is string | null {
  return value === null || (typeof value === "string" && keyPattern.test(value));
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

function propertyOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** A body's properties, and the files that came with them. */
type WithFiles = { value: unknown; files: UploadedFile[] };

async function readWithoutFiles(sent: Body): Promise<WithFiles | { problem: BodyProblem }> {
  const body = await readJson(sent);
  return "problem" in body ? body : { ...body, files: [] };
}

async function readWithFiles(sent: Body): Promise<WithFiles | { problem: BodyProblem }> {
  const body = await sent.read(longestForm);
  if ("problem" in body) return body.problem === "tooLong" ? { problem: "filesTooLarge" } : body;
  const form = readForm(body.bytes, sent.type, mostFiles);
  if (!form) return { problem: "notText" };
  if (Buffer.byteLength(form.fields["text"] ?? "") > longestBody) return { problem: "tooLong" };
  return { value: form.fields, files: form.files.map(({ name, bytes }) => ({ name: storable(name), bytes })) };
}

/** Finds whoever is known at the page by a code, such as `7Q2F`. */
export type FindGuest = (code: string) => Session | undefined;

/** A message somebody has written. */
export type Message = {
  address: string;
  /** Whether another process may be given it at the same moment, because its sender has not heard what became of it. Left out: no. */
  shared?: boolean;
  text: string;
  inReplyTo: string | null;
  /** Those of the post that it answers. */
  answeredButtons?: readonly string[];
  files: readonly UploadedFile[];
};

/** A message as core takes it. @param message `address` is the identifier it will have once it is posted. */
export function decodeRequest(visitor: Visitor, message: Message, findGuest: FindGuest): CoreRequest {
  const { address, shared = false, text, inReplyTo, answeredButtons = [], files } = message;
  const mentions = mentionsIn(text, findGuest);
  return {
    ...senderOf(visitor),
    address,
    ...(shared && { event: address }),
    text,
    // On the page one answers a post by asking a follow-up, or by a command.
    ...(inReplyTo !== null && { inReplyTo, answeredButtons, followUp: true }),
    ...(mentions.length > 0 && { mentions }),
    ...(files.length > 0 && {
      files: files.map(({ name, bytes }) => ({ name, size: bytes.length, read: async () => bytes })),
    }),
  };
}

/** A press as core takes it. @param action as core gave it to the button. */
export function decodePress(visitor: Visitor, action: string): Press {
  return { ...senderOf(visitor), action };
}

/** A reaction as core takes it. @param reaction without who reacted. */
export function decodeReaction(
  visitor: Visitor,
  reaction: Pick<Reaction, "post" | "choice" | "change" | "takeAway" | "unsent">,
): Reaction {
  return { ...senderOf(visitor), ...reaction };
}

function senderOf({ session: { person }, language, runsPage, community, origin }: Visitor): Sender {
  const sender = { platform: "web", person, community, place, private: false, language, origin } as const;
  return { ...sender, manages: runsPage, ...(runsPage && { runsArena: true }) };
}

/** The people named in a text: by their code, as in `@7Q2F`. */
function mentionsIn(text: string, findGuest: FindGuest): { text: string; person: string; name: string }[] {
  return [...text.matchAll(/@([0-9A-HJKMNP-TV-Z]{4})\b/giu)].flatMap(([written, code = ""]) => {
    const guest = findGuest(code.toUpperCase());
    return guest ? [{ text: written, person: guest.person, name: `@${guestCode(guest.pseudonym)}` }] : [];
  });
}
