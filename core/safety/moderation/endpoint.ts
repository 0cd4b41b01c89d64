/** A server that says what is in a text, over OpenAI's interface for moderation. */
import { z } from "zod";
import { createBoundedFetch } from "../../machine/bounded-fetch.ts";
import type { Clock } from "../../machine/clock.ts";

/** Where it is, and what happens to texts while it gives no answer: `closed`: they are refused; `open`: they pass. */
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

/** How long it may take, in milliseconds: somebody waits. */
const patience = 8_000;
/** A long text goes in pieces, in UTF-16 units: models read only so much of one. */
const longestPiece = 8_000;
/** Of a longer text the rest is not looked at. */
const mostPieces = 32;

const fetchBounded = createBoundedFetch({ body: 1024 * 1024 });
const answerSchema = z.object({
  results: z.array(z.object({ flagged: z.boolean(), categories: z.record(z.string(), z.boolean()).optional() })).min(1),
});

/** The kinds that it flags in a text; `other` where it names none. @throws {SilentModeration} */
export async function askModeration(
  { url, key, model }: ModerationEndpoint,
  text: string,
  clock: Clock,
  signal?: AbortSignal,
): Promise<string[]> {
  const late = new AbortController();
  const cancel = clock.after(patience, () => late.abort(new Error(`no answer within ${patience / 1_000} s`)));
  try {
    const response = await fetchBounded(`${url.replace(/\/+$/u, "")}/moderations`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(key !== null && { Authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ input: piecesOf(text), ...(model !== null && { model }) }),
      redirect: "error",
      signal: signal ? AbortSignal.any([late.signal, signal]) : late.signal,
    });
    if (!response.ok) throw new SilentModeration(`it answered with HTTP status ${response.status}`);
    return kindsIn(answerSchema.parse(await response.json()));
  } catch (error) {
    if (error instanceof SilentModeration) throw error;
    throw new SilentModeration(reasonOf(error), { cause: error });
  } finally {
    cancel();
  }
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
