/** Answers of the public board: made and compressed once, kept in memory, and sent again only to those who do not have them. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import { createBoundedMap } from "../../../core/index.ts";

/** What is sent. */
export type Answer = { body: string | Uint8Array<ArrayBuffer>; type: string };

type Bytes = Uint8Array<ArrayBuffer>;
/** `small`: the same compressed; null for what is compressed already. */
type Kept = { type: string; tag: string; plain: Bytes; small: Bytes | null };

/** Makes answers and keeps them. */
export interface Answers {
  /** Answers with what is kept, or being made, under a key; undefined where nothing is. */
  sendKept(c: Context, key: string, headers: Record<string, string>): Promise<Response | undefined>;
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
const compress = promisify(gzip);

/** Keeps none yet. */
export function createAnswers(): Answers {
  const kept = createBoundedMap<string, Promise<Kept>>(mostKept);
  return {
    async sendKept(c, key, headers) {
      const answer = await kept.get(key);
      return answer && sendPrepared(c, answer, headers);
    },
    async send(c, key, make, headers) {
      const making = kept.get(key) ?? kept.set(key, prepare(make));
      const answer = await making.catch((error: unknown) => {
        kept.delete(key);
        throw error;
      });
      return sendPrepared(c, answer, headers);
    },
  };
}

async function prepare(make: () => Answer | Promise<Answer>): Promise<Kept> {
  const { body, type } = await make();
  const plain = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const small = type === "image/png" ? null : new Uint8Array(await compress(plain));
  return { type, plain, small, tag: createHash("sha256").update(plain).digest("base64url").slice(0, 22) };
}

function sendPrepared(c: Context, { type, tag, plain, small }: Kept, headers: Record<string, string>): Response {
  const isSmall = small !== null && /\bgzip\b/i.test(c.req.header("accept-encoding") ?? "");
  const vary = [headers["Vary"], small && "Accept-Encoding"].filter(Boolean).join(", ");
  // Two bodies may not go by the same tag.
  const all = { ...headers, ...(vary !== "" && { Vary: vary }), ETag: `"${tag}${isSmall ? "-gzip" : ""}"` };
  if (isKnown(c.req.header("if-none-match"), tag)) return c.body(null, 304, all);
  const encoding = isSmall && { "Content-Encoding": "gzip" };
  return c.body(isSmall ? small : plain, 200, { ...all, ...encoding, "Content-Type": type });
}

/** Proxies that compress mark tags as weak, and readers may name several. */
function isKnown(header: string | undefined, tag: string): boolean {
  const known = [`"${tag}"`, `"${tag}-gzip"`];
  return (header ?? "")
    .slice(0, 1_000)
    .split(",")
    .some((one) => known.includes(one.trim().replace(/^W\//, "")));
}
