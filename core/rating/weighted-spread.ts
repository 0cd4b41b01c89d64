/**
 * How far ratings of weighted votes may lie from the truth: the covariances of `clustered-covariance.ts`, where each vote
 * counts as often as its cell weighs, so that its scatter counts with the square of that.
 */
import { clusteredScatter } from "./clustered-scatter.ts";
import { type Clustering, noEntries } from "./clustering.ts";
import { leastVoters } from "./fit-ratings.ts";
import { twoSidedQuantile } from "./intervals.ts";
import { decompose, invert, multiply } from "./matrices.ts";
import { addUpCells, cellInformation, curvature, predict, type Regression, winProbability } from "./regression.ts";
import type { VoteColumns } from "./vote-columns.ts";

/** A fit of weighted votes: each vote of a cell counts `weights` times. */
export type WeightedFit = {
  /** The votes as they are, with battles and voters. */
  columns: VoteColumns;
  weights: Float64Array;
  /** Of the weighted votes, without covariates, and its optimum. */
  regression: Regression;
  parameters: Float64Array;
  /** As that of `fitRatings`. */
  scatterPrior: number;
};

/** What is known of the spread of weighted ratings. */
type Spread = {
  /** Of each model against the mean, natural-log units squared. */
  variances: Float64Array;
  /** So many equally busy voters would spread the weighted votes as evenly: (Σ m)² / Σ m², m a voter's votes. */
  effectiveVoters: number;
  /** Half width of a 95% interval in standard errors: Student's t by effective clusters; null where none is claimed. */
  quantile: number | null;
};

/**
 * The variance of each model's strength less the mean strength: the largest by single votes, by battle, by voter and by
 * both. No interval is claimed by fewer effective voters than {@link leastVoters}.
 * @param shares of each model in the mean, 1 together. Throws nothing.
 */
export function measureSpread(fit: WeightedFit, shares: Float64Array): Spread {
  const { columns, weights, regression, parameters } = fit;
  const { size } = regression;
  const predicted = predict(regression, parameters);
  const information = addUpCells(regression, cellInformation(regression, predicted));
  const bread = invert(decompose(curvature(regression, information), size));
  const [single, battle, voter] = [singleVotes(columns), columns.battle!, columns.voter!].map((one) =>
    scaleClusters(one, weights),
  ) as [Clustering, Clustering, Clustering];
  const effectiveVoters = effectiveCount(voter, regression.votes);
  const least = Math.min(effectiveVoters, effectiveCount(battle, regression.votes));
  const factor = least < 2 ? 2 : least / (least - 1);
  const common = expectMore(fit, predicted, information);
  const [alone, ...clustered] = [single, battle, voter].map((one) => clusteredScatter(regression, predicted, one));
  const both = clustered[0]!.map((value, at) => value + clustered[1]![at]! - alone![at]!);
  const rows = multiply(againstMean(shares), bread, size, size, size);
  const variances = new Float64Array(size);
  for (const scatter of [alone!, ...clustered, both]) {
    const meat = scatter.map((value, at) => (scatter === alone ? value : factor * value) + common[at]!);
    raiseTo(variances, rows, multiply(rows, meat, size, size, size));
  }
  const claims = effectiveVoters >= leastVoters && size > 1;
  return { variances, effectiveVoters, quantile: claims ? twoSidedQuantile(0.95, Math.max(1, least - 1)) : null };
}

/** The rows e_i − shares, n · n numbers. */
function againstMean(shares: Float64Array): Float64Array {
  const size = shares.length;
  return Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0) - shares[at % size]!);
}

/** Raises each variance to Σ left · right of its row, where that is larger. */
function raiseTo(variances: Float64Array, left: Float64Array, right: Float64Array): void {
  const size = variances.length;
  for (let row = 0; row < size; row++) {
    let variance = 0;
    for (let at = row * size; at < (row + 1) * size; at++) variance += left[at]! * right[at]!;
    if (variance > variances[row]!) variances[row] = variance;
  }
}

/** Each vote a cluster of its own. */
function singleVotes({ votes, halfWins, squares }: VoteColumns): Clustering {
  const single = { clusters: votes, winsSquared: squares, winsTimesVotes: halfWins, votesSquared: votes };
  return { single, entries: noEntries };
}

/** The clusters of weighted votes: each vote counts as often as its cell weighs. */
function scaleClusters({ single, entries }: Clustering, weights: Float64Array): Clustering {
  const square = (column: Float64Array) => column.map((value, cell) => value * weights[cell]! ** 2);
  const { starts, cell, halfWins, votes } = entries;
  const weigh = (of: (entry: number) => number) => Float64Array.from(cell, (at, entry) => weights[at]! * of(entry));
  return {
    single: {
      clusters: single.clusters,
      winsSquared: square(single.winsSquared),
      winsTimesVotes: square(single.winsTimesVotes),
      votesSquared: square(single.votesSquared),
    },
    entries: {
      starts,
      cell,
      halfWins: weigh((entry) => halfWins[entry]!),
      votes: weigh((entry) => votes?.[entry] ?? 1),
    },
  };
}

/** (Σ n)² / Σ n² over clusters (L. Kish, Survey Sampling, 1965, §11.7). */
function effectiveCount({ single, entries }: Clustering, votes: Float64Array): number {
  let squares = single.votesSquared.reduce((sum, square) => sum + square, 0);
  for (let cluster = 0; cluster + 1 < entries.starts.length; cluster++) {
    let size = 0;
    for (let at = entries.starts[cluster]!; at < entries.starts[cluster + 1]!; at++) size += entries.votes![at]!;
    squares += size * size;
  }
  return squares > 0 ? votes.reduce((sum, count) => sum + count, 0) ** 2 / squares : 0;
}

/** What the prior adds to every scatter, and where few votes tell of their own scatter (`blend`, clustered-covariance.ts). */
function expectMore(
  { columns, weights, regression, scatterPrior }: WeightedFit,
  predicted: Float64Array,
  information: Float64Array,
) {
  const { size, first, second, precision } = regression;
  const known = (model: number) => information[model * (size + 1)]!;
  const added = predicted.map((eta, cell) => {
    const [p, q] = [winProbability(eta), winProbability(-eta)];
    const votes = columns.votes[cell]!;
    const observed = columns.squares[cell]! / 4 - p * columns.halfWins[cell]! + p * p * votes;
    const share = scatterPrior / (scatterPrior + Math.min(known(first[cell]!), known(second[cell]!)));
    return scatterPrior === 0 ? 0 : weights[cell]! ** 2 * share * (votes * p * q - observed);
  });
  const scatter = addUpCells(regression, added);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      scatter[row * size + column]! += precision * ((row === column ? 1 : 0) - 1 / size);
    }
  }
  return scatter;
}
