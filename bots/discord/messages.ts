/** Messages to the bot: where it is mentioned or answered, and in direct messages. */
import { type Message, MessageType } from "discord.js";
import {
  type Clock,
  type Core,
  joinAddress,
  LimitReached,
  type Log,
  namesPosting,
  type PrivateReply,
  type Reply,
  type Request,
  type Sender,
  sentences,
} from "../../core/index.ts";
import { explain } from "./answering.ts";
import { type Cooldowns, linkTo } from "./cooldowns.ts";
import { addressOf, isDirect, readFiles, roleOfBot, surroundingsOf, whereNamed, writerOf } from "./decode.ts";
import { encodeReply, encodeText, withoutSound } from "./encode.ts";
import { readMentions } from "./inert.ts";
import { describeObstacle } from "./permissions.ts";
import type { DiscordPlatform } from "./platform.ts";
import type { Requests } from "./requests.ts";
import { obstacleBehind, obstacleOf } from "./obstacles.ts";

/** What taking messages needs. */
export type MessageParts = {
  core: Pick<Core, "handle">;
  requests: Requests;
  platform: Pick<DiscordPlatform, "remember">;
  cooldowns: Cooldowns;
  clock: Clock;
  log: Log;
};

/** @returns what takes every message, and every one that was edited; it never throws. */
export function createMessages(parts: MessageParts): (message: Message) => Promise<void> {
  return async (message) => {
    if (!isForBot(message)) return;
    try {
      await take(parts, message);
    } catch (error) {
      if (isEdited(message)) return parts.log.info({ platform: "discord", error }, "an edited message was not taken");
      await refuse(parts, message, error).catch((other: unknown) =>
        parts.log.error({ platform: "discord", error: other }, "somebody could not be told what went wrong"),
      );
    }
  };
}

function isForBot(message: Message): boolean {
  const { author, type, system, client, mentions } = message;
  const written = type === MessageType.Default || type === MessageType.Reply;
  if (author.bot || system || !written) return false;
  return isDirect(message) || mentions.users.has(client.user.id) || whereNamed(message) !== undefined;
}

function isEdited({ editedTimestamp }: Message): boolean {
  return editedTimestamp !== null;
}

async function take(parts: MessageParts, message: Message): Promise<void> {
  const { core, cooldowns, requests, platform, clock } = parts;
  const sender = writerOf(message);
  const text = readMentions(message.content, message.client.user.id, roleOfBot(message));
  const named = whereNamed(message);
  if (text === "" && message.attachments.size === 0) {
    // A sticker in answer to a post is said to the others there.
    if (isEdited(message) || (named === undefined && !isDirect(message))) return;
    return answer(requests, message, sentences(sender.language).chat.askSomething);
  }
  const answered = message.reference?.messageId;
  const address = addressOf(message);
  platform.remember(address, { person: message.author.id, token: null, at: clock.now() });
  const request: Request = {
    ...sender,
    ...surroundingsOf(message),
    text,
    address,
    event: address,
    ...(isEdited(message) && { edited: true }),
    ...(named !== undefined && { named }),
    ...(answered !== undefined && { inReplyTo: joinAddress(message.channelId, answered) }),
    files: readFiles(message.attachments.values()),
  };
  const handle = async () => {
    const reply = await core.handle(request);
    return reply && show(requests, message, sender, reply);
  };
  if (sender.private || !namesPosting(text)) return void (await handle());
  const by = { channel: message.channelId, person: message.author.id, text, language: sender.language };
  const above = await cooldowns.post(by, handle);
  if (above === undefined) return;
  await answer(requests, message, sentences(sender.language).chat.sameAbove(linkTo(message.guildId, above)));
}

/** Says something in answer to a message, where all see it. */
async function answer(requests: Requests, message: Message, sentence: string): Promise<void> {
  await requests.post(message.channelId, encodeText(sentence), `${message.id}-r`, message.id);
}

/** @returns the address of what all can see. */
async function show(requests: Requests, message: Message, sender: Sender, reply: Reply): Promise<string | undefined> {
  const { channelId, id } = message;
  // What answers an edit is another message than what answered it before.
  const nonce = isEdited(message) ? `${id}e` : id;
  if (reply.private && !sender.private) {
    await answerPrivately(requests, message, sender, reply);
    return undefined;
  }
  if (reply.private) {
    for (const [index, one] of encodeReply(reply, sender.language).entries())
      await requests.write({ direct: channelId }, one, `${nonce}-${index}`, id);
    return undefined;
  }
  const posted: string[] = [];
  for (const [index, one] of encodeReply(reply, sender.language).entries())
    posted.push(await requests.post(channelId, reply.quiet ? withoutSound(one) : one, `${nonce}-${index}`, id));
  return posted[0] === undefined ? undefined : joinAddress(channelId, posted[0]);
}

/** Writes to a person alone; where that is impossible, says so in the channel. */
async function answerPrivately(
  requests: Requests,
  message: Message,
  sender: Sender,
  reply: PrivateReply,
): Promise<void> {
  try {
    const channel = await requests.direct(message.author.id);
    for (const [index, one] of encodeReply(reply, sender.language).entries())
      await requests.write(channel, one, `${message.id}-${index}`);
  } catch (error) {
    if (obstacleOf(error) === undefined) throw error;
    if (reply.quiet) return;
    await answer(requests, message, sentences(sender.language).chat.privately);
  }
}

/** Tells the writer what went wrong: there, or where the bot may not write there, alone. */
async function refuse({ requests, log }: MessageParts, message: Message, error: unknown): Promise<void> {
  const { language } = writerOf(message);
  const obstacle = obstacleBehind(error);
  // Whoever sends too much would fill the channel with what they are told.
  const alone = obstacle !== undefined || error instanceof LimitReached;
  const sentence = obstacle === undefined ? explain(error, language, log) : describeObstacle(obstacle, language);
  if (!alone) return answer(requests, message, sentence);
  const channel = await requests.direct(message.author.id);
  await requests.write(channel, encodeText(sentence), `${message.id}-e`);
}
