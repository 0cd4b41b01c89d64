/** The heavy part of a board: everything that is computed from its votes, apart from names. Plain data. */
import { fitRatings, type RatingFit } from "../rating/fit-ratings.ts";
import type { PairTally } from "../rating/pair-tally.ts";
import { findSensitivity, type Sensitivity } from "../rating/sensitivity.ts";
import { separateModels, type Separation } from "../rating/separation.ts";
import type { VoteStatistics } from "../rating/vote-statistics.ts";
import { addTally, emptyScore, type Score } from "./score.ts";

/**
 * Rating points: how far from 1000 a model may well lie before any vote. Ten-to-one odds against the average are one
 * standard deviation off; models on published boards spread over 50 to 130 points. Why a prior, and why this one:
 * docs/decisions, 2026-11-22, board prior.
 */
export const priorStandardDeviation = 400;

/** Units of Fisher information: as much as sixteen votes between equals bring. Same decision. */
export const scatterPrior = 4;

/** By fewer voters than this no interval is claimed: they may all have one taste. */
export const leastVoters = 20;

export type BoardRating = {
  fit: RatingFit;
  /** By model. */
  scores: ReadonlyMap<string, Score>;
  /** The votes themselves, an ordered pair each. */
  cells: readonly PairTally[];
  /** Each vote counted once. */
  votes: number;
  separation: Separation;
  /** How few votes would change first place; null where it is not told. */
  sensitivity: Sensitivity | null;
};

/**
 * Rates models by their votes, with the board's own prior; intervals allow for people who voted often and for battles
 * many people voted on. Works from the first vote on. See `core/rating`.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function rateBoard(statistics: VoteStatistics): BoardRating {
  const fit = fitRatings(statistics, { clusters: "both", priorStandardDeviation, scatterPrior, leastVoters });
  const scores = sumScores(statistics);
  const votes = [...scores.values()].reduce((sum, score) => sum + score.votes, 0) / 2;
  return {
    fit,
    scores,
    cells: statistics.cells.map(({ modelA, modelB, a, b, tie, bothBad }) => ({ modelA, modelB, a, b, tie, bothBad })),
    votes,
    separation: separateModels(fit, votes),
    // Where two share first place, nobody has to be caught up with.
    sensitivity: fit.models[1]?.rank === 2 ? findSensitivity(statistics.cells, { priorStandardDeviation }) : null,
  };
}

function sumScores({ cells }: VoteStatistics): Map<string, Score> {
  const scores = new Map<string, Score>();
  for (const tally of cells) {
    for (const [model, side] of [
      [tally.modelA, "a"],
      [tally.modelB, "b"],
    ] as const) {
      const score = scores.get(model) ?? emptyScore();
      addTally(score, tally, side);
      scores.set(model, score);
    }
  }
  return scores;
}
