/** Votes of which some count more than others, cell by cell. */
import { type Clustering, clusterNothing } from "./clustering.ts";
import type { VoteColumns } from "./vote-columns.ts";

/**
 * The columns in which each vote of a cell counts as often as the cell weighs: sums grow with the weight, the squares of
 * clusters with its square.
 * @param weights a number a cell, above 0; all `columns` have weighed 1. Throws nothing.
 */
export function weighColumns(columns: VoteColumns, weights: Float64Array): VoteColumns {
  const weigh = (column: Float64Array, power = 1) => column.map((value, cell) => value * weights[cell]! ** power);
  const cluster = (name: "battle" | "voter" | "battleAndVoter") => {
    const clustering = columns[name];
    return clustering ? { [name]: weighClusters(clustering, weights, weigh) } : {};
  };
  return {
    ...columns,
    votes: weigh(columns.votes),
    halfWins: weigh(columns.halfWins),
    squares: weigh(columns.squares, 2),
    alone: weighClusters(clusterNothing(columns, columns.squares), weights, weigh),
    ...cluster("battle"),
    ...cluster("voter"),
    ...cluster("battleAndVoter"),
  };
}

function weighClusters(
  { single, entries }: Clustering,
  weights: Float64Array,
  weigh: (column: Float64Array, power: number) => Float64Array,
): Clustering {
  const { starts, cell, halfWins, votes } = entries;
  const weighEntries = (of: (entry: number) => number) =>
    Float64Array.from(cell, (at, entry) => weights[at]! * of(entry));
  return {
    single: {
      clusters: single.clusters,
      winsSquared: weigh(single.winsSquared, 2),
      winsTimesVotes: weigh(single.winsTimesVotes, 2),
      votesSquared: weigh(single.votesSquared, 2),
    },
    entries: {
      starts,
      cell,
      halfWins: weighEntries((entry) => halfWins[entry]!),
      votes: weighEntries((entry) => votes?.[entry] ?? 1),
    },
  };
}
