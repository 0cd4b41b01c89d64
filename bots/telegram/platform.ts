/**
 * Telegram as core's chat platform. Telegram cannot tell whether a message was sent twice, so only lines that do no harm
 * twice are sent ("the models are answering"); everything that matters then comes as an edit of such a line.
 */
import { isDeepStrictEqual } from "node:util";
import type { Api } from "grammy";
import {
  type BoundedMap,
  type ChatPlatform,
  type Clock,
  type PlatformRecord,
  createBoundedMap,
  type Language,
  type Log,
  type Post,
  sentences,
} from "../../core/index.ts";
import type { Notices } from "../shared/notices.ts";
import { addressOf, readAddress, readPlace } from "./decode.ts";
import { createPosts, type Posts, type PostsParts } from "./posts.ts";
import { findMoved, noteMove } from "./notes.ts";
import type { Recipient } from "./private-replies.ts";
import { describeObstacle, isUnclear, movedTo, obstacleOf, staysAsItIs } from "./refusal.ts";
import type { Place } from "./requests.ts";

/** What posting needs. */
export type PlatformParts = PostsParts & {
  core: { record: Pick<PlatformRecord, "moveCommunity"> };
  notices: Notices<Recipient>;
  typing: Typing;
  log: Log;
};

/** How many of the newest posts are remembered. */
const capacity = 5_000;

/** What core has to say goes out here. */
export type Telegram = ChatPlatform & {
  /** A group has become a supergroup. */
  move(from: number, to: number): Promise<void>;
};

type Posting = PlatformParts & {
  posts: Posts;
  /** The newest posts and their addresses, by their keys. */
  posted: BoundedMap<string, { posting: Promise<string>; post: Post }>;
  /** Addresses at which something is on its way. */
  awaited: BoundedMap<string, true>;
};

/** Makes the platform; nothing is sent yet. */
export function createPlatform(parts: PlatformParts): Telegram {
  const here: Posting = {
    ...parts,
    posts: createPosts(parts),
    posted: createBoundedMap(capacity),
    awaited: createBoundedMap(capacity),
  };
  return {
    name: "telegram",
    move: (from, to) => move(here, from, to),
    post: (place, post, key, replyTo) => postUnderKey(here, { place, post, key, replyTo }),
    sees: async (place) => here.groups.sees(readPlace(place)?.chat ?? 0),
    besides: (address) => here.posts.findAnswers(address),
    erase: (address, post) => eraseAt(here, address, post),
    edit: (address, post) => changeAt(here, address, post),
  };
}

/** @returns where the post is from now on. */
async function changeAt(here: Posting, address: string, post: Post): Promise<string> {
  here.typing.stop(address);
  try {
    const now = await editNow(here, address, post);
    here.awaited.delete(address);
    const { chat } = readAddress(now) ?? {};
    if (post.progress && chat !== undefined) expect(here, now, { chat });
    return now;
  } catch (error) {
    if (obstacleOf(error) === undefined) throw error;
    await explain(here, address, post.language ?? "en", error);
    return address;
  }
}

type NewPost = { place: string; post: Post; key: string; replyTo: string | undefined };

/** Where something was posted under the key before, that is changed, and has its address. */
async function postUnderKey(here: Posting, { place, post, key, replyTo }: NewPost): Promise<string> {
  const { posted } = here;
  const [there, before] = [readPlace(place), posted.get(key)];
  if (!there) throw new Error("there is no such place on Telegram");
  const address = await before?.posting;
  if (address && isDeepStrictEqual(post, before?.post)) return address;
  const posting = address ? changeAt(here, address, post) : postOnce(here, there, post, replyTo);
  posted.set(key, { posting, post });
  posting.catch(() => (before ? posted.set(key, before) : posted.delete(key)));
  return posting;
}

async function postOnce(here: Posting, place: Place, post: Post, replyTo: string | undefined): Promise<string> {
  const question = replyTo === undefined ? undefined : readAddress(replyTo);
  try {
    const address = await sendOrFollow(here, place, post, question?.message);
    if (replyTo !== undefined) here.notices.answered(replyTo, address);
    return address;
  } catch (error) {
    // Whoever waits for a line of progress is told; for the rest, to try again would change nothing.
    const obstacle = obstacleOf(error);
    if (post.progress || !(isUnclear(error) || obstacle)) throw error;
    const details = { platform: "telegram", obstacle, error };
    here.log.warn(details, "a message is not there, or nobody knows; it is not posted again");
    return addressOf(place.chat, 0);
  }
}

