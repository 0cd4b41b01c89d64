/** Shows in a chat that something is on its way, again and again until it is there. */
import type { Api } from "grammy";
import type { Clock } from "../../core/index.ts";
import type { Place } from "./requests.ts";

/** Telegram shows an action for five seconds. Milliseconds. */
const every = 4_500;
/** Nobody believes in it any longer than this. */
const mostTimes = 60;

export interface Typing {
  start(address: string, place: Place): void;
  stop(address: string): void;
  stopAll(): void;
}

export function createTyping(api: Api, clock: Clock): Typing {
  const underway = new Map<string, () => void>();

  function act(address: string, place: Place, left: number): void {
    // It is only an ornament: whatever is in its way does not matter.
    api.raw
      .sendChatAction({
        chat_id: place.chat,
        ...(place.thread !== undefined && { message_thread_id: place.thread }),
        action: "typing",
      })
      .catch(() => {});
    if (left <= 1) return void underway.delete(address);
    underway.set(
      address,
      clock.after(every, () => act(address, place, left - 1)),
    );
  }

  const stop = (address: string) => {
    underway.get(address)?.();
    underway.delete(address);
  };

  return {
    start(address, place) {
      stop(address);
      act(address, place, mostTimes);
    },
    stop,
    stopAll() {
      for (const address of [...underway.keys()]) stop(address);
    },
  };
}
