/** From labels of single votes to clusters. */
import type { ClusterEntries, Clustering } from "./clustering.ts";

/** Votes: of each its cell and half wins of side A; and how many cells there are. */
type Rows = { count: number; cell: Int32Array; halfWins: Uint8Array; cells: number };

/**
 * Puts the votes of a label together (counting sort). Labels of a single vote need no entries: they become sums of their
 * cell.
 * @param labels a number from 0 on for each vote. @param labelCount one more than the largest. Throws nothing.
 */
export function groupRows(rows: Rows, labels: Int32Array, labelCount: number): Clustering {
  const sizes = new Uint32Array(labelCount);
  for (let row = 0; row < rows.count; row++) sizes[labels[row]!]!++;
  const single = createSingles(rows.cells);
  let [clusters, shared] = [0, 0];
  for (let label = 0; label < labelCount; label++) {
    if (sizes[label]! < 2) continue;
    clusters++;
    shared += sizes[label]!;
  }
  const starts = new Uint32Array(clusters + 1);
  const order = new Uint32Array(shared);
  // From here on `sizes` holds, for labels of several votes, the place for the next one, plus one; else 0.
  let [place, cluster] = [0, 0];
  for (let label = 0; label < labelCount; label++) {
    const size = sizes[label]!;
    sizes[label] = size < 2 ? 0 : place + 1;
    if (size < 2) continue;
    place += size;
    starts[++cluster] = place;
  }
  for (let row = 0; row < rows.count; row++) {
    const next = sizes[labels[row]!]!;
    if (next === 0) single.add(rows.cell[row]!, rows.halfWins[row]!);
    else {
      order[next - 1] = row;
      sizes[labels[row]!] = next + 1;
    }
  }
  return { single: single.sums, entries: { starts, order, cell: rows.cell, halfWins: rows.halfWins } };
}

/**
 * The votes that share both labels: within each cluster of `entries`, those of equal `labels`.
 * @param entries the clusters by the other label, with an order. Throws nothing.
 */
export function intersectLabels(
  rows: Rows,
  entries: ClusterEntries,
  labels: Int32Array,
  labelCount: number,
): Clustering {
  const { starts, order = [] } = entries;
  const single = createSingles(rows.cells);
  const isShared = new Uint8Array(rows.count);
  const both = new Uint32Array(order.length);
  const bothStarts = [0];
  /** For each label in the cluster at hand how many votes, then where the next one goes. */
  const seen = new Int32Array(labelCount);
  let filled = 0;
  for (let cluster = 0; cluster + 1 < starts.length; cluster++) {
    const [from, to] = [starts[cluster]!, starts[cluster + 1]!];
    for (let at = from; at < to; at++) seen[labels[order[at]!]!]!++;
    for (let at = from; at < to; at++) {
      const label = labels[order[at]!]!;
      if (seen[label]! < 2) continue;
      const size = seen[label]!;
      // Negative: already given a place.
      seen[label] = -(filled + 1);
      filled += size;
      bothStarts.push(filled);
    }
    for (let at = from; at < to; at++) {
      const row = order[at]!;
      const label = labels[row]!;
      if (seen[label]! >= 0) continue;
      isShared[row] = 1;
      both[-seen[label]! - 1] = row;
      seen[label]!--;
    }
    for (let at = from; at < to; at++) seen[labels[order[at]!]!] = 0;
  }
  for (let row = 0; row < rows.count; row++) if (!isShared[row]) single.add(rows.cell[row]!, rows.halfWins[row]!);
  const shared = { starts: bothStarts, order: both.subarray(0, filled), cell: rows.cell, halfWins: rows.halfWins };
  return { single: single.sums, entries: shared };
}

/** Sums over clusters of one vote each. */
function createSingles(cells: number) {
  const clusters = new Float64Array(cells);
  const winsSquared = new Float64Array(cells);
  const winsTimesVotes = new Float64Array(cells);
  return {
    add(cell: number, halfWins: number): void {
      clusters[cell]!++;
      winsSquared[cell]! += halfWins * halfWins;
      winsTimesVotes[cell]! += halfWins;
    },
    // A cluster of one vote: n² = 1, so its sum is the number of clusters.
    sums: { clusters, winsSquared, winsTimesVotes, votesSquared: clusters },
  };
}
