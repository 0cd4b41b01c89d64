/** Messages to the bot: in private chats, and in groups where it is commanded, named or answered. */
import type { Message, User } from "grammy/types";
import {
  type AttachedFile,
  commandNames,
  type Core,
  explainStoreFailure,
  forSenderAlone,
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
  mentionsIn,
  readCommand,
  readText,
  senderOf,
  surroundingsOf,
  whereNamed,
  whereIs,
} from "./decode.ts";
import type { Download } from "./downloads.ts";
import { encodeReply, encodeSentence, readButton } from "./encode.ts";
import { addingStart, type Greeting } from "./greeting.ts";
import type { Groups } from "./groups.ts";
import { type Answered, findAnswer } from "./notes.ts";
import type { Notices } from "../shared/notices.ts";
import { describeObstacle, obstacleOf } from "./refusal.ts";
import type { PrivateReplies, Recipient } from "./private-replies.ts";
import type { Requests } from "./requests.ts";
import type { Usernames } from "./usernames.ts";
import type { Tell } from "./telling.ts";

/** What taking messages needs. */
export type MessageParts = {
  core: Pick<Core, "handle">;
  download: Download;
  requests: Requests;
  groups: Groups;
  greeting: Greeting;
  usernames: Usernames;
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

/** A message somebody wrote to the bot. `once`: what its answer is noted by. */
type Heard = { message: Message; all: Message[]; from: User; to: Recipient; event: string; once: string };

/** @returns what takes every message, and every one that was edited; it never throws. */
export function createMessages(parts: MessageParts): (message: Message, update: number) => Promise<void> {
  return async (message, update) => {
    try {
      await (message.edit_date === undefined ? listen(parts, message, update) : listenAgain(parts, message, update));
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

/** An edit may offer something, and else nobody is told of it: it may have changed anything. */
async function listenAgain(parts: MessageParts, message: Message, update: number): Promise<void> {
  const { from, sender_chat: inName, media_group_id: album, ephemeral_message_id: ephemeral } = message;
  if (!from || from.is_bot || inName || album !== undefined || ephemeral !== undefined) return;
  if (!isForBot(parts, message)) return;
  const files = readFiles(parts.download, [message]);
  try {
    await ask(parts, hear(message, [message], from, update), files);
  } catch (error) {
    parts.log.info({ platform: "telegram", error }, "an edited message was not taken");
  }
}

function isForBot(parts: MessageParts, message: Message): boolean {
  if (message.chat.type === "private") return true;
  const username = usernameOf(parts);
  const command = readCommand(message);
  if (command?.bot !== undefined) return command.bot === username.toLowerCase();
  if (command) return known.has(command.name);
  return whereNamed(message, username) !== undefined || message.reply_to_message?.from?.id === parts.self().id;
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
  const event = ephemeral === undefined ? `${chat.id}/${id}` : `update ${update}`;
  const once = message.edit_date === undefined ? event : `${event} as of ${message.edit_date}`;
  return { message, all, from, to, event, once };
}

async function take(parts: MessageParts, heard: Heard): Promise<void> {
  const { message, all, to } = heard;
  const { chat, telegram } = sentences(to.language);
  const text = textOf(message, usernameOf(parts));
  if (text === "/start")
    return isAdding(message) ? parts.greeting.greet(message.chat, heard.from) : welcome(parts, heard);
  const files = readFiles(parts.download, all);
  if (files.length === 0 && (text === "" || all.some(isUnreadable))) {
    // A sticker in answer to a post is said to the others there.
    if (!to.place.private && !readCommand(message) && !whereNamed(message, usernameOf(parts))) return;
    return say(parts, heard, all.some(isUnreadable) ? telegram.onlyTextAndPictures : chat.askSomething);
  }
  await ask(parts, heard, files);
}

/** Tells core, and shows what it answers. */
async function ask(parts: MessageParts, heard: Heard, files: AttachedFile[]): Promise<void> {
  const { core, groups, memory, notices } = parts;
  const { message, from, to, event } = heard;
  const text = textOf(message, usernameOf(parts));
  const named = whereNamed(message, usernameOf(parts));
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
    mentions: [...mentionsIn(message), ...(readCommand(message) ? await parts.usernames.mentionIn(message) : [])],
    ...(named !== undefined && { named }),
    ...(message.edit_date !== undefined && { edited: true }),
    ...(address !== undefined && { address }),
    ...(inReplyTo !== undefined && { inReplyTo, answeredButtons: actionsUnder(message.reply_to_message) }),
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

/** Telegram writes it in the name of whoever adds the bot to a group by a link; it tells of that in another way, too. */
function isAdding(message: Message): boolean {
  return message.chat.type !== "private" && readCommand(message)?.rest === addingStart;
}

/** The actions of all buttons under a message. */
function actionsUnder(message: Message | undefined): string[] {
  const rows = message?.reply_markup?.inline_keyboard ?? [];
  return rows.flat().flatMap((button) => ("callback_data" in button ? [readButton(button.callback_data).action] : []));
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
async function show(parts: MessageParts, { to, once }: Heard, reply: Reply): Promise<void> {
  if (!(await parts.answered(once))) return;
  const quiet = reply.quiet === true && !to.place.private;
  const alone = to.command === undefined ? undefined : forSenderAlone(reply);
  if (alone) return parts.privateReplies.show(to, alone);
  if (reply.private) return parts.privateReplies.show({ ...to, quiet }, reply);
  for (const one of encodeReply(reply)) await parts.requests.send(to.place, one, { replyTo: to.message, quiet });
}

/** A sentence to whoever wrote, where they wrote. */
async function say(parts: MessageParts, { to, once }: Heard, sentence: string): Promise<void> {
  if (!(await parts.answered(once))) return;
  if (to.command !== undefined) return parts.privateReplies.say(to, sentence);
  await parts.requests.send(to.place, encodeSentence(sentence), { replyTo: to.message });
}

/** Says what the bot is to somebody who has just started it, in a private chat or in a group. */
async function welcome(parts: MessageParts, { to, event }: Heard): Promise<void> {
  if (!(await parts.answered(event))) return;
  const { telegram } = sentences(to.language);
  const url = `https://t.me/${usernameOf(parts)}?startgroup=${addingStart}`;
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
    const failure = explainStoreFailure(error, to.language);
    if (failure !== undefined) return say(parts, heard, failure);
    log.error({ platform: "telegram", error }, "something on Telegram went wrong");
    return say(parts, heard, sentences(to.language).refusals.failed);
  }
  log.warn({ platform: "telegram", obstacle }, "a message could not be answered where it was written");
  const sentence = describeObstacle(obstacle, to.language);
  if (sentence !== undefined && !to.place.private && (await answered(`${event} obstacle`))) await tell(to, sentence);
}
