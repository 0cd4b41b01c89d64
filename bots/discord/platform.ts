/** Discord as core's chat platform: a place is a channel, or the reply to an interaction where the bot is no member. */
import { type REST, Routes } from "discord.js";
import {
  type ChatPlatform,
  type Language,
  type Log,
  joinAddress,
  type Post,
  sentences,
  splitAddress,
} from "../../core/index.ts";
import { choiceEmoji } from "./emoji.ts";
import { encodePost } from "./encode.ts";
import type { Notices } from "./notices.ts";
import { namePermissions } from "./permissions.ts";
import type { Placed, Questions } from "./questions.ts";
import { type Obstacle, obstacleOf, type Requests } from "./requests.ts";

/** A place that is the private reply to an interaction. Its token dies after a while. */
const tokenMark = "@";

/** The place where the reply to an interaction is. */
export function replyPlace(token: string): string {
  return `${tokenMark}${token}`;
}

/** Whether a place is such a reply. */
export function isReplyPlace(place: string): boolean {
  return place.startsWith(tokenMark);
}

export type PlatformParts = {
  /** For replies to interactions. */
  rest: REST;
  requests: Requests;
  questions: Questions;
  notices: Notices;
  application(): string;
  /** The language of whoever looks after a channel's server. */
  languageOf(channel: string): Language;
  /** Whether the bot may offer reactions in a channel, as far as it knows. */
  mayReact(channel: string): boolean;
  /** Whether a thread can be opened in a channel, as far as the bot knows. */
  mayOpenThreads(channel: string): boolean;
  log: Log;
};

const longestThreadName = 90;

export function createPlatform(parts: PlatformParts): ChatPlatform {
  const { rest, requests, questions, notices, languageOf, log } = parts;

  async function editReply(token: string, post: Post): Promise<string> {
    const { body, files } = encodePost(post, post.language ?? "en");
    const route = Routes.webhookMessage(parts.application(), token, "@original");
    const message = (await rest.patch(route, { body, files, auth: false })) as { id: string };
    return message.id;
  }

  /** Offers the reactions that are votes, one after another, without keeping anybody waiting. */
  async function offerReactions(channel: string, message: string): Promise<void> {
    if (!parts.mayReact(channel)) return;
    try {
      for (const emoji of Object.values(choiceEmoji)) await requests.react(channel, message, emoji);
    } catch (error) {
      log.warn({ platform: "discord", error }, "reactions could not be offered; the buttons work without them");
    }
  }

  async function find(replyTo: string | undefined, place: string): Promise<Placed> {
    const nothing = { message: undefined, channel: place, asker: undefined };
    if (replyTo === undefined) return nothing;
    const question = await questions.publish(replyTo);
    if (question) return question;
    const there = splitAddress(replyTo);
    return there ? { message: there.message, channel: there.place, asker: undefined } : nothing;
  }

  /** Opens a thread at the question where its battle is to have one; without it, the battle stays in the channel. */
  async function openThread(found: Placed, { thread }: Post): Promise<Placed> {
    const { channel, message } = found;
    if (thread === undefined || message === undefined || !parts.mayOpenThreads(channel)) return found;
    try {
      const name = [...thread.replaceAll(/\s+/gu, " ")].slice(0, longestThreadName).join("");
      return { ...found, channel: await requests.startThread(channel, message, name), message: undefined };
    } catch (error) {
      if (obstacleOf(error) === undefined) throw error;
      log.warn({ platform: "discord", error }, "a battle stays in its channel, for there can be no thread");
      return found;
    }
  }

  /** Says what is in the way to whoever asked; what is gone is nobody's fault. */
  async function explain(address: string, language: Language, obstacle: Obstacle): Promise<void> {
    if (obstacle !== "gone") await notices.tell(address, describeObstacle(obstacle, language));
  }

  return {
    name: "discord",
    async post(place, post, key, replyTo) {
      if (isReplyPlace(place)) return joinAddress(place, await editReply(place.slice(tokenMark.length), post));
      const found = await find(replyTo, place);
      const { asker } = found;
      const { channel, message } = await openThread(found, post);
      const id = await requests.post(channel, encodePost(post, post.language ?? languageOf(channel)), key, message);
      const address = joinAddress(channel, id);
      if (asker) notices.remember(address, asker);
      if (replyTo !== undefined) questions.answeredAt(replyTo, address);
      if (post.reactions) void offerReactions(channel, id);
      return address;
    },
    async edit(address, post) {
      const there = splitAddress(address);
      if (!there) return;
      const { place, message } = there;
      try {
        if (isReplyPlace(place)) await editReply(place.slice(tokenMark.length), post);
        else await requests.edit(place, message, encodePost(post, post.language ?? languageOf(place)));
      } catch (error) {
        const obstacle = obstacleOf(error);
        if (obstacle === undefined) throw error;
        // To try again would change nothing until people have.
        log.warn({ platform: "discord", obstacle, error }, "a post stays as it is");
        return explain(address, post.language ?? languageOf(place), obstacle);
      }
      if (post.reactions && !isReplyPlace(place)) void offerReactions(place, message);
    },
  };
}

/** What is in the way, and who can mend it. */
export function describeObstacle(obstacle: Obstacle, language: Language): string {
  const { chat } = sentences(language);
  if (obstacle === "permission")
    return chat.missingPermissions(namePermissions(["ViewChannel", "SendMessages", "ReadMessageHistory"], language));
  return chat.obstacles[obstacle];
}
