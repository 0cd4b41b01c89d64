/** The way updates come in: fetched by long polling, or sent by Telegram to the bot's own address. */
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { Clock, Log } from "../../core/index.ts";
import { createPolling, wantedUpdates } from "./polling.ts";
import { isTelling, OtherWebhook } from "./refusal.ts";
import { createWebhookServer } from "./webhook.ts";

export interface Receiving {
  /**
   * Begins, or begins again after an end. Settles soon after the signal is aborted.
   * @throws what grammY throws, {NoWebhookPort}.
   */
  start(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export type ReceivingParts = {
  api: Api;
  /** The address to which Telegram sends updates, where to listen for them, and their secret; null: they are fetched. */
  webhook: { url: string; host: string; port: number; secret: string } | null;
  /** Works on an update; never throws. */
  handle(update: Update): Promise<void>;
  /** Called with the reason when receiving has ended. */
  fail(error: unknown): void;
  clock: Clock;
  log: Log;
};

/** How often to check whether Telegram still sends updates here, in milliseconds. */
const lookEvery = 5 * 60_000;

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

function createListening(
  { api, handle, fail, clock, log }: ReceivingParts,
  webhook: NonNullable<ReceivingParts["webhook"]>,
): Receiving {
  const { url, secret } = webhook;
  const server = createWebhookServer({ ...webhook, path: new URL(url).pathname, handle, clock, log });

  /** Notices a revoked token, or updates that go elsewhere: nothing else would tell. */
  async function look(signal: AbortSignal): Promise<void> {
    try {
      const set = await api.getWebhookInfo(signal as never);
      if (set.url !== url) throw new OtherWebhook("Telegram sends the updates elsewhere");
    } catch (error) {
      if (isTelling(error)) return fail(error);
      log.warn({ platform: "telegram", error }, "it could not be seen whether the webhook still stands");
    }
    lookLater(signal);
  }

  function lookLater(signal: AbortSignal): void {
    if (signal.aborted) return;
    const cancel = clock.after(lookEvery, () => {
      signal.removeEventListener("abort", cancel);
      void look(signal);
    });
    signal.addEventListener("abort", cancel, { once: true });
  }

  return {
    async start(signal) {
      await server.listen();
      const wanted = { secret_token: secret, allowed_updates: wantedUpdates };
      await api.setWebhook(url, wanted, signal as never);
      lookLater(signal);
    },
    stop: () => server.close(),
  };
}
