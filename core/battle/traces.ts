/** Where the posts of battles that have ended are, kept for nothing but taking words out of them: for good, or until they are put back. */
import type { PlatformName } from "../chat/post.ts";

/**
 * A battle whose posts are to be shown anew, with or without its words. `sealed` tells where they are (encrypted);
 * `forGood` whether the words are erased, or only hidden or put back.
 */
export type Trace = { battle: string; sealed: string; eraseSince: Date; forGood: boolean };

/** Where a walk over all battles has come to, oldest first. */
export type WalkPlace = { createdAt: Date; battle: string };

/** Battles whose words are old. */
export type OldWords = {
  /** Those that ended before the time and have words left. */
  battles: string[];
  /** How far it looked; null where there is no battle. */
  last: WalkPlace | null;
  /** Whether the walk is at its end. */
  isEnd: boolean;
  /** Just before the first one passed that has not ended, or not long enough ago; null where there was none. */
  waiting: WalkPlace | null;
};

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
  /**
   * Looks at some battles after a place, null for the first ones, for up to `most` that ended before a time and have words
   * left. Costs the same however many there are.
   */
  findOldWords(after: WalkPlace | null, before: Date, most: number): Promise<OldWords>;
  /**
   * Forgets questions, answers, details of failures and pictures of battles that have ended, and has them taken out of their
   * posts. Votes, models, draw, and length and layout of the answers stay.
   */
  forgetWords(battles: readonly string[], at: Date): Promise<void>;
}
