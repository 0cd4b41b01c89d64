/** Answers of the public board: made once, kept in memory, and sent again only to those who do not have them. */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { createBoundedMap } from "../../../core/index.ts";

/** What is sent. */
export type Answer = { body: string | Uint8Array<ArrayBuffer>; type: string };
type Tagged = Answer & { tag: string };

/** Makes answers and keeps them. */
export interface Answers {
  /** Whether something is kept, or being made, under a key. */
  has(key: string): boolean;
  /** Answers with what is kept under a key; whoever asks while it is made waits for the same. */
  send(
    c: Context,
    key: string,
    make: () => Answer | Promise<Answer>,
    headers: Record<string, string>,
  ): Promise<Response>;
}

/** How many are kept: the longest has about 200 KB. */
const mostKept = 128;

/** Keeps none yet. */
export function createAnswers(): Answers {
  const kept = createBoundedMap<string, Promise<Tagged>>(mostKept);
  return {
    has: (key) => kept.has(key),
    async send(c, key, make, headers) {
      const making = kept.get(key) ?? kept.set(key, tag(make));
      const {
        body,
        type,
        tag: etag,
      } = await making.catch((error: unknown) => {
        kept.delete(key);
        throw error;
      });
      const all = { ...headers, ETag: etag };
      return isKnown(c.req.header("if-none-match"), etag)
        ? c.body(null, 304, all)
        : c.body(body, 200, { ...all, "Content-Type": type });
    },
  };
}

async function tag(make: () => Answer | Promise<Answer>): Promise<Tagged> {
  const { body, type } = await make();
  return { body, type, tag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}

/** Proxies that compress mark tags as weak, and readers may name several. */
function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? "").slice(0, 1_000).split(",");
  return tags.some((one) => one.trim().replace(/^W\//, "") === etag);
}
