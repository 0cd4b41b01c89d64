/** Telegram as core's chat platform. All that matters is an edit; what is sent are lines that may stand there twice. */
import {
  type ChatPlatform,
  type Core,
  createBoundedMap,
  type Language,
  type Log,
  type PlatformMemory,
  type Post,
} from "../../core/index.ts";
import { createAnswerMessages } from "./answer-messages.ts";
import { encodePost, type OutgoingPost } from "./encode.ts";
import type { Groups } from "./groups.ts";
import type { Notices } from "./notices.ts";
import { describeObstacle, isUnclear, movedTo, obstacleOf } from "./obstacles.ts";
import { addressOf, readAddress, readPlace } from "./places.ts";
import type { Place, Requests } from "./requests.ts";
import type { Typing } from "./typing.ts";

export type PlatformParts = {
  core: Pick<Core, "moveCommunity">;
  requests: Requests;
  groups: Groups;
  memory: PlatformMemory;
  notices: Notices;
  typing: Typing;
  log: Log;
};

/** Keys of the newest posts are remembered, so many of them. */
const capacity = 5_000;

export type Telegram = ChatPlatform & {
  /** A group has become a supergroup. */
  move(from: number, to: number): Promise<void>;
};

export function createPlatform(parts: PlatformParts): Telegram {
  const { core, requests, groups, memory, notices, typing, log } = parts;
  const answers = createAnswerMessages(requests, memory);
  const posted = createBoundedMap<string, Promise<string>>(capacity);

  async function move(from: number, to: number): Promise<void> {
    await memory.keep(`moved ${from}`, String(to));
    await core.moveCommunity(`telegram:${from}`, `telegram:${to}`);
  }

  async function encode(address: string | undefined, chat: number, post: Post): Promise<OutgoingPost> {
    const began = address !== undefined && (await answers.areThere(address));
    const apart = began || (post.reactions === true && (await groups.hearsReactions(chat)));
    return encodePost(post, post.language ?? "en", apart);
  }

  /** Sends a post. One whose line may be there already is not sent again, unless it is a line of progress. */
  async function send(place: Place, post: Post, question: number | undefined): Promise<string> {
    const encoded = await encode(undefined, place.chat, post);
    const sent = await requests.send(place, encoded.main, { replyTo: question, again: post.progress === true });
    const address = addressOf(sent.chat.id, sent.message_id);
    if (encoded.answers) await answers.place(address, place, encoded.answers);
    if (post.progress) typing.start(address, place);
    return address;
  }

  /** Sends to where a group has moved, if it has. */
  async function sendOrFollow(place: Place, post: Post, question: number | undefined): Promise<string> {
    const known = await memory.find(`moved ${place.chat}`);
    if (known !== undefined) return send({ chat: Number(known) }, post, undefined);
    try {
      return await send(place, post, question);
    } catch (error) {
      const to = movedTo(error);
      if (to === undefined) throw error;
      await move(place.chat, to);
      return send({ chat: to }, post, undefined);
    }
  }

  async function postOnce(place: Place, post: Post, replyTo: string | undefined): Promise<string> {
    const question = replyTo === undefined ? undefined : readAddress(replyTo);
    try {
      const address = await sendOrFollow(place, post, question?.message);
      if (replyTo !== undefined) notices.answered(replyTo, address);
      return address;
    } catch (error) {
      // Whoever waits for a line of progress is told; for the rest, to try again would change nothing.
      const obstacle = obstacleOf(error);
      if (post.progress || !(isUnclear(error) || obstacle)) throw error;
      log.warn(
        { platform: "telegram", obstacle, error },
        "a message is not there, or nobody knows; it is not posted again",
      );
      return addressOf(place.chat, 0);
    }
  }

  /** What cannot be edited where it was because its group has moved is posted anew there, once. */
  async function editMoved(address: string, to: number, post: Post): Promise<void> {
    const before = await memory.find(`again ${address}`);
    if (before !== undefined) return editNow(before, post);
    await memory.keep(`again ${address}`, await send({ chat: to }, post, undefined));
  }

  async function editNow(address: string, post: Post): Promise<void> {
    const there = readAddress(address);
    if (!there || there.message === 0) return;
    try {
      const encoded = await encode(address, there.chat, post);
      if (encoded.answers) await answers.place(address, { chat: there.chat }, encoded.answers);
      await requests.edit({ chat: there.chat, id: there.message, media: false }, encoded.main);
    } catch (error) {
      const to = movedTo(error);
      if (to === undefined) throw error;
      await move(there.chat, to);
      await editMoved(address, to, post);
    }
  }

  /** Says what is in the way to whoever asked; what is gone is nobody's fault. */
  async function explain(address: string, language: Language, error: unknown): Promise<void> {
    const obstacle = obstacleOf(error);
    // To try again would change nothing until people have.
    log.warn({ platform: "telegram", obstacle, error }, "a post stays as it is");
    const sentence =
      obstacle === "permission" || obstacle === "topic" ? describeObstacle(obstacle, language) : undefined;
    if (sentence !== undefined) await notices.tell(address, sentence);
  }

  return {
    name: "telegram",
    move,
    async post(place, post, key, replyTo) {
      const there = readPlace(place);
      if (!there) throw new Error("there is no such place on Telegram");
      const before = posted.get(key);
      if (before) return before;
      const posting = postOnce(there, post, replyTo);
      void posted.set(key, posting);
      posting.catch(() => posted.delete(key));
      return posting;
    },
    async edit(address, post) {
      typing.stop(address);
      try {
        await editNow(address, post);
      } catch (error) {
        if (obstacleOf(error) === undefined) throw error;
        return explain(address, post.language ?? "en", error);
      }
      const there = readAddress(address);
      if (post.progress && there) typing.start(address, { chat: there.chat });
    },
  };
}
