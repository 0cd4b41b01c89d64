/** What is said to the thread that rates, and what it answers. */
import type { BoardRating } from "./board-rating.ts";
import type { BoardVotes } from "./board-votes.ts";
import type { DatedTally, RatingHistory } from "./rating-history.ts";
import type { AbilityFit } from "../rating/voter-ability.ts";

/** What may be made of votes. */
export type RatingWork = {
  board: BoardRating;
  /** How far people's tastes lie apart, rating points; null where it cannot be measured yet. */
  taste: number | null;
  /** Ratings that weigh voters. */
  ability: Omit<AbilityFit, "voters">;
  /** Ratings over time. */
  history: RatingHistory;
};

/** From what each is made. */
export type RatingInput = { board: BoardVotes; taste: BoardVotes; ability: BoardVotes; history: readonly DatedTally[] };

export type RatingRequest = { work: keyof RatingWork; input: RatingInput[keyof RatingInput] };
export type RatingAnswer = { result: RatingWork[keyof RatingWork] } | { error: Error };
