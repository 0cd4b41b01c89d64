/** Keeps commands from filling a channel: what stands there already is linked, and nobody posts without a pause. */
import {
  type BoundedMap,
  type Clock,
  createBoundedMap,
  joinAddress,
  type Language,
  LimitReached,
  sentences,
  splitAddress,
} from "../../core/index.ts";
import type { Removed } from "./stuck-posts.ts";

/** A command that posts, and who gives it where. */
export type PostingCommand = { channel: string; person: string; text: string; language: Language };

/** Lets commands post. */
export interface Cooldowns {
  /**
   * Does what makes the post, and returns its address; where the same was posted there a moment ago, or is about to be,
   * nothing is done.
   * @returns the address of that earlier post; undefined when `work` was done.
   * @throws {LimitReached} for somebody who has just posted there several times, and where many have; and what `work` throws.
   */
  post(command: PostingCommand, work: () => Promise<string | undefined>): Promise<string | undefined>;
  /** Nothing is linked that is there no more. */
  removed(gone: Removed): void;
}

/** A link to a message by its address. @param guild the server; null: a direct message. */
export function linkTo(guild: string | null, address: string): string {
  const { place = "", message = "" } = splitAddress(address) ?? {};
  return `https://discord.com/channels/${guild ?? "@me"}/${place}/${message}`;
}

/** For how long the same is not posted again, in milliseconds. */
const sameFor = 60_000;
/** How much commands may post within {@link pause}: of one person in one channel, and of all in it. */
const mostPosted = { person: 3, channel: 20 };
/** In milliseconds. */
const pause = 30_000;
/** How many of the newest posts, people and channels are remembered. */
const capacity = 4_000;

type Recent = { posted: Promise<string | undefined>; at: number };

/** By person and channel, or channel alone: when was posted lately, oldest first. */
type Times = BoundedMap<string, readonly number[]>;

/** Counts a post that is about to be made. @returns what takes that back. @throws {LimitReached} */
function count(times: Times, now: number, { channel, person, language }: PostingCommand): () => void {
  const { chat } = sentences(language);
  const limits = [
    { key: `${channel} ${person}`, most: mostPosted.person, say: chat.postsTooOften },
    { key: channel, most: mostPosted.channel, say: chat.postedTooOften },
  ];
  const lately = (key: string) => (times.get(key) ?? []).filter((at) => now - at < pause);
  for (const { key, most, say } of limits) {
    const [oldest = now, ...others] = lately(key);
    if (others.length + 1 < most) continue;
    const seconds = Math.max(1, Math.ceil((oldest + pause - now) / 1_000));
    throw new LimitReached(say(seconds), seconds);
  }
  for (const { key } of limits) times.set(key, [...lately(key), now]);
  return () => {
    for (const { key } of limits) times.set(key, (times.get(key) ?? []).toSpliced(-1, 1));
  };
}

/** Counts and places are kept in memory only. */
export function createCooldowns(clock: Pick<Clock, "elapsed">): Cooldowns {
  const recent = createBoundedMap<string, Recent>(capacity);
  const gone = createBoundedMap<string, true>(capacity);
  const times: Times = createBoundedMap(capacity);
  const now = () => clock.elapsed();
  return {
    async post(command, work) {
      const { channel, text, language } = command;
      const key = `${channel} ${language} ${text}`;
      const same = recent.get(key);
      const above = same && now() - same.at < sameFor ? await same.posted : undefined;
      if (above !== undefined && !gone.has(above)) return above;
      const takeBack = count(times, now(), command);
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const mine = { posted: promise, at: now() };
      recent.set(key, mine);
      let address: string | undefined;
      try {
        address = await work();
        mine.at = now();
      } finally {
        // Where nothing was posted, nobody is shown there, and nothing counts.
        if (address === undefined) takeBack();
        resolve(address);
      }
      return undefined;
    },
    removed: ({ place, message }) => void (message !== undefined && gone.set(joinAddress(place, message), true)),
  };
}
