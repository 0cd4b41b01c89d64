/** From ratings to the rows people read: everybody's board, one voter's own, and one that weighs voters. */
import type { FittedModel } from "../rating/fit-ratings.ts";
import { compareNames, countVotes, type PairTally } from "../rating/pair-tally.ts";
import { fitPersonal } from "../rating/personal.ts";
import { equalWithin, type Boundary } from "../rating/ranks.ts";
import type { Sensitivity } from "../rating/sensitivity.ts";
import type { AbilityFit } from "../rating/voter-ability.ts";
import { type BoardRating, priorStandardDeviation } from "./board-rating.ts";
import { bothBadShare, emptyScore, type Score, scoreOf } from "./score.ts";

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
  /** 95% interval, rating points; null where too few people voted to claim any. */
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
  /** On a voter's own board: points above what everybody else's votes say. */
  difference?: number;
};

/** A board as people read it. */
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
  /** How many people's votes these are, and whether those are enough for intervals and for places to be claimed. */
  voters: number;
  claimed: boolean;
  /** Points that a model gains by being shown as answer A; null where the votes do not tell. */
  sideA: { points: number; lower: number | null; upper: number | null } | null;
  /** So many votes fewer would put another model level with the first, or above it; null where that is not told. */
  sensitivity: (Sensitivity & { rivalName: string }) | null;
  /** Names of models that have only won, only lost, or never met those the board is mainly about; none where `firm`. */
  aside: string[];
  /** On a voter's own board: how far tastes lie apart, rating points; the votes are then the voter's own. */
  taste?: { points: number; measured: boolean };
  /** On a board that weighs voters: what that is worth. */
  ability?: { gainPerVote: number; heldOut: number };
};

/**
 * Ranks models by their ratings. With few votes, ratings lean towards 1000 and intervals are about as wide as the prior;
 * with many, both are those of maximum likelihood with robust errors. By few voters, nothing is claimed but the order.
 * @param models names. A model that is only here comes last, without rating; one that is only in the rating goes by
 * its id.
 */
export function createLeaderboard(rating: BoardRating, models: readonly NamedModel[]): Leaderboard {
  const { fit, scores, votes, separation } = rating;
  const named = new Map(models.map((model) => [model.id, model]));
  const nameOf = (id: string) => named.get(id) ?? { id, name: id, organization: "" };
  const claimed = fit.quantile !== null;
  const boundaries = claimed ? separation.boundaries : separation.boundaries.map((): Boundary => "joined");
  const rated = fit.models.map((place, index) =>
    createRow(nameOf(place.model), scores.get(place.model), place, boundaries[index]),
  );
  const places = new Set(fit.models.map(({ model }) => model));
  const unrated = [...named.values()].filter(({ id }) => !places.has(id)).toSorted(compareModels);
  const { sensitivity } = rating;
  return {
    rows: [...rated, ...unrated.map((model) => unratedRow(model))],
    votes,
    rated: rated.length,
    firm: rated.length > 0 && fit.connected,
    groups: fit.islands.length,
    aside: findAside(rating).map((id) => nameOf(id).name),
    missing: { forFirst: separation.missingForFirst, forAll: separation.missingForAll },
    voters: fit.clusters.voters ?? 0,
    claimed,
    sideA: sideEffect(rating),
    sensitivity: sensitivity && { ...sensitivity, rivalName: nameOf(sensitivity.rival).name },
  };
}

/** Every model outside the part of the board with the most votes in which each has beaten each other by some chain. */
function findAside({ fit, scores }: BoardRating): string[] {
  const votes = (component: readonly string[]) =>
    component.reduce((sum, model) => sum + (scores.get(model)?.votes ?? 0), 0);
  const [, ...others] = fit.components.toSorted((one, other) => other.length - one.length || votes(other) - votes(one));
  return others.flat();
}

function sideEffect({ fit }: BoardRating): Leaderboard["sideA"] {
  const effect = fit.effects.find(({ name }) => name === "sideA");
  if (!effect || effect.points === null) return null;
  const { points, lower, upper } = effect;
  return { points, lower, upper };
}

