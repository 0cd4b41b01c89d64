/**
 * How often Telegram lets a bot write into a chat: about twenty times a minute in a group (Bots FAQ, "My bot is hitting
 * limits"), edits and ephemeral messages among them here. Answers to presses are not limited by chat.
 */
import type { Call } from "./read-call.ts";
import { refusals, type TelegramRefusal } from "./refusal.ts";
import type { PeerChat, World } from "./world.ts";

export type Floods = {
  /** Refuses whatever is put into a chat, for so many seconds. */
  close(chat: PeerChat, seconds: number): void;
  /** From now on every group takes only so many calls a minute, and is closed until the next is due. */
  limitGroups(perMinute: number): void;
  /** How many calls at most have been made to a chat within any minute, refused ones among them. */
  mostInMinute(chat: PeerChat): number;
  /** Counts a call. @returns the refusal of one that comes too early. */
  take(call: Call): TelegramRefusal | undefined;
};

const minute = 60_000;
const puts = /^(?:send(?!ChatAction)|edit|delete)/u;

/** Nothing is limited at first. */
export function createFloods(world: World): Floods {
  const closedUntil = new Map<number, number>();
  const made = new Map<number, number[]>();
  const taken = new Map<number, number[]>();
  let most = Infinity;

  function waitFor(chat: number, now: number): number {
    const recent = (taken.get(chat) ?? []).filter((at) => at > now - minute);
    const due = chat < 0 && recent.length >= most ? (recent.at(-most) ?? now) + minute : now;
    return Math.max(due, closedUntil.get(chat) ?? now) - now;
  }

  return {
    close: ({ id }, seconds) => void closedUntil.set(id, world.clock.now().getTime() + seconds * 1_000),
    limitGroups: (perMinute) => void (most = perMinute),
    mostInMinute({ id }) {
      const all = made.get(id) ?? [];
      return Math.max(0, ...all.map((end) => all.filter((at) => at > end - minute && at <= end).length));
    },
    take({ method, parameters }) {
      const chat = Number(parameters.chat_id);
      if (!puts.test(method) || Number.isNaN(chat)) return undefined;
      const now = world.clock.now().getTime();
      const wait = waitFor(chat, now);
      made.set(chat, [...(made.get(chat) ?? []), now]);
      if (wait > 0) return refusals.flood(Math.ceil(wait / 1_000));
      taken.set(chat, [...(taken.get(chat) ?? []), now]);
      return undefined;
    },
  };
}
