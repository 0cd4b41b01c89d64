/** The peer's HTTP side: takes requests apart, lets tests break some of them, and answers as Discord does. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { until } from "../../until.ts";
import type { RequestCheck } from "./openapi.ts";
import { DiscordRefusal, refusals } from "./refusal.ts";
import type { World } from "./world.ts";

export type Upload = { name: string; type: string; bytes: Uint8Array };

/** A request as its route reads it. */
export type Call = {
  method: string;
  /** Behind `/v10`. */
  path: string;
  query: URLSearchParams;
  body: Record<string, never> | undefined;
  files: Upload[];
  /** Whether it came with the bot's token. */
  authorized: boolean;
};

/** A request as tests look at it. */
export type RecordedCall = Omit<Call, "body"> & { body: unknown; status: number; code: number };

/** @returns what to answer with; undefined: 204 and nothing. @throws {DiscordRefusal} */
export type Route = (call: Call, parts: string[]) => unknown;

/** What may go wrong with a request on purpose. `reset-after`: it is carried out, but nobody hears so. */
export type Mishap =
  | { kind: "status"; status: number }
  /** The body is shorter than it was said to be, for the line breaks in the middle of it. */
  | { kind: "broken-body"; status: number }
  | { kind: "html"; status: number }
  | { kind: "rate-limited"; seconds: number; global?: boolean }
  | { kind: "reset-before" }
  | { kind: "reset-after" }
  | { kind: "refused"; refusal: DiscordRefusal };

type Planned = { matches: (call: Call) => boolean; mishap: Mishap; times: number };
type Bucket = { limit: number; left: number };

export type Rest = {
  server: Server;
  calls: RecordedCall[];
  /** Requests that fit neither the description nor the documented limits of Discord. */
  violations: string[];
  /** The next `times` requests that match go wrong like this. */
  plan(matches: (call: Call) => boolean, mishap: Mishap, times?: number): void;
  /** Nothing that was planned goes wrong any more. */
  calm(): void;
  /** From now on, so many requests of a kind may be made until {@link Rest.refill}. */
  limit(pattern: RegExp, limit: number): void;
  refill(): void;
  /** Resolves when no request is being answered. */
  idle(): Promise<void>;
  /** Holds requests that match back until the returned function is called. */
  hold(matches: (call: Call) => boolean): () => void;
};

/** How long a client has to wait for a bucket to be full again, in seconds: short, for it waits in real time. */
const resetAfter = 0.01;

