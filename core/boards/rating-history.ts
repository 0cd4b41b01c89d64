/** How ratings went over time: a board for each of some days, by all votes up to then. */
import { fitRatings } from "../rating/fit-ratings.ts";
import type { PairTally } from "../rating/pair-tally.ts";
import { priorStandardDeviation } from "./board-rating.ts";
import { singleVotes } from "./board-votes.ts";

/** The votes of battles that closed from the day after the entry before up to this day (UTC, `2026-03-14`). */
export type DatedTally = PairTally & { day: string };

export type RatingHistory = {
  /** In order. */
  days: string[];
  /** Best last rating first; a number for each day, null before the model's first vote. */
  models: { model: string; ratings: (number | null)[] }[];
};

/** @throws {RangeError} when a count is negative or not finite, or a model meets itself. */
export function createHistory(tallies: readonly DatedTally[]): RatingHistory {
  const byDay = [...Map.groupBy(tallies, ({ day }) => day)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const sums = new Map<string, PairTally>();
  const fits = byDay.map(([, own]) => {
    for (const tally of own) addTo(sums, tally);
    const options = { clusters: "none", priorStandardDeviation } as const;
    return new Map(
      fitRatings(singleVotes([...sums.values()]), options).models.map(({ model, rating }) => [model, rating]),
    );
  });
  const models = [...(fits.at(-1)?.keys() ?? [])];
  return {
    days: byDay.map(([day]) => day),
    models: models.map((model) => ({ model, ratings: fits.map((fit) => fit.get(model) ?? null) })),
  };
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
