/** A platform that keeps what it is given to show, and lets a test read it. */
import type { ChatPlatform } from "../core/chat/chat-platform.ts";
import type { PlatformName, Post } from "../core/chat/post.ts";

export type RecordingPlatform = ChatPlatform & {
  /** Everything shown, by address: each post with its later versions. */
  history: Map<string, Post[]>;
  /** What a post shows now. @throws {Error} when there is no such post. */
  shows(address: string): Post;
  /** Addresses in the order of posting. */
  addresses(): string[];
  /** While set, nothing can be posted or edited. */
  broken: boolean;
  /** Where nothing can be erased; while `broken`, nothing can be anywhere. */
  unreachable: Set<string>;
  /** What is told to have been posted beside each post. */
  beside: Map<string, string[]>;
  /** The message that each post answers, by the post's address. */
  replies: Map<string, string | undefined>;
};

/** Counts the posts of all platforms, so that an address never means two of them. */
let posts = 0;

export function createRecordingPlatform(name: PlatformName = "web"): RecordingPlatform {
  const history = new Map<string, Post[]>();
  const replies = new Map<string, string | undefined>();
  const unreachable = new Set<string>();
  const beside = new Map<string, string[]>();
  /** Addresses by the keys they were posted under. */
  const posted = new Map<string, string>();
  return {
    name,
    history,
    replies,
    unreachable,
    beside,
    broken: false,
    async post(place, post, key, replyTo) {
      if (this.broken) throw new Error("the platform is down");
      const address = posted.get(key) ?? `${place}#${(posts += 1)}`;
      posted.set(key, address);
      replies.set(address, replyTo);
      history.set(address, [...(history.get(address) ?? []), post]);
      return address;
    },
    async edit(address, post) {
      if (this.broken) throw new Error("the platform is down");
      history.get(address)?.push(post);
    },
    besides: async (address) => beside.get(address) ?? [],
    async erase(address, post) {
      if (this.broken) throw new Error("the platform is down");
      if (unreachable.has(address)) return false;
      history.set(address, [...(history.get(address) ?? []), post]);
      return true;
    },
    shows(address) {
      const post = history.get(address)?.at(-1);
      if (!post) throw new Error(`nothing was posted at ${address}`);
      return post;
    },
    addresses: () => [...history.keys()],
  };
}
