/** What a platform must be able to do for core, and a way to stop waiting for it. */
import type { Language } from "../language/index.ts";
import type { PlatformName, Post } from "./post.ts";

/** A place of a community, as those who run it are told of it. Only what the bot itself can see. */
export type KnownPlace = {
  id: string;
  /** What it is called there. */
  name: string;
  /** What the bot lacks, in the platform's own words. */
  missing: readonly string[];
  /** Whether there can be battles all the same. */
  battles: boolean;
  /** Whether the bot may remove people's reactions there. */
  removesReactions: boolean;
};

/** What a platform knows of a community: of what it cannot see it says nothing, not even how much that is. */
export type KnownCommunity = { places: readonly KnownPlace[]; groups: readonly { id: string; name: string }[] };

/** A place people chat in. Speaks posts; knows nothing about battles. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /** What is known of a community; undefined for one that is not known. Left out where a platform cannot tell. */
  look?(community: string, language: Language): KnownCommunity | undefined;
  /** Whether a place is still there and the bot can see it. @throws when nobody knows just now. Left out where it always is. */
  sees?(place: string): Promise<boolean>;
  /**
   * Posts in a place (the platform's own notation, as in {@link Sender}), in answer to the message at `replyTo` when
   * there is one, and returns the new post's address. Posting again under a `key` that was posted under (after a crash
   * in between, say) shows nothing twice, as far as the platform can tell, and what stands there is what was posted last; a key
   * has at most 25 characters.
   */
  post(place: string, post: Post, key: string, replyTo?: string): Promise<string>;
  /** Calls a person (`platform:identifier`) to a post, where others may see that. @returns the address of the call. Left out where a platform cannot. */
  call?(person: string, address: string, sentence: string, key: string): Promise<string | undefined>;
  /**
   * Replaces a post. Does nothing when it no longer exists. @throws {Hindered}; then `connect` tells core when to try again. @throws {Unshowable}
   * @returns its address from now on, where that is another one; a platform whose posts stay where they are returns nothing.
   */
  edit(address: string, post: Post): Promise<string | undefined | void>;
  /**
   * Addresses of what else the bot has posted with words of the battle at `address`: its question, or answers that have
   * messages of their own. Left out where there is never any.
   */
  besides?(address: string): Promise<readonly string[]>;
  /**
   * Replaces whatever stands at an address of any of these, to take words out of it; tells nobody. @returns whether they are
   * gone; false where they never can be. @throws when it may help to try again. Left out where {@link forget} does it.
   * @param asked what is to stand in place of the question that it answers, where the platform itself keeps that.
   */
  erase?(address: string, post: Post, asked?: string): Promise<boolean>;
  /**
   * Takes a person and their words out of everything that the platform itself keeps and shows, other than the posts at
   * `except` and what those answer. Left out where it keeps nothing.
   */
  forget?(person: string, except: readonly string[], language: Language): Promise<void>;
}

/** A post cannot be shown there until people have changed something, such as a permission; they have been told what. */
export class Hindered extends Error {
  override readonly name = "Hindered";
}

/** The platform will never accept this post because of what it says: its moderation blocks it, for example. */
export class Unshowable extends Error {
  override readonly name = "Unshowable";
}

/** A message's address: its place and its identifier in it. */
export function joinAddress(place: string, message: string): string {
  return `${place}/${message}`;
}

/** Takes an address apart; undefined when it is none. */
export function splitAddress(address: string): { place: string; message: string } | undefined {
  const slash = address.lastIndexOf("/");
  return slash < 1 ? undefined : { place: address.slice(0, slash), message: address.slice(slash + 1) };
}

/** What `work` comes to, unless the signal is aborted before. @throws its reason then. */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const leave = () => reject(signal.reason as Error);
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/** The same platform, whose calls fail at once when the signal is aborted, and from then on. */
export function untilAborted(platform: ChatPlatform, signal: AbortSignal): ChatPlatform {
  return {
    name: platform.name,
    ...(platform.look && { look: platform.look }),
    ...(platform.sees && {
      async sees(place: string) {
        signal.throwIfAborted();
        return orAborted(platform.sees?.(place) ?? Promise.resolve(true), signal);
      },
    }),
    ...(platform.call && { call: platform.call }),
    ...(platform.besides && { besides: platform.besides }),
    ...(platform.forget && { forget: platform.forget }),
    async post(...given) {
      signal.throwIfAborted();
      return orAborted(platform.post(...given), signal);
    },
    async edit(...given) {
      signal.throwIfAborted();
      return orAborted(platform.edit(...given), signal);
    },
    ...(platform.erase && {
      async erase(address: string, post: Post, asked?: string) {
        signal.throwIfAborted();
        return orAborted(platform.erase?.(address, post, asked) ?? Promise.resolve(false), signal);
      },
    }),
  };
}
