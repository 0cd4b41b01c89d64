/**
 * The Bradley–Terry model once more, written down vote by vote as textbooks have it and without a line of the product's:
 * the last model is the reference, dense matrices, Gaussian elimination, one score vector a cluster.
 */

export type ReferenceVote = {
  a: number;
  b: number;
  /** 1, ½ or 0 for the model on side A. */
  y: number;
  battle: string;
  voter: string;
  /** Covariates. */
  x: readonly number[];
};

export type Reference = {
  /** Strengths of mean zero, then covariates; natural-log units. */
  parameters: number[];
  /** Of these. */
  covariance: (clusters: (vote: ReferenceVote) => string) => number[][];
};

type Matrix = number[][];

/** Fits with `size` models. */
export function fitReference(size: number, votes: readonly ReferenceVote[]): Reference {
  const width = votes[0]?.x.length ?? 0;
  const all = size - 1 + width;
  /** The row of the design matrix of a vote. */
  const design = ({ a, b, x }: ReferenceVote) => {
    const row = Array.from({ length: all }, () => 0);
    if (a < size - 1) row[a]! += 1;
    if (b < size - 1) row[b]! -= 1;
    for (const [index, value] of x.entries()) row[size - 1 + index] = value;
    return row;
  };
  const chance = (row: number[], beta: number[]) =>
    1 / (1 + Math.exp(-row.reduce((sum, z, i) => sum + z * beta[i]!, 0)));
  let beta = Array.from({ length: all }, () => 0);
  let information: Matrix = [];
  for (let step = 0; step < 100; step++) {
    information = Array.from({ length: all }, () => Array.from({ length: all }, () => 0));
    const score = Array.from({ length: all }, () => 0);
    for (const vote of votes) {
      const row = design(vote);
      const p = chance(row, beta);
      for (let i = 0; i < all; i++) {
        score[i]! += (vote.y - p) * row[i]!;
        for (let j = 0; j < all; j++) information[i]![j]! += p * (1 - p) * row[i]! * row[j]!;
      }
    }
    const move = solveAll(
      information,
      score.map((value) => [value]),
    ).map(([value]) => value!);
    beta = beta.map((value, index) => value + move[index]!);
    if (Math.max(...move.map(Math.abs)) < 1e-13) break;
  }
  // Takes the mean of the strengths, the last one 0, off each of them; covariates stay.
  const centring = Array.from({ length: size + width }, (_, i) =>
    Array.from(
      { length: all },
      (__, j) => (i === j && i < size - 1 ? 1 : 0) - (i < size && j < size - 1 ? 1 / size : 0),
    ),
  );
  for (let k = 0; k < width; k++) centring[size + k]![size - 1 + k] = 1;
  const covariance = (clusters: (vote: ReferenceVote) => string) => {
    const scores = new Map<string, number[]>();
    for (const vote of votes) {
      const row = design(vote);
      const score = scores.get(clusters(vote)) ?? Array.from({ length: all }, () => 0);
      const residual = vote.y - chance(row, beta);
      scores.set(
        clusters(vote),
        score.map((value, index) => value + residual * row[index]!),
      );
    }
    const meat = Array.from({ length: all }, (_, i) =>
      Array.from({ length: all }, (__, j) =>
        [...scores.values()].reduce((sum, score) => sum + score[i]! * score[j]!, 0),
      ),
    );
    const half = solveAll(information, meat);
    const whole = solveAll(information, transpose(half));
    return multiply(multiply(centring, whole), transpose(centring));
  };
  return {
    parameters: multiply(
      centring,
      beta.map((value) => [value]),
    ).map(([value]) => value!),
    covariance,
  };
}

function transpose(matrix: Matrix): Matrix {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column]!));
}

function multiply(left: Matrix, right: Matrix): Matrix {
  return left.map((row) =>
    (right[0] ?? []).map((_, column) => row.reduce((sum, value, k) => sum + value * right[k]![column]!, 0)),
  );
}

/** X with A·X = B, by elimination with pivots. */
function solveAll(matrix: Matrix, right: Matrix): Matrix {
  const rows = matrix.map((row, index) => [...row, ...right[index]!]);
  const size = matrix.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row, k) => (Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? column + k : best), column);
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let at = column; at < rows[row]!.length; at++) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  return rows.map((row, index) => row.slice(size).map((value) => value / row[index]!));
}
