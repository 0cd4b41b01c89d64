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
import { type Albums, isUnreadable, readFiles } from "./attachments.ts";
import {
  addressOf,
  mentionsBot,
  mentionsIn,
  readCommand,
  readText,
  senderOf,
  surroundingsOf,
  whereIs,
} from "./decode.ts";
import { encodeReply, encodeSentence } from "./encode.ts";
import type { Groups } from "./groups.ts";
import { type Answered, findAnswer } from "./notes.ts";
import type { Notices } from "../shared/notices.ts";
import { describeObstacle, obstacleOf } from "./refusal.ts";
import type { PrivateReplies, Recipient } from "./private-replies.ts";
import type { Requests } from "./requests.ts";
import type { Tell } from "./telling.ts";

/** What taking messages needs. */
export type MessageParts = {
  core: Pick<Core, "handle">;
  api: Api;
  /** Where files are; holds the token. */
  fileRoot: string;
  requests: Requests;
  groups: Groups;
  memory: PlatformMemory;
  notices: Notices<Recipient>;
  tell: Tell;
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
  return async (message, update) => {
    try {
      await listen(parts, message, update);
    } catch (error) {
      const level = obstacleOf(error) === undefined ? "error" : "info";
      parts.log[level]({ platform: "telegram", error }, "somebody could not be told what went wrong");
    }
  };
}

const usernameOf = ({ self }: MessageParts) => self().username ?? "";

async function listen(parts: MessageParts, message: Message, update: number): Promise<void> {
  const all = await parts.albums.gather(message);
  const first = all?.find((one) => isForBot(parts, one));
  if (!all || !first?.from || first.is_automatic_forward) return;
  const heard = hear(first, all, first.from, update);
  try {
    if (first.chat.type !== "private" && first.sender_chat)
      return await say(parts, heard, sentences(heard.to.language).telegram.writeAsYourself);
    if (!first.from.is_bot) await take(parts, heard);
  } catch (error) {
    await refuse(parts, heard, error);
  }
}

function isForBot(parts: MessageParts, message: Message): boolean {
  if (message.chat.type === "private") return true;
  const username = usernameOf(parts);
  const command = readCommand(message);
  if (command?.bot !== undefined) return command.bot === username.toLowerCase();
  if (command) return known.has(command.name);
  return mentionsBot(message, username) || message.reply_to_message?.from?.id === parts.self().id;
}

function hear(message: Message, all: Message[], from: User, update: number): Heard {
  const { message_id: id, ephemeral_message_id: ephemeral, chat } = message;
  const place = whereIs(message);
  const command = readCommand(message)?.name;
  const start = commandNames.find((name) => name === command);
  const to: Recipient = {
    place,
    person: from.id,
    language: senderOf(from, chat, place, false).language,
    ...(ephemeral === undefined ? { message: id } : { command: ephemeral }),
    ...(start !== undefined && { start }),
  };
  return { message, all, from, to, event: ephemeral === undefined ? `${chat.id}/${id}` : `update ${update}` };
}

async function take(parts: MessageParts, heard: Heard): Promise<void> {
  const { core, api, groups, memory, notices } = parts;
  const { message, all, from, to, event } = heard;
  const { chat, telegram } = sentences(to.language);
  const text = textOf(message, usernameOf(parts));
  if (text === "/start") return welcome(parts, heard);
  const files = readFiles(api, parts.fileRoot, all);
  if (files.length === 0 && all.some(isUnreadable)) return say(parts, heard, telegram.onlyTextAndPictures);
  if (text === "" && files.length === 0) return say(parts, heard, chat.askSomething);
  const manages = !to.place.private && (await groups.isAdministrator(message.chat.id, from.id));
  const address = to.message === undefined ? undefined : addressOf(message.chat.id, to.message);
  const inReplyTo = await findReplied(memory, message);
  if (address !== undefined) notices.remember(address, to);
  const reply = await core.handle({
    ...senderOf(from, message.chat, to.place, manages),
    ...surroundingsOf(to.place),
    text,
    event,
    files,
    mentions: mentionsIn(message),
    ...(address !== undefined && { address }),
    ...(inReplyTo !== undefined && { inReplyTo }),
  });
  if (reply) await show(parts, heard, reply);
}

/** What somebody wrote; a link to the private chat may bring a command with it. */
function textOf(message: Message, username: string): string {
  const text = readText(message, username);
  const command = readCommand(message);
  if (command?.name !== "start") return text;
  return commandNames.some((name) => name === command.rest) ? `/${command.rest}` : "/start";
}

/** The post that a message answers. */
async function findReplied(
  memory: PlatformMemory,
  { reply_to_message: replied, chat }: Message,
): Promise<string | undefined> {
  if (!replied?.message_id) return undefined;
  const address = addressOf(chat.id, replied.message_id);
  return (await findAnswer(memory, address))?.post ?? address;
}

/** Shows a reply: to its person alone, or to everybody. */
async function show(parts: MessageParts, { to, event }: Heard, reply: Reply): Promise<void> {
  if (!(await parts.answered(event))) return;
  if (reply.private) return parts.privateReplies.show(to, reply);
  for (const one of encodeReply(reply)) await parts.requests.send(to.place, one, { replyTo: to.message });
}

/** A sentence to whoever wrote, where they wrote. */
async function say(parts: MessageParts, { to, event }: Heard, sentence: string): Promise<void> {
  if (!(await parts.answered(event))) return;
  if (to.command !== undefined) return parts.privateReplies.say(to, sentence);
  await parts.requests.send(to.place, encodeSentence(sentence), { replyTo: to.message });
}

/** Says what the bot is to somebody who has just started it, in a private chat or in a group. */
async function welcome(parts: MessageParts, { to, event }: Heard): Promise<void> {
  if (!(await parts.answered(event))) return;
  const { telegram } = sentences(to.language);
  const url = `https://t.me/${usernameOf(parts)}?startgroup=arena`;
  const keyboard = to.place.private ? [[{ text: telegram.addToGroup, url }]] : [];
  await parts.requests.send(to.place, encodeSentence(telegram.welcome, keyboard), { replyTo: to.message });
}

/** Tells the writer what went wrong: there, or where the bot may not write there, alone. */
async function refuse(parts: MessageParts, heard: Heard, error: unknown): Promise<void> {
  const { tell, answered, log } = parts;
  const { to, event } = heard;
  const obstacle = obstacleOf(error) ?? obstacleOf(error instanceof Refusal ? error.cause : undefined);
  if (obstacle === undefined) {
    if (error instanceof Refusal) return say(parts, heard, error.message);
    log.error({ platform: "telegram", error }, "something on Telegram went wrong");
    return say(parts, heard, sentences(to.language).refusals.failed);
  }
  log.warn({ platform: "telegram", obstacle }, "a message could not be answered where it was written");
  const sentence = describeObstacle(obstacle, to.language);
  if (sentence !== undefined && !to.place.private && (await answered(`${event} obstacle`))) await tell(to, sentence);
}
