/** What a person has voted, as they may look back on it. */
import type { Battle } from "../battle/battle.ts";
import type { Choice } from "../chat/post.ts";
import type { Vote } from "../battle/vote.ts";

/** A vote on a battle that has closed, and how the battle's votes fell. */
export type PastVote = { battle: Battle; vote: Vote; tally: Record<Choice, number> };

export type HistoryPage = {
  /** Newest first. */
  votes: PastVote[];
  /** How many there are on all pages. */
  total: number;
  /** How many battles this person has voted on that have not closed: of those nothing else is told. */
  open: number;
};
