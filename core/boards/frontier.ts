/** Quality against cost: which models nothing as cheap beats, by the ratings as they stand and by what votes tell apart. */
import { differenceMargin, equalWithin, type SeparableFit } from "../rating/ranks.ts";

/** A ranked model whose cost is known. */
export type FrontierPlace = {
  model: string;
  /** Mean US dollars for an answer, as measured; 0 where it is free. */
  cost: number;
  /** Rating points. */
  rating: number;
  /** On the efficient frontier of the ratings as they stand. */
  onFrontier: boolean;
  /** Whether the votes leave it possible that it is on the frontier. Whoever is on it may be on it. */
  mayBeOn: boolean;
};

/** What votes and costs say together. */
export type Frontier = {
  /** Cheapest first; of equal cost the highest rating first. */
  places: FrontierPlace[];
  /** The highest rated of them; null where there is none. */
  best: FrontierPlace | null;
  /**
   * The cheapest of those that cost less than the best and are not significantly below it; null where all of them are, or
   * none costs less.
   */
  level: FrontierPlace | null;
  /** Ranked models whose cost nobody knows, best first. They are nowhere on the frontier. */
  unpriced: string[];
};

/**
 * The efficient frontier (V. Pareto's efficiency) of ranked models: with c the cost and r the rating, model i is on it
 * unless for some j
 *
 *   cj ≤ ci and rj > ri,  or  cj < ci and rj = ri.
 *
 * It may be on it unless for some j with cj ≤ ci the 95% interval of rj − ri lies wholly above 0, as in `rankModel`.
 * Ratings are uncertain and their intervals are allowed for; costs are taken as they were measured.
 * @param fit of the ranked models. @param costs US dollars for an answer, by model; null or left out: unknown.
 * Throws nothing. Cost: O(n²) in models.
 */
export function findFrontier(fit: SeparableFit, costs: ReadonlyMap<string, number | null>): Frontier {
  const margin = differenceMargin(fit);
  const priced = fit.models.flatMap(({ model, rating }, index) => {
    const cost = costs.get(model) ?? null;
    return cost === null ? [] : [{ model, rating, cost, index }];
  });
  const places = priced.map(({ index, ...own }) => {
    const rivals = priced.filter(({ model, cost }) => model !== own.model && cost <= own.cost);
    const lead = (rating: number) => rating - own.rating;
    return {
      ...own,
      onFrontier: !rivals.some(({ rating, cost }) =>
        cost < own.cost ? lead(rating) >= -equalWithin : lead(rating) > equalWithin,
      ),
      mayBeOn: !rivals.some(({ rating, index: rival }) => isAbove(lead(rating), margin(index, rival))),
    };
  });
  const first = priced[0];
  const level = priced
    .filter(
      ({ cost, rating, index }) =>
        first && cost < first.cost && !isAbove(first.rating - rating, margin(first.index, index)),
    )
    .toSorted((one, other) => one.cost - other.cost)[0];
  const placeOf = (found?: { model: string }) => places.find(({ model }) => model === found?.model) ?? null;
  return {
    places: places.toSorted((one, other) => one.cost - other.cost || other.rating - one.rating),
    best: placeOf(first),
    level: placeOf(level),
    unpriced: fit.models.flatMap(({ model }) => ((costs.get(model) ?? null) === null ? [model] : [])),
  };
}

function isAbove(lead: number, margin: number): boolean {
  return lead > equalWithin && lead > margin;
}
