/** What is said to the thread that rates, and what it answers. */
import type { BoardRating } from "../boards/board-rating.ts";
import type { BoardVotes } from "../boards/board-votes.ts";
import type { AbilityFit } from "../rating/voter-ability.ts";

/** What may be made of a board's votes. */
export type RatingWork = {
  board: BoardRating;
  /** How far people's tastes lie apart, rating points; null where it cannot be measured yet. */
  taste: number | null;
  /** Ratings that weigh voters. */
  ability: Omit<AbilityFit, "voters">;
};

export type RatingRequest = { work: keyof RatingWork; votes: BoardVotes };
export type RatingAnswer = { result: RatingWork[keyof RatingWork] } | { error: Error };
