/**
 * Votes that go together. People who vote often bring their own taste to every vote, and all votes on one battle judge
 * the same two answers: such votes scatter together, and taking them for independent makes intervals too narrow.
 */
import type { Regression } from "./regression.ts";

/** How votes fall into clusters. A cluster stands either in the sums of its one cell or among the entries. */
export type Clustering = {
  /** Of the clusters that lie within one cell: how many, and Σ W², Σ W·n, Σ n², a number a cell; W in half wins. */
  single: {
    clusters: Float64Array;
    winsSquared: Float64Array;
    winsTimesVotes: Float64Array;
    votesSquared: Float64Array;
  };
  /** Of the other clusters: what each holds in each cell. */
  entries: ClusterEntries;
};

/** Entries cluster after cluster: cluster c holds those from `starts[c]` up to but not including `starts[c + 1]`. */
type ClusterEntries = {
  starts: Uint32Array;
  cell: Int32Array;
  /** Half wins of side A, and votes; where `votes` is left out every entry is one vote. */
  halfWins: Float64Array | Uint8Array;
  votes?: Float64Array;
};

/** No entries. */
export const noEntries: ClusterEntries = {
  starts: new Uint32Array(1),
  cell: new Int32Array(),
  halfWins: new Float64Array(),
};

/** Each vote its own cluster. `squares` holds Σ (2y)² a cell. Throws nothing. */
export function clusterNothing(
  { votes, halfWins }: Pick<Regression, "votes" | "halfWins">,
  squares: Float64Array,
): Clustering {
  return {
    single: { clusters: votes, winsSquared: squares, winsTimesVotes: halfWins, votesSquared: votes },
    entries: noEntries,
  };
}

/** How many clusters there are. Throws nothing. */
export function countClusters({ single, entries }: Clustering): number {
  return single.clusters.reduce((sum, clusters) => sum + clusters, entries.starts.length - 1);
}

/**
 * (Σ n)² / Σ n², n the votes of each cluster: so many clusters, all equally large, would spread the votes as evenly. As
 * many as there are when all are equally large, near 1 when one holds nearly all votes; 0 without votes.
 * (L. Kish, Survey Sampling, 1965, §11.7.) Throws nothing.
 */
export function effectiveClusters({ single, entries }: Clustering, votes: Float64Array): number {
  const { starts, votes: held } = entries;
  let squares = single.votesSquared.reduce((sum, square) => sum + square, 0);
  for (let cluster = 0; cluster + 1 < starts.length; cluster++) {
    let size = held ? 0 : starts[cluster + 1]! - starts[cluster]!;
    if (held) for (let at = starts[cluster]!; at < starts[cluster + 1]!; at++) size += held[at]!;
    squares += size * size;
  }
  const all = votes.reduce((sum, count) => sum + count, 0);
  return squares > 0 ? (all * all) / squares : 0;
}

/**
 * What is left of the clusters when some cells are left out.
 * @param kept the cells that stay, in their new order. @returns clusters without a vote left are gone. Throws nothing.
 */
export function keepCells({ single, entries }: Clustering, kept: readonly number[]): Clustering {
  const pick = (column: Float64Array) => Float64Array.from(kept, (cell) => column[cell]!);
  const renumbered = new Map(kept.map((cell, index) => [cell, index]));
  const { cell, halfWins, votes } = entries;
  const starts = new Uint32Array(entries.starts.length);
  const order = new Uint32Array(cell.length);
  let [length, clusters] = [0, 0];
  for (let cluster = 0; cluster + 1 < entries.starts.length; cluster++) {
    for (let place = entries.starts[cluster]!; place < entries.starts[cluster + 1]!; place++) {
      if (renumbered.has(cell[place]!)) order[length++] = place;
    }
    if (length > starts[clusters]!) starts[++clusters] = length;
  }
  const left = order.subarray(0, length);
  return {
    single: {
      clusters: pick(single.clusters),
      winsSquared: pick(single.winsSquared),
      winsTimesVotes: pick(single.winsTimesVotes),
      votesSquared: pick(single.votesSquared),
    },
    entries: {
      starts: starts.slice(0, clusters + 1),
      cell: Int32Array.from(left, (entry) => renumbered.get(cell[entry]!)!),
      halfWins: Float64Array.from(left, (entry) => halfWins[entry]!),
      ...(votes ? { votes: Float64Array.from(left, (entry) => votes[entry]!) } : {}),
    },
  };
}
