/** All that is made of votes, in whatever thread: plain data in, plain data out. */
import { findFit } from "./readings/fit-findings.ts";
import {
  type BoardRating,
  createHistory,
  priorStandardDeviation,
  rateBoard,
  type RatingHistory,
} from "./board-rating.ts";
import { makeReading, type ReadingInput } from "./readings/make-reading.ts";
import { type BoardVotes, type DatedTally, votersOf } from "./cell.ts";
import { choosePriorStrength } from "../rating/personal.ts";
import type { FitFindings, ReadingResult } from "./readings/reading.ts";

/** What may be made of votes. */
export type RatingWork = {
  /** Without the cells, which whoever asks has already, and which are the most of it. */
  board: Omit<BoardRating, "cells">;
  /** How far people's tastes lie apart, rating points; null where it cannot be measured yet. */
  taste: number | null;
  reading: ReadingResult;
  fit: FitFindings;
  /** Ratings over time. */
  history: RatingHistory;
};

/** From what each is made. */
export type RatingInput = {
  /** `playing`: the ids of models that are not retired. */
  board: BoardVotes & { playing: readonly string[] };
  taste: BoardVotes;
  reading: ReadingInput;
  /** `ranked`: the models whose votes are tested. */
  fit: BoardVotes & { ranked: readonly string[] };
  /** `among`: the models that the board of today is fitted with. */
  history: { tallies: readonly DatedTally[]; among: readonly string[] };
};

/** What a thread that rates is asked. */
export type RatingRequest<Work extends keyof RatingWork = keyof RatingWork> = { work: Work; input: RatingInput[Work] };

/** A few people's votes would as soon say that all tastes are alike as that none is like another. */
const fewestTasters = 20;

/** Does each, where it is called. What it costs grows with the models and with what voters voted on, not with the votes. */
export const ratingWork: { [Work in keyof RatingWork]: (input: RatingInput[Work]) => RatingWork[Work] } = {
  board(votes) {
    const playing = new Set(votes.playing);
    const statistics = { cells: votes.cells, voters: votersOf(votes) };
    const { cells: _cells, ...rating } = rateBoard(statistics, (model) => !playing.has(model));
    return rating;
  },
  taste(votes) {
    const strength = choosePriorStrength(votersOf(votes));
    return strength && strength.voters >= fewestTasters ? strength.standardDeviation : null;
  },
  reading: makeReading,
  fit: (votes) => findFit({ cells: votes.cells, voters: votersOf(votes) }, votes.ranked, priorStandardDeviation),
  history: ({ tallies, among }) => createHistory(tallies, among),
};
