/**
 * Reactions as votes, where the bot is told of them. Telegram lets people choose from a fixed list only, which has no
 * letters: two animals stand for the sides, in the headings of the answers.
 */
import type { Api } from "grammy";
import type { MessageReactionUpdated, ReactionType } from "grammy/types";
import { type Core, type Log, type PlatformMemory, type Post, type Reaction, Refusal } from "../../core/index.ts";
import { type SideEmoji, sides } from "./answers.ts";
import { addressOf, senderOf } from "./decode.ts";
import type { Groups } from "./groups.ts";
import { findAnswer } from "./notes.ts";
import { obstacleOf } from "./refusal.ts";

type Choice = Reaction["choice"];
/** What the reactions on a message stand for. */
type Meaning = { post: string; choices: ReadonlyMap<string, Choice> };

const onPost: readonly (readonly [string, Choice])[] = [
  ["🤝", "tie"],
  ["👎", "both-bad"],
];

/** Of Telegram's list, neither praises or blames anything. */
const animals = ["🐳", "🦄"] as const;

/** All reactions that are votes. */
const voting = [...animals, ...onPost.map(([emoji]) => emoji)];

/**
 * Which emoji stands for which side, drawn with the sides: a hash is even as often as odd, so that a liking for one of
 * the two evens out.
 * @param hash of the sealed draw, in hexadecimal.
 */
export function drawEmoji(hash: string): SideEmoji {
  return emojiBeginningWith(animals[Number.parseInt(hash.slice(-1), 16) % 2]);
}

/** @param a what stands for A; the other one stands for B. */
function emojiBeginningWith(a: string | undefined): SideEmoji {
  const [whale, unicorn] = animals;
  return a === unicorn ? { a: unicorn, b: whale } : { a: whale, b: unicorn };
}

/** Notes which emoji stand in a post's headings. @returns those that have stood there before, if there are any. */
export async function noteEmoji(memory: PlatformMemory, post: string, emoji: SideEmoji): Promise<SideEmoji> {
  const before = await memory.keep(`emoji of ${post}`, emoji.a);
  return before === null ? emoji : emojiBeginningWith(before);
}

/**
 * What stands in the headings of a post with answers, where the bot hears of reactions. Once settled, it stays.
 *
 * @param address undefined for a post that is not there yet: then nothing is noted.
 */
export async function emojiFor(
  { groups, memory }: { groups: Groups; memory: PlatformMemory },
  address: string | undefined,
  chat: number,
  { answers, reactions, draw }: Post,
): Promise<SideEmoji | undefined> {
  if (!answers) return undefined;
  const known = address === undefined ? undefined : await findEmoji(memory, address);
  if (known || !reactions || !draw || !(await groups.hearsReactions(chat, voting))) return known;
  const drawn = drawEmoji(draw.hash);
  return address === undefined ? drawn : noteEmoji(memory, address, drawn);
}

/** Which emoji stand in a post's headings. */
async function findEmoji(memory: PlatformMemory, post: string): Promise<SideEmoji | undefined> {
  const a = await memory.find(`emoji of ${post}`);
  return a === undefined ? undefined : emojiBeginningWith(a);
}

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

/** The same on a battle's post and on an answer's own message. */
async function meaningOf(memory: PlatformMemory, address: string): Promise<Meaning> {
  const post = (await findAnswer(memory, address))?.post ?? address;
  const emoji = await findEmoji(memory, post);
  const forSides = emoji ? sides.map((side) => [emoji[side], side] as const) : [];
  return { post, choices: new Map([...onPost, ...forSides]) };
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
