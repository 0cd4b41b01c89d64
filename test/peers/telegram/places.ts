/** Where the bot may write: chats it is in, people who let it, topics that are open, messages that are there. */
import { refusals } from "./refusal.ts";
import { botIn, botMay, type PeerChat, type PeerMessage, type World } from "./world.ts";

/** @throws {TelegramRefusal} when the bot knows no such chat, is not in it any more, or it has moved. */
export function findChat(world: World, id: unknown): PeerChat {
  const chat = world.chats.get(Number(id));
  if (!chat) throw refusals.chatNotFound();
  if (chat.migratedTo !== undefined) throw refusals.migrated(chat.migratedTo);
  if (chat.type === "private") {
    if (!chat.started) throw refusals.neverStarted();
    if (chat.blocked) throw refusals.blocked();
    return chat;
  }
  const { status } = botIn(world, chat);
  if (status === "kicked") throw refusals.kicked(chat.type);
  if (status === "left") throw refusals.notMember(chat.type);
  return chat;
}

/** @throws {TelegramRefusal} when the bot may not write there. @returns the topic; undefined: none, or the general one. */
export function checkWriting(world: World, chat: PeerChat, thread: unknown): number | undefined {
  if (chat.type !== "private" && !chat.open && !botMay(world, chat)) throw refusals.mayNotWrite();
  if (botIn(world, chat).status === "restricted") throw refusals.mayNotWrite();
  if (thread === undefined) return undefined;
  const topic = chat.topics.get(Number(thread));
  if (!topic) throw refusals.noThread();
  if (topic.closed && !botMay(world, chat, "can_manage_topics")) throw refusals.closedTopic();
  return topic.id;
}

/** @returns the bot's own message. @throws {TelegramRefusal} */
export function findOwn(world: World, chat: PeerChat, id: unknown): PeerMessage {
  const message = chat.messages.get(Number(id));
  if (!message) throw refusals.noEditTarget();
  if (message.from?.id !== world.bot.id) throw refusals.mayNotEdit();
  return message;
}

/** @returns the ephemeral message that a person was sent. @throws {TelegramRefusal} */
export function findEphemeral(chat: PeerChat, id: unknown, receiver: unknown): PeerMessage {
  const message = chat.ephemeral.get(Number(id));
  if (!message?.receiver || message.receiver.id !== receiver) throw refusals.noEditTarget();
  return message;
}

type ReplyParameters = {
  message_id?: number;
  ephemeral_message_id?: number;
  chat_id?: unknown;
  allow_sending_without_reply?: boolean;
};

/** The message that a new one answers. @throws {TelegramRefusal} when it must be there and is not. */
export function findReplyTarget(chat: PeerChat, given: unknown): PeerMessage | undefined {
  if (given === undefined) return undefined;
  const {
    message_id: id,
    ephemeral_message_id: ephemeralId,
    allow_sending_without_reply: lenient,
  } = given as ReplyParameters;
  const target = ephemeralId === undefined ? chat.messages.get(Number(id)) : chat.ephemeral.get(ephemeralId);
  if (!target && !lenient) throw refusals.noReplyTarget();
  return target;
}
