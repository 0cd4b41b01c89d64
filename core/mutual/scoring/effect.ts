/** What a feature of an answer is worth to a judge, beyond what the answer is worth to the others. */
import { twoSidedQuantile } from "../../rating/intervals.ts";

/** One ballot: of each answer, its feature and how many points more than from the other judges it got. */
export type Group = readonly { feature: number; excess: number }[];

/** Points for one unit of the feature, with its 95% interval. */
export type Effect = { effect: number; lower: number; upper: number; ballots: number };

/**
 * The slope of excess points on a feature within ballots, by least squares, each ballot's own means taken away first:
 *
 *   b = Σ x·y / Σ x²,  Var b = G/(G − 1) · Σg (Σ x·e)² / (Σ x²)²,  e = y − b·x
 *
 * The variance lets the G ballots be anything, and their answers hang together (K.-Y. Liang & S. Zeger, Biometrika 73,
 * 1986); the interval is b ∓ t(0.975; G − 1) · √Var b.
 * @param groups units: `excess` in points, `feature` in its own.
 * @returns null when fewer than two ballots differ in the feature at all. Throws nothing.
 */
export function estimateEffect(groups: readonly Group[]): Effect | null {
  const centered = groups.map(center).filter((group) => group.some(({ feature }) => feature !== 0));
  if (centered.length < 2) return null;
  const sum = (of: (one: Group[number]) => number, group: Group) => group.reduce((total, one) => total + of(one), 0);
  const all = centered.flat();
  const spread = sum(({ feature }) => feature ** 2, all);
  const effect = sum(({ feature, excess }) => feature * excess, all) / spread;
  const scatter = centered.reduce(
    (total, group) => total + sum(({ feature, excess }) => feature * (excess - effect * feature), group) ** 2,
    0,
  );
  const ballots = centered.length;
  const error = Math.sqrt((ballots / (ballots - 1)) * scatter) / spread;
  const margin = twoSidedQuantile(0.95, ballots - 1) * error;
  return { effect, lower: effect - margin, upper: effect + margin, ballots };
}

function center(group: Group): Group {
  const featureMean = group.reduce((sum, { feature }) => sum + feature, 0) / Math.max(1, group.length);
  const excessMean = group.reduce((sum, { excess }) => sum + excess, 0) / Math.max(1, group.length);
  // What is left of rounding would count as a difference.
  const tidy = (value: number) => (Math.abs(value) < 1e-12 ? 0 : value);
  return group.map(({ feature, excess }) => ({
    feature: tidy(feature - featureMean),
    excess: excess - excessMean,
  }));
}
