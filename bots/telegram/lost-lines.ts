/**
 * Lines that were sent twice because the first answer was cut off. Telegram gives the first one's identifier to nobody,
 * but it lies between those of messages that are known; what is taken away there is the bot's own, and unknown to it.
 */
import type { Api } from "grammy";
import type { Message } from "grammy/types";
import { type BoundedMap, createBoundedMap, type Log } from "../../core/index.ts";
import { isUnclear, obstacleOf } from "./refusal.ts";

/** Account of what is sent, so that lines that stand somewhere twice are found. */
export interface LostLines {
  /**
   * Sends something. @param again whether it is sent again when nobody knows if it arrived, for as long as it throws.
   * @param after a message of the same chat that was there before.
   */
  sending(chat: number, after: number | undefined, again: boolean, send: () => Promise<Message>): Promise<Message>;
}

/** How often a line is sent at most. */
const tries = 3;
/** How many places are looked at, the newest first. */
const mostLooks = 4;
/** Of how many chats, and of how many messages, it is known what was sent. */
const [mostChats, mostMessages] = [1_000, 5_000];

type ChatState = {
  /** The newest message of the bot that is known. */
  newest: number;
  /** Something was sent, and not again, of which nobody knows whether it is there: it must not be taken for a line. */
  doubtful: boolean;
  flying: Set<Promise<unknown>>;
};

type Here = { raw: Api["raw"]; log: Log; chats: BoundedMap<number, ChatState>; own: BoundedMap<string, true> };

/** Nothing has been sent yet. */
export function createLostLines({ raw }: Api, log: Log): LostLines {
  const here: Here = { raw, log, chats: createBoundedMap(mostChats), own: createBoundedMap(mostMessages) };
  return {
    async sending(chat, after, again, send) {
      const state = here.chats.get(chat) ?? here.chats.set(chat, { newest: 0, doubtful: false, flying: new Set() });
      const from = Math.max(after ?? 0, state.newest);
      const flight = sendOrAgain(again, send);
      state.flying.add(flight);
      try {
        const { message, lost } = await flight;
        const clear = !state.doubtful;
        note(here, state, message);
        if (lost > 0 && clear && from > 0) void sweep(here, state, { chat, from, to: message.message_id, lost });
        return message;
      } catch (error) {
        if (isUnclear(error)) state.doubtful = true;
        throw error;
      } finally {
        state.flying.delete(flight);
      }
    },
  };
}

/** @returns how many may be lost, too. */
async function sendOrAgain(again: boolean, send: () => Promise<Message>): Promise<{ message: Message; lost: number }> {
  for (let lost = 0; ; lost += 1) {
    try {
      return { message: await send(), lost };
    } catch (error) {
      if (!again || lost + 1 >= tries || !isUnclear(error)) throw error;
    }
  }
}

function note({ own }: Here, state: ChatState, { chat, message_id: id }: Message): void {
  // Ephemeral messages have no identifier among the others.
  if (id === 0) return;
  own.set(`${chat.id} ${id}`, true);
  state.newest = Math.max(state.newest, id);
  state.doubtful = false;
}

type Range = { chat: number; from: number; to: number; lost: number };

/** Takes lost lines away. Never throws: they are only in the way. */
async function sweep(here: Here, { flying }: ChatState, { chat, from, to, lost }: Range): Promise<void> {
  const { raw, own, log } = here;
  // What is on its way gets identifiers in between, and is known then.
  await Promise.allSettled(flying);
  let left = lost;
  for (let id = to - 1; id > Math.max(from, to - 1 - mostLooks) && left > 0; id -= 1) {
    if (own.has(`${chat} ${id}`) || !(await isLost(here, chat, id))) continue;
    left -= 1;
    await raw.deleteMessage({ chat_id: chat, message_id: id }).catch((error: unknown) => {
      log.info({ platform: "telegram", obstacle: obstacleOf(error) }, "a line that stands there twice stays");
    });
  }
}

/** Whether a message is the bot's own and has no buttons: an edit that changes nothing tells. */
async function isLost({ raw }: Here, chat: number, id: number): Promise<boolean> {
  return raw.editMessageReplyMarkup({ chat_id: chat, message_id: id }).then(
    () => false,
    (error: unknown) => obstacleOf(error) === "same",
  );
}
