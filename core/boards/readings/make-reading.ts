/** The readings of a board that rank: each over the plain board's votes and priors. What they answer: `reading.ts`. */
import type { Choice } from "../../chat/post.ts";
import { fitCloneRobust } from "../../rating/clone-robust.ts";
import type { FittedModel } from "../../rating/fit-ratings.ts";
import type { JudgedBattle } from "../../rating/jury-influence.ts";
import { sharpenRatings } from "../../rating/prediction-powered.ts";
import { boardPrior } from "../../rating/prior.ts";
import { findRankable } from "../../rating/rankable.ts";
import { rankAtOnce } from "../../rating/rank-sets.ts";
import { rankModel } from "../../rating/ranks.ts";
import { fitVoterAbility } from "../../rating/voter-ability.ts";
import type { VoteStatistics } from "../../rating/vote-statistics.ts";
import { createVoteTable, outcomes } from "../../rating/vote-table.ts";
import { type BoardRating, fittedModels, isAmong, priorStandardDeviation } from "../board-rating.ts";
import type { RankingReading, ReadingResult } from "./reading.ts";
import { type SampledBattle, type SampledVotes, unpackSample } from "../sampled-votes.ts";

/** What a reading is made from. */
export type ReadingInput = {
  reading: RankingReading;
  /** The plain board, whose models are ranked. */
  plain: Pick<BoardRating, "fit" | "cells" | "unranked">;
  /** For `ability` and `families`. */
  votes?: VoteStatistics;
  /** For `families`: the family of each model. */
  families?: ReadonlyMap<string, string>;
  /** For `style` and `weighted`. */
  sample?: SampledVotes;
  /** For `sharpened`. */
  judged?: readonly JudgedBattle[];
};

type Place = ReadingResult["models"][number];

/** Makes a reading. @throws {RangeError} as the fits of `core/rating`. */
export function makeReading(input: ReadingInput): ReadingResult {
  return makers[input.reading](input);
}

const makers: { [Name in RankingReading]: (input: ReadingInput) => ReadingResult } = {
  ranks: ({ plain: { fit } }) => {
    const places = rankAtOnce(fit);
    return {
      models: fit.models.map((model, index) => ({ ...placeOf(model), ...places[index] })),
      facts: { reading: "ranks" },
    };
  },
  style: ({ plain, sample }) => {
    const isFitted = fittedOf(plain);
    const { columns, votes } = tabulate(sample, (battle) => battle.style !== null && isFitted(battle), false);
    const { fit } = findRankable(columns, { ...boardPrior, style: true }, isUnranked(plain));
    return { models: fit.models.map(placeOf), facts: { reading: "style", votes, ofVotes: sample?.votes ?? 0 } };
  },
  weighted: ({ plain, sample }) => {
    const isFitted = fittedOf(plain);
    const isUsed = (battle: SampledBattle) => battle.probability !== null && isFitted(battle);
    const { columns, votes, effectiveVotes } = tabulate(sample, isUsed, true);
    const { fit } = findRankable(columns, boardPrior, isUnranked(plain));
    const facts = { reading: "weighted", votes, ofVotes: sample?.votes ?? 0, effectiveVotes } as const;
    return { models: fit.models.map(placeOf), facts };
  },
  ability: ({ plain, votes }) => {
    const { models, gainPerVote, heldOut } = fitVoterAbility((votes?.voters ?? []).filter(fittedOf(plain)));
    return { models: placeByRating(models, plain), facts: { reading: "ability", gainPerVote, heldOut } };
  },
  sharpened: ({ plain, judged = [] }) => {
    const tallies = plain.cells.filter(fittedOf(plain));
    const { models, battles, moreVotes } = sharpenRatings({
      alone: allFitted(plain),
      tallies,
      priorStandardDeviation,
      judged,
    });
    const facts = {
      reading: "sharpened",
      judged: battles.voted + battles.unvoted,
      worthVotes: Math.round(moreVotes ?? 0),
    } as const;
    return { models: placeByRating(models, plain), facts };
  },
  families: ({ plain, votes, families = new Map() }) => {
    const familyOf = (model: string) => families.get(model) ?? model;
    const isFitted = fittedOf(plain);
    const statistics = {
      cells: (votes?.cells ?? []).filter(isFitted),
      voters: (votes?.voters ?? []).filter(isFitted),
    };
    const { models } = fitCloneRobust(statistics, familyOf, boardPrior);
    const places = placeByRating(models, plain);
    const together = Map.groupBy(places, ({ model }) => familyOf(model));
    const shared = [...together].filter(([, members]) => members.length > 1);
    const facts = shared.map(([name, members]) => ({ name, models: members.map(({ model }) => model) }));
    return { models: places, facts: { reading: "families", families: facts } };
  },
};

