/** The bodies of requests: what may be in them, how much, and what is wrong with others. */
import type { Body } from "./body-reader.ts";
import { readForm as readParts } from "./form.ts";

/** The longest body taken as JSON, in bytes. Any question the arena takes is far shorter. */
export const longestBody = 128 * 1024;

const megabyte = 1024 * 1024;

/** The longest form taken, in bytes: as many of the largest pictures as a question takes, and a little more. */
export const longestForm = 22 * megabyte;

/** How many files a message may have: more than a question takes, so that core can say what is wrong. */
export const mostFiles = 8;

/** Why a body could not be used: the names of the page's own sentences. */
export type BodyProblem =
  | "tooLong"
  | "tooSlow"
  | "tooMuchAtOnce"
  | "brokenOff"
  | "filesTooLarge"
  | "tooManyFiles"
  | "notJson"
  | "notText"
  | "emptyText"
  | "notPress"
  | "notReaction";

/** The HTTP status of each. */
export const bodyStatus: Readonly<Record<BodyProblem, 400 | 408 | 413 | 429>> = {
  tooSlow: 408,
  tooMuchAtOnce: 429,
  brokenOff: 400,
  tooLong: 413,
  filesTooLarge: 413,
  tooManyFiles: 413,
  notJson: 400,
  notText: 400,
  emptyText: 400,
  notPress: 400,
  notReaction: 400,
};

/** The body of a request, or what is wrong with it. */
export type Decoded<T> = { value: T } | { problem: BodyProblem };

/** A file that came with a message. */
export type UploadedFile = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** What somebody says, the post it answers, what tells it from others of its sender, and what is attached to it. */
export type MessageBody = { text: string; inReplyTo: string | null; key: string | null; files: UploadedFile[] };

/** A client's own name for what it sends, so that sending it again does nothing again. */
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
  const body = form ? await readForm(sent) : await readWithoutFiles(sent);
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
export async function decodePressBody(
  sent: Body,
): Promise<Decoded<{ post: string; action: string; key: string | null }>> {
  const body = await readJson(sent);
  if ("problem" in body) return body;
  const post = propertyOf(body.value, "post");
  const action = propertyOf(body.value, "action");
  const key = propertyOf(body.value, "key") ?? null;
  if (typeof post !== "string" || typeof action !== "string" || !isKey(key)) return { problem: "notPress" };
  return { value: { post, action, key } };
}

/** `{"post": …, "choice": …, "change": "added" | "removed"}`; whether there is such a choice, others know. */
export async function decodeReactionBody(
  sent: Body,
): Promise<Decoded<{ post: string; choice: string; change: "added" | "removed" }>> {
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

async function readJson(sent: Body): Promise<Decoded<unknown>> {
  const body = await sent.read(longestBody);
  if ("problem" in body) return body;
  try {
    return { value: JSON.parse(body.bytes.toString("utf8")) as unknown };
  } catch {
    return { problem: "notJson" };
  }
}

/** A body's properties, and the files that came with them. */
type WithFiles = { value: unknown; files: UploadedFile[] };

async function readWithoutFiles(sent: Body): Promise<WithFiles | { problem: BodyProblem }> {
  const body = await readJson(sent);
  return "problem" in body ? body : { ...body, files: [] };
}

async function readForm(sent: Body): Promise<WithFiles | { problem: BodyProblem }> {
  const body = await sent.read(longestForm);
  if ("problem" in body) return body.problem === "tooLong" ? { problem: "filesTooLarge" } : body;
  const form = readParts(body.bytes, sent.type, mostFiles);
  if (!form) return { problem: "notText" };
  if (Buffer.byteLength(form.fields["text"] ?? "") > longestBody) return { problem: "tooLong" };
  return { value: form.fields, files: form.files.map(({ name, bytes }) => ({ name: storable(name), bytes })) };
}
