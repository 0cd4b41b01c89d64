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

/** What the votes tell apart, and what they are short of. */
export type Separation = {
  /** One between each model and the next, in the order of the fit: n − 1. */
  boundaries: Boundary[];
  /** How many more votes would tell the first model from all others; see {@link separateModels}. */
  missingForFirst: number;
  /** How many more would tell every model from every other. */
  missingForAll: number;
};

/** What is read of a fit. `quantile`: half width of an interval in standard errors; null where nothing is told apart. */
export type SeparableFit = {
  models: readonly { model: string; rating: number }[];
  variances: Float64Array;
  islands: readonly (readonly string[])[];
  quantile: number | null;
};

/** The margins of a fit's differences, of which the first model is number 0. Throws nothing. */
export function differenceMargin({ models, variances, islands, quantile }: SeparableFit): DifferenceMargin {
  const islandOf = new Map(islands.flatMap((names, island) => names.map((name) => [name, island])));
  const island = models.map(({ model }) => islandOf.get(model));
  return (index, rival) => {
    if (quantile === null || island[index] !== island[rival]) return Infinity;
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
 * Reads a fit for what it can tell apart; two models differ significantly as in {@link rankModel}, and never when no chain of
 * votes links them.
 *
 * Missing votes: a standard error shrinks with the root of the number of votes. If further votes fall as the `votes` so
 * far did, on the same pairs and with the same outcome, then a difference d with standard error s becomes significant
 * at k = (quantile · s / d)² times the votes; missing are votes · (k − 1) for the pair with the largest k, rounded up. An
 * estimate, and no more: the differences themselves will move.
 * @param votes how many the fit rests on.
 * @returns missing votes of 0 where all is told apart, ∞ where two models are equal or not linked. Throws nothing.
 */
export function separateModels(fit: SeparableFit, votes: number): Separation {
  const size = fit.models.length;
  const margin = differenceMargin(fit);
  const margins = (index: number, rival: number) => {
    const lead = fit.models[index]!.rating - fit.models[rival]!.rating;
    return lead <= equalWithin ? 0 : lead / margin(index, rival);
  };
  /** For each boundary how many pairs that are not told apart reach over it, as differences from the one before. */
  const reaching = new Float64Array(size);
  let [leastOfFirst, least] = [Infinity, Infinity];
  for (let upper = 0; upper < size; upper++) {
    for (let lower = upper + 1; lower < size; lower++) {
      const lead = margins(upper, lower);
      least = Math.min(least, lead);
      if (upper === 0) leastOfFirst = Math.min(leastOfFirst, lead);
      if (lead > 1) continue;
      reaching[upper]!++;
      reaching[lower]!--;
    }
  }
  let open = 0;
  const boundaries = Array.from({ length: Math.max(0, size - 1) }, (_, index): Boundary => {
    open += reaching[index]!;
    if (open === 0) return "cut";
    return margins(index, index + 1) > 1 ? "apart" : "joined";
  });
  return { boundaries, missingForFirst: missing(leastOfFirst, votes), missingForAll: missing(least, votes) };
}

function missing(lead: number, votes: number): number {
  return lead > 1 ? 0 : Math.ceil(votes * (lead ** -2 - 1));
}