/** Whether votes on two models are among those that the plain board's places rest on, as those of newcomers are not. */
function fittedOf(plain: ReadingInput["plain"]) {
  return isAmong(new Set(fittedModels(plain)));
}

/** The plain board's fit with the retired models that are in it. */
function allFitted({ fit, unranked }: ReadingInput["plain"]): Parameters<typeof sharpenRatings>[0]["alone"] {
  const { quantile } = fit;
  const retired = unranked.filter(({ fitted }) => fitted);
  const errors = retired.map(({ lower, upper, ...model }) => {
    const standardError = quantile === null || lower === null || upper === null ? null : (upper - lower) / 2 / quantile;
    return { ...model, lower, upper, standardError };
  });
  return { quantile, models: [...fit.models, ...errors] };
}

/** Models without a place on the plain board have none on another reading either. */
function isUnranked({ fit }: ReadingInput["plain"]): (model: string) => boolean {
  const ranked = new Set(fit.models.map(({ model }) => model));
  return (model) => !ranked.has(model);
}

function placeOf({ model, rating, lower, upper, rank, rankBest, rankWorst }: FittedModel): Place {
  return { model, rating, lower, upper, rank, rankBest, rankWorst };
}

type RatedModel = { model: string; rating: number; lower?: number | null; upper?: number | null };

/**
 * Places from ratings and intervals alone: two models are told apart where their intervals do not touch, which is stricter
 * than the interval of their difference. Without intervals, no more than the order.
 */
function placeByRating(rated: readonly RatedModel[], plain: ReadingInput["plain"]): Place[] {
  const isOut = isUnranked(plain);
  const models = rated
    .filter(({ model }) => !isOut(model))
    .map(({ lower = null, upper = null, ...one }) => ({ ...one, lower, upper }));
  const ratings = Float64Array.from(models, ({ rating }) => rating);
  const half = models.map(({ rating, upper }) => (upper === null ? Infinity : upper - rating));
  return models.map(({ model, rating, lower, upper }, index) => {
    const place = rankModel(index, ratings, (one, other) => (half[one] ?? Infinity) + (half[other] ?? Infinity));
    const { rank } = place;
    const range = upper === null ? { rank, rankBest: rank, rankWorst: rank } : place;
    return { model, rating, lower, upper, ...range };
  });
}

const outcomeOf: Record<Choice, number> = {
  a: outcomes.indexOf("a"),
  b: outcomes.indexOf("b"),
  tie: outcomes.indexOf("tie"),
  "both-bad": outcomes.indexOf("bothBad"),
};

/** The votes of a sample's battles that can be used, one by one. @param weigh whether each weighs 1 / its battle's chance. */
function tabulate(sample: SampledVotes | undefined, isUsed: (battle: SampledBattle) => boolean, weigh: boolean) {
  const table = createVoteTable({ battle: true, voter: true });
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (model: string) => {
    const known = numbers.get(model) ?? names.push(model) - 1;
    numbers.set(model, known);
    return known;
  };
  const battles = sample ? unpackSample(sample).filter(isUsed) : [];
  for (const [index, { modelA, modelB, style, probability, votes }] of battles.entries()) {
    for (const { voter, choice } of votes) {
      table.battles?.push(index, 0);
      table.voters?.push(voter, 0);
      const looks = weigh ? undefined : (style ?? undefined);
      table.add(numberOf(modelA), numberOf(modelB), outcomeOf[choice], looks, weigh ? 1 / (probability ?? 1) : 1);
    }
  }
  return { columns: table.columns(names), votes: table.count(), effectiveVotes: table.effectiveCount() };
}
