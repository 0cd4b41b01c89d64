/** The agreement of any number of judges, ballots missing or not, in one figure. */

/** One value a judge; only those that exist. */
export type Unit = readonly number[];

/** `ordinal`: only the order of values means something; `interval`: their differences do. */
export type AlphaLevel = "ordinal" | "interval";

/**
 * Krippendorff's α (K. Krippendorff, Content Analysis, 2004, chapter 11; "Computing Krippendorff's Alpha-Reliability",
 * 2011), which allows for missing values:
 *
 *   α = 1 − Do / De = 1 − (n − 1) · Σc Σk ock δ²ck / Σc Σk nc nk δ²ck
 *
 * over the coincidences ock of values c and k within units of at least two values, each pair of a unit of mu values
 * weighing 1 / (mu − 1). nc: how often c occurs in such units; n: their sum. δ² is (c − k)² at the interval level and
 * (Σ from c to k of ng − (nc + nk)/2)² at the ordinal one.
 * @returns at most 1 (perfect agreement), 0 (as by chance), below 0 (worse); null when no unit has two values or all
 * values are equal. Throws nothing.
 */
export function krippendorffAlpha(units: readonly Unit[], level: AlphaLevel): number | null {
  const paired = units.filter((unit) => unit.length >= 2);
  const values = [...new Set(paired.flat())].toSorted((one, other) => one - other);
  const counts = values.map((value) => paired.flat().filter((one) => one === value).length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const distance = level === "interval" ? intervalDistance(values) : ordinalDistance(counts);
  const place = new Map(values.map((value, index) => [value, index]));
  let observed = 0;
  for (const unit of paired) {
    for (const [i, one] of unit.entries())
      for (const [j, other] of unit.entries())
        if (i !== j) observed += distance(place.get(one)!, place.get(other)!) / (unit.length - 1);
  }
  let expected = 0;
  for (const [c, countC] of counts.entries())
    for (const [k, countK] of counts.entries()) expected += countC * countK * distance(c, k);
  return expected === 0 ? null : 1 - ((total - 1) * observed) / expected;
}

function intervalDistance(values: readonly number[]): (c: number, k: number) => number {
  return (c, k) => (values[c]! - values[k]!) ** 2;
}

function ordinalDistance(counts: readonly number[]): (c: number, k: number) => number {
  return (c, k) => {
    const [low, high] = c < k ? [c, k] : [k, c];
    const between = counts.slice(low, high + 1).reduce((sum, count) => sum + count, 0);
    return (between - (counts[low]! + counts[high]!) / 2) ** 2;
  };
}
