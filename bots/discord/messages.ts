/** Messages to the bot: where it is mentioned or answered, and in direct messages. */
import { type Message, MessageType } from "discord.js";
import {
  type Clock,
  type Core,
  joinAddress,
  type Log,
  type PrivateReply,
  Refusal,
  type Reply,
  type Sender,
  sentences,
} from "../../core/index.ts";
import { explain } from "./answering.ts";
import { addressOf, isDirect, readFiles, surroundingsOf, writerOf } from "./decode.ts";
import { encodeReply, encodeText } from "./encode.ts";
import { readMentions } from "./inert.ts";
import { describeObstacle } from "./platform.ts";
import type { Questions } from "./questions.ts";
import { obstacleOf, type Requests } from "./requests.ts";

export type MessageParts = {
  core: Pick<Core, "handle">;
  requests: Requests;
  questions: Questions;
  clock: Clock;
  log: Log;
};

/** @returns what takes every message; it never throws. */
export function createMessages({
  core,
  requests,
  questions,
  clock,
  log,
}: MessageParts): (message: Message) => Promise<void> {
  /** Writes to a person alone; where that is impossible, says so in the channel. */
  async function answerPrivately(message: Message, sender: Sender, reply: PrivateReply): Promise<void> {
    try {
      const channel = await requests.direct(message.author.id);
      for (const [index, one] of encodeReply(reply, sender.language).entries())
        await requests.write(channel, one, `${message.id}-${index}`);
    } catch (error) {
      if (obstacleOf(error) === undefined) throw error;
      await answer(message, sentences(sender.language).chat.privately);
    }
  }

  async function answer(message: Message, sentence: string): Promise<void> {
    await requests.post(message.channelId, encodeText(sentence), `${message.id}-r`, message.id);
  }

  async function show(message: Message, sender: Sender, reply: Reply): Promise<void> {
    if (reply.private && !sender.private) return answerPrivately(message, sender, reply);
    if (reply.private) {
      const here = { direct: message.channelId };
      for (const [index, one] of encodeReply(reply, sender.language).entries())
        await requests.write(here, one, `${message.id}-${index}`, message.id);
      return;
    }
    for (const [index, one] of encodeReply(reply, sender.language).entries())
      await requests.post(message.channelId, one, `${message.id}-${index}`, message.id);
  }

  async function take(message: Message): Promise<void> {
    const sender = writerOf(message);
    const text = readMentions(message.content, message.client.user.id);
    if (text === "" && message.attachments.size === 0)
      return answer(message, sentences(sender.language).chat.askSomething);
    const answered = message.reference?.messageId;
    const inReplyTo = answered === undefined ? {} : { inReplyTo: joinAddress(message.channelId, answered) };
    const address = addressOf(message);
    const files = readFiles(message.attachments.values());
    const asker = { person: message.author.id, token: null, at: clock.now() };
    questions.note(address, { message: message.id, channel: message.channelId, asker });
    try {
      const reply = await core.handle({ ...sender, text, address, ...inReplyTo, files, ...surroundingsOf(message) });
      if (reply) await show(message, sender, reply);
    } finally {
      questions.settle(address);
    }
  }

  /** Tells the writer what went wrong: there, or where the bot may not write there, alone. */
  async function refuse(message: Message, error: unknown): Promise<void> {
    const sender = writerOf(message);
    const obstacle = obstacleOf(error) ?? obstacleOf(error instanceof Refusal ? error.cause : undefined);
    if (obstacle === undefined) return answer(message, explain(error, sender.language, log));
    const channel = await requests.direct(message.author.id);
    await requests.write(channel, encodeText(describeObstacle(obstacle, sender.language)), `${message.id}-e`);
  }

  function isForBot(message: Message): boolean {
    const { author, type, system, client, mentions } = message;
    const written = type === MessageType.Default || type === MessageType.Reply;
    if (author.bot || system || !written) return false;
    return isDirect(message) || mentions.users.has(client.user.id);
  }

  return async (message) => {
    if (!isForBot(message)) return;
    try {
      await take(message);
    } catch (error) {
      await refuse(message, error).catch((other: unknown) =>
        log.error({ platform: "discord", error: other }, "somebody could not be told what went wrong"),
      );
    }
  };
}
