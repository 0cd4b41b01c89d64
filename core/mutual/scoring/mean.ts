/** The arithmetic mean: Σx / n. @returns null without values: a mean of nothing is not zero. Throws nothing. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** {@link mean} of the values that exist. */
export function meanOfExisting(values: readonly (number | null)[]): number | null {
  return mean(values.filter((value) => value !== null));
}
