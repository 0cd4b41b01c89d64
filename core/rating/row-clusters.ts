/** From labels of single votes to clusters. */
import { type Clustering, noEntries } from "./clustering.ts";
import type { NumberedLabels } from "./label-column.ts";

/** Votes: of each its cell, half wins of side A and, unless all weigh 1, its weight; and how many cells there are. */
export type Rows = {
  count: number;
  cell: Int32Array;
  halfWins: Uint8Array;
  weights: Float64Array | undefined;
  cells: number;
};

/** Clusters of single votes, as rows once more, and with the number each vote has by the other label. */
type GroupedRows = Clustering & { rows: Rows; other: Int32Array };

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
  const weights = rows.weights && new Float64Array(shared);
  const others = new Int32Array(other ? shared : 0);
  for (let row = 0; row < rows.count; row++) {
    const label = labels[row]!;
    const next = sizes[label]!;
    if (next === 0) {
      single.add(rows.cell[row]!, rows.halfWins[row]!, rows.weights ? rows.weights[row]! : 1);
      continue;
    }
    sizes[label] = next + 1;
    cell[next - 1] = rows.cell[row]!;
    halfWins[next - 1] = rows.halfWins[row]!;
    if (weights) weights[next - 1] = rows.weights![row]!;
    if (other) others[next - 1] = other[row]!;
  }
  const grouped = { count: shared, cell, halfWins, weights, cells: rows.cells };
  return { single: single.sums, entries: { starts, cell, ...weighEntries(grouped) }, rows: grouped, other: others };
}

/** A vote that weighs w is worth w votes to its cluster. */
function weighEntries({ halfWins, weights }: Rows): Pick<Clustering["entries"], "halfWins" | "votes"> {
  return weights ? { halfWins: weights.map((weight, at) => weight * halfWins[at]!), votes: weights } : { halfWins };
}

/** Each vote its own cluster. Throws nothing. */
export function groupNothing({ count, cell, halfWins, weights, cells }: Rows): Clustering {
  const single = createSingles(cells);
  for (let row = 0; row < count; row++) single.add(cell[row]!, halfWins[row]!, weights ? weights[row]! : 1);
  return { single: single.sums, entries: noEntries };
}

/** Sums over the votes of each cell, each vote times its weight; the squares times the square of it. Throws nothing. */
export function weighCells({ count, cell, halfWins, weights, cells }: Rows) {
  const sums = {
    votes: new Float64Array(cells),
    halfWins: new Float64Array(cells),
    squares: new Float64Array(cells),
  };
  for (let row = 0; row < count; row++) {
    const weight = weights ? weights[row]! : 1;
    const worth = weight * halfWins[row]!;
    sums.votes[cell[row]!]! += weight;
    sums.halfWins[cell[row]!]! += worth;
    sums.squares[cell[row]!]! += worth * worth;
  }
  return sums;
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
export function intersectLabels({ single, entries, rows, other }: GroupedRows, labelCount: number): Clustering {
  const { starts } = entries;
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
  const both = groupRows(rows, { numbers, count });
  for (const name of ["clusters", "winsSquared", "winsTimesVotes", "votesSquared"] as const) {
    for (let at = 0; at < rows.cells; at++) both.single[name][at]! += single[name][at]!;
  }
  return both;
}

/** Sums over clusters of one vote each: W = w·h half wins and n = w votes for one that weighs w. */
function createSingles(cells: number) {
  const sums = {
    clusters: new Float64Array(cells),
    winsSquared: new Float64Array(cells),
    winsTimesVotes: new Float64Array(cells),
    votesSquared: new Float64Array(cells),
  };
  const { clusters, winsSquared, winsTimesVotes, votesSquared } = sums;
  return {
    add(cell: number, halfWins: number, weight: number): void {
      const squared = weight * weight;
      clusters[cell]!++;
      winsSquared[cell]! += squared * halfWins * halfWins;
      winsTimesVotes[cell]! += squared * halfWins;
      votesSquared[cell]! += squared;
    },
    sums,
  };
}
