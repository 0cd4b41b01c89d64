/** What people do on the peer's Telegram: write, tap, react, edit, come, go and block. */
import type { Chat, MessageEntity, ReactionType, Update, User } from "grammy/types";
import { detectEntities } from "./detect-entities.ts";
import { stopDraft } from "./drafts.ts";
import { askInline, choose } from "./inline.ts";
import { chatJson, memberJson, messageJson } from "./json.ts";
import { documentOf, sizesOf } from "./uploads.ts";
import type { Updates } from "./updates.ts";
import {
  addChat,
  addFile,
  addUser,
  blankMessage,
  botIn,
  botMay,
  type PeerChat,
  type PeerInlineQuery,
  type PeerMember,
  type PeerMessage,
  type PeerQuery,
  type World,
} from "./world.ts";

/** A file somebody sends; a picture comes as such, unless it is sent as a file. */
export type PeerAttachment = { name: string; type: string; bytes: Uint8Array; asFile?: boolean };

export type Said = {
  replyTo?: PeerMessage;
  /** The topic's identifier. */
  topic?: number;
  file?: PeerAttachment;
  /** The channel in whose name it is written. */
  as?: PeerChat;
  /** What else the message holds, such as a sticker, as Telegram sends it. */
  other?: Record<string, unknown>;
  /** What the person's client adds, such as a mention of somebody without a username. */
  entities?: MessageEntity[];
};

export type PeerPerson = {
  id: number;
  user: User & { language_code: string };
  /** The chat with the bot alone. */
  private: PeerChat;
  /** Joins a chat, or becomes something else in it. */
  join(chat: PeerChat, as?: Partial<PeerMember>): void;
  /** Writes a message. */
  say(chat: PeerChat, text: string, said?: Said): PeerMessage;
  /** Writes to the bot alone. */
  direct(text: string, said?: Said): PeerMessage;
  /** Sends several pictures or files as one album, the text under the first. */
  album(chat: PeerChat, text: string, files: PeerAttachment[]): PeerMessage[];
  /** Changes what they wrote. */
  edit(message: PeerMessage, text: string): void;
  /** Taps a button, by its label. @throws {Error} when they see none, or it does nothing. */
  tap(message: PeerMessage, label: string): PeerQuery;
  /** Taps what their client still shows, though it is not there any more. */
  tapData(message: PeerMessage, data: string): PeerQuery;
  /** Has these reactions on a message from now on; none takes them away. */
  react(message: PeerMessage, ...emoji: string[]): Update;
  /** Types behind the bot's name in some chat, and nothing is posted yet. */
  inline(text: string): PeerInlineQuery;
  /** Posts what was offered for that, the first of it unless told otherwise, in a chat that the bot need not be in. */
  choose(query: PeerInlineQuery, chat: PeerChat, index?: number): PeerMessage;
  /** Presses Stop on the draft in their private chat. @throws {Error} when there is none that can be stopped. */
  stop(): void;
  block(): void;
  unblock(): void;
};

export type PersonOptions = { language?: string; username?: string; bot?: boolean };

/** Whether a bot in privacy mode hears of a mention too: Telegram's own lists of what it hears disagree. */
export type Hearing = { mentions: boolean };

/** What Telegram fills in for the sender of what is written in the name of a group, or of a channel. */
const anonymousAdministrator: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: "Group",
  username: "GroupAnonymousBot",
};
const channelWriter: User = { id: 136_817_688, is_bot: true, first_name: "Channel", username: "Channel_Bot" };

type Parts = { world: World; updates: Updates; hearing: Hearing };

/** Makes somebody. */
export function createPerson(parts: Parts, name: string, options: PersonOptions): PeerPerson {
  const { world, updates } = parts;
  const user = Object.assign(addUser(world, name, options.language), {
    ...(options.username !== undefined && { username: options.username }),
    is_bot: options.bot ?? false,
  });
  const own = addChat(world, "private", { person: user });

  function setBlocked(blocked: boolean): void {
    const was = memberJson({ status: own.blocked ? "kicked" : "member", rights: [], anonymous: false }, world.bot);
    own.blocked = blocked;
    const is = memberJson({ status: blocked ? "kicked" : "member", rights: [], anonymous: false }, world.bot);
    const change = { from: user, date: world.seconds(), old_chat_member: was, new_chat_member: is };
    updates.tell("my_chat_member", { chat: chatJson(own), ...change });
  }

  const person: PeerPerson = {
    ...{ id: user.id, user, private: own },
    join: (chat, as = {}) => void chat.members.set(user.id, { status: "member", rights: [], anonymous: false, ...as }),
    say: (chat, text, said = {}) => say(parts, user, chat, text, said),
    direct: (text, said = {}) => say(parts, user, own, text, said),
    album(chat, text, files) {
      const group = { media_group_id: String(world.number()) };
      return files.map((file, index) => say(parts, user, chat, index === 0 ? text : "", { file, other: group }));
    },
    edit(message, text) {
      Object.assign(message, { text, entities: detectEntities(text), editDate: world.seconds() });
      if (isHeard(parts, message)) updates.tell("edited_message", messageJson(message) as never);
    },
    tap(message, label) {
      const button = message.keyboard.flat().find(({ text }) => text === label);
      const seen = message.receiver === undefined || message.receiver.id === user.id;
      if (!button || !seen) throw new Error(`${name} sees no button ${label}`);
      if (!("callback_data" in button)) throw new Error(`the button ${label} tells the bot nothing`);
      return person.tapData(message, button.callback_data);
    },
    tapData: (message, data) => tap(parts, user, message, data),
    react: (message, ...emoji) => react(parts, user, message, emoji),
    inline: (text) => askInline(parts, user, text),
    choose(query, chat, index = 0) {
      const message = choose(parts, query, index, chat);
      if (isHeard(parts, message)) updates.tell("message", messageJson(message) as never);
      return message;
    },
    stop: () => stopDraft(parts, own),
    block: () => setBlocked(true),
    unblock: () => setBlocked(false),
  };
  return person;
}

