/**
 * Votes that go together. People who vote often bring their own taste to every vote, and all votes on one battle judge
 * the same two answers: such votes scatter together, and taking them for independent makes intervals too narrow.
 *
 * The clustered scatter ("meat") of an estimate is Σ clusters S·Sᵀ, S = Σ votes of the cluster (y − p)·z, with z = (ea −
 * eb, x) the vote's row of the regression (K.-Y. Liang & S. Zeger, Biometrika 73, 1986).
 */
import { addUpCells, type Regression, winProbability } from "./regression.ts";

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
export type ClusterEntries = {
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
export function clusterNothing(regression: Regression, squares: Float64Array): Clustering {
  const { votes, halfWins } = regression;
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

/**
 * The clustered scatter, (n + k)² numbers row after row, no unit, symmetric; over the models every row sums to zero.
 * @param predicted η of every cell, natural-log units.
 * @throws nothing. Cost: entries, plus the square of the models it touches for every cluster of several entries.
 */
export function clusteredScatter(regression: Regression, predicted: Float64Array, clustering: Clustering) {
  const { single, entries } = clustering;
  const expected = predicted.map(winProbability);
  const weights = expected.map((p, cell) => {
    const squared = single.winsSquared[cell]! / 4;
    // Σ (W − n·p)², W here in whole wins.
    return squared - p * single.winsTimesVotes[cell]! + p * p * single.votesSquared[cell]!;
  });
  const sum = createScoreSum(regression);
  const { starts, cell, halfWins, votes } = entries;
  const residualOf = (entry: number) => halfWins[entry]! / 2 - (votes ? votes[entry]! : 1) * expected[cell[entry]!]!;
  for (let cluster = 0; cluster + 1 < starts.length; cluster++) {
    const [from, to] = [starts[cluster]!, starts[cluster + 1]!];
    const first = cell[from]!;
    if (isOfOneCell(cell, from, to)) {
      let residual = 0;
      for (let entry = from; entry < to; entry++) residual += residualOf(entry);
      weights[first]! += residual * residual;
      continue;
    }
    for (let entry = from; entry < to; entry++) sum.add(cell[entry]!, residualOf(entry));
    sum.close();
  }
  const scatter = addUpCells(regression, weights);
  return sum.addTo(scatter);
}

function isOfOneCell(cell: Int32Array, from: number, to: number): boolean {
  for (let entry = from + 1; entry < to; entry++) if (cell[entry] !== cell[from]) return false;
  return true;
}

/** Adds up S and then S·Sᵀ cluster after cluster, touching only the models that the cluster touches. */
function createScoreSum({ size, width, first, second, covariates }: Regression) {
  const all = size + width;
  const score = new Float64Array(all);
  const isTouched = new Uint8Array(all);
  const touched = new Int32Array(all);
  const lower = new Float64Array(all * all);
  let count = 0;
  const touch = (index: number, amount: number) => {
    score[index]! += amount;
    if (isTouched[index]) return;
    isTouched[index] = 1;
    touched[count++] = index;
  };
  return {
    add(cell: number, residual: number): void {
      touch(first[cell]!, residual);
      touch(second[cell]!, -residual);
      for (let k = 0; k < width; k++) touch(size + k, residual * covariates[cell * width + k]!);
    },
    close(): void {
      if (2 * count > all) addDense();
      else addTouched();
      for (; count > 0; count--) {
        const index = touched[count - 1]!;
        score[index] = 0;
        isTouched[index] = 0;
      }
    },
    addTo(scatter: Float64Array): Float64Array {
      for (let row = 0; row < all; row++) {
        for (let column = 0; column <= row; column++) {
          const value = scatter[row * all + column]! + lower[row * all + column]!;
          scatter[row * all + column] = value;
          scatter[column * all + row] = value;
        }
      }
      return scatter;
    },
  };

  function addDense(): void {
    for (let row = 0, start = 0; row < all; row++, start += all) {
      const own = score[row]!;
      for (let column = 0; column <= row; column++) lower[start + column]! += own * score[column]!;
    }
  }

  function addTouched(): void {
    for (let one = 0; one < count; one++) {
      const row = touched[one]!;
      for (let other = 0; other <= one; other++) {
        const column = touched[other]!;
        lower[row > column ? row * all + column : column * all + row]! += score[row]! * score[column]!;
      }
    }
  }
}
