/**
 * Which models can be ranked: enough people have compared them with one another for their places to mean something.
 *
 * A model that has met few others, or few people, has an interval hundreds of points wide. Ranked among the others it may
 * stand first after one vote, and because ratings are told from the mean of all rated models, its uncertainty widens
 * everybody's interval (variance of the mean: Σ variances / n²). So such models are left out of the fit altogether: what
 * is said of the others does not change by a digit while a newcomer collects its first votes.
 */
import { strongComponents } from "./connectivity.ts";
import { compareNames } from "./pair-tally.ts";
import { rankAmong } from "./ranks.ts";
import { meanRating } from "./scale.ts";
import { claimsInterval, type FitOptions, fitColumns, type RatingFit } from "./fit-ratings.ts";
import { countByModel, keepModels, largestComponent, pairUp, type VoteColumns } from "./vote-columns.ts";

/** What a model must have to be ranked. */
export type RankingRule = {
  /** Battles against other models that are ranked, and different people who voted on them. */
  battles: number;
  voters: number;
  /**
   * Rating points: its interval around the mean of those that are ranked must be narrower than this, from end to end.
   * Does not count where no interval is claimed.
   */
  width: number;
};

/** The rule of boards: 300 points are odds of between five and six to one. */
export const rankingRule: RankingRule = { battles: 10, voters: 3, width: 300 };

/** Why a model is not ranked; `retired`: it could be, but plays no more. */
export type Unranked = "provisional" | "incomparable" | "retired";

/** A model that is not ranked, and what its votes say of it all the same. */
export type UnrankedModel = {
  model: string;
  reason: Unranked;
  /** Whether the ranked are fitted with its votes: so are retired models that could be ranked. */
  fitted: boolean;
  /** Points, on the scale of the ranked. The interval is null where none is claimed. */
  rating: number;
  lower: number | null;
  upper: number | null;
};

/** Models that can be ranked, and the others. */
export type Rankable = {
  /** Of the ranked alone. Its places are those among them; its votes may include those on retired models. */
  fit: RatingFit;
  /** What the fit rests on. */
  columns: VoteColumns;
  /** Best first. */
  unranked: UnrankedModel[];
};

/**
 * Finds the models that can be ranked, and fits them.
 *
 * Comparable are those of the strongly connected component of wins with the most votes (`connectivity.ts`). Of these,
 * models with too few battles or voters among themselves are taken out; once there are none, by a fit of the rest, those
 * whose rating is too wide around the mean of those that stay: the widest first, because it widens the others. Whenever
 * some are taken out all begins anew with the votes among all others, comparable or not: whoever was comparable through
 * them alone no longer is, and no component is the largest by their votes. So the models that are ranked would be ranked
 * by the votes among them alone as well.
 *
 * Where no interval is claimed, only battles count: the order is shown, and nothing is claimed of it.
 *
 * Retired models stay in the fit like any other, for their votes link those that play; they only have no place.
 * @param isRetired whether a model plays no more.
 * @throws {RangeError} as `fitColumns`. Cost: usually three fits, and one more each time that some turn out too wide.
 */
export function findRankable(
  columns: VoteColumns,
  options: FitOptions = {},
  isRetired: (model: string) => boolean = () => false,
  rule = rankingRule,
): Rankable {
  const all = { ...options, rateAll: true };
  const { fit, used, dropped } = settleMembers(columns, all, rule);
  const outside = used.models.length === columns.models.length ? [] : rateOutside(fitColumns(columns, all), fit);
  const unranked = [
    ...outside.map((model) => {
      const reason = dropped.has(model.model) ? ("provisional" as const) : ("incomparable" as const);
      return { ...model, fitted: false, reason: isRetired(model.model) ? ("retired" as const) : reason };
    }),
    ...fit.models
      .filter(({ model }) => isRetired(model))
      .map(({ model, rating, lower, upper }) => {
        return { model, rating, lower, upper, fitted: true, reason: "retired" as const };
      }),
  ];
  return {
    fit: rankAmong(fit, (model) => !isRetired(model)),
    columns: used,
    unranked: unranked.toSorted((one, other) => other.rating - one.rating || compareNames(one.model, other.model)),
  };
}

/**
 * Of the models that are too wide so many are taken out before the next fit: one after the other where they are few, since
 * a newcomer may be all that makes others too wide, and boards of hundreds of models in a few dozen fits.
 */
const droppedAtOnce = 1 / 8;

