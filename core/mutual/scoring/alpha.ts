/** Krippendorff's α, with judges and questions that may count more than once. */
import { isEqual } from "./ranks.ts";
import type { Weights } from "./resampling.ts";

/** `ordinal`: only the order of values means something; `interval`: their differences do. */
export type AlphaLevel = "ordinal" | "interval";

/** What was judged, with one value a judge: only those that exist. Question and judges by number. */
export type Unit = { round: number; judges: readonly number[]; values: readonly number[] };

/**
 * Krippendorff's α (K. Krippendorff, Content Analysis, 2004, chapter 11; "Computing Krippendorff's Alpha-Reliability",
 * 2011), which allows for missing values:
 *
 *   α = 1 − Do / De = 1 − (n − 1) · Σc Σk ock δ²ck / Σc Σk nc nk δ²ck
 *
 * over the coincidences ock of values c and k within units of at least two values, each pair of a unit of mu values
 * weighing 1 / (mu − 1). nc: how often c occurs in such units; n: their sum. δ² is (c − k)² at the interval level and
 * (Σ from c to k of ng − (nc + nk)/2)² at the ordinal one, which is (rc − rk)² with rc = Σ g<c ng + nc/2. So all sums over
 * pairs are sums of squares: Σc Σk nc nk (rc − rk)² = 2n · Σ nc (rc − r̄)².
 *
 * A judge that counts twice is no second judge: a unit whose judges weigh v, together M, has Σ i≠j vi·vj = M² − Σv²
 * pairs of different judges and counts M times their mean distance; with every v = 1 that is the formula above.
 * @returns a function of the weights: at most 1 (perfect agreement), 0 (as by chance), below 0 (worse); NaN when no unit
 * has two values or all values are equal. Cost: the number of values. Throws nothing.
 */
export function createAlpha(units: readonly Unit[], level: AlphaLevel): (weights: Weights) => number {
  const values = [...new Set(units.flatMap((unit) => unit.values))].toSorted((one, other) => one - other);
  const columns = readUnits(units, values);
  return (weights) => {
    const counts = countValues(columns, values.length, weights);
    const marks = level === "interval" ? Float64Array.from(values) : midpoints(counts);
    if (isAllEqual(values, counts)) return Number.NaN;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const center = marks.reduce((sum, mark, code) => sum + mark * counts[code]!, 0) / total;
    const expected = marks.reduce((sum, mark, code) => sum + 2 * total * counts[code]! * (mark - center) ** 2, 0);
    return 1 - ((total - 1) * addDistances(columns, marks, weights)) / expected;
  };
}

/** Whether no two of the values that occur differ but for rounding, which would otherwise be all that is compared. */
function isAllEqual(values: readonly number[], counts: Float64Array): boolean {
  const known = values.filter((_, code) => counts[code]! > 0);
  return known.length < 2 || isEqual(known[0]!, known.at(-1)!);
}

/** All units one after another: where each ends, its question, and by value its judge and its place among all values. */
type UnitColumns = { ends: Int32Array; rounds: Int32Array; judges: Int32Array; codes: Int32Array };

function readUnits(units: readonly Unit[], values: readonly number[]): UnitColumns {
  const places = new Map(values.map((value, index) => [value, index]));
  let end = 0;
  return {
    ends: Int32Array.from(units, (unit) => (end += unit.values.length)),
    rounds: Int32Array.from(units, ({ round }) => round),
    judges: Int32Array.from(units.flatMap(({ judges }) => judges)),
    codes: Int32Array.from(units.flatMap((unit) => unit.values.map((value) => places.get(value)!))),
  };
}

/** How often each value occurs in units of at least two. */
function countValues({ ends, rounds, judges, codes }: UnitColumns, values: number, weights: Weights): Float64Array {
  const counts = new Float64Array(values);
  for (let unit = 0, start = 0; unit < ends.length; start = ends[unit]!, unit++) {
    const times = weights.rounds[rounds[unit]!]!;
    if (times === 0) continue;
    let [mass, own] = [0, 0];
    for (let at = start; at < ends[unit]!; at++) {
      const weight = weights.judges[judges[at]!]!;
      mass += weight;
      own += weight * weight;
    }
    if (mass * mass === own) continue;
    for (let at = start; at < ends[unit]!; at++) counts[codes[at]!]! += times * weights.judges[judges[at]!]!;
  }
  return counts;
}

/** Σ of M · Σ i≠j vi·vj·δ²ij / Σ i≠j vi·vj over the units: with r̄ their mean, Σ i≠j vi·vj·δ²ij = 2M · Σ v·(r − r̄)². */
function addDistances({ ends, rounds, judges, codes }: UnitColumns, marks: Float64Array, weights: Weights): number {
  let distances = 0;
  for (let unit = 0, start = 0; unit < ends.length; start = ends[unit]!, unit++) {
    const times = weights.rounds[rounds[unit]!]!;
    if (times === 0) continue;
    let [mass, own, sum] = [0, 0, 0];
    for (let at = start; at < ends[unit]!; at++) {
      const weight = weights.judges[judges[at]!]!;
      mass += weight;
      own += weight * weight;
      sum += weight * marks[codes[at]!]!;
    }
    if (mass * mass === own) continue;
    const center = sum / mass;
    let squares = 0;
    for (let at = start; at < ends[unit]!; at++)
      squares += weights.judges[judges[at]!]! * (marks[codes[at]!]! - center) ** 2;
    distances += (times * 2 * mass * mass * squares) / (mass * mass - own);
  }
  return distances;
}

/** The middle of the places that each value takes up: rc above. */
function midpoints(counts: Float64Array): Float64Array {
  let before = 0;
  return counts.map((count) => {
    before += count;
    return before - count / 2;
  });
}
