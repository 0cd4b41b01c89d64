/** Messages to the bot: in private chats, and in groups where it is commanded, named or answered. */
import type { Api } from "grammy";
import type { Message, User } from "grammy/types";
import {
  commandNames,
  type Core,
  languages,
  type Log,
  type PlatformMemory,
  Refusal,
  type Reply,
  sentences,
} from "../../core/index.ts";
import type { Albums } from "./albums.ts";
import { findAnswer } from "./answer-messages.ts";
import type { Answered } from "./answered.ts";
import { mentionsBot, mentionsIn, readCommand, readText, senderOf, surroundingsOf, whereIs } from "./decode.ts";
import { encodeReply, encodeSentence } from "./encode.ts";
import { isUnreadable, readFiles } from "./files.ts";
import type { Groups } from "./groups.ts";
import type { Notices } from "./notices.ts";
import { describeObstacle, obstacleOf } from "./obstacles.ts";
import { addressOf } from "./places.ts";
import type { PrivateReplies, Recipient } from "./private-replies.ts";
import type { Requests } from "./requests.ts";

export type MessageParts = {
  core: Pick<Core, "handle">;
  api: Api;
  /** Where files are; holds the token. */
  fileRoot: string;
  requests: Requests;
  groups: Groups;
  memory: PlatformMemory;
  notices: Notices;
  albums: Albums;
  answered: Answered;
  privateReplies: PrivateReplies;
  self: () => User & { username?: string };
  log: Log;
};

const known: ReadonlySet<string> = new Set([
  "start",
  ...commandNames.flatMap((name) => [name, ...languages.map((language) => sentences(language).commands[name].called)]),
]);

/** A message somebody wrote to the bot. */
type Heard = { message: Message; all: Message[]; from: User; to: Recipient; event: string };

/** @returns what takes every message; it never throws. */
export function createMessages(parts: MessageParts): (message: Message, update: number) => Promise<void> {
  const { core, api, requests, groups, memory, notices, albums, answered, privateReplies, self, log } = parts;
  const username = () => self().username ?? "";

  function isForBot(message: Message): boolean {
    if (message.chat.type === "private") return true;
    const command = readCommand(message);
    if (command?.bot !== undefined) return command.bot === username().toLowerCase();
    if (command) return known.has(command.name);
    return mentionsBot(message, username()) || message.reply_to_message?.from?.id === self().id;
  }

  /** Shows a reply: to its person alone, or to everybody. */
  async function show({ to, event }: Heard, reply: Reply): Promise<void> {
    if (!(await answered(event))) return;
    if (reply.private) return privateReplies.show(to, reply);
    for (const one of encodeReply(reply)) await requests.send(to.place, one, { replyTo: to.message });
  }

  /** A sentence to whoever wrote, where they wrote. */
  async function say({ to, event }: Heard, sentence: string): Promise<void> {
    if (!(await answered(event))) return;
    if (to.command !== undefined) return privateReplies.say(to, sentence);
    await requests.send(to.place, encodeSentence(sentence), { replyTo: to.message });
  }

  /** Says what the bot is to somebody who has just started it, in a private chat or in a group. */
  async function welcome({ to, event }: Heard): Promise<void> {
    if (!(await answered(event))) return;
    const { telegram } = sentences(to.language);
    const url = `https://t.me/${username()}?startgroup=arena`;
    const keyboard = to.place.private ? [[{ text: telegram.addToGroup, url }]] : [];
    await requests.send(to.place, encodeSentence(telegram.welcome, keyboard), { replyTo: to.message });
  }

  /** What somebody wrote; a link to the private chat may bring a command with it. */
  function textOf(message: Message): string {
    const text = readText(message, username());
    const command = readCommand(message);
    if (command?.name !== "start") return text;
    return commandNames.some((name) => name === command.rest) ? `/${command.rest}` : "/start";
  }

  async function findReplied({ reply_to_message: replied, chat }: Message): Promise<string | undefined> {
    if (!replied?.message_id) return undefined;
    const address = addressOf(chat.id, replied.message_id);
    return (await findAnswer(memory, address))?.post ?? address;
  }

  async function take(heard: Heard): Promise<void> {
    const { message, all, from, to, event } = heard;
    const { chat, telegram } = sentences(to.language);
    const text = textOf(message);
    if (text === "/start") return welcome(heard);
    const files = readFiles(api, parts.fileRoot, all);
    if (files.length === 0 && all.some(isUnreadable)) return say(heard, telegram.onlyTextAndPictures);
    if (text === "" && files.length === 0) return say(heard, chat.askSomething);
    const manages = !to.place.private && (await groups.isAdministrator(message.chat.id, from.id));
    const address = to.message === undefined ? undefined : addressOf(message.chat.id, to.message);
    const inReplyTo = await findReplied(message);
    if (address !== undefined) notices.asked(address, from.id);
    const reply = await core.handle({
      ...senderOf(from, message.chat, to.place, manages),
      ...surroundingsOf(to.place),
      ...{ text, event, files, mentions: mentionsIn(message) },
      ...(address !== undefined && { address }),
      ...(inReplyTo !== undefined && { inReplyTo }),
    });
    if (reply) await show(heard, reply);
  }

  /** Tells the writer what went wrong: there, or where the bot may not write there, alone. */
  async function refuse(heard: Heard, error: unknown): Promise<void> {
    const { to, event } = heard;
    const obstacle = obstacleOf(error) ?? obstacleOf(error instanceof Refusal ? error.cause : undefined);
    if (obstacle === undefined) {
      if (error instanceof Refusal) return say(heard, error.message);
      log.error({ platform: "telegram", error }, "something on Telegram went wrong");
      return say(heard, sentences(to.language).refusals.failed);
    }
    log.warn({ platform: "telegram", obstacle }, "a message could not be answered where it was written");
    const sentence =
      obstacle === "permission" || obstacle === "topic" ? describeObstacle(obstacle, to.language) : undefined;
    if (sentence !== undefined && !to.place.private && (await answered(`${event} obstacle`)))
      await requests.send({ chat: to.person }, encodeSentence(sentence));
  }

  function hear(message: Message, all: Message[], from: User, update: number): Heard {
    const { message_id: id, ephemeral_message_id: ephemeral, chat } = message;
    const place = whereIs(message);
    const command = readCommand(message)?.name;
    const start = commandNames.find((name) => name === command);
    const to: Recipient = {
      ...{ place, person: from.id, language: senderOf(from, chat, place, false).language },
      ...(ephemeral === undefined ? { message: id } : { command: ephemeral }),
      ...(start !== undefined && { start }),
    };
    return { message, all, from, to, event: ephemeral === undefined ? `${chat.id}/${id}` : `update ${update}` };
  }

  async function listen(message: Message, update: number): Promise<void> {
    const all = await albums.gather(message);
    const first = all?.find(isForBot);
    if (!all || !first?.from || first.is_automatic_forward) return;
    const heard = hear(first, all, first.from, update);
    try {
      if (first.chat.type !== "private" && first.sender_chat)
        return await say(heard, sentences(heard.to.language).telegram.writeAsYourself);
      if (!first.from.is_bot) await take(heard);
    } catch (error) {
      await refuse(heard, error);
    }
  }

  return async (message, update) => {
    try {
      await listen(message, update);
    } catch (error) {
      const level = obstacleOf(error) === undefined ? "error" : "info";
      log[level]({ platform: "telegram", error }, "somebody could not be told what went wrong");
    }
  };
}
