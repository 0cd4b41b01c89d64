/** Votes to fit: made by hand, by fast-check, or drawn from known strengths. */
import fc from "fast-check";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import { times } from "../thorough.ts";

/** The same cases on every run: a failure here is never chance. */
export const runs = { seed: 20261122, numRuns: times(150, 60) };

export function tally(modelA: string, modelB: string, a: number, b: number, tie = 0, bothBad = 0): PairTally {
  return { modelA, modelB, a, b, tie, bothBad };
}

/** A square table of wins: `wins[i][j]` is how often model i beat model j. */
export function tabulate(models: readonly string[], wins: readonly (readonly number[])[]): PairTally[] {
  return models.flatMap((modelA, i) =>
    models.slice(i + 1).map((modelB, k) => tally(modelA, modelB, wins[i]![i + 1 + k]!, wins[i + 1 + k]![i]!)),
  );
}

/** Any votes among up to `most` models, all of them possibly out of reach of one another. */
export function arbitraryTallies(most = 7): fc.Arbitrary<PairTally[]> {
  const count = fc.nat({ max: 30 });
  const model = fc.nat({ max: most - 1 });
  const one = fc
    .tuple(model, model, count, count, count, count)
    .filter(([a, b]) => a !== b)
    .map(([a, b, ...counts]) => tally(`model-${a}`, `model-${b}`, ...counts));
  return fc.array(one, { minLength: 1, maxLength: 25 });
}

/** Votes among three or more models that a ring of single ties makes strongly connected. */
export function connectedTallies(most = 7): fc.Arbitrary<PairTally[]> {
  const ring = Array.from({ length: most }, (_, i) => tally(`model-${i}`, `model-${(i + 1) % most}`, 0, 0, 1));
  return arbitraryTallies(most).map((tallies) => [...ring, ...tallies]);
}

/** The same votes with the sides of the chosen tallies exchanged, the winner with them. */
export function swapSides({ modelA, modelB, a, b, tie, bothBad }: PairTally): PairTally {
  return { modelA: modelB, modelB: modelA, a: b, b: a, tie, bothBad };
}
