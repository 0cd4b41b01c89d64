/** From ratings to the rows people read: everybody's board, one voter's own, and another reading of the votes. */
import { compareNames, countVotes, type PairTally } from "../rating/pair-tally.ts";
import { fitPersonal } from "../rating/personal.ts";
import { type Boundary, rankModel } from "../rating/ranks.ts";
import type { TopWithout } from "../rating/busiest-voter.ts";
import type { Missing, Outlook } from "../rating/outlook.ts";
import type { Unranked } from "../rating/rankable.ts";
import type { Sensitivity } from "../rating/sensitivity.ts";
import type { ReadingFacts } from "./readings/reading.ts";
import { type BoardRating, priorStandardDeviation } from "./board-rating.ts";
import { bothBadShare, emptyScore, type Score, scoreOf } from "./score.ts";

/** Whose names a board shows. */
export type NamedModel = { id: string; name: string; organization: string };

/**
 * Where a model stands: `ranked`, above the line; below it `provisional`, with too few votes for a place; `incomparable`,
 * which has only won, only lost, or never met the others; `retired`, which plays no more; and `new`, without votes.
 */
export type Standing = "ranked" | Unranked | "new";

/** One model's line. Everything from `rating` to `upper` is null without votes, all places unless `ranked`. */
export type LeaderboardRow = Score & {
  /** The model's id. */
  model: string;
  name: string;
  organization: string;
  standing: Standing;
  /** Rating points: 1000 is the mean of the ranked models, and of the retired that could be; 400 more are ten to one. */
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
  /** What separates it from the ranked model below; null for the last one and those that are not ranked. */
  below: Boundary | null;
  /** On a voter's own board: points above what everybody else's votes say. */
  difference?: number;
};

/** A board as people read it. */
export type Leaderboard = {
  /** Ranked models best first; then those that are not, best first; then those without votes by name. */
  rows: LeaderboardRow[];
  /** Each vote counted once, though it stands in two rows. */
  votes: number;
  /** How many rows are ranked: they come first. */
  ranked: number;
  /** What may be said although people look after every vote: that first place is settled, and that every place is. */
  settled: { first: boolean; order: boolean };
  /** What is missing until that may be said; of links the names of the two models. */
  outlook: Outlook;
  /** How many people's votes the places rest on, and how many equally busy people's votes would be spread as evenly. */
  voters: number;
  effectiveVoters: number;
  /** Whether those are enough for intervals and for places to be claimed. */
  claimed: boolean;
  /** Points that a model gains by being shown as answer A; null where the votes do not tell. */
  sideA: { points: number; lower: number | null; upper: number | null } | null;
  /** So many votes fewer would put another model level with the first, or above it; null where that is not told. */
  sensitivity: (Sensitivity & { rivalName: string }) | null;
  /**
   * The votes of the voter with most of them, and who would be first without them: null where that stays the same. Null
   * where it is not told.
   */
  busiest: { votes: number; firstName: string | null } | null;
  /**
   * On a voter's own board, whose votes are then the voter's own: how far tastes lie apart, rating points; and how many
   * models are left out because the voter has not judged them.
   */
  taste?: { points: number; measured: boolean; unjudged: number };
  /** On another reading than the plain one: what it says of itself. */
  reading?: ReadingFacts;
};

/**
 * Ranks models by their ratings. With few votes, ratings lean towards 1000 and intervals are about as wide as the prior;
 * with many, both are those of maximum likelihood with robust errors. By few voters, nothing is claimed but the order.
 * @param models names. A model that is only here comes last, without rating; one that is only in the rating goes by
 * its id.
 */
export function createLeaderboard(rating: BoardRating, models: readonly NamedModel[]): Leaderboard {
  const { fit, unranked, scores, votes, boundaries, sensitivity, without } = rating;
  const named = nameApart(models);
  const nameOf = (id: string) => named.get(id) ?? { id, name: id, organization: "" };
  const claimed = fit.quantile !== null;
  const above = fit.models.map((place, index): LeaderboardRow => {
    const below = claimed ? (boundaries[index] ?? null) : index + 1 < fit.models.length ? "joined" : null;
    const { rating: points, lower, upper, rank, rankBest, rankWorst } = place;
    const row = createRow(nameOf(place.model), "ranked", scores.get(place.model));
    return { ...row, rating: points, lower, upper, rank, rankBest, rankWorst, below };
  });
  const belowLine = unranked.map(({ model, reason, rating: points, lower, upper }): LeaderboardRow => {
    return { ...createRow(nameOf(model), reason, scores.get(model)), rating: points, lower, upper };
  });
  const voted = new Set([...above, ...belowLine].map(({ model }) => model));
  const unvoted = [...named.values()].filter(({ id }) => !voted.has(id)).toSorted(compareModels);
  return {
    rows: [...above, ...belowLine, ...unvoted.map((model) => createRow(model, "new"))],
    votes,
    ranked: above.length,
    settled: rating.settled,
    outlook: { first: nameLinks(rating.outlook.first, nameOf), all: nameLinks(rating.outlook.all, nameOf) },
    voters: fit.clusters.voters ?? 0,
    effectiveVoters: fit.clusters.effectiveVoters ?? 0,
    claimed,
    sideA: sideEffect(rating),
    sensitivity: sensitivity && { ...sensitivity, rivalName: nameOf(sensitivity.rival).name },
    busiest: claimed && without ? nameBusiest(without.busiest, nameOf) : null,
  };
}

