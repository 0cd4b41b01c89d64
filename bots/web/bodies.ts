/** The bodies of requests: what may be in them, how much, and what is wrong with others. */

/** The longest body taken as JSON, in bytes. Any question the arena takes is far shorter. */
export const longestBody = 128 * 1024;

const megabyte = 1024 * 1024;

/** The longest form taken, in bytes: as many of the largest pictures as a question takes, and a little more. */
export const longestForm = 22 * megabyte;

/** How many files a message may have: more than a question takes, so that core can say what is wrong. */
export const mostFiles = 8;

/** How much of a longer body is read before it is answered, in bytes: who is still sending would not hear us. */
const longestRead = 48 * megabyte;

/** Why a body could not be used: the names of the page's own sentences. */
export type BodyProblem =
  | "tooLong"
  | "filesTooLarge"
  | "tooManyFiles"
  | "notJson"
  | "notText"
  | "emptyText"
  | "notPress"
  | "notReaction";

/** The HTTP status of each. */
export const bodyStatus: Readonly<Record<BodyProblem, 400 | 413>> = {
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

/** Whether it is a form, which alone can carry files. */
export function isForm(request: Request): boolean {
  return /^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "");
}

/**
 * `{"text": …, "inReplyTo": …, "key": …}`, as JSON or as a form with `files`; the text as written but for what no
 * database keeps: NUL and halves of characters.
 */
export async function decodeMessageBody(request: Request): Promise<Decoded<MessageBody>> {
  const form = isForm(request);
  const body = form ? await readForm(request) : await readWithoutFiles(request);
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
  request: Request,
): Promise<Decoded<{ post: string; action: string; key: string | null }>> {
  const body = await readJson(request);
  if ("problem" in body) return body;
  const post = propertyOf(body.value, "post");
  const action = propertyOf(body.value, "action");
  const key = propertyOf(body.value, "key") ?? null;
  if (typeof post !== "string" || typeof action !== "string" || !isKey(key)) return { problem: "notPress" };
  return { value: { post, action, key } };
}

/** `{"post": …, "choice": …, "change": "added" | "removed"}`; whether there is such a choice, others know. */
export async function decodeReactionBody(
  request: Request,
): Promise<Decoded<{ post: string; choice: string; change: "added" | "removed" }>> {
  const body = await readJson(request);
  if ("problem" in body) return body;
  const post = propertyOf(body.value, "post");
  const choice = propertyOf(body.value, "choice");
  const change = propertyOf(body.value, "change");
  const known = change === "added" || change === "removed";
  if (typeof post !== "string" || typeof choice !== "string" || !known) return { problem: "notReaction" };
  return { value: { post, choice, change } };
}

/** `{"code": …}` or `{"token": …}`; anything else is none. */
export async function decodeSecret(request: Request, name: "code" | "token"): Promise<string> {
  const body = await readJson(request);
  const code = "value" in body ? propertyOf(body.value, name) : undefined;
  return typeof code === "string" ? code : "";
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

async function readJson(request: Request): Promise<Decoded<unknown>> {
  const bytes = await readBody(request, longestBody);
  if (!bytes) return { problem: "tooLong" };
  try {
    return { value: JSON.parse(bytes.toString("utf8")) as unknown };
  } catch {
    return { problem: "notJson" };
  }
}

/** A body's properties, and the files that came with them. */
type WithFiles = { value: unknown; files: UploadedFile[] };

async function readWithoutFiles(request: Request): Promise<WithFiles | { problem: BodyProblem }> {
  const body = await readJson(request);
  return "problem" in body ? body : { ...body, files: [] };
}

async function readForm(request: Request): Promise<WithFiles | { problem: BodyProblem }> {
  const bytes = await readBody(request, longestForm);
  if (!bytes) return { problem: "filesTooLarge" };
  const headers = { "Content-Type": request.headers.get("content-type") ?? "" };
  const form = await new Response(bytes, { headers }).formData().catch(() => undefined);
  if (!form) return { problem: "notText" };
  const value: Record<string, unknown> = {};
  const files: UploadedFile[] = [];
  for (const [name, entry] of form) {
    if (typeof entry === "string") value[name] = entry;
    else files.push({ name: storable(entry.name), bytes: new Uint8Array(await entry.arrayBuffer()) });
  }
  if (typeof value["text"] === "string" && Buffer.byteLength(value["text"]) > longestBody)
    return { problem: "tooLong" };
  return { value, files };
}

/** @returns undefined when the body is too long; it has been read to its end then, within reason. */
async function readBody(request: Request, longest: number): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length <= longest) chunks.push(chunk);
    else chunks.length = 0;
    if (length > longestRead) break;
  }
  return length > longest ? undefined : Buffer.concat(chunks);
}
