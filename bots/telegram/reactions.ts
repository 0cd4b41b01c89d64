/**
 * Reactions as votes, where the bot is told of them: 👍 on an answer's own message, 🤝 and 👎 on the battle's. Telegram
 * lets people choose from a fixed list only, which has no letters.
 */
import type { Api } from "grammy";
import type { MessageReactionUpdated, ReactionType } from "grammy/types";
import { type Core, type Log, type PlatformMemory, type Reaction, Refusal } from "../../core/index.ts";
import { addressOf, senderOf } from "./decode.ts";
import type { Groups } from "./groups.ts";
import { findAnswer } from "./notes.ts";
import { obstacleOf } from "./refusal.ts";

type Choice = Reaction["choice"];
/** What the reactions on a message stand for. */
type Meaning = { post: string; choices: ReadonlyMap<string, Choice> };

const onPost: Meaning["choices"] = new Map([
  ["🤝", "tie"],
  ["👎", "both-bad"],
]);

type ReactionParts = {
  core: Pick<Core, "react">;
  api: Api;
  groups: Groups;
  memory: PlatformMemory;
  log: Log;
};

function emojiOf(reactions: readonly ReactionType[]): string[] {
  return reactions.flatMap((one) => (one.type === "emoji" ? [one.emoji.replaceAll("\ufe0f", "")] : []));
}

/** @returns what takes every change of somebody's reactions; it never throws. */
export function createReactions(parts: ReactionParts): (changed: MessageReactionUpdated) => Promise<void> {
  return async (changed) => {
    try {
      await react(parts, changed);
    } catch (error) {
      // There is no private way to tell somebody who reacted; the buttons do.
      if (!(error instanceof Refusal))
        parts.log.error({ platform: "telegram", error }, "a reaction could not be taken");
    }
  };
}

async function react(parts: ReactionParts, changed: MessageReactionUpdated): Promise<void> {
  const { chat, message_id: message, user, old_reaction: before, new_reaction: after } = changed;
  // Reactions in the name of a group or a channel have no user: nobody votes by them.
  if (!user || user.is_bot) return;
  const { post, choices } = await meaningOf(parts.memory, addressOf(chat.id, message));
  const [old, now] = [emojiOf(before), emojiOf(after)];
  const sender = senderOf(user, chat, { chat: chat.id }, false);
  const tell = async (emoji: string, change: Reaction["change"]) => {
    const choice = choices.get(emoji);
    if (choice === undefined) return;
    const takeAway = change === "added" ? await takingAway(parts, changed) : null;
    await parts.core.react({ ...sender, post, choice, change, takeAway });
  };
  for (const emoji of old.filter((one) => !now.includes(one))) await tell(emoji, "removed");
  for (const emoji of now.filter((one) => !old.includes(one))) await tell(emoji, "added");
}

async function meaningOf(memory: PlatformMemory, address: string): Promise<Meaning> {
  const answer = await findAnswer(memory, address);
  return answer ? { post: answer.post, choices: new Map([["👍", answer.side]]) } : { post: address, choices: onPost };
}

async function takingAway(
  { api, groups }: ReactionParts,
  { chat, message_id: message, user }: MessageReactionUpdated,
): Promise<Reaction["takeAway"]> {
  if (!user || !(await groups.mayTakeAway(chat.id))) return null;
  return async () => {
    try {
      await api.raw.deleteMessageReaction({ chat_id: chat.id, message_id: message, user_id: user.id });
    } catch (error) {
      // Where it is gone there is nothing to see.
      if (obstacleOf(error) !== "gone") throw error;
    }
  };
}
