/** Points as the sum of what the model and what the question, or the judge, brings. */
import { decompose, solve } from "../../rating/matrices.ts";

/** Points, one after another, group after group: in which group, of which model, and how often each counts (above 0). */
export type PointColumns = { groups: Int32Array; models: Int32Array; points: Float64Array; times: Float64Array };

/** In points; NaN for a model, or a group, without any. */
export type AdditiveFit = { ofModel: Float64Array; ofGroup: Float64Array };

/** A weight this small settles what points do not determine, and changes nothing else. */
const ridge = 1e-9;

/**
 * Fits y = θ(model) + β(group) + ε by weighted least squares: with w how often a number counts, the groups' effects are
 * eliminated and the models' follow from
 *
 *   C·θ = Q,  C(m, m) = Σ w − w²/W,  C(m, n) = −Σ w(m)·w(n)/W,  Q(m) = Σ w·(y − ȳ),
 *
 * sums over the groups, W and ȳ the weight and the weighted mean of a group (W. Cochran & G. Cox, Experimental Designs,
 * 1957, chapter 9). Only sums θ + β, and differences of models that some chain of groups links, are determined; models that
 * none links have a mean θ of 0 in each such part. It takes numbers · models of a group + models³/6 steps. Throws nothing.
 */
export function fitAdditive(given: PointColumns, models: number, groups: number): AdditiveFit {
  const [matrix, right, weights] = [new Float64Array(models ** 2), new Float64Array(models), new Float64Array(models)];
  const means = new Float64Array(groups).fill(Number.NaN);
  for (let from = 0, to = 0; from < given.points.length; from = to) {
    const group = given.groups[from]!;
    while (given.groups[to] === group) to += 1;
    means[group] = addGroup(given, [from, to], { matrix, right, weights, models });
  }
  for (let model = 0; model < models; model += 1) matrix[model * models + model]! += weights[model] === 0 ? 1 : ridge;
  const effects = solve(decompose(matrix, models), right);
  return {
    ofModel: Float64Array.from(effects, (effect, model) => (weights[model] === 0 ? Number.NaN : effect)),
    ofGroup: takeEffects(given, means, effects),
  };
}

type Equations = { matrix: Float64Array; right: Float64Array; weights: Float64Array; models: number };

/** @returns the group's mean. */
function addGroup(
  { models: who, points, times }: PointColumns,
  [from, to]: readonly [number, number],
  { matrix, right, weights, models }: Equations,
): number {
  let [weight, sum] = [0, 0];
  for (let at = from; at < to; at += 1) [weight, sum] = [weight + times[at]!, sum + times[at]! * points[at]!];
  const mean = sum / weight;
  for (let at = from; at < to; at += 1) {
    const own = who[at]!;
    weights[own]! += times[at]!;
    right[own]! += times[at]! * (points[at]! - mean);
    matrix[own * models + own]! += times[at]!;
    for (let other = from; other < to; other += 1)
      matrix[own * models + who[other]!]! -= (times[at]! * times[other]!) / weight;
  }
  return mean;
}

/** A group's mean less the weighted mean of what its models bring. */
function takeEffects(
  { groups, models, times }: PointColumns,
  means: Float64Array,
  effects: Float64Array,
): Float64Array<ArrayBuffer> {
  const [sums, weights] = [new Float64Array(means.length), new Float64Array(means.length)];
  for (const [at, group] of groups.entries()) {
    sums[group]! += times[at]! * effects[models[at]!]!;
    weights[group]! += times[at]!;
  }
  return Float64Array.from(means, (mean, group) => mean - sums[group]! / weights[group]!);
}
