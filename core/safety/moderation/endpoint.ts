/** A server that says what is in a text or a picture, over OpenAI's interface for moderation. */
import { z } from "zod";
import { createBoundedFetch } from "../../machine/bounded-fetch.ts";
import type { Clock } from "../../machine/clock.ts";

/**
 * Where it is, and what happens while it gives no answer: `closed`: what it should look at is refused; `open`: it passes. The
 * same happens to pictures where it looks at none.
 */
export type ModerationEndpoint = {
  /** Up to `/v1`; `/moderations` follows. */
  url: string;
  /** A secret: never log it. Null: it takes none. */
  key: string | null;
  /** Null: the server's own choice. */
  model: string | null;
  whenSilent: "closed" | "open";
};

/** It gave no answer that could be used. The message is for whoever runs the arena, and holds no key and no text. */
export class SilentModeration extends Error {
  override readonly name = "SilentModeration";
}

/** It does not take pictures, or not this one. */
export class PictureRefused extends SilentModeration {}

/** A picture; its media type, such as image/png. */
export type ModeratedPicture = { mediaType: string; bytes: Uint8Array };

/** How long it may take, in milliseconds: somebody waits. */
const patience = 8_000;
/** A long text goes in pieces, in UTF-16 units: models read only so much of one. */
const longestPiece = 8_000;
/** Of a longer text the rest is not looked at. */
const mostPieces = 32;
/** A larger picture is not sent, in bytes. */
const largestPicture = 6 * 1024 * 1024;
/** By which HTTP statuses servers say that what they were sent is nothing for them. */
const notForIt: ReadonlySet<number> = new Set([400, 413, 415, 422]);

const fetchBounded = createBoundedFetch({ body: 1024 * 1024 });
const answerSchema = z.object({
  results: z.array(z.object({ flagged: z.boolean(), categories: z.record(z.string(), z.boolean()).optional() })).min(1),
});

/** Who asks, and what ends the asking. */
type Asking = [clock: Clock, signal?: AbortSignal | undefined];

/** The kinds that it flags in a text; `other` where it names none. @throws {SilentModeration} */
export function askModeration(endpoint: ModerationEndpoint, text: string, ...asking: Asking): Promise<string[]> {
  return ask(endpoint, piecesOf(text), asking, (status) => new SilentModeration(answeredWith(status)));
}

/** The same for a picture: one, for more are not taken together. @throws {PictureRefused}, {SilentModeration} */
export async function askAboutPicture(
  endpoint: ModerationEndpoint,
  { mediaType, bytes }: ModeratedPicture,
  ...asking: Asking
): Promise<string[]> {
  if (bytes.length > largestPicture) throw new PictureRefused("the picture is too large to be sent");
  const { buffer, byteOffset, byteLength } = bytes;
  const url = `data:${mediaType};base64,${Buffer.from(buffer, byteOffset, byteLength).toString("base64")}`;
  return ask(endpoint, [{ type: "image_url", image_url: { url } }], asking, (status) =>
    notForIt.has(status) ? new PictureRefused(answeredWith(status)) : new SilentModeration(answeredWith(status)),
  );
}

/** White, 64 pixels wide and high. */
const samplePicture: ModeratedPicture = {
  mediaType: "image/png",
  bytes: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAEklEQVR42mP4DwUMo4xRBukMAOPT/hAC2mzjAAAAAElFTkSuQmCC",
    "base64",
  ),
};

/** Whether it looks at pictures at all. @throws {SilentModeration} */
export async function looksAtPictures(endpoint: ModerationEndpoint, ...asking: Asking): Promise<boolean> {
  try {
    await askAboutPicture(endpoint, samplePicture, ...asking);
    return true;
  } catch (error) {
    if (error instanceof PictureRefused) return false;
    throw error;
  }
}

/** @param refusal of an answer with such an HTTP status. */
async function ask(
  { url, key, model }: ModerationEndpoint,
  input: readonly unknown[],
  [clock, signal]: Asking,
  refusal: (status: number) => SilentModeration,
): Promise<string[]> {
  const late = new AbortController();
  const cancel = clock.after(patience, () => late.abort(new Error(`no answer within ${patience / 1_000} s`)));
  try {
    const response = await fetchBounded(`${url.replace(/\/+$/u, "")}/moderations`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(key !== null && { Authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ input, ...(model !== null && { model }) }),
      redirect: "error",
      signal: signal ? AbortSignal.any([late.signal, signal]) : late.signal,
    });
    if (!response.ok) throw refusal(response.status);
    return kindsIn(answerSchema.parse(await response.json()));
  } catch (error) {
    if (error instanceof SilentModeration) throw error;
    throw new SilentModeration(reasonOf(error), { cause: error });
  } finally {
    cancel();
  }
}

function answeredWith(status: number): string {
  return `it answered with HTTP status ${status}`;
}

function piecesOf(text: string): string[] {
  const count = Math.min(mostPieces, Math.max(1, Math.ceil(text.length / longestPiece)));
  return Array.from({ length: count }, (_, index) =>
    text.slice(index * longestPiece, (index + 1) * longestPiece).toWellFormed(),
  );
}

function kindsIn({ results }: z.infer<typeof answerSchema>): string[] {
  const named = results.flatMap(({ flagged, categories = {} }) => {
    const kinds = Object.keys(categories).filter((kind) => categories[kind] === true);
    return flagged && kinds.length === 0 ? ["other"] : kinds;
  });
  // They are kept and shown as reasons: nothing but names is.
  return [...new Set(named.map((kind) => (/^[a-z][a-z/_ -]{0,39}$/iu.test(kind) ? kind : "other")))];
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError || error instanceof SyntaxError) return "what it answered is no moderation";
  const { cause } = error instanceof Error ? error : {};
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  return code ?? (error instanceof Error ? error.message : "it could not be asked");
}
