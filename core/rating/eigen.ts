/** Symmetric matrices that ought to be positive semi-definite, and are made so. */

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
