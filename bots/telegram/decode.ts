/** Telegram's updates in core's words: people, chats and topics, and what was written. */
import type { CallbackQuery, Chat, Message, MessageEntity, User } from "grammy/types";
import {
  chooseLanguage,
  joinAddress,
  type Mention,
  type Request,
  type Sender,
  splitAddress,
  withoutZeroWidth,
  type Written,
} from "../../core/index.ts";
import type { Place, PrivateChat, PrivateStanding, Standing } from "./requests.ts";

/** A chat, or a topic in it, as a place. */
export function placeOf({ chat, thread }: Place | PrivateChat): string {
  return thread === undefined ? String(chat) : `${chat}:${thread}`;
}

/** @returns undefined for what is no place of Telegram's. */
export function readPlace(place: string): Place | undefined {
  const [, chat, thread] = /^(-?\d{1,20})(?::(\d{1,20}))?$/u.exec(place) ?? [];
  if (chat === undefined) return undefined;
  return { chat: Number(chat), thread: thread === undefined ? undefined : Number(thread) };
}

/** The address of a message. */
export function addressOf(chat: number, message: number): string {
  return joinAddress(String(chat), String(message));
}

/** @returns undefined for what is no message of Telegram's. */
export function readAddress(address: string): { chat: number; message: number } | undefined {
  const { place = "", message = "" } = splitAddress(address) ?? {};
  const there = readPlace(place);
  return there && /^\d{1,20}$/u.test(message) ? { chat: there.chat, message: Number(message) } : undefined;
}

/** A message of the chat it is in: topics only where the chat has them, for replies make threads elsewhere too. */
export function whereIs(
  message: Pick<Message, "chat" | "message_thread_id" | "is_topic_message">,
): Place | PrivateChat {
  const { chat, message_thread_id: thread, is_topic_message: inTopic } = message;
  const place = { chat: chat.id, ...(inTopic && thread !== undefined && { thread }) };
  return chat.type === "private" ? { ...place, private: true } : place;
}

/** Somebody in a chat. Where they are alone with the bot, they are a community of their own. */
export function senderOf(user: User, chat: Chat, place: Place | PrivateChat, manages: boolean): Sender {
  const alone = chat.type === "private";
  return {
    platform: "telegram",
    person: `telegram:${user.id}`,
    community: alone ? `telegram:@${user.id}` : `telegram:${chat.id}`,
    place: placeOf(place),
    private: alone,
    manages: alone || manages,
    language: chooseLanguage(user.language_code),
    ...(!alone && chat.title !== undefined && { communityName: chat.title }),
  };
}

/** What core may want to know beside who asks where: the group of a topic. */
export function surroundingsOf({ chat, thread }: Place | PrivateChat): Pick<Request, "within"> {
  return thread === undefined ? {} : { within: String(chat) };
}

/** What somebody wrote, with the entities in it. */
export function wordsOf(message: Message): { text: string; entities: MessageEntity[] } {
  const { text, entities = [], caption = "", caption_entities: inCaption = [] } = message;
  return text === undefined ? { text: caption, entities: inCaption } : { text, entities };
}

/** Whether somebody has spoken to the bot by its name: before everything else, or later. */
export function whereNamed(message: Message, username: string): Request["named"] {
  const { text, entities } = wordsOf(message);
  const name = `@${username}`.toLowerCase();
  const found = entities.find(
    ({ type, offset, length }) => type === "mention" && text.slice(offset, offset + length).toLowerCase() === name,
  );
  return found && (withoutZeroWidth(text.slice(0, found.offset)).trim() === "" ? "first" : "within");
}

/** The text without the bot's name; commands keep it, for it says whom they are for. */
export function readText(message: Message, username: string): string {
  const text = withoutZeroWidth(wordsOf(message).text);
  return text.replaceAll(new RegExp(`(?<![\\w/])@${username}\\b`, "giu"), "").trim();
}

/** A command at the beginning, and the bot it names. */
export function readCommand(message: Message): { name: string; bot: string | undefined; rest: string } | undefined {
  const found = /^\/(?<name>[\p{L}\d_-]+)(?:@(?<bot>\w+))?(?:\s+(?<rest>[\s\S]*))?$/u.exec(
    withoutZeroWidth(wordsOf(message).text).trim(),
  );
  const { name, bot, rest = "" } = found?.groups ?? {};
  return name === undefined ? undefined : { name: name.toLowerCase(), bot: bot?.toLowerCase(), rest };
}

/** The message that one answers, where Telegram tells. */
export function repliedBy(message: Message | { chat: Chat }): Message | undefined {
  return "reply_to_message" in message ? message.reply_to_message : undefined;
}

/** What somebody wrote, as core has it who presses on a message that answers it. @returns undefined when it is gone. */
export function writtenIn(message: Message | undefined, username: string): Written | undefined {
  if (!message?.from || message.sender_chat) return undefined;
  const { from, chat, message_id: id } = message;
  return { text: readText(message, username), address: addressOf(chat.id, id), person: `telegram:${from.id}` };
}

/** People without a username, as Telegram marks them; of others it does not say who they are. */
export function mentionsIn(message: Message): Mention[] {
  const { text, entities } = wordsOf(message);
  return entities.flatMap((entity) =>
    entity.type === "text_mention"
      ? [
          {
            text: text.slice(entity.offset, entity.offset + entity.length),
            person: `telegram:${entity.user.id}`,
            name: entity.user.first_name,
          },
        ]
      : [],
  );
}

/** What a press may change: the message that its button stands in. */
export function standingOf(message: NonNullable<CallbackQuery["message"]>, person: number): Standing | PrivateStanding {
  const { ephemeral_message_id: ephemeral } = message as { ephemeral_message_id?: number };
  const { chat, message_id: id } = message;
  const standing = { chat: chat.id, id, media: "photo" in message || "document" in message };
  if (ephemeral !== undefined) return { ...standing, private: true, alone: { person, id: ephemeral } };
  return chat.type === "private" ? { ...standing, private: true } : standing;
}
