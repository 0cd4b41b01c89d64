/** The peer's HTTP side: takes calls apart, lets tests break some of them, and answers as the Bot API does. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { until } from "../../until.ts";
import { createFloods, type Floods } from "./floods.ts";
import { type Call, readCall } from "./read-call.ts";
import { refusals, TelegramRefusal } from "./refusal.ts";
import type { SpecificationCheck } from "./specification.ts";
import type { World } from "./world.ts";

/** @returns the result. It ends early when the signal says that nobody waits for it any more. @throws {TelegramRefusal} */
export type Method = (call: Call, gone: AbortSignal) => unknown;

/** What may go wrong with a call on purpose. `reset-after`: it is carried out, but nobody hears so. */
export type Mishap =
  | { kind: "reset-before" }
  | { kind: "reset-after" }
  | { kind: "bad-gateway" }
  /** The body is shorter than it was said to be, for the line breaks in the middle of it. */
  | { kind: "broken-body"; status: number }
  | { kind: "refused"; refusal: TelegramRefusal };

/** A call as tests look at it; `code` is 200, what it was refused with, or 0 when the connection was cut. */
export type RecordedCall = Call & { code: number; description: string | undefined };

export type BotApiServer = {
  server: Server;
  calls: RecordedCall[];
  /** What the bot did that a correct one does not do; a test that leaves any has failed. */
  faults: string[];
  /** The next `times` calls that match go wrong like this. */
  plan(matches: (call: Call) => boolean, mishap: Mishap, times?: number): void;
  /** Nothing that was planned goes wrong any more. */
  calm(): void;
  /** How often the bot may write where. */
  floods: Floods;
  /** Holds calls that match back until the returned function is called. */
  hold(matches: (call: Call) => boolean): () => void;
  /** Resolves when no call is being answered, other than those that wait for updates. */
  idle(): Promise<void>;
};

/** Refusals that a correct bot meets as well: they tell of the world, not of the call. */
const blameless =
  /not modified|not found|query is too old|TOPIC_CLOSED|upgraded to a supergroup|not enough rights|CHAT_ADMIN_REQUIRED|can't be (?:edited|deleted)|file is too big|wrong file identifier|MESSAGE_ID_INVALID/u;

type Planned = { matches: (call: Call) => boolean; mishap: Mishap; times: number };

/** @param methods by their names, which count in any case. */
export function createBotApiServer(
  world: World,
  methods: Record<string, Method>,
  check: SpecificationCheck,
): BotApiServer {
  const table = new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]));
  const planned: Planned[] = [];
  const holds = new Set<{ matches: (call: Call) => boolean; released: Promise<void> }>();
  let underway = 0;

  function takeMishap(call: Call): Mishap | undefined {
    const found = planned.find(({ matches }) => matches(call));
    if (!found) return undefined;
    found.times -= 1;
    if (found.times === 0) planned.splice(planned.indexOf(found), 1);
    return found.mishap;
  }

  async function carryOut(call: Call, gone: AbortSignal): Promise<unknown> {
    const known = table.get(call.method.toLowerCase());
    if (!known) {
      api.faults.push(`${call.method} is no method that the peer knows`);
      throw refusals.notFound();
    }
    call.method = known.name;
    const wrong = check(known.name, call.parameters, call.uploads);
    if (wrong.length > 0) throw refusals.bad(`not as described: ${wrong.join("; ")}`);
    return known.method(call, gone);
  }

  function record(call: Call, code: number, description?: string): void {
    api.calls.push({ ...call, code, description });
  }

  function reply(response: ServerResponse, call: Call, result: unknown): void {
    const refused = result instanceof TelegramRefusal ? result : undefined;
    record(call, refused?.code ?? 200, refused?.message);
    const body = refused
      ? {
          ...{ ok: false, error_code: refused.code, description: refused.message },
          ...(refused.parameters && { parameters: refused.parameters }),
        }
      : { ok: true, result };
    response.writeHead(refused?.code ?? 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  }

  function breakBody(response: ServerResponse, call: Call, status: number): void {
    record(call, status);
    response.writeHead(status, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"ok": fa', () => response.socket?.destroy());
  }

  function goWrong(response: ServerResponse, call: Call, mishap: Exclude<Mishap, { kind: "reset-after" }>): void {
    if (mishap.kind === "refused") return reply(response, call, mishap.refusal);
    if (mishap.kind === "broken-body") return breakBody(response, call, mishap.status);
    record(call, mishap.kind === "bad-gateway" ? 502 : 0);
    if (mishap.kind === "reset-before") response.socket?.destroy();
    else response.writeHead(502, { "content-type": "text/html" }).end("<html><h1>502 Bad Gateway</h1></html>");
  }

  function blame(call: Call, error: unknown): TelegramRefusal {
    if (!(error instanceof TelegramRefusal)) {
      api.faults.push(`the peer itself: ${String(error instanceof Error ? error.stack : error)}`);
      return new TelegramRefusal(500, "Internal Server Error");
    }
    if (error.code === 400 && !error.blameless && !blameless.test(error.message))
      api.faults.push(`${call.method}: ${error.message}`);
    return error;
  }

  async function serveCall(call: Call, response: ServerResponse): Promise<void> {
    for (const { matches, released } of holds) if (matches(call)) await released;
    if (!call.authorized) return reply(response, call, refusals.unauthorized());
    const flooded = api.floods.take(call);
    if (flooded) return reply(response, call, flooded);
    const mishap = takeMishap(call);
    if (mishap && mishap.kind !== "reset-after") return goWrong(response, call, mishap);
    const controller = new AbortController();
    response.once("close", () => controller.abort());
    const result = await carryOut(call, controller.signal).catch((error: unknown) => blame(call, error));
    if (mishap?.kind !== "reset-after") return reply(response, call, result);
    record(call, 0);
    response.socket?.destroy();
  }

  function serveFile(path: string, response: ServerResponse): void {
    const [, token = "", name = ""] = /^\/file\/bot([^/]+)\/(.+)$/u.exec(path) ?? [];
    const file = [...world.files.values()].find((one) => one.path === name);
    if (token === world.token && file)
      return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ ok: false, error_code: 404, description: "Not Found" }));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://peer").pathname);
    if (path.startsWith("/file/")) return serveFile(path, response);
    const call = await readCall(request, path, world.token);
    if (call.method.toLowerCase() === "getupdates") return serveCall(call, response);
    underway += 1;
    response.once("close", () => (underway -= 1));
    return serveCall(call, response);
  }

  const api: BotApiServer = {
    // Never hangs up by itself: after a pause of the whole process, the next request would run into that.
    server: createServer({ keepAliveTimeout: 0 }, (request, response) => {
      serve(request, response).catch((error: unknown) => {
        api.faults.push(`the peer itself: ${String(error)}`);
        response.socket?.destroy();
      });
    }),
    calls: [],
    faults: [],
    floods: createFloods(world),
    plan: (matches, mishap, times = 1) => void planned.push({ matches, mishap, times }),
    calm: () => void planned.splice(0),
    hold(matches) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const hold = { matches, released: promise };
      holds.add(hold);
      return () => {
        holds.delete(hold);
        resolve();
      };
    },
    idle: () => until(() => underway === 0),
  };
  return api;
}
