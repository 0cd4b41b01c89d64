/** Requests to the Bot API: their parameters in whichever of its forms, and the files that come with them. */
import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";

export type Upload = { name: string; type: string; bytes: Uint8Array };

/** A call of a method as its route reads it. */
export type Call = {
  method: string;
  parameters: Record<string, unknown>;
  /** By the name of their part; a parameter refers to them as `attach://name`. */
  uploads: Map<string, Upload>;
  /** Whether it came with the bot's token. */
  authorized: boolean;
};

/** What is text even when it looks like a number or a list. */
const texts = new Set(
  "text caption url secret_token callback_query_id inline_query_id description short_description file_id emoji".split(
    " ",
  ),
);

/** A parameter that is text; "" where there is none. */
export function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** @param path behind the server's address, such as `/bot123:abc/getMe`. */
export async function readCall(request: IncomingMessage, path: string, token: string): Promise<Call> {
  const [, given = "", method = ""] = /^\/bot([^/]+)\/(\w+)$/u.exec(path) ?? [];
  const bytes = await buffer(request);
  const query = new URL(request.url ?? "/", "http://peer").searchParams;
  const { parameters, uploads } = await readBody(bytes, request.headers["content-type"]);
  return {
    ...{ method, uploads, authorized: given === token },
    parameters: { ...readStrings(query), ...parameters },
  };
}

async function readBody(bytes: Buffer, type = ""): Promise<Pick<Call, "parameters" | "uploads">> {
  const uploads = new Map<string, Upload>();
  if (bytes.length === 0) return { parameters: {}, uploads };
  if (type.startsWith("application/json"))
    return { parameters: JSON.parse(bytes.toString("utf8")) as Record<string, unknown>, uploads };
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  const strings: [string, string][] = [];
  for (const [name, value] of form) {
    if (typeof value === "string") strings.push([name, value]);
    else uploads.set(name, { name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { parameters: readStrings(strings), uploads };
}

/** In forms, everything is a string: numbers, truth values, and the rest in JSON. */
function readStrings(strings: Iterable<[string, string]>): Record<string, unknown> {
  return Object.fromEntries([...strings].map(([name, value]) => [name, texts.has(name) ? value : readString(value)]));
}

function readString(value: string): unknown {
  if (!/^(?:true|false|-?\d{1,15}|\[.*\]|\{.*\})$/su.test(value)) return value;
  return JSON.parse(value) as unknown;
}
