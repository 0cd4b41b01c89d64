/** Between grammY and the network. */
import type { ApiClientOptions, RawApi, Transformer } from "grammy";
import type { ApiResponse } from "grammy/types";
import type { Clock } from "../../core/index.ts";

/** How often what may be carried out twice is sent again. */
const tries = 3;
/** How often one request waits because Telegram says so. */
const mostWaits = 10;
/** Nobody waits longer than this for one request; the refusal is told instead. In seconds. */
const longestWait = 15 * 60;

/** New messages and files: carried out twice, they would be there twice. */
function mayRepeat(method: string): boolean {
  return !method.startsWith("send") && method !== "getUpdates";
}

/** The wait that a refusal asks for, in seconds; undefined for other answers. */
function waitIn(result: ApiResponse<unknown>): number | undefined {
  if (result.ok || result.error_code !== 429) return undefined;
  return result.parameters?.retry_after ?? 1;
}

/** Where a request goes: to a chat, or to a message in a chat that the bot knows nothing of. */
function destinationOf(method: string, payload: object): string {
  const { chat_id: chat, inline_message_id: inline = method } = payload as {
    chat_id?: number | string;
    inline_message_id?: string;
  };
  return String(chat ?? inline);
}

type Signal = Parameters<Transformer<RawApi>>[3];

/**
 * Keeps Telegram's waiting times, and sends again what a broken line swallowed. Waits as long as Telegram says: everything
 * to the same chat waits, and nothing to any other.
 */
export function createFloodControl(clock: Clock): Transformer<RawApi> {
  const closedUntil = new Map<string, number>();
  return async (send, method, payload, signal) => {
    if (method === "getUpdates") return send(method, payload, signal);
    const chat = destinationOf(method, payload);
    for (let sent = 1, waits = 0; ;) {
      await passWhenOpen(closedUntil, chat, clock, signal);
      const repeats = sent < tries && mayRepeat(method) && !signal?.aborted;
      try {
        const result = await send(method, payload, signal);
        const seconds = waitIn(result);
        if (seconds !== undefined && seconds <= longestWait && waits < mostWaits) {
          waits += 1;
          closedUntil.set(chat, clock.now().getTime() + seconds * 1_000);
          continue;
        }
        if (result.ok || result.error_code < 500 || !repeats) return result;
      } catch (error) {
        if (!repeats) throw error;
      }
      sent += 1;
    }
  };
}

/** Resolves when requests to a chat may go on, or the signal is aborted. */
function passWhenOpen(closedUntil: Map<string, number>, chat: string, clock: Clock, signal: Signal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const left = (closedUntil.get(chat) ?? 0) - clock.now().getTime();
      if (left <= 0 || signal?.aborted) {
        closedUntil.delete(chat);
        resolve();
      } else cancel = clock.after(left, look);
    };
    let cancel = () => {};
    const leave = () => {
      cancel();
      resolve();
    };
    signal?.addEventListener("abort", leave);
    look();
  });
}

type Fetch = NonNullable<ApiClientOptions["fetch"]>;
type Given = {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** grammY's own type, not Node's. */
  signal?: { readonly aborted: boolean; addEventListener(event: "abort", listener: () => void): void } | null;
};

/** An answer came that is not one of the Bot API, as from a proxy in between. */
class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
  readonly status: number;

  constructor(status: number) {
    super(`Telegram's answer (status ${status}) is not JSON`);
    this.status = status;
  }
}

/**
 * Node's own fetch, for grammY's option `client.fetch`. The one that comes with grammY does not notice when an answer's
 * body breaks off, and waits for the rest until its time-out (docs/decisions/2026-11-28-broken-bodies.md).
 */
export const nativeFetch = (async (url: string, { method, headers, body, signal }: Given = {}) => {
  const controller = new AbortController();
  if (signal?.aborted) controller.abort();
  signal?.addEventListener("abort", () => controller.abort());
  const sent = body === undefined ? {} : { body: body as BodyInit, duplex: "half" };
  const answer = await fetch(url, { method, headers, signal: controller.signal, ...sent } as RequestInit);
  if (answer.headers.get("content-type")?.includes("json")) return answer;
  await answer.body?.cancel();
  throw new UnreadableAnswer(answer.status);
}) as unknown as Fetch;