/** In whose name somebody writes or reacts in a chat: their own, the group's, or a channel's. */
function speakerIn(chat: PeerChat, user: User, as?: PeerChat): { from: User; senderChat: Chat | undefined } {
  if (as) return { from: channelWriter, senderChat: chatJson(as) };
  if (chat.members.get(user.id)?.anonymous) return { from: anonymousAdministrator, senderChat: chatJson(chat) };
  return { from: user, senderChat: undefined };
}

function say(parts: Parts, user: User, chat: PeerChat, text: string, said: Said): PeerMessage {
  const { world, updates } = parts;
  if (chat.type !== "private" && !chat.members.has(user.id)) throw new Error(`${user.first_name} is not there`);
  if (chat.type === "private") Object.assign(chat, { started: true, blocked: false });
  const entities = [...detectEntities(text), ...(said.entities ?? [])];
  const message: PeerMessage = {
    ...blankMessage(world, chat),
    ...speakerIn(chat, user, said.as),
    thread: said.topic ?? said.replyTo?.thread,
    replyTo: said.replyTo,
    ...attach(world, text, entities, said.file),
    service: said.other ?? {},
  };
  if (isEphemeralCommand(world, message)) {
    message.ephemeralId = world.number();
    chat.ephemeral.set(message.ephemeralId, message);
  } else {
    message.id = world.messageId(chat);
    chat.messages.set(message.id, message);
  }
  if (isHeard(parts, message)) updates.tell("message", messageJson(message) as never);
  return message;
}

function attach(
  world: World,
  text: string,
  entities: MessageEntity[],
  file: PeerAttachment | undefined,
): Partial<PeerMessage> {
  if (!file) return text === "" ? {} : { text, entities };
  const kept = addFile(world, file.name, file.type, file.bytes);
  const isPhoto = file.type.startsWith("image/") && !file.asFile;
  return {
    ...(text !== "" && { caption: text, captionEntities: entities }),
    ...(isPhoto ? { photo: sizesOf(kept) } : { document: documentOf(kept) }),
  };
}

/** The command that a message begins with, and the bot that it names. */
function commandOf({ text = "" }: PeerMessage): { name: string; bot: string | undefined } | undefined {
  const [, name, bot] = /^\/(\w+)(?:@(\w+))?/u.exec(text) ?? [];
  return name === undefined ? undefined : { name, bot };
}

/** Some commands are menus' to make seen by their writer and the bot alone, where others are around. */
function isEphemeralCommand(world: World, message: PeerMessage): boolean {
  const command = commandOf(message);
  if (!command || message.chat.type === "private" || message.senderChat) return false;
  const listed = world.menus.flatMap(({ commands }) => commands.filter((one) => one.command === command.name));
  return listed.some(({ is_ephemeral: ephemeral }) => ephemeral === true);
}

/** Whether the bot, in privacy mode, is told of a message. */
function isHeard({ world, hearing }: Parts, message: PeerMessage): boolean {
  const { chat } = message;
  if (chat.type === "private") return true;
  const { status } = botIn(world, chat);
  // Bots never hear of each other; those in whose name a group or a channel speaks are none.
  const byBot = message.from?.is_bot === true && !message.senderChat;
  if (status === "left" || status === "kicked" || byBot) return false;
  return botMay(world, chat) || isForBot(world, hearing, message);
}

function isForBot(world: World, hearing: Hearing, message: PeerMessage): boolean {
  const words = message.text ?? message.caption ?? "";
  const command = commandOf(message);
  const name = world.bot.username.toLowerCase();
  const mentioned = hearing.mentions && words.toLowerCase().includes(`@${name}`);
  const commanded = command !== undefined && (command.bot === undefined || command.bot.toLowerCase() === name);
  const postedThrough = message.inlineId !== undefined;
  const answering = message.replyTo?.from?.id === world.bot.id;
  return commanded || mentioned || answering || postedThrough || message.ephemeralId !== undefined;
}

function tap({ world, updates }: Parts, user: User, message: PeerMessage, data: string): PeerQuery {
  const id = String(10n ** 17n + BigInt(world.number()));
  const query: PeerQuery = {
    ...{ id, person: user, message, data, askedAt: world.clock.now().getTime(), answer: undefined },
  };
  world.queries.set(id, query);
  const { inlineId } = message;
  const shown = inlineId === undefined ? { message: messageJson(message) } : { inline_message_id: inlineId };
  const instance = { chat_instance: String(message.chat.id) };
  updates.tell("callback_query", { id, from: user, ...shown, ...instance, data } as never);
  return query;
}

function react({ world, updates }: Parts, user: User, message: PeerMessage, emoji: string[]): Update {
  const { chat } = message;
  const { senderChat } = speakerIn(chat, user);
  const key = String(senderChat?.id ?? user.id);
  const before = message.reactions.get(key) ?? [];
  const after = emoji.map((one) => ({ type: "emoji", emoji: one }) as ReactionType);
  if (after.length > 0) message.reactions.set(key, after);
  else message.reactions.delete(key);
  const who = senderChat ? { actor_chat: senderChat } : { user };
  const change = { date: world.seconds(), old_reaction: before, new_reaction: after };
  const told = { chat: chatJson(chat), message_id: message.id, ...who, ...change };
  const heard = chat.type === "private" || botMay(world, chat);
  return heard ? updates.tell("message_reaction", told) : { update_id: 0, message_reaction: told };
}
