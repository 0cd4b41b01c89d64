/** The heavy part of boards: everything that is computed from votes, apart from names. Plain data. */
import { fitRatings, type RatingFit } from "../rating/fit-ratings.ts";
import { countVotes, type PairTally } from "../rating/pair-tally.ts";
import { boardPrior } from "../rating/prior.ts";
import { findRankable, type UnrankedModel } from "../rating/rankable.ts";
import { findSensitivity, type Sensitivity } from "../rating/sensitivity.ts";
import { type Boundary, findBoundaries } from "../rating/ranks.ts";
import { evidenceFor, isOrderSettled, leadNeeded, settleFirst } from "../rating/settled.ts";
import { outlook, type Outlook } from "../rating/outlook.ts";
import { findTopWithout, type TopWithout } from "../rating/busiest-voter.ts";
import { arrangeStatistics } from "../rating/vote-columns.ts";
import type { VoteStatistics } from "../rating/vote-statistics.ts";
import { addTally, emptyScore, type Score } from "./score.ts";
import { type DatedTally, singleVotes } from "./cell.ts";

/** That of {@link boardPrior}. */
export const { priorStandardDeviation } = boardPrior;

/** What the votes of a board say. */
export type BoardRating = {
  /** Of the models that are ranked, by the votes among them. */
  fit: RatingFit;
  /** The others that have votes, best first. */
  unranked: UnrankedModel[];
  /** By model. */
  scores: ReadonlyMap<string, Score>;
  /** The votes themselves, an ordered pair each. */
  cells: readonly PairTally[];
  /** How many battles they are on. */
  battles: number;
  /** Each vote counted once, those on models that are not ranked among them. */
  votes: number;
  /** How many people cast them, where that is known. */
  voters: number;
  /** What lies between each ranked model and the next. */
  boundaries: Boundary[];
  /** What may be said although people look after every vote: that first place is settled, and that every place is. */
  settled: { first: boolean; order: boolean };
  /** What is missing until that may be said. */
  outlook: Outlook;
  /** How few votes would change first place; null where it is not told. */
  sensitivity: Sensitivity | null;
  /** What first place owes to single voters; null where it is not told. */
  without: TopWithout | null;
};

/**
 * Rates models by their votes, with the board's own prior; intervals allow for people who voted often and for battles
 * many people voted on. Models with too few votes to be ranked change nothing about the others. See `core/rating`.
 * @param isRetired whether a model plays no more, and so has no place.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function rateBoard(
  statistics: VoteStatistics,
  isRetired: (model: string) => boolean = () => false,
): BoardRating {
  const { fit, columns, unranked } = findRankable(arrangeStatistics(statistics), boardPrior, isRetired);
  const among = votesAmong(statistics, new Set(columns.models));
  const retired = unranked.filter(({ fitted }) => fitted);
  // Where two share first place, nobody has to be caught up with.
  const isLed = fit.models[1]?.rank === 2;
  const cells = talliesOf(statistics.cells);
  return {
    fit,
    unranked,
    scores: sumScores(statistics),
    cells,
    battles: statistics.cells.reduce((sum, { battles }) => sum + battles, 0),
    votes: cells.reduce((sum, cell) => sum + countVotes(cell), 0),
    voters: new Set(statistics.voters.map(({ voter }) => voter)).size,
    boundaries: findBoundaries(fit),
    settled: { first: settleFirst(fit).settled, order: isOrderSettled(fit) },
    outlook: outlook(fit, columns, { priorStandardDeviation, retired, thresholdAt: settledThreshold }),
    sensitivity: isLed ? findSensitivity(among.cells, { priorStandardDeviation, isRetired }) : null,
    without: isLed ? findTopWithout(among, { priorStandardDeviation, isRetired }) : null,
  };
}

/** The votes of some cells, and nothing else of them. */
export function talliesOf(cells: readonly PairTally[]): PairTally[] {
  return cells.map(({ modelA, modelB, a, b, tie, bothBad }) => ({ modelA, modelB, a, b, tie, bothBad }));
}

/** The lead that settles an order of so many pairs. */
const settledThreshold = (degrees: number, pairs: number) => (variance: number) =>
  leadNeeded(evidenceFor(pairs), variance, degrees);

function votesAmong({ cells, voters }: VoteStatistics, models: ReadonlySet<string>): VoteStatistics {
  return { cells: cells.filter(isAmong(models)), voters: voters.filter(isAmong(models)) };
}

/** Whether votes are on two of some models. */
export function isAmong(models: ReadonlySet<string>) {
  return ({ modelA, modelB }: Pick<PairTally, "modelA" | "modelB">) => models.has(modelA) && models.has(modelB);
}

/** The models that a board's places rest on: those that are ranked, and retired ones that could be. Throws nothing. */
export function fittedModels({ fit, unranked }: Pick<BoardRating, "fit" | "unranked">): string[] {
  return [...fit.models, ...unranked.filter(({ fitted }) => fitted)].map(({ model }) => model);
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

/** How ratings went over time. */
export type RatingHistory = {
  /** In order. */
  days: string[];
  /** Best last rating first; a number for each day, null before the model's first vote. */
  models: { model: string; ratings: (number | null)[] }[];
};

/**
 * A board for each of some days, by all votes up to then. Where models enter, the earlier ratings of all are moved together
 * by as many points as hold the mean of those that were there before, so that a newcomer moves nobody: with M the models of
 * day t, r their ratings of that day and r′ those drawn,
 *
 *   r′(i, t) = r(i, t) + mean over M of r′(j, t + 1) − mean over M of r(j, t)
 *
 * and r′ = r on the last day.
 * @param among the models that the board of today is fitted with, so that the last ratings are its ratings: only votes
 * among them count. All where it is empty or left out.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function createHistory(tallies: readonly DatedTally[], among: readonly string[] = []): RatingHistory {
  const used = among.length === 0 ? tallies : tallies.filter(isAmong(new Set(among)));
  const byDay = [...Map.groupBy(used, ({ day }) => day)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const sums = new Map<string, PairTally>();
  const fits = byDay.map(([, own]) => {
    for (const tally of own) addTo(sums, tally);
    const options = { clusters: "none", priorStandardDeviation } as const;
    return new Map(
      fitRatings(singleVotes([...sums.values()]), options).models.map(({ model, rating }) => [model, rating]),
    );
  });
  const held = holdMean(fits);
  const models = [...(held.at(-1)?.keys() ?? [])];
  return {
    days: byDay.map(([day]) => day),
    models: models.map((model) => ({ model, ratings: held.map((fit) => fit.get(model) ?? null) })),
  };
}

/** @see createHistory */
function holdMean(fits: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number>[] {
  const held = [...fits];
  for (let day = held.length - 2; day >= 0; day -= 1) {
    const [fit, next] = [held[day], held[day + 1]];
    if (!fit || !next) continue;
    const gaps = [...fit].map(([model, rating]) => (next.get(model) ?? rating) - rating);
    const shift = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
    held[day] = new Map([...fit].map(([model, rating]) => [model, rating + shift]));
  }
  return held;
}

function addTo(sums: Map<string, PairTally>, { modelA, modelB, a, b, tie, bothBad }: PairTally): void {
  const key = `${modelA}\n${modelB}`;
  const sum = sums.get(key) ?? { modelA, modelB, a: 0, b: 0, tie: 0, bothBad: 0 };
  sum.a += a;
  sum.b += b;
  sum.tie += tie;
  sum.bothBad += bothBad;
  sums.set(key, sum);
}
