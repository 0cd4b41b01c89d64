/** What many measurements come to. */

/** The value below which that share of the others lies; not a number where there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The upper one of two where they are even in number. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