/** @param routes by method and pattern, such as `GET /users/:id`. */
export function createRest(world: World, routes: Record<string, Route>, check: RequestCheck): Rest {
  const table = Object.entries(routes).map(([key, route]) => {
    const [method = "", path = ""] = key.split(" ");
    return { method, pattern: new RegExp(`^${path.replaceAll(/:\w+/g, "([^/]+)")}$`), route };
  });
  const planned: Planned[] = [];
  let underway = 0;
  const buckets: { pattern: RegExp; bucket: Bucket }[] = [];
  const holds = new Set<{ matches: (call: Call) => boolean; released: Promise<void> }>();

  function answer(call: Call): unknown {
    for (const { method, pattern, route } of table) {
      const match = method === call.method ? pattern.exec(call.path) : null;
      if (!match) continue;
      const wrong = check(call.method, call.path, call.body);
      if (wrong.length > 0) throw refusals.invalidForm(wrong);
      return route(call, match.slice(1).map(decodeURIComponent));
    }
    throw refusals.notFound();
  }

  function takeMishap(call: Call): Mishap | undefined {
    const found = planned.find(({ matches }) => matches(call));
    if (!found) return undefined;
    found.times -= 1;
    if (found.times === 0) planned.splice(planned.indexOf(found), 1);
    return found.mishap;
  }

  function take(call: Call): Bucket | undefined {
    const bucket = buckets.find(({ pattern }) => pattern.test(`${call.method} ${call.path}`))?.bucket;
    if (bucket) bucket.left -= 1;
    return bucket;
  }

  function reply(response: ServerResponse, call: Call, status: number, body: unknown, bucket?: Bucket): void {
    const code = body instanceof DiscordRefusal ? body.code : 0;
    rest.calls.push({ ...call, status, code });
    const json =
      body instanceof DiscordRefusal
        ? {
            ...{ code, message: body.message, errors: describe(body.details) },
            ...(body.retryAfter !== undefined && { retry_after: body.retryAfter }),
          }
        : body;
    const limited = {
      "x-ratelimit-limit": String(bucket?.limit ?? 1_000),
      "x-ratelimit-remaining": String(Math.max(0, bucket?.left ?? 999)),
      "x-ratelimit-reset-after": String(resetAfter),
      "x-ratelimit-bucket": `${call.method} ${call.path}`.replaceAll(/\d{15,}/g, ":id").replaceAll(/[^a-z:]/gi, "-"),
    };
    if (bucket && bucket.left <= 0) bucket.left = bucket.limit;
    const type = json === undefined ? {} : { "content-type": "application/json" };
    response.writeHead(status, { ...type, ...(status === 429 ? {} : limited), ...retry(json) });
    response.end(json === undefined ? undefined : JSON.stringify(json));
  }

  function breakBody(response: ServerResponse, call: Call, status: number): void {
    rest.calls.push({ ...call, status, code: 0 });
    const again = status === 429 ? { "retry-after": String(resetAfter) } : {};
    response.writeHead(status, { "content-type": "application/json", "content-length": "1000", ...again });
    response.write('{"message": "bro', () => response.socket?.destroy());
  }

  type Refused = Exclude<Mishap, { kind: "reset-after" }>;

  function goWrong(request: IncomingMessage, response: ServerResponse, call: Call, mishap: Refused): void {
    switch (mishap.kind) {
      case "reset-before":
        request.socket.destroy();
        return;
      case "status":
        return reply(response, call, mishap.status, { message: "planned", code: 0 });
      case "broken-body":
        return breakBody(response, call, mishap.status);
      case "html":
        rest.calls.push({ ...call, status: mishap.status, code: 0 });
        response.writeHead(mishap.status, { "content-type": "text/html" }).end("<html><h1>Something else</h1></html>");
        return;
      case "refused":
        return reply(response, call, mishap.refusal.status, mishap.refusal);
      case "rate-limited": {
        const { seconds, global = false } = mishap;
        return reply(response, call, 429, { message: "You are being rate limited.", retry_after: seconds, global });
      }
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request, world);
    const file = world.files.get(decodeURIComponent(call.path));
    if (file) {
      response.writeHead(200, file.type === "" ? {} : { "content-type": file.type });
      response.end(file.bytes);
      return;
    }
    for (const { matches, released } of holds) if (matches(call)) await released;
    const mishap = takeMishap(call);
    if (mishap && mishap.kind !== "reset-after") return goWrong(request, response, call, mishap);
    const bucket = take(call);
    try {
      const body = answer(call);
      if (mishap?.kind !== "reset-after") return reply(response, call, body === undefined ? 204 : 200, body, bucket);
      rest.calls.push({ ...call, status: 0, code: 0 });
      request.socket.destroy();
    } catch (error) {
      if (!(error instanceof DiscordRefusal)) rest.violations.push(`the peer itself: ${String(error)}`);
      const refusal = error instanceof DiscordRefusal ? error : refusals.notFound();
      if (refusal.code === 50_035)
        rest.violations.push(`${call.method} ${call.path}: ${JSON.stringify(refusal.details)}`);
      reply(response, call, refusal.status, refusal, bucket);
    }
  }

  const rest: Rest = {
    // Never hangs up by itself: after a pause of the whole process, the next request would run into that.
    server: createServer({ keepAliveTimeout: 0 }, (request, response) => {
      underway += 1;
      response.once("close", () => {
        underway -= 1;
      });
      void serve(request, response);
    }),
    idle: () => until(() => underway === 0),
    calls: [],
    violations: [],
    plan: (matches, mishap, times = 1) => void planned.push({ matches, mishap, times }),
    calm: () => void planned.splice(0),
    limit: (pattern, limit) => void buckets.push({ pattern, bucket: { limit, left: limit } }),
    refill: () => void buckets.splice(0),
    hold(matches) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const hold = { matches, released: promise };
      holds.add(hold);
      return () => {
        holds.delete(hold);
        resolve();
      };
    },
  };
  return rest;
}

function describe(details: unknown): unknown {
  return details === undefined ? {} : { _errors: [details].flat().map((message) => ({ code: "INVALID", message })) };
}

function retry(json: unknown): Record<string, string> {
  if (typeof json !== "object" || json === null || !("retry_after" in json)) return {};
  const global = "global" in json && json.global === true;
  return {
    "retry-after": String(json.retry_after),
    "x-ratelimit-scope": global ? "global" : "user",
    ...(global && { "x-ratelimit-global": "true" }),
  };
}

async function readCall(request: IncomingMessage, world: World): Promise<Call> {
  const bytes = await buffer(request);
  const url = new URL(request.url ?? "/", "http://peer");
  const { body, files } = await readBody(bytes, request.headers["content-type"]);
  return {
    method: request.method ?? "GET",
    path: url.pathname.replace(/^\/api\/v10/, ""),
    query: url.searchParams,
    body,
    files,
    authorized: request.headers.authorization === `Bot ${world.token}`,
  };
}

async function readBody(bytes: Buffer, type = ""): Promise<Pick<Call, "body" | "files">> {
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (!type.startsWith("multipart/form-data")) return { body: JSON.parse(bytes.toString("utf8")), files: [] };
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  const json = form.get("payload_json");
  const payload = typeof json === "string" ? json : "{}";
  const files: Upload[] = [];
  for (const [key, value] of form) {
    if (typeof value === "string" || !/^files\[\d+\]$/.test(key)) continue;
    files.push({ name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { body: JSON.parse(payload), files };
}
