/**
 * What does not compile: a reply for one person alone where others would see it. There is nothing here to run; the check of
 * types fails as soon as one of these would pass.
 */
import type { Answerable, Answering } from "../../bots/discord/answering.ts";
import type { PrivateMessage } from "../../bots/discord/encode.ts";
import type { DirectChannel, Requests as DiscordRequests } from "../../bots/discord/requests.ts";
import type { PrivateOutgoing } from "../../bots/telegram/encode.ts";
import type {
  PrivateChat,
  PrivateStanding,
  Requests as TelegramRequests,
  Standing,
} from "../../bots/telegram/requests.ts";
import type { ChatPlatform } from "../../core/chat/chat-platform.ts";
import type { PrivateReply, Reply } from "../../core/chat/post.ts";

export async function onAnyPlatform(platform: ChatPlatform, reply: PrivateReply, either: Reply): Promise<void> {
  // @ts-expect-error a private reply is no post
  await platform.edit("a shared post", reply);
  // @ts-expect-error a private reply is no post
  await platform.post("a place", reply, "key");
  // @ts-expect-error what may be private is no post
  await platform.edit("a shared post", either);
  if (!either.private) await platform.edit("a shared post", either);
}

export async function onTelegram(
  requests: TelegramRequests,
  message: PrivateOutgoing,
  { shared, own, chat }: { shared: Standing; own: PrivateStanding; chat: PrivateChat },
): Promise<void> {
  // @ts-expect-error others see that message
  await requests.edit(shared, message);
  // @ts-expect-error others see that chat
  await requests.send({ chat: -1 }, message);
  // @ts-expect-error a group is no private chat
  await requests.send({ chat: -1, private: false }, message, {});
  await requests.edit(own, message);
  await requests.send(chat, message);
  await requests.send({ chat: -1 }, message, { alone: { person: 1, query: "2" } });
}

export async function onDiscord(
  requests: DiscordRequests,
  answering: Answering,
  { message, direct, press }: { message: PrivateMessage; direct: DirectChannel; press: Answerable },
): Promise<void> {
  // @ts-expect-error others see that message
  await requests.edit("channel", "message", message);
  // @ts-expect-error others see that channel
  await requests.post("channel", message, "nonce");
  // @ts-expect-error answers take the place of private messages only
  await answering.acknowledge(press, true);
  await requests.write(direct, message, "nonce");
}