function nameBusiest({ votes, first, firstWithout }: TopWithout["busiest"], nameOf: (id: string) => NamedModel) {
  const changes = firstWithout !== null && firstWithout !== first;
  return { votes, firstName: changes ? nameOf(firstWithout).name : null };
}

function nameLinks(missing: Missing, nameOf: (id: string) => NamedModel): Missing {
  if (missing.kind !== "links") return missing;
  const [one, other] = missing.models;
  return { ...missing, models: [nameOf(one).name, nameOf(other).name] };
}

function sideEffect({ fit }: BoardRating): Leaderboard["sideA"] {
  const effect = fit.effects.find(({ name }) => name === "sideA");
  if (!effect || effect.points === null) return null;
  const { points, lower, upper } = effect;
  return { points, lower, upper };
}

/** Models by id; those that share a name, as one does whose id was changed, are told apart by their ids. */
function nameApart(models: readonly NamedModel[]): Map<string, NamedModel> {
  const alike = Map.groupBy(models, ({ name }) => name);
  return new Map(
    models.map(({ id, name, organization }) => {
      const shared = (alike.get(name)?.length ?? 0) > 1;
      return [id, { id, name: shared ? `${name} (${id})` : name, organization }];
    }),
  );
}

function createRow(model: NamedModel, standing: Standing, score: Score = emptyScore()): LeaderboardRow {
  return {
    ...{ model: model.id, name: model.name, organization: model.organization, standing },
    ...{ rating: null, lower: null, upper: null, rank: null, rankBest: null, rankWorst: null },
    ...score,
    bothBadShare: bothBadShare(score),
    below: null,
  };
}

function compareModels(one: NamedModel, other: NamedModel): number {
  return compareNames(one.name, other.name) || compareNames(one.id, other.id);
}

/**
 * Rows in another order of ratings, on a board on which nothing is claimed but that. Models that everybody's board does
 * not rank have no place here either.
 * @param rows of everybody's board. @param ratings rating points by model; rows without one keep none.
 */
function placeByOrder(rows: readonly LeaderboardRow[], ratings: ReadonlyMap<string, number>): LeaderboardRow[] {
  const rerated = rows.map((row) => ({ ...row, rating: ratings.get(row.model) ?? null, lower: null, upper: null }));
  const ranked = rerated
    .flatMap((row) => (row.standing === "ranked" && row.rating !== null ? [{ ...row, rating: row.rating }] : []))
    .toSorted((one, other) => other.rating - one.rating || compareModels(nameRow(one), nameRow(other)));
  const inOrder = Float64Array.from(ranked, ({ rating }) => rating);
  const placed = ranked.map((row, index): LeaderboardRow => {
    const { rank } = rankModel(index, inOrder, () => Infinity);
    const below = index + 1 < ranked.length ? "joined" : null;
    return { ...row, rank, rankBest: rank, rankWorst: rank, below };
  });
  const isPlaced = new Set(placed.map(({ model }) => model));
  return [...placed, ...rerated.filter(({ model }) => !isPlaced.has(model))];
}

function nameRow({ model, name, organization }: LeaderboardRow): NamedModel {
  return { id: model, name, organization };
}

/** How far people's tastes lie apart where it cannot be measured yet: rating points, standard deviation. */
const usualTaste = 100;

/** What a voter's own votes say. */
export type PersonalFit = ReturnType<typeof fitPersonal>;

/**
 * Rates models by one voter's votes, with everybody else's as the prior.
 * @param everybody's votes, the voter's own among them. @param taste how far tastes lie apart, rating points; null where
 * that cannot be measured yet.
 * @throws {RangeError} as `fitPersonal`.
 */
export function fitOwn(own: readonly PairTally[], everybody: readonly PairTally[], taste: number | null): PersonalFit {
  return fitPersonal(own, takeAway(everybody, own), {
    standardDeviation: taste ?? usualTaste,
    othersStandardDeviation: priorStandardDeviation,
  });
}

/**
 * The board of one voter, of the models that they have judged. Nothing is claimed but the order, and only models that
 * everybody's board ranks have a place.
 * @param fit made of `own` by {@link fitOwn}. @param everybody's board, the voter's own votes among its.
 */
export function createPersonalBoard(
  own: readonly PairTally[],
  fit: PersonalFit,
  everybody: BoardRating,
  taste: number | null,
  models: readonly NamedModel[],
): Leaderboard {
  const usual = createLeaderboard(everybody, models);
  const differences = new Map(fit.models.map(({ model, difference }) => [model, difference]));
  const ratings = new Map(fit.models.map(({ model, rating }) => [model, rating]));
  const judged = usual.rows.filter(({ model }) => scoreOf(own, model).votes > 0);
  const rows = placeByOrder(judged, ratings).map((row): LeaderboardRow => {
    const score = scoreOf(own, row.model);
    const difference = differences.get(row.model);
    return { ...row, ...score, bothBadShare: bothBadShare(score), ...(difference === undefined ? {} : { difference }) };
  });
  return {
    ...usual,
    rows,
    votes: fit.ownVotes,
    ranked: rows.filter(({ standing }) => standing === "ranked").length,
    settled: { first: false, order: false },
    taste: { points: taste ?? usualTaste, measured: taste !== null, unjudged: usual.rows.length - judged.length },
    ...{ voters: 1, effectiveVoters: 1, claimed: false, sideA: null, sensitivity: null, busiest: null },
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
