/** What the bot has to know of the groups it is in: who administers them, and what it may do itself. */
import type { Api } from "grammy";
import type { ChatMember } from "grammy/types";
import type { Clock } from "../../core/index.ts";
import { movedTo, obstacleOf } from "./refusal.ts";

/** Asks Telegram about groups. */
export interface Groups {
  /** Whether a person administers a group. */
  isAdministrator(chat: number, person: number): Promise<boolean>;
  /** Whether the bot itself administers a group. */
  administers(chat: number): Promise<boolean>;
  /** Whether people can react with these in a group, and the bot is told of it: only administrators are. */
  hearsReactions(chat: number, emoji: readonly string[]): Promise<boolean>;
  /** Whether the bot may take reactions of others away. */
  mayTakeAway(chat: number): Promise<boolean>;
  /** The people who administer a group. */
  administrators(chat: number): Promise<number[]>;
  /** Whether the bot can see a chat; a group that goes by another identifier now is seen. */
  sees(chat: number): Promise<boolean>;
  /** Something has changed there. */
  forget(chat: number): void;
}

/** How long Telegram's answer is kept, in milliseconds: short, so that a dismissed administrator can do little. */
const countsFor = 30_000;

type Known = {
  at: number;
  administrators: Promise<ChatMember[]>;
  /** The emoji that people may react with; undefined: all. */
  allowed?: Promise<ReadonlySet<string> | undefined>;
};

/** @param self the bot's own identifier. */
export function createGroups(api: Api, self: () => number, clock: Clock): Groups {
  const known = new Map<number, Known>();
  const look = (chat: number) => lookAt(api, known, chat, clock.elapsed());
  const find = async (chat: number, person: number) =>
    (await look(chat).administrators).find(({ user }) => user.id === person);

  const administers = async (chat: number) => chat < 0 && (await find(chat, self())) !== undefined;

  async function allows(chat: number, emoji: readonly string[]): Promise<boolean> {
    const found = look(chat);
    found.allowed ??= askAllowed(api, chat);
    const allowed = await found.allowed;
    return emoji.every((one) => allowed?.has(one) ?? true);
  }

  return {
    isAdministrator: async (chat, person) => (await find(chat, person)) !== undefined,
    administers,
    hearsReactions: async (chat, emoji) => (await administers(chat)) && (await allows(chat, emoji)),
    async mayTakeAway(chat) {
      const own = chat < 0 ? await find(chat, self()) : undefined;
      return own?.status === "administrator" && own.can_delete_messages;
    },
    administrators: async (chat) =>
      (await look(chat).administrators).flatMap(({ user }) => (user.is_bot ? [] : [user.id])),
    sees: (chat) => sees(api, chat),
    forget: (chat) => void known.delete(chat),
  };
}

async function sees(api: Api, chat: number): Promise<boolean> {
  try {
    await api.raw.getChat({ chat_id: chat });
    return true;
  } catch (error) {
    if (movedTo(error) !== undefined) return true;
    if (obstacleOf(error) === undefined) throw error;
    return false;
  }
}

/** What is known of a group, or is being asked. */
function lookAt(api: Api, known: Map<number, Known>, chat: number, now: number): Known {
  const before = known.get(chat);
  if (before && now - before.at < countsFor) return before;
  for (const [other, { at }] of known) if (now - at >= countsFor) known.delete(other);
  const administrators = api.raw.getChatAdministrators({ chat_id: chat }).catch(() => {
    // Where that cannot be learnt, nobody is trusted.
    known.delete(chat);
    return [];
  });
  const found: Known = { at: now, administrators };
  known.set(chat, found);
  return found;
}

/** The emoji that people may react with in a chat; undefined: all, or nobody knows. */
async function askAllowed(api: Api, chat: number): Promise<ReadonlySet<string> | undefined> {
  try {
    const { available_reactions: allowed } = await api.raw.getChat({ chat_id: chat });
    return allowed && new Set(allowed.flatMap((one) => (one.type === "emoji" ? [one.emoji] : [])));
  } catch {
    return undefined;
  }
}
