/**
 * Who goes by which @name in a group. Telegram does not tell a bot whose a name is; so it knows those who did something
 * with it there since it started, and nothing of that is ever written down.
 */
import type { Api } from "grammy";
import type { Chat, Message, User } from "grammy/types";
import { createBoundedMap, type Mention } from "../../core/index.ts";
import { wordsOf } from "./decode.ts";

/** How many are remembered, in all groups together. */
const capacity = 10_000;

/** Remembers names, and finds whose they are. */
export interface Usernames {
  /** Somebody has done something in a chat. */
  note(chat: Chat | undefined, user: User | undefined): void;
  /** The first person whom a message names by their @name, if they are in that group and go by it still. */
  mentionIn(message: Message): Promise<Mention[]>;
}

/** Knows nobody yet. */
export function createUsernames(api: Api): Usernames {
  const people = createBoundedMap<string, number>(capacity);
  const keyOf = (chat: number, name: string) => `${chat} ${name.toLowerCase()}`;

  /** A name may have been given up since, and taken by somebody else. */
  async function goesBy(chat: number, person: number, name: string): Promise<boolean> {
    try {
      const { user, status } = await api.raw.getChatMember({ chat_id: chat, user_id: person });
      return user.username?.toLowerCase() === name.toLowerCase() && status !== "left" && status !== "kicked";
    } catch {
      // Where Telegram does not say, nobody is taken for somebody.
      return false;
    }
  }

  return {
    note(chat, user) {
      if (!chat || chat.type === "private" || user?.username === undefined || user.is_bot) return;
      people.set(keyOf(chat.id, user.username), user.id);
    },
    async mentionIn(message) {
      const { text, entities } = wordsOf(message);
      const found = entities.find(({ type }) => type === "mention");
      const named = found && text.slice(found.offset, found.offset + found.length);
      const person = named === undefined ? undefined : people.get(keyOf(message.chat.id, named.slice(1)));
      if (named === undefined || person === undefined) return [];
      if (!(await goesBy(message.chat.id, person, named.slice(1)))) return [];
      return [{ text: named, person: `telegram:${person}`, name: named }];
    },
  };
}
