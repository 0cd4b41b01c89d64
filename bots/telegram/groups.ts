/** What the bot has to know of the groups it is in: who administers them, and what it may do itself. */
import type { Api } from "grammy";
import type { ChatMember } from "grammy/types";
import type { Clock } from "../../core/index.ts";

/** Asks Telegram about groups. */
export interface Groups {
  /** Whether a person administers a group. */
  isAdministrator(chat: number, person: number): Promise<boolean>;
  /** Whether the bot is told of reactions in a group: only administrators are. */
  hearsReactions(chat: number): Promise<boolean>;
  /** Whether the bot may take reactions of others away. */
  mayTakeAway(chat: number): Promise<boolean>;
  /** The people who administer a group. */
  administrators(chat: number): Promise<number[]>;
  /** Something has changed there. */
  forget(chat: number): void;
}

/** How long Telegram's answer is kept, in milliseconds: short, so that a dismissed administrator can do little. */
const countsFor = 30_000;

type Known = { at: number; administrators: Promise<ChatMember[]> };

/** @param self the bot's own identifier. */
export function createGroups(api: Api, self: () => number, clock: Clock): Groups {
  const known = new Map<number, Known>();

  function administrators(chat: number): Promise<ChatMember[]> {
    const now = clock.now().getTime();
    const before = known.get(chat);
    if (before && now - before.at < countsFor) return before.administrators;
    for (const [other, { at }] of known) if (now - at >= countsFor) known.delete(other);
    const asked = api.raw.getChatAdministrators({ chat_id: chat }).catch(() => {
      // Where that cannot be learnt, nobody is trusted.
      known.delete(chat);
      return [];
    });
    known.set(chat, { at: now, administrators: asked });
    return asked;
  }

  async function find(chat: number, person: number): Promise<ChatMember | undefined> {
    return (await administrators(chat)).find(({ user }) => user.id === person);
  }

  return {
    isAdministrator: async (chat, person) => (await find(chat, person)) !== undefined,
    hearsReactions: async (chat) => chat < 0 && (await find(chat, self())) !== undefined,
    async mayTakeAway(chat) {
      const own = chat < 0 ? await find(chat, self()) : undefined;
      return own?.status === "administrator" && own.can_delete_messages;
    },
    administrators: async (chat) => (await administrators(chat)).flatMap(({ user }) => (user.is_bot ? [] : [user.id])),
    forget: (chat) => void known.delete(chat),
  };
}
