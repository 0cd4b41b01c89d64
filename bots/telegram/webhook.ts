/** Updates that Telegram sends by itself: a small server of the bot's own, behind whatever ends TLS. */
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Update } from "grammy/types";
import type { Clock, Log } from "../../core/index.ts";
import { NoWebhookPort } from "./refusal.ts";

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
/** How long whoever is still being answered has when the server closes, in milliseconds. */
const lastPatience = 2_000;
/** Telegram waits a while for an answer; whatever takes longer goes on without it. Milliseconds. */
const patience = 10_000;

const digest = (text: string) => createHash("sha256").update(text).digest();

export function createWebhookServer({ host, port, path, secret, handle, clock, log }: WebhookParts): WebhookServer {
  const expected = digest(secret);

  function isTelegram({ headers }: IncomingMessage): boolean {
    const given = headers["x-telegram-bot-api-secret-token"];
    return timingSafeEqual(digest(typeof given === "string" ? given : ""), expected);
  }

  async function take(request: IncomingMessage): Promise<number> {
    if (new URL(request.url ?? "/", "http://bot").pathname !== path) return 404;
    if (request.method !== "POST") return 405;
    if (!isTelegram(request)) return 401;
    const body = await readBody(request);
    if (body === undefined) return 413;
    const update = readUpdate(body);
    if (!update) return 400;
    await orLater(handle(update));
    return 200;
  }

  /** Waits, but not for ever. */
  function orLater(work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(patience, resolve);
      void work.finally(() => {
        cancel();
        resolve();
      });
    });
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    take(request).then(
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

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const refuse = (error: Error) => reject(new NoWebhookPort(error.message, { cause: error }));
        server.once("error", refuse);
        server.listen(port, host, () => {
          server.off("error", refuse);
          const address = server.address();
          resolve(typeof address === "object" && address ? address.port : port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        // A server that closes ends slow requests no more by itself: a stranger's would keep it open for ever.
        const stopWaiting = clock.after(lastPatience, () => server.closeAllConnections());
        server.close(() => {
          stopWaiting();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
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
