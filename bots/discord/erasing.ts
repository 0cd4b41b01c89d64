/** Taking words out of what the bot has posted, or putting them back: messages, and the names of threads. */
import { type Post, splitAddress } from "../../core/index.ts";
import { encodePost } from "./encode.ts";
import type { LateAnswers } from "./late-answers.ts";
import type { ReplyPosts } from "./reply-posts.ts";
import type { Requests } from "./requests.ts";
import { obstacleOf } from "./obstacles.ts";
import { isReplyPlace } from "./whereabouts.ts";

type ErasingParts = {
  requests: Requests;
  late: Pick<LateAnswers, "whereIs">;
  replies: Pick<ReplyPosts, "replace">;
};

/** A thread by its name, beside the addresses of messages. */
export function threadAddress(channel: string): string {
  return `thread:${channel}`;
}

/**
 * Replaces a message, or a thread's name. @returns whether its words are gone; false in the reply to a command that
 * is too old to be changed. @throws what discord.js throws where permissions may come back.
 */
export async function eraseAt(parts: ErasingParts, address: string, post: Post): Promise<boolean> {
  const there = splitAddress(parts.late.whereIs(address));
  const inReply = there !== undefined && isReplyPlace(there.place);
  try {
    const thread = /^thread:(\d+)$/u.exec(address)?.[1];
    if (thread !== undefined) await parts.requests.reopenThread(thread, threadName(plainly(post.text)));
    else if (inReply) await parts.replies.replace(address, post);
    else if (there) await replace(parts, there.place, there.message, post);
    return thread !== undefined || there !== undefined;
  } catch (error) {
    if (obstacleOf(error) !== "gone") throw error;
    // What was deleted has no words any more; the reply to a command still stands there when its token is used up.
    return !inReply;
  }
}

async function replace(parts: ErasingParts, channel: string, message: string, post: Post): Promise<void> {
  const edit = () => parts.requests.edit(channel, message, encodePost(post, post.language ?? "en"));
  try {
    await edit();
  } catch (error) {
    if (obstacleOf(error) !== "archived") throw error;
    await parts.requests.reopenThread(channel);
    await edit();
  }
}

/** Discord takes names of 100 characters. */
const longestThreadName = 90;

/** The name of a thread that is about some words. */
export function threadName(words: string): string {
  return [...words.replaceAll(/\s+/gu, " ")].slice(0, longestThreadName).join("");
}

/** Names of threads have no Markdown. */
function plainly(text: string): string {
  return text.replaceAll(/[*_]/gu, "");
}
