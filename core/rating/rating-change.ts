/** Whether ratings have changed between two periods, by the votes of each alone. */
import type { RatingFit } from "./fit-ratings.ts";
import { twoSidedQuantile } from "./intervals.ts";
import { meanRating } from "./scale.ts";

/** What is read of a fit. */
type PeriodFit = Pick<RatingFit, "variances" | "quantile" | "degrees"> & {
  models: readonly { model: string; rating: number }[];
};

/** A model's rating by the votes of two periods. */
export type RatingChange = {
  model: string;
  /** Rating points; 1000 is the mean of the models that both periods rank. */
  before: number;
  after: number;
  /** after − before, with its 95% interval, points; null where either period claims no intervals. */
  difference: number;
  lower: number | null;
  upper: number | null;
  /** Whether it has moved for real, as {@link compareFits} decides of all models together. */
  isReal: boolean;
};

/** How many of the moves that are called real may be chance, in the long run. */
export const falseShare = 0.05;

/**
 * The change of each model that two fits have in common, the largest rise first. The fits must rest on separate battles; a
 * model is compared with the mean of the common models, because others come and go: with M those m models, r ratings and D
 * the variances of differences of one fit,
 *
 *   x_i = r_i − mean over M of r,  Var(x_i) = Σj D_ij / m − Σj Σk D_jk / (2m²)
 *   change = x_i(after) − x_i(before),  SE² = the sum of both variances,  interval: change ∓ t(0.975; ν) · SE
 *
 * with ν the smaller of the fits' degrees of freedom. People who voted in both periods make the two alike rather than
 * different, so the intervals are somewhat too wide. Of m changes that are all chance, one in twenty would lie outside its
 * interval; therefore a move is called real by the procedure of Benjamini and Hochberg (Journal of the Royal Statistical
 * Society B 57, 1995) at {@link falseShare}: the k clearest are real for the largest k whose k-th |change| / SE is at least
 * t(1 − 0.05 · k / m, two-sided; ν). Such a move's own interval never holds 0.
 * @returns none where fewer than two models are in both. Throws nothing. Cost: O(n²) in models.
 */
export function compareFits(before: PeriodFit, after: PeriodFit): RatingChange[] {
  const later = new Set(after.models.map(({ model }) => model));
  const common = before.models.map(({ model }) => model).filter((model) => later.has(model));
  if (common.length < 2) return [];
  const [first, second] = [contrasts(before, common), contrasts(after, common)];
  const claimed = before.quantile !== null && after.quantile !== null;
  const degrees = Math.max(1, Math.min(before.degrees, after.degrees));
  const found = common.map((model, index) => {
    const [old, now] = [first[index]!, second[index]!];
    const error = Math.sqrt(old.variance + now.variance);
    return { model, before: old.rating, after: now.rating, difference: now.rating - old.rating, error };
  });
  const real = claimed ? chooseReal(found, degrees) : new Set<string>();
  const quantile = twoSidedQuantile(0.95, degrees);
  return found
    .map(({ error, ...change }) => ({
      ...change,
      lower: claimed ? change.difference - quantile * error : null,
      upper: claimed ? change.difference + quantile * error : null,
      isReal: real.has(change.model),
    }))
    .toSorted((one, other) => other.difference - one.difference);
}

/** Each model against the mean of some. */
function contrasts({ models, variances }: PeriodFit, common: readonly string[]) {
  const placeOf = new Map(models.map(({ model }, index) => [model, index]));
  const places = common.map((model) => placeOf.get(model)!);
  const size = common.length;
  const difference = (one: number, other: number) => (one === other ? 0 : variances[one * models.length + other]!);
  const rows = places.map((place) => places.reduce((sum, other) => sum + difference(place, other), 0));
  const all = rows.reduce((sum, row) => sum + row, 0);
  const mean = places.reduce((sum, place) => sum + models[place]!.rating, 0) / size;
  return places.map((place, index) => ({
    rating: meanRating + models[place]!.rating - mean,
    variance: Math.max(0, rows[index]! / size - all / (2 * size ** 2)),
  }));
}

function chooseReal(
  found: readonly { model: string; difference: number; error: number }[],
  degrees: number,
): Set<string> {
  const clearest = found
    .map(({ model, difference, error }) => ({ model, clear: error > 0 ? Math.abs(difference) / error : 0 }))
    .toSorted((one, other) => other.clear - one.clear);
  const last = clearest.findLastIndex(
    ({ clear }, index) => clear >= twoSidedQuantile(1 - (falseShare * (index + 1)) / clearest.length, degrees),
  );
  return new Set(clearest.slice(0, last + 1).map(({ model }) => model));
}
