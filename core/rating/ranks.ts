/** From ratings and their covariance to places, and to what the votes can tell apart. */
/** A model's place, and the best and the worst that the votes do not rule out. 1 is first. */
export type Rank = { rank: number; rankBest: number; rankWorst: number };

/** Rating points. Ratings closer than this are equal: what is left is rounding. */
export const equalWithin = 1e-6;

/** Half the width, rating points, of the interval of the difference of two ratings; ∞ where nothing links the two. */
export type DifferenceMargin = (index: number, rival: number) => number;

/**
 * The place of model i among n. Models i and j differ significantly when the 95% interval of their difference does not
 * hold zero:
 *
 *   |ri − rj| > quantile · √(variance of ri − rj)
 *
 * rank = 1 + models rated higher (equal ratings share it, and the places after it stay empty: "competition ranking");
 * rankBest = 1 + models significantly above; rankWorst = n − models significantly below. Bounds of this kind stand on
 * LMArena's boards, there by whether two intervals overlap; the interval of the difference is the sharper test.
 * @param ratings rating points, n numbers.
 * @returns rankBest ≤ rank ≤ rankWorst. Throws nothing.
 */
export function rankModel(index: number, ratings: Float64Array, margin: DifferenceMargin): Rank {
  const own = ratings[index]!;
  const place: Rank = { rank: 1, rankBest: 1, rankWorst: ratings.length };
  for (const [rival, rating] of ratings.entries()) {
    const lead = own - rating;
    if (Math.abs(lead) <= equalWithin) continue;
    if (lead < 0) place.rank++;
    if (Math.abs(lead) <= margin(index, rival)) continue;
    if (lead < 0) place.rankBest++;
    else place.rankWorst--;
  }
  return place;
}

/**
 * What lies between a model and the next one below it. `cut`: every model down to here is significantly above every
 * model from there on. `apart`: those two differ significantly, but some model above is not told from some model below.
 * `joined`: the two are not told apart.
 */
export type Boundary = "cut" | "apart" | "joined";

/** What is read of a fit. `quantile`: half width of an interval in standard errors; null where nothing is told apart. */
export type SeparableFit = {
  models: readonly { model: string; rating: number }[];
  variances: Float64Array;
  islands: readonly (readonly string[])[];
  quantile: number | null;
};

/** Whether some chain of votes links two models, by their places in the fit. Throws nothing. */
export function linksOf({ models, islands }: Pick<SeparableFit, "models" | "islands">) {
  const islandOf = new Map(islands.flatMap((names, island) => names.map((name) => [name, island])));
  const island = models.map(({ model }) => islandOf.get(model));
  return (index: number, rival: number): boolean => island[index] === island[rival];
}

/** The margins of a fit's differences, of which the first model is number 0. Throws nothing. */
export function differenceMargin({ models, variances, islands, quantile }: SeparableFit): DifferenceMargin {
  const isLinked = linksOf({ models, islands });
  return (index, rival) => {
    if (quantile === null || !isLinked(index, rival)) return Infinity;
    return quantile * Math.sqrt(variances[index * models.length + rival]!);
  };
}

/**
 * A fit of which only some models have a place, and those places among them alone. Ratings and variances stay.
 * @returns the fit itself where all stay. Throws nothing.
 */
export function rankAmong<Fit extends SeparableFit & { models: (Rank & { model: string; rating: number })[] }>(
  fit: Fit,
  isKept: (model: string) => boolean,
): Fit {
  const kept = [...fit.models.keys()].filter((index) => isKept(fit.models[index]!.model));
  if (kept.length === fit.models.length) return fit;
  const size = fit.models.length;
  const variances = Float64Array.from(kept.flatMap((row) => kept.map((column) => fit.variances[row * size + column]!)));
  const models = kept.map((index) => fit.models[index]!);
  const margin = differenceMargin({ ...fit, models, variances });
  const ratings = Float64Array.from(models, ({ rating }) => rating);
  return {
    ...fit,
    variances,
    models: models.map((model, index) => ({ ...model, ...rankModel(index, ratings, margin) })),
  };
}

/**
 * What lies between each model and the next, in the order of the fit: n − 1. Two models differ significantly as in
 * {@link rankModel}, and never when no chain of votes links them. Throws nothing.
 */
export function findBoundaries(fit: SeparableFit): Boundary[] {
  const size = fit.models.length;
  const margin = differenceMargin(fit);
  const isApart = (index: number, rival: number) => {
    const lead = fit.models[index]!.rating - fit.models[rival]!.rating;
    return lead > equalWithin && lead > margin(index, rival);
  };
  /** For each boundary how many pairs that are not told apart reach over it, as differences from the one before. */
  const reaching = new Float64Array(size);
  for (let upper = 0; upper < size; upper++) {
    for (let lower = upper + 1; lower < size; lower++) {
      if (isApart(upper, lower)) continue;
      reaching[upper]!++;
      reaching[lower]!--;
    }
  }
  let open = 0;
  return Array.from({ length: Math.max(0, size - 1) }, (_, index): Boundary => {
    open += reaching[index]!;
    if (open === 0) return "cut";
    return isApart(index, index + 1) ? "apart" : "joined";
  });
}
