/** From sums of votes to the rows people read. */
import { type BradleyTerryFit, fitBradleyTerry, type RatedModel } from "../rating/bradley-terry.ts";
import { compareNames, type PairTally } from "../rating/pair-tally.ts";
import { type Boundary, separateModels } from "../rating/separation.ts";
import { addTally, bothBadShare, emptyScore, type Score } from "./score.ts";

/** Whose names a board shows. */
export type NamedModel = { id: string; name: string; organization: string };

/** One model's line. Everything from `rating` to `rankWorst` is null until it has its first vote. */
export type LeaderboardRow = Score & {
  /** The model's id. */
  model: string;
  name: string;
  organization: string;
  /** Rating points: 1000 is the mean of the models with votes; 400 more are ten to one. */
  rating: number | null;
  /** 95% interval, rating points. */
  lower: number | null;
  upper: number | null;
  /** Place by rating; equal ratings share it. */
  rank: number | null;
  /** The best and the worst place the votes do not rule out. */
  rankBest: number | null;
  rankWorst: number | null;
  /** Share of this model's votes that called both answers bad, 0 to 1; null without votes. */
  bothBadShare: number | null;
  /** What separates it from the rated model below; null for the last one and those without votes. */
  below: Boundary | null;
};

export type Leaderboard = {
  /** Rated models best first, then those without votes by name. */
  rows: LeaderboardRow[];
  /** Each vote counted once, though it stands in two rows. */
  votes: number;
  /** How many rows have a rating. */
  rated: number;
  /**
   * Whether the votes alone order all rated models. While false the board is provisional: some model has never lost,
   * never won, or never met the others by any chain, and only the prior keeps its rating finite.
   */
  firm: boolean;
  /** Groups of rated models that no vote links: with more than one, ratings compare only inside a group. */
  groups: number;
  /**
   * About how many more votes would tell the first model from all others, and all rated models from each other, if they
   * fall as those so far; 0 where they are told apart, infinite where that cannot be foreseen.
   */
  missing: { forFirst: number; forAll: number };
};

/**
 * Rating points: how far from 1000 a model may well lie before any vote. Ten-to-one odds against the average are one
 * standard deviation off; models on published boards spread over 50 to 130 points. Why a prior, and why this one: docs/decisions,
 * 2026-11-22, board prior.
 */
export const priorStandardDeviation = 400;

/** Units of Fisher information: as much as sixteen votes between equals bring. Same decision. */
export const scatterPrior = 4;

/**
 * Ranks models by their votes. Works from the first vote on: with few votes, intervals are about as wide as the prior;
 * with many, rating and interval are those of maximum likelihood with robust errors. See `core/rating`.
 * @param tallies any cells; what they are about (task, language, …) the caller has chosen.
 * @param models names. A model that is only here comes last, without rating; one that is only in the tallies goes by
 * its id.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function createLeaderboard(tallies: readonly PairTally[], models: readonly NamedModel[]): Leaderboard {
  const fit = fitBoard(tallies);
  const scores = sumScores(tallies);
  const votes = [...scores.values()].reduce((sum, score) => sum + score.votes, 0) / 2;
  const { boundaries, missingForFirst, missingForAll } = separateModels(fit, votes);
  const named = new Map(models.map((model) => [model.id, model]));
  const rated = fit.models.map((place, index) => {
    const model = named.get(place.model) ?? { id: place.model, name: place.model, organization: "" };
    return createRow(model, scores.get(place.model), place, boundaries[index]);
  });
  const places = new Set(fit.models.map(({ model }) => model));
  const unrated = [...named.values()].filter(({ id }) => !places.has(id)).toSorted(compareModels);
  return {
    rows: [...rated, ...unrated.map((model) => createRow(model))],
    votes,
    rated: rated.length,
    firm: rated.length > 0 && fit.connected,
    groups: fit.islands.length,
    missing: { forFirst: missingForFirst, forAll: missingForAll },
  };
}

/** The fit behind every board: Bradley–Terry with the board's own weak prior. @throws as {@link createLeaderboard}. */
export function fitBoard(tallies: readonly PairTally[]): BradleyTerryFit {
  return fitBradleyTerry(tallies, { priorStandardDeviation, scatterPrior });
}

function sumScores(tallies: readonly PairTally[]): Map<string, Score> {
  const scores = new Map<string, Score>();
  for (const tally of tallies) {
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

function createRow(
  model: NamedModel,
  score: Score = emptyScore(),
  place?: RatedModel,
  below: Boundary | null = null,
): LeaderboardRow {
  return {
    model: model.id,
    name: model.name,
    organization: model.organization,
    rating: place?.rating ?? null,
    lower: place?.lower ?? null,
    upper: place?.upper ?? null,
    rank: place?.rank ?? null,
    rankBest: place?.rankBest ?? null,
    rankWorst: place?.rankWorst ?? null,
    ...score,
    bothBadShare: bothBadShare(score),
    below,
  };
}

function compareModels(one: NamedModel, other: NamedModel): number {
  return compareNames(one.name, other.name) || compareNames(one.id, other.id);
}
