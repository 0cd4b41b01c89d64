/** From labels of single votes to clusters. */
import type { Clustering } from "./clustering.ts";
import type { NumberedLabels } from "./label-column.ts";

/** Votes: of each its cell and half wins of side A; and how many cells there are. */
type Rows = { count: number; cell: Int32Array; halfWins: Uint8Array; cells: number };

/** Clusters of single votes, with the number each vote has by the other label. */
type GroupedRows = Clustering & { other: Int32Array };

/**
 * Puts the votes of a label together (counting sort). Labels of a single vote need no entries: they become sums of their
 * cell.
 * @param labels a number for each vote. @param other what else is known of each vote, brought into the same order. Throws nothing.
 */
export function groupRows(rows: Rows, { numbers: labels, count }: NumberedLabels, other?: Int32Array): GroupedRows {
  const sizes = new Uint32Array(count);
  for (let row = 0; row < rows.count; row++) sizes[labels[row]!]!++;
  const { starts, shared } = layOutClusters(sizes);
  const single = createSingles(rows.cells);
  const cell = new Int32Array(shared);
  const halfWins = new Uint8Array(shared);
  const others = new Int32Array(other ? shared : 0);
  for (let row = 0; row < rows.count; row++) {
    const label = labels[row]!;
    const next = sizes[label]!;
    if (next === 0) {
      single.add(rows.cell[row]!, rows.halfWins[row]!);
      continue;
    }
    sizes[label] = next + 1;
    cell[next - 1] = rows.cell[row]!;
    halfWins[next - 1] = rows.halfWins[row]!;
    if (other) others[next - 1] = other[row]!;
  }
  return { single: single.sums, entries: { starts, cell, halfWins }, other: others };
}

/**
 * Gives every label of several votes its place.
 * @param sizes votes a label; afterwards, for labels of several votes, one more than the place of the first, else 0.
 */
function layOutClusters(sizes: Uint32Array): { starts: Uint32Array; shared: number } {
  let clusters = 0;
  for (let label = 0; label < sizes.length; label++) if (sizes[label]! > 1) clusters++;
  const starts = new Uint32Array(clusters + 1);
  let [shared, cluster] = [0, 0];
  for (let label = 0; label < sizes.length; label++) {
    const size = sizes[label]!;
    sizes[label] = size < 2 ? 0 : shared + 1;
    if (size < 2) continue;
    shared += size;
    starts[++cluster] = shared;
  }
  return { starts, shared };
}

/**
 * The votes that share both labels: within each cluster of one label, those of equal other label.
 * @param grouped by one label, with the other. @param labelCount one more than the largest other label. Throws nothing.
 */
export function intersectLabels({ single, entries, other }: GroupedRows, labelCount: number): Clustering {
  const { starts, cell, halfWins } = entries;
  const seen = new Uint32Array(labelCount);
  const numbers = new Int32Array(other.length);
  let count = 0;
  // Numbers that begin anew in each cluster: labels by which to group once more.
  for (let cluster = 0; cluster + 1 < starts.length; cluster++) {
    const before = count;
    for (let at = starts[cluster]!; at < starts[cluster + 1]!; at++) {
      const label = other[at]!;
      if (seen[label]! <= before) seen[label] = ++count;
      numbers[at] = seen[label]! - 1;
    }
  }
  const rows = { count: other.length, cell, halfWins: halfWins as Uint8Array, cells: single.clusters.length };
  const both = groupRows(rows, { numbers, count });
  for (const name of ["clusters", "winsSquared", "winsTimesVotes"] as const) {
    for (let at = 0; at < rows.cells; at++) both.single[name][at]! += single[name][at]!;
  }
  return both;
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