/** The models that stay, by the votes among them, and those that were comparable and were taken out. */
function settleMembers(columns: VoteColumns, options: FitOptions, rule: RankingRule) {
  const dropped = new Set<string>();
  for (let left = columns; ; left = keepNamed(columns, (model) => !dropped.has(model))) {
    const used = keepModels(left, largestComponent(left, strongComponents(pairUp(left))));
    const sparse = findSparse(used, rule);
    for (const model of sparse) dropped.add(model);
    if (sparse.length > 0) continue;
    const fit = fitColumns(used, options);
    const wide = findWide(fit, rule);
    if (wide.length === 0) return { fit, used, dropped };
    for (const model of wide.slice(0, Math.ceil(wide.length * droppedAtOnce))) dropped.add(model);
  }
}

function keepNamed(columns: VoteColumns, isKept: (model: string) => boolean): VoteColumns {
  return keepModels(
    columns,
    [...columns.models.keys()].filter((index) => isKept(columns.models[index]!)),
  );
}

/** The models of a fit of all that are not in that of the ranked, around the mean of those that are. */
function rateOutside(all: RatingFit, ranked: RatingFit) {
  const inside = new Set(ranked.models.map(({ model }) => model));
  const members = [...all.models.keys()].filter((index) => inside.has(all.models[index]!.model));
  const mean = members.reduce((sum, index) => sum + all.models[index]!.rating, 0) / members.length;
  // Below a board that claims nothing, nothing is claimed either, whoever voted on newcomers.
  const quantile = members.length > 0 && ranked.quantile === null ? null : all.quantile;
  return all.models.flatMap(({ model, rating, lower, upper }, index) => {
    if (inside.has(model)) return [];
    if (members.length === 0) return [{ model, rating, lower, upper }];
    const middle = rating - mean + meanRating;
    const margin = quantile === null ? null : quantile * Math.sqrt(varianceAround(all, index, members));
    return [
      {
        model,
        rating: middle,
        lower: margin === null ? null : middle - margin,
        upper: margin === null ? null : middle + margin,
      },
    ];
  });
}

/** The variance of a rating around the mean of some: see {@link findWide}. */
function varianceAround({ models, variances }: RatingFit, index: number, members: readonly number[]): number {
  const between = (i: number, j: number) => (i === j ? 0 : variances[i * models.length + j]!);
  const own = members.reduce((sum, j) => sum + between(index, j), 0) / members.length;
  const among = members.reduce((sum, i) => sum + members.reduce((part, j) => part + between(i, j), 0), 0);
  return Math.max(0, own - among / (2 * members.length ** 2));
}

/**
 * The models that are too wide, widest first, each as it is once those before it are out; all where fewer than two would
 * stay. Around the mean of k models, from the variances V of differences, the variance of xi is
 *
 *   Σj V(xi − xj) / k − Σj Σl V(xj − xl) / (2·k²)
 */
function findWide({ models, variances, quantile }: RatingFit, { width }: RankingRule): string[] {
  if (quantile === null) return [];
  const size = models.length;
  const between = (i: number, j: number) => (i === j ? 0 : variances[i * size + j]!);
  const left = new Set(models.keys());
  const wide: string[] = [];
  const sums = Float64Array.from(models, (_, i) => models.reduce((sum, __, j) => sum + between(i, j), 0));
  for (;;) {
    if (left.size < 2) return [...wide, ...[...left].map((index) => models[index]!.model)];
    const total = [...left].reduce((sum, i) => sum + sums[i]!, 0);
    const variance = (i: number) => sums[i]! / left.size - total / (2 * left.size ** 2);
    const widest = [...left].reduce((most, i) => (variance(i) > variance(most) ? i : most));
    if (2 * quantile * Math.sqrt(Math.max(0, variance(widest))) < width) return wide;
    wide.push(models[widest]!.model);
    left.delete(widest);
    for (const i of left) sums[i]! -= between(i, widest);
  }
}

/** The models with too few battles or voters among themselves. */
function findSparse(columns: VoteColumns, rule: RankingRule): string[] {
  const { models, battle, voter } = columns;
  const battles = battle && countByModel(columns, battle);
  const voters = voter && claimsInterval(columns) ? countByModel(columns, voter) : undefined;
  return models.filter(
    (_, model) => (battles?.[model] ?? Infinity) < rule.battles || (voters?.[model] ?? Infinity) < rule.voters,
  );
}