/** Sends to where a group has moved, if it has. */
async function sendOrFollow(here: Posting, place: Place, post: Post, question: number | undefined): Promise<string> {
  const known = await findMoved(here.memory, place.chat);
  if (known !== undefined) return send(here, { chat: known }, post, undefined);
  try {
    return await send(here, place, post, question);
  } catch (error) {
    const to = movedTo(error);
    if (to === undefined) throw error;
    await move(here, place.chat, to);
    return send(here, { chat: to }, post, undefined);
  }
}

async function move({ memory, core }: Posting, from: number, to: number): Promise<void> {
  await noteMove(memory, from, to);
  await core.record.moveCommunity(`telegram:${from}`, `telegram:${to}`);
}

async function send(here: Posting, place: Place, post: Post, question: number | undefined): Promise<string> {
  const address = await here.posts.send(place, post, question);
  if (post.progress) expect(here, address, place);
  return address;
}

/** Something will take the place of a line of progress. */
function expect({ awaited, typing }: Posting, address: string, place: Place): void {
  awaited.set(address, true);
  typing.start(address, place);
}

/** @returns its address from now on. */
async function editNow(here: Posting, address: string, post: Post): Promise<string> {
  const there = readAddress(address);
  if (!there) return address;
  try {
    await here.posts.edit(address, post);
    return address;
  } catch (error) {
    const to = movedTo(error);
    if (to === undefined) throw error;
    await move(here, there.chat, to);
    return editMoved(here, address, to, post);
  }
}

/** What cannot be edited where it was because its group has moved is posted anew there, once. */
async function editMoved(here: Posting, address: string, to: number, post: Post): Promise<string> {
  const before = await here.memory.find(`again ${address}`);
  if (before !== undefined) return editNow(here, before, post);
  const now = await send(here, { chat: to }, post, undefined);
  here.notices.answered(address, now);
  return (await here.memory.keep(`again ${address}`, now)) ?? now;
}

/** @returns false where there is an original that cannot be changed: its group has moved, or Telegram says so. */
async function eraseAt({ posts, memory }: Posting, address: string, post: Post): Promise<boolean> {
  const there = readAddress(address);
  if (!there || there.message === 0) return false;
  try {
    // Answers that are put back may have messages of their own.
    await (post.answers ? posts.edit(address, post) : posts.replace(address, post));
    return true;
  } catch (error) {
    const again = movedTo(error) === undefined ? undefined : await memory.find(`again ${address}`);
    if (again !== undefined) await posts.replace(again, post);
    if (movedTo(error) !== undefined || staysAsItIs(error)) return false;
    if (obstacleOf(error) !== "gone") throw error;
    return true;
  }
}

/** Says what is in the way to whoever asked. Nobody waits for a change of what is there already: it may be gone. */
async function explain(here: Posting, address: string, language: Language, error: unknown): Promise<void> {
  const { notices, awaited, posts, log } = here;
  const obstacle = obstacleOf(error);
  // To try again would change nothing until people have.
  log.warn({ platform: "telegram", obstacle, error }, "a post stays as it is");
  const waited = awaited.delete(address);
  // Whoever took the ballot away did not want two answers without one.
  if (waited && obstacle === "gone") await posts.removeAnswers(address).catch(() => {});
  if (!waited && (obstacle === "gone" || obstacle === "expelled")) return;
  const sentence = obstacle === "gone" ? sentences(language).telegram.ballotGone : describeObstacle(obstacle, language);
  if (sentence !== undefined) await notices.tell(address, sentence);
}

/** Telegram shows an action for five seconds. Milliseconds. */
const every = 4_500;
/** After four and a half minutes it is shown no more, as nobody would believe it. */
const mostTimes = 60;

/** Shows in a chat that something is on its way, again and again until it is there. */
export interface Typing {
  start(address: string, place: Place): void;
  stop(address: string): void;
  stopAll(): void;
}

/** Makes it; at first it shows nothing. */
export function createTyping(api: Api, clock: Clock): Typing {
  const underway = new Map<string, () => void>();

  function act(address: string, place: Place, left: number): void {
    // It is only an ornament: whatever is in its way does not matter.
    api.raw
      .sendChatAction({
        chat_id: place.chat,
        ...(place.thread !== undefined && { message_thread_id: place.thread }),
        action: "typing",
      })
      .catch(() => {});
    if (left <= 1) return void underway.delete(address);
    underway.set(
      address,
      clock.after(every, () => act(address, place, left - 1)),
    );
  }

  const stop = (address: string) => {
    underway.get(address)?.();
    underway.delete(address);
  };

  return {
    start(address, place) {
      stop(address);
      act(address, place, mostTimes);
    },
    stop,
    stopAll() {
      for (const address of [...underway.keys()]) stop(address);
    },
  };
}