/** A model that nobody has voted on, or of which only the score is known. */
export function unratedRow(model: NamedModel, score: Score = emptyScore()): LeaderboardRow {
  return createRow(model, score);
}

function createRow(
  model: NamedModel,
  score: Score = emptyScore(),
  place?: FittedModel,
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

/**
 * The place of a model on a board on which nothing is claimed but the order.
 * @param ratings rating points, best first.
 */
function placeByOrder(ratings: readonly number[], index: number) {
  const rating = ratings[index] ?? Number.NaN;
  const rank = 1 + ratings.filter((other) => other > rating + equalWithin).length;
  const below = index < ratings.length - 1 ? "joined" : null;
  return { rating, lower: null, upper: null, rank, rankBest: rank, rankWorst: rank, below } as const;
}

/** How far people's tastes lie apart where it cannot be measured yet: rating points, standard deviation. */
const usualTaste = 100;

/**
 * Rates models by one voter's votes, with everybody else's as the prior. Nothing is claimed but the order.
 * @param everybody all votes, the voter's own among them. @param taste how far tastes lie apart, rating
 * points; null where that cannot be measured yet.
 * @throws {RangeError} as `fitPersonal`.
 */
export function createPersonalBoard(
  own: readonly PairTally[],
  everybody: readonly PairTally[],
  taste: number | null,
  models: readonly NamedModel[],
): Leaderboard {
  const fit = fitPersonal(own, takeAway(everybody, own), {
    standardDeviation: taste ?? usualTaste,
    othersStandardDeviation: priorStandardDeviation,
  });
  const named = new Map(models.map((model) => [model.id, model]));
  const ratings = fit.models.map(({ rating }) => rating);
  const rows = fit.models.map(({ model, difference }, index): LeaderboardRow => {
    const row = unratedRow(named.get(model) ?? { id: model, name: model, organization: "" }, scoreOf(own, model));
    return { ...row, ...placeByOrder(ratings, index), difference };
  });
  const rated = new Set(fit.models.map(({ model }) => model));
  return {
    rows: [...rows, ...models.filter(({ id }) => !rated.has(id)).map((model) => unratedRow(model))],
    votes: fit.ownVotes,
    rated: rows.length,
    firm: true,
    groups: 1,
    missing: { forFirst: 0, forAll: 0 },
    aside: [],
    taste: { points: taste ?? usualTaste, measured: taste !== null },
    voters: 1,
    claimed: false,
    sideA: null,
    sensitivity: null,
  };
}

/** Everybody's votes without some of them. Those that came after everybody's were counted are not missed. */
function takeAway(everybody: readonly PairTally[], own: readonly PairTally[]): PairTally[] {
  const taken = new Map(own.map((tally) => [`${tally.modelA}\n${tally.modelB}`, tally]));
  return everybody
    .map(({ modelA, modelB, ...all }) => {
      const part = taken.get(`${modelA}\n${modelB}`);
      const rest = (name: "a" | "b" | "tie" | "bothBad") => Math.max(0, all[name] - (part?.[name] ?? 0));
      return { modelA, modelB, a: rest("a"), b: rest("b"), tie: rest("tie"), bothBad: rest("bothBad") };
    })
    .filter((tally) => countVotes(tally) > 0);
}

/** The usual board's counts under ratings that weigh voters; nothing is claimed but the order. */
export function createAbilityBoard(
  fit: Omit<AbilityFit, "voters">,
  rating: BoardRating,
  models: readonly NamedModel[],
): Leaderboard {
  const usual = createLeaderboard(rating, models);
  const ratings = fit.models.map(({ rating: points }) => points);
  const rows = fit.models.flatMap(({ model }, index): LeaderboardRow[] => {
    const row = usual.rows.find((one) => one.model === model);
    return row ? [{ ...row, ...placeByOrder(ratings, index) }] : [];
  });
  const unrated = usual.rows.filter(({ rating: points }) => points === null);
  const { gainPerVote, heldOut } = fit;
  return {
    ...usual,
    rows: [...rows, ...unrated],
    claimed: false,
    sideA: null,
    sensitivity: null,
    ability: { gainPerVote, heldOut },
  };
}
