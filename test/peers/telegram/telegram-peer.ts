/**
 * A Telegram of one's own: real HTTP for the methods of the Bot API that the product uses, refusing what Telegram
 * refuses. Its time is a test's. With `TELEGRAM_SPEC` set, every call is held against the machine-readable Bot API.
 */
import type { AddressInfo } from "node:net";
import type { User } from "grammy/types";
import type { Clock } from "../../../core/machine/clock.ts";
import { createManualClock } from "../../manual-clock.ts";
import { type BotApiServer, createBotApiServer } from "./bot-api-server.ts";
import { chatJson, memberJson, messageJson } from "./json.ts";
import { createMethods } from "./methods.ts";
import { createPerson, type Hearing, type PeerPerson, type PersonOptions } from "./people.ts";
import { createSpecificationCheck } from "./specification.ts";
import { createUpdates, type Updates } from "./updates.ts";
import {
  addChat,
  blankMessage,
  botIn,
  createWorld,
  type PeerChat,
  type PeerMember,
  type PeerMessage,
  type PeerTopic,
  type Right,
  type World,
} from "./world.ts";

export type TelegramPeer = {
  /** For `TELEGRAM_API_URL`. */
  apiUrl: string;
  token: string;
  world: World;
  api: BotApiServer;
  updates: Updates;
  hearing: Hearing;
  /** What the bot did that a correct one does not do; a test that leaves any has failed. */
  faults: string[];
  person(name: string, options?: PersonOptions): PeerPerson;
  /** A group, of which these people are members. */
  group(people?: PeerPerson[], options?: GroupOptions): PeerChat;
  /** A channel that people may write in the name of. */
  channel(title?: string): PeerChat;
  /** Opens a topic in a forum. */
  topic(chat: PeerChat, name?: string): PeerTopic;
  closeTopic(chat: PeerChat, topic: PeerTopic, by: PeerPerson): void;
  /** Makes the bot something else in a group: an administrator, a member, somebody who was thrown out. */
  place(chat: PeerChat, status: PeerMember["status"], by: PeerPerson, rights?: Right[]): void;
  /** Makes a supergroup of a group. @returns the supergroup; the group is no more. */
  migrate(chat: PeerChat, by: PeerPerson): PeerChat;
  /** Tells how many reactions a message has, as where nobody is told whose they are. */
  countReactions(message: PeerMessage, counts: Record<string, number>): void;
  removeMessage(message: PeerMessage): void;
  /** What stands in a chat for everybody, oldest first. */
  messagesIn(chat: PeerChat): PeerMessage[];
  /** What somebody alone sees in a chat. */
  shownAlone(chat: PeerChat, person: PeerPerson): PeerMessage[];
  /** Resolves when all has been told and every call been answered. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export type GroupOptions = {
  type?: "group" | "supergroup";
  forum?: boolean;
  title?: string;
  bot?: Partial<PeerMember>;
};

/** Starts the peer on a port of its own. */
export async function startTelegramPeer(clock: Pick<Clock, "now"> = createManualClock()): Promise<TelegramPeer> {
  const world = createWorld(clock);
  const updates = createUpdates(world.number() * 1_000 + 400_000_000);
  const api = createBotApiServer(world, createMethods({ world, updates }), createSpecificationCheck());
  await new Promise<void>((resolve) => api.server.listen(0, "127.0.0.1", resolve));
  const { port } = api.server.address() as AddressInfo;
  const hearing = { mentions: true };

  function notify(chat: PeerChat, by: User, more: Partial<PeerMessage>): PeerMessage {
    const message = { ...blankMessage(world, chat), from: by, id: world.messageId(chat), ...more };
    chat.messages.set(message.id, message);
    updates.tell("message", messageJson(message) as never);
    return message;
  }

  return {
    apiUrl: `http://127.0.0.1:${port}`,
    token: world.token,
    ...{ world, api, updates, hearing, faults: api.faults },
    person: (name, options = {}) => createPerson({ world, updates, hearing }, name, options),
    group(people = [], { type = "supergroup", forum = false, title = "A group", bot = {} } = {}) {
      const chat = addChat(world, type, { forum, title });
      chat.members.set(world.bot.id, { status: "member", rights: [], anonymous: false, ...bot });
      for (const person of people) person.join(chat);
      return chat;
    },
    channel: (title = "A channel") => addChat(world, "channel", { title }),
    topic(chat, name = "A topic") {
      const id = world.messageId(chat);
      const topic = { id, name, closed: false };
      chat.topics.set(id, topic);
      const service = { forum_topic_created: { name, icon_color: 7_322_096 } };
      chat.messages.set(id, { ...blankMessage(world, chat), id, thread: id, service });
      return topic;
    },
    closeTopic(chat, topic, by) {
      topic.closed = true;
      notify(chat, by.user, { thread: topic.id, service: { forum_topic_closed: {} } });
    },
    place(chat, status, by, rights = []) {
      const was = memberJson(botIn(world, chat), world.bot);
      chat.members.set(world.bot.id, { status, rights, anonymous: false });
      const is = memberJson(botIn(world, chat), world.bot);
      const change = { from: by.user, date: world.seconds(), old_chat_member: was, new_chat_member: is };
      updates.tell("my_chat_member", { chat: chatJson(chat), ...change });
    },
    migrate(chat, by) {
      const { title, members } = chat;
      const next = addChat(world, "supergroup", { title, members: new Map(members) });
      notify(chat, by.user, { service: { migrate_to_chat_id: next.id } });
      chat.migratedTo = next.id;
      notify(next, by.user, { service: { migrate_from_chat_id: chat.id } });
      return next;
    },
    countReactions({ chat, id }, counts) {
      const reactions = Object.entries(counts).map(([emoji, total]) => ({
        type: { type: "emoji", emoji },
        total_count: total,
      }));
      const told = { chat: chatJson(chat), message_id: id, date: world.seconds(), reactions };
      updates.tell("message_reaction_count", told as never);
    },
    removeMessage: ({ chat, id }) => void chat.messages.delete(id),
    messagesIn: (chat) => [...chat.messages.values()],
    shownAlone: (chat, { id }) => [...chat.ephemeral.values()].filter(({ receiver }) => receiver?.id === id),
    async settled() {
      await updates.delivered();
      await api.idle();
    },
    async close() {
      updates.close();
      api.server.closeAllConnections();
      await new Promise<void>((resolve) => api.server.close(() => resolve()));
    },
  };
}
