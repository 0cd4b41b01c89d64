/** Reading and adding to rows of numbers. A vector is a Float64Array, one number a model. */

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
