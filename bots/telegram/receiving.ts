/** The way updates come in: fetched by long polling, or sent by Telegram to the bot's own address. */
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Clock, Log } from "../../core/index.ts";
import { createPolling, wantedUpdates } from "./polling.ts";
import { isTelling, NoWebhookPort, OtherWebhook } from "./refusal.ts";

/** Takes updates in. */
export interface Receiving {
  /**
   * Begins, or begins again after an end. Settles soon after the signal is aborted.
   * @throws what grammY throws, {NoWebhookPort}.
   */
  start(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** What receiving needs. */
export type ReceivingParts = {
  api: Api;
  /** The address to which Telegram sends updates, where to listen for them, and their secret; null: they are fetched. */
  webhook: { url: string; host: string; port: number; secret: string } | null;
  /** Works on an update, and resolves when it need not be told again; never throws. */
  handle(update: Update): Promise<void>;
  /** Called with the reason when receiving has ended. */
  fail(error: unknown): void;
  clock: Clock;
  log: Log;
};

/** How many updates Telegram may send at once: the most that it does. Left to itself it sends 40. */
const mostConnections = 100;
/** How often to check whether Telegram still sends updates here, in milliseconds. */
const lookEvery = 5 * 60_000;

/** By long polling, or by a webhook where one is given. */
export function createReceiving(parts: ReceivingParts): Receiving {
  return parts.webhook ? createListening(parts, parts.webhook) : createFetching(parts);
}

function createFetching({ api, handle, fail, clock, log }: ReceivingParts): Receiving {
  const polling = createPolling({ api, handle, onEnd: fail, clock, log });
  return {
    async start(signal) {
      const stop = signal as never;
      if ((await api.getWebhookInfo(stop)).url !== "") await api.deleteWebhook({}, stop);
      await polling.start(signal);
    },
    stop: () => polling.stop(),
  };
}

function createListening(parts: ReceivingParts, webhook: NonNullable<ReceivingParts["webhook"]>): Receiving {
  const { api, handle, clock, log } = parts;
  const { url, secret } = webhook;
  const server = createWebhookServer({ ...webhook, path: new URL(url).pathname, handle, clock, log });
  return {
    async start(signal) {
      await server.listen();
      const wanted = { secret_token: secret, allowed_updates: wantedUpdates, max_connections: mostConnections };
      await api.setWebhook(url, wanted, signal as never);
      lookLater(parts, url, signal);
    },
    stop: () => server.close(),
  };
}

/** Notices a revoked token, or updates that go elsewhere: nothing else would tell. */
async function look(parts: ReceivingParts, url: string, signal: AbortSignal): Promise<void> {
  const { api, fail, log } = parts;
  try {
    const set = await api.getWebhookInfo(signal as never);
    if (set.url !== url) throw new OtherWebhook("Telegram sends the updates elsewhere");
  } catch (error) {
    if (isTelling(error)) return fail(error);
    log.warn({ platform: "telegram", error }, "it could not be seen whether the webhook still stands");
  }
  lookLater(parts, url, signal);
}

function lookLater(parts: ReceivingParts, url: string, signal: AbortSignal): void {
  if (signal.aborted) return;
  const cancel = parts.clock.after(lookEvery, () => {
    signal.removeEventListener("abort", cancel);
    void look(parts, url, signal);
  });
  signal.addEventListener("abort", cancel, { once: true });
}

/** Where Telegram sends updates by itself. */
export interface WebhookServer {
  /** @throws {NoWebhookPort} when it cannot listen there. @returns the port. */
  listen(): Promise<number>;
  /** Stops listening. May be called at any time; {@link WebhookServer.listen} may follow. */
  close(): Promise<void>;
}

type WebhookParts = {
  host: string;
  port: number;
  /** The path of the address that Telegram was given. */
  path: string;
  secret: string;
  /** Works on an update; never throws. */
  handle(update: Update): Promise<void>;
  clock: Clock;
  log: Log;
};

/** No update is longer than this. In bytes. */
const longestBody = 1024 * 1024;
/** How long requests that are still being answered may take once the server closes, in milliseconds. */
const lastPatience = 2_000;
/** Telegram waits a while for an answer; whatever takes longer goes on without it. Milliseconds. */
const patience = 10_000;

const digest = (text: string) => createHash("sha256").update(text).digest();

/** A small server of the bot's own, behind whatever ends TLS. */
export function createWebhookServer(parts: WebhookParts): WebhookServer {
  const { host, port, clock, log } = parts;
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    take(parts, request).then(
      (status) => response.writeHead(status, { connection: status === 200 ? "keep-alive" : "close" }).end(),
      (error: unknown) => {
        log.warn({ platform: "telegram", error }, "a webhook request broke off");
        response.destroy();
      },
    );
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  // For example too many open files; without a listener such an error would end the arena.
  server.on("error", (error) => log.warn({ platform: "telegram", error }, "the webhook's server has trouble"));
  return { listen: () => listen(server, host, port), close: () => close(server, clock) };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(new NoWebhookPort(error.message, { cause: error }));
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function close(server: Server, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    // A closing server no longer times out slow requests by itself: a stranger's could keep it open for ever.
    const stopWaiting = clock.after(lastPatience, () => server.closeAllConnections());
    server.close(() => {
      stopWaiting();
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** @returns the status to answer with. */
async function take({ path, secret, handle, clock }: WebhookParts, request: IncomingMessage): Promise<number> {
  if (new URL(request.url ?? "/", "http://bot").pathname !== path) return 404;
  if (request.method !== "POST") return 405;
  if (!isTelegram(request, secret)) return 401;
  const body = await readBody(request);
  if (body === undefined) return 413;
  const update = readUpdate(body);
  if (!update) return 400;
  await orLater(handle(update), clock);
  return 200;
}

function isTelegram({ headers }: IncomingMessage, secret: string): boolean {
  const given = headers["x-telegram-bot-api-secret-token"];
  return timingSafeEqual(digest(typeof given === "string" ? given : ""), digest(secret));
}

/** Waits, but not for ever. */
function orLater(work: Promise<void>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(patience, resolve);
    void work.finally(() => {
      cancel();
      resolve();
    });
  });
}

/** @returns undefined for one that is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestBody) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function readUpdate(body: string): Update | undefined {
  try {
    const update = JSON.parse(body) as Update | null;
    return Number.isSafeInteger(update?.update_id) ? (update ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}
