/**
 * Symmetric matrices. A matrix of n rows is a Float64Array of n · n numbers, row after row; a vector is a Float64Array of
 * n numbers.
 *
 * Positive definite ones: G. Golub & C. Van Loan, Matrix Computations, 4th edition, §4.2. Cost about n³/6
 * multiplications to decompose, n² to solve, n³/3 to invert.
 */

/** The lower triangle L of A = L·Lᵀ (n · n numbers, zeros above the diagonal). */
export type Cholesky = { size: number; lower: Float64Array };

/**
 * Decomposes A = L·Lᵀ.
 * @param matrix n · n numbers; only the lower triangle is read.
 * @throws {RangeError} when the matrix is not positive definite.
 */
export function decompose(matrix: Float64Array, size: number): Cholesky {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const at = row * size + column;
      const remainder = entry(matrix, at) - dot(lower, row * size, lower, column * size, column);
      if (column < row) lower[at] = remainder / entry(lower, column * (size + 1));
      else if (remainder > 0) lower[at] = Math.sqrt(remainder);
      else throw new RangeError(`The matrix is not positive definite (row ${row} of ${size}).`);
    }
  }
  return { size, lower };
}

/** The x with A·x = `right` (n numbers); `right` stays as it is. Throws nothing. */
export function solve({ size, lower }: Cholesky, right: Float64Array): Float64Array {
  const solution = right.slice();
  for (let row = 0; row < size; row++) {
    const known = dot(lower, row * size, solution, 0, row);
    solution[row] = (entry(solution, row) - known) / entry(lower, row * (size + 1));
  }
  for (let row = size - 1; row >= 0; row--) {
    const value = entry(solution, row) / entry(lower, row * (size + 1));
    solution[row] = value;
    for (let column = 0; column < row; column++) add(solution, column, -entry(lower, row * size + column) * value);
  }
  return solution;
}

/** A⁻¹, exactly symmetric, n · n numbers. Throws nothing. */
export function invert(cholesky: Cholesky): Float64Array {
  const { size } = cholesky;
  const transposed = invertLower(cholesky);
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const value = dot(transposed, row * size + row, transposed, column * size + row, size - row);
      inverse[row * size + column] = value;
      inverse[column * size + row] = value;
    }
  }
  return inverse;
}

/** (L⁻¹)ᵀ: transposed so that every sum, here and in the product with itself, runs along rows in memory. */
function invertLower({ size, lower }: Cholesky): Float64Array {
  const transposed = new Float64Array(size * size);
  for (let start = 0; start < size; start++) {
    const offset = start * size;
    transposed[offset + start] = 1 / entry(lower, offset + start);
    for (let row = start + 1; row < size; row++) {
      const sum = dot(lower, row * size + start, transposed, offset + start, row - start);
      transposed[offset + row] = -sum / entry(lower, row * (size + 1));
    }
  }
  return transposed;
}

/** The product of any matrix of `rows` rows of `inner` numbers and one of `inner` rows of `columns`. Throws nothing. */
export function multiply(
  left: Float64Array,
  right: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const product = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < inner; k++) {
      const factor = left[row * inner + k]!;
      for (let column = 0; column < columns; column++) {
        product[row * columns + column]! += factor * right[k * columns + column]!;
      }
    }
  }
  return product;
}

/** S·M·S for symmetric S (`outer`) and M (`inner`), exactly symmetric, n · n numbers. Throws nothing. */
export function multiplyBothSides(outer: Float64Array, inner: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      half[row * size + column] = dot(outer, row * size, inner, column * size, size);
    }
  }
  const whole = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const value = dot(half, row * size, outer, column * size, size);
      whole[row * size + column] = value;
      whole[column * size + row] = value;
    }
  }
  return whole;
}

const sweeps = 60;

/**
 * The nearest positive semi-definite matrix (in Frobenius norm): eigenvalues below zero are set to zero (N. Higham,
 * Linear Algebra and its Applications 103, 1988). Eigenvalues by Jacobi's rotations (G. Golub & C. Van Loan, Matrix
 * Computations, 4th edition, §8.5); cost about 30·n³.
 * @param matrix symmetric, n · n numbers row after row; stays as it is.
 * @returns exactly symmetric. Throws nothing.
 */
export function clipNegative(matrix: Float64Array, size: number): Float64Array {
  const { values, vectors } = diagonalize(matrix, size);
  const clipped = new Float64Array(size * size);
  for (let index = 0; index < size; index++) {
    const value = values[index]!;
    if (value <= 0) continue;
    const start = index * size;
    for (let row = 0; row < size; row++) {
      const amount = value * vectors[start + row]!;
      for (let column = 0; column <= row; column++) clipped[row * size + column]! += amount * vectors[start + column]!;
    }
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) clipped[column * size + row] = clipped[row * size + column]!;
  }
  return clipped;
}

/** Eigenvalues, and eigenvectors as rows. */
function diagonalize(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const work = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let row = 0; row < size; row++) vectors[row * (size + 1)] = 1;
  const total = work.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let off = 0;
    for (let row = 0; row < size; row++) for (let at = 0; at < row; at++) off += work[row * size + at]! ** 2;
    if (off <= 1e-30 * total) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(work, vectors, size, p, q);
  }
  return { values: Float64Array.from({ length: size }, (_, row) => work[row * (size + 1)]!), vectors };
}

/** Turns the plane of p and q so that the entry between them vanishes. */
function rotate(work: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const between = work[p * size + q]!;
  if (between === 0) return;
  const theta = (work[q * (size + 1)]! - work[p * (size + 1)]!) / (2 * between);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  turnRows(work, size, p, q, cosine, sine);
  for (let at = 0, row = p, other = q; at < size; at++, row += size, other += size) {
    const [one, two] = [work[row]!, work[other]!];
    work[row] = cosine * one - sine * two;
    work[other] = sine * one + cosine * two;
  }
  turnRows(vectors, size, p, q, cosine, sine);
}

function turnRows(matrix: Float64Array, size: number, p: number, q: number, cosine: number, sine: number): void {
  for (let at = 0, row = p * size, other = q * size; at < size; at++, row++, other++) {
    const [one, two] = [matrix[row]!, matrix[other]!];
    matrix[row] = cosine * one - sine * two;
    matrix[other] = sine * one + cosine * two;
  }
}

/** The number at an index; NaN outside the vector, so that a wrong index spoils the result for all to see. */
export function entry(vector: Float64Array, index: number): number {
  return vector[index] ?? Number.NaN;
}

/** Adds to the number at an index. */
export function add(vector: Float64Array, index: number, amount: number): void {
  vector[index] = entry(vector, index) + amount;
}

/** Σ left[leftStart + i] · right[rightStart + i] for i from 0 to `length` − 1. */
export function dot(
  left: Float64Array,
  leftStart: number,
  right: Float64Array,
  rightStart: number,
  length: number,
): number {
  let sum = 0;
  for (let index = 0; index < length; index++) {
    sum += entry(left, leftStart + index) * entry(right, rightStart + index);
  }
  return sum;
}
