/**
 * The clustered scatter ("meat") of an estimate is Σ clusters S·Sᵀ, S = Σ votes of the cluster (y − p)·z, with z = (ea −
 * eb, x) the vote's row of the regression (K.-Y. Liang & S. Zeger, Biometrika 73, 1986).
 */
import type { Clustering } from "./clustering.ts";
import { addUpCells, type Regression, winProbability } from "./regression.ts";

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
    for (let entry = from; entry < to; entry++) addResidual(sum, cell[entry]!, residualOf(entry));
    closeCluster(sum);
  }
  return addSumTo(addUpCells(regression, weights), sum);
}

function isOfOneCell(cell: Int32Array, from: number, to: number): boolean {
  for (let entry = from + 1; entry < to; entry++) if (cell[entry] !== cell[from]) return false;
  return true;
}

/** So many clusters' scores are held back and added together: each entry of the matrix is then fetched once for all. */
const together = 8;

/**
 * S of the cluster at hand, and Σ S·Sᵀ of those before. Of clusters that touch few models only those are touched; the
 * scores of the others are gathered, a model's side by side.
 */
type ScoreSum = {
  regression: Regression;
  /** n + k. */
  all: number;
  score: Float64Array;
  isTouched: Uint8Array;
  /** The first `count` are the entries of S that are touched. */
  touched: Int32Array;
  count: number;
  /** The scores of `waiting` clusters. */
  gathered: Float64Array;
  waiting: number;
  /** The lower triangle of the sum. */
  lower: Float64Array;
};

function createScoreSum(regression: Regression): ScoreSum {
  const all = regression.size + regression.width;
  return {
    regression,
    all,
    score: new Float64Array(all),
    isTouched: new Uint8Array(all),
    touched: new Int32Array(all),
    count: 0,
    gathered: new Float64Array(all * together),
    waiting: 0,
    lower: new Float64Array(all * all),
  };
}

/** Adds a vote's (y − p)·z to S. */
function addResidual(sum: ScoreSum, cell: number, residual: number): void {
  const { size, width, first, second, covariates } = sum.regression;
  touch(sum, first[cell]!, residual);
  touch(sum, second[cell]!, -residual);
  for (let k = 0; k < width; k++) touch(sum, size + k, residual * covariates[cell * width + k]!);
}

function touch(sum: ScoreSum, index: number, amount: number): void {
  sum.score[index]! += amount;
  if (sum.isTouched[index]) return;
  sum.isTouched[index] = 1;
  sum.touched[sum.count++] = index;
}

/** Ends the cluster at hand: the next residual belongs to another. */
function closeCluster(sum: ScoreSum): void {
  const { all, score, isTouched, touched } = sum;
  if (2 * sum.count > all) gather(sum);
  else addTouched(sum);
  for (; sum.count > 0; sum.count--) {
    const index = touched[sum.count - 1]!;
    score[index] = 0;
    isTouched[index] = 0;
  }
}

function gather(sum: ScoreSum): void {
  const { all, score, gathered } = sum;
  for (let index = 0; index < all; index++) gathered[index * together + sum.waiting] = score[index]!;
  if (++sum.waiting === together) addGathered(sum);
}

function addGathered(sum: ScoreSum): void {
  if (sum.waiting === 0) return;
  addProducts(sum.lower, sum.gathered, sum.all);
  sum.gathered.fill(0);
  sum.waiting = 0;
}

function addTouched({ all, count, touched, score, lower }: ScoreSum): void {
  for (let one = 0; one < count; one++) {
    const row = touched[one]!;
    for (let other = 0; other <= one; other++) {
      const column = touched[other]!;
      lower[row > column ? row * all + column : column * all + row]! += score[row]! * score[column]!;
    }
  }
}

/** Adds the sum of all clusters to a symmetric matrix. @returns that matrix. */
function addSumTo(scatter: Float64Array, sum: ScoreSum): Float64Array {
  const { all, lower } = sum;
  addGathered(sum);
  for (let row = 0; row < all; row++) {
    for (let column = 0; column <= row; column++) {
      const value = scatter[row * all + column]! + lower[row * all + column]!;
      scatter[row * all + column] = value;
      scatter[column * all + row] = value;
    }
  }
  return scatter;
}

/**
 * Adds G·Gᵀ to the lower triangle of a matrix, G of `size` rows of {@link together} numbers. Written out, for this is
 * where rating the votes of many busy voters spends its time.
 */
function addProducts(lower: Float64Array, gathered: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    const start = row * together;
    const [a, b, c, d] = [gathered[start]!, gathered[start + 1]!, gathered[start + 2]!, gathered[start + 3]!];
    const [e, f, g, h] = [gathered[start + 4]!, gathered[start + 5]!, gathered[start + 6]!, gathered[start + 7]!];
    let at = row * size;
    for (let other = 0; other <= start; other += together) {
      lower[at++]! +=
        a * gathered[other]! +
        b * gathered[other + 1]! +
        c * gathered[other + 2]! +
        d * gathered[other + 3]! +
        e * gathered[other + 4]! +
        f * gathered[other + 5]! +
        g * gathered[other + 6]! +
        h * gathered[other + 7]!;
    }
  }
}
