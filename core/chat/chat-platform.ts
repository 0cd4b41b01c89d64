/** What a platform must be able to do for core. */
import type { PlatformName, Post } from "./post.ts";

/** A place people chat in. Speaks posts; knows nothing about battles. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /**
   * Posts in a place (the platform's own notation, as in {@link Sender}), in answer to the message at `replyTo` when
   * there is one, and returns the new post's address. Posting again under a `key` that was posted under (after a crash
   * in between, say) shows nothing twice, as far as the platform can tell; a key has at most 25 characters.
   */
  post(place: string, post: Post, key: string, replyTo?: string): Promise<string>;
  /** Replaces a post. Does nothing when it no longer exists. */
  edit(address: string, post: Post): Promise<void>;
}
