/** Between grammY and the network: Telegram's waiting times are kept, and what a broken line swallowed is sent again. */
import type { RawApi, Transformer } from "grammy";
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

/** Waits as long as Telegram says: everything to the same chat waits, and nothing to any other. */
export function createFloodControl(clock: Clock): Transformer<RawApi> {
  const closedUntil = new Map<string, number>();

  function pass(chat: string, signal: Parameters<Transformer<RawApi>>[3]): Promise<void> {
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

  return async (send, method, payload, signal) => {
    if (method === "getUpdates") return send(method, payload, signal);
    const { chat_id: chat = method } = payload as { chat_id?: number | string };
    for (let sent = 1, waits = 0; ;) {
      await pass(String(chat), signal);
      const repeats = sent < tries && mayRepeat(method) && !signal?.aborted;
      try {
        const result = await send(method, payload, signal);
        const seconds = waitIn(result);
        if (seconds !== undefined && seconds <= longestWait && waits < mostWaits) {
          waits += 1;
          closedUntil.set(String(chat), clock.now().getTime() + seconds * 1_000);
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
