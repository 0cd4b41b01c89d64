/** A few words to a group that the bot has been added to: once, whichever way Telegram tells of it. */
import type { Chat, ChatMember, ChatMemberUpdated, User } from "grammy/types";
import {
  chooseLanguage,
  firstButtons,
  type Language,
  type Log,
  type PlatformRecord,
  sentences,
} from "../../core/index.ts";
import { encodePost, encodeSentence } from "./encode.ts";
import type { Answered } from "./notes.ts";
import { describeObstacle, obstacleOf } from "./refusal.ts";
import type { Requests } from "./requests.ts";

type Parts = {
  core: { record: Pick<PlatformRecord, "language"> };
  requests: Requests;
  answered: Answered;
  log: Log;
};

/** Greets groups. */
export interface Greeting {
  /** Takes a change of what the bot is in a chat; whoever adds it is told privately where it may not write. Never throws. */
  takeChange(change: ChatMemberUpdated): Promise<void>;
  /** Greets a group that has not been greeted yet. @throws what grammY throws. */
  greet(chat: Chat, by: User): Promise<void>;
  /** Notes that a group is no new one, but another in a new form. */
  isKnown(chat: number): Promise<void>;
}

/** What somebody adds by a link that begins with this has been added, and not only been started there. */
export const addingStart = "arena";

/** Makes it; whom it has greeted is in the notes. */
export function createGreeting(parts: Parts): Greeting {
  const { answered, log } = parts;
  const noted = (chat: number) => answered(`greeting ${chat}`);
  async function greet(chat: Chat, by: User): Promise<void> {
    if ((chat.type === "group" || chat.type === "supergroup") && (await noted(chat.id))) await say(parts, chat.id, by);
  }
  return {
    greet,
    async takeChange({ chat, from, old_chat_member: before, new_chat_member: now }) {
      if (isThere(before) || !isThere(now)) return;
      try {
        await greet(chat, from);
      } catch (error) {
        log.warn({ platform: "telegram", error }, "a group could not be greeted");
      }
    },
    isKnown: async (chat) => void (await noted(chat)),
  };
}

function isThere(member: ChatMember): boolean {
  return member.status !== "left" && member.status !== "kicked";
}

async function say({ core, requests }: Parts, chat: number, by: User): Promise<void> {
  const own = chooseLanguage(by.language_code);
  const language = (await core.record.language(`telegram:${chat}`)) ?? own;
  try {
    await requests.send({ chat }, greetingIn(language));
  } catch (error) {
    const sentence = describeObstacle(obstacleOf(error), own);
    if (sentence === undefined) throw error;
    await requests.send({ chat: by.id }, encodeSentence(sentence));
  }
}

function greetingIn(language: Language) {
  const post = { text: sentences(language).telegram.greeting, buttons: firstButtons(language), images: [] };
  return encodePost(post, language, { apart: false }).main;
}
