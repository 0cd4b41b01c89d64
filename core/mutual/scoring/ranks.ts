/** Means and places of points. */

/** Points closer than this, as a part of the larger, are equal: what is left is rounding. */
const equalWithin = 1e-9;

/** Whether two numbers are the same but for rounding. */
export function isEqual(one: number, other: number): boolean {
  return one === other || Math.abs(one - other) <= equalWithin * Math.max(1, Math.abs(one), Math.abs(other));
}

/**
 * Competition ranking (1, 1, 3): 1 + how many have more. Equal ones share a place, and the places after it stay empty.
 * @returns a place for each value, null for null. Throws nothing.
 */
export function competitionRanks(values: readonly (number | null)[]): (number | null)[] {
  return values.map((own) => {
    if (own === null) return null;
    return 1 + values.filter((other) => other !== null && other > own && !isEqual(other, own)).length;
  });
}

/**
 * Adds to each its {@link competitionRanks}. @returns them by rank, equals in the order given, and last those without a value.
 * Throws nothing.
 */
export function rankBy<One>(
  all: readonly One[],
  valueOf: (one: One) => number | null,
): (One & { rank: number | null })[] {
  const ranks = competitionRanks(all.map(valueOf));
  return all
    .map((one, index) => ({ ...one, rank: ranks[index] ?? null }))
    .toSorted((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity) || 0);
}

/**
 * Midranks, the largest value first: equal values share the mean of the places they take up together (Kendall, 1948).
 * The ranks of n values add up to n(n + 1) / 2; they take n log n steps. Throws nothing.
 */
export function midranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).toSorted((one, other) => other.value - one.value);
  const ranks = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && isEqual(order[from]!.value, order[to]!.value)) to += 1;
    for (const { index } of order.slice(from, to)) ranks[index] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** The arithmetic mean: Σx / n. @returns null without values: a mean of nothing is not zero. Throws nothing. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sample variance: Σ(x − x̄)² / (n − 1). @returns null for fewer than two values. Throws nothing. */
export function sampleVariance(values: readonly number[]): number | null {
  const center = mean(values);
  if (center === null || values.length < 2) return null;
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}

/** {@link mean} of the values that exist. */
export function meanOfExisting(values: readonly (number | null)[]): number | null {
  return mean(values.filter((value) => value !== null));
}
