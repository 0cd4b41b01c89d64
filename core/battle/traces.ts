/** Where the posts of battles that have ended are, kept for nothing but taking words out of them: for good, or until they are put back. */
import type { PlatformName } from "../chat/post.ts";

/**
 * A battle whose posts are to be shown anew, with or without its words. `sealed` tells where they are (encrypted);
 * `forGood` whether the words are erased, or only hidden or put back.
 */
export type Trace = { battle: string; sealed: string; eraseSince: Date; forGood: boolean };

/** In how many battles the words of what somebody has erased are still in posts: until a later try, or for good. */
export type PostsLeft = { waiting: number; unreachable: number };

/** Every method is one transaction: when its promise resolves, what it wrote survives a crash. */
export interface TraceStore {
  /** Replaces what tells where a battle's posts are. Does nothing where that is forgotten. */
  replaceTrace(battle: string, sealed: string): Promise<void>;
  /**
   * Takes up to `most` of those that are to be shown anew and whose time has come, longest waiting first. Their next try is
   * some minutes away then, and the further the longer they have waited: nobody else is given them until then.
   */
  takeTraces(platforms: readonly PlatformName[], at: Date, most: number): Promise<Trace[]>;
  /** Forgets where a battle's posts are: its words are out of them, or else cannot be taken out. */
  settleTrace(battle: string, reached: boolean, at: Date): Promise<void>;
  /** The posts show what they were to show, and are not tried again; does nothing where something else has been wanted since. */
  settleShown(trace: Pick<Trace, "battle" | "eraseSince">): Promise<void>;
  /** Likewise for those that have been tried since before `since`, as beyond reach. */
  giveUpTraces(since: Date, at: Date): Promise<void>;
}
