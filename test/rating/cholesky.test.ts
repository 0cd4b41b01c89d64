import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decompose, invert, multiplyBothSides, solve } from "../../core/rating/matrices.ts";
import { runs } from "./tallies.ts";

const size = 5;
const numbers = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: size * size, maxLength: size * size })
  .map((list) => Float64Array.from(list));

function multiply(left: Float64Array, right: Float64Array): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += left[Math.floor(at / size) * size + k]! * right[k * size + (at % size)]!;
    return sum;
  });
}

function transpose(matrix: Float64Array): Float64Array {
  return matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)]!);
}

/** B·Bᵀ + I is positive definite whatever B. */
const definite = numbers.map((factor) =>
  multiply(factor, transpose(factor)).map((value, at) => value + (at % (size + 1) === 0 ? 1 : 0)),
);

describe("Cholesky", () => {
  it("gives back the matrix: L·Lᵀ = A", () => {
    fc.assert(
      fc.property(definite, (matrix) => {
        const { lower } = decompose(matrix, size);
        for (const [at, value] of multiply(lower, transpose(lower)).entries())
          expect(value).toBeCloseTo(matrix[at]!, 8);
        for (let row = 0; row < size; row++) {
          for (let column = row + 1; column < size; column++) expect(lower[row * size + column]).toBe(0);
        }
      }),
      runs,
    );
  });

  it("solves and inverts: A·x = b, A·A⁻¹ = I", () => {
    fc.assert(
      fc.property(definite, (matrix) => {
        const cholesky = decompose(matrix, size);
        const right = Float64Array.from([1, -2, 3, -4, 5]);
        const solution = solve(cholesky, right);
        const inverse = invert(cholesky);
        const identity = multiply(matrix, inverse);
        for (let row = 0; row < size; row++) {
          let product = 0;
          for (let column = 0; column < size; column++) {
            product += matrix[row * size + column]! * solution[column]!;
            expect(identity[row * size + column]).toBeCloseTo(row === column ? 1 : 0, 6);
            expect(inverse[row * size + column]).toBe(inverse[column * size + row]);
          }
          expect(product).toBeCloseTo(right[row]!, 6);
        }
        expect([...right]).toEqual([1, -2, 3, -4, 5]);
      }),
      runs,
    );
  });

  it("knows a worked example", () => {
    const cholesky = decompose(Float64Array.from([4, 2, 2, 5]), 2);
    expect([...cholesky.lower]).toEqual([2, 0, 1, 2]);
    expect([...solve(cholesky, Float64Array.from([8, 12]))]).toEqual([1, 2]);
    expect([...invert(cholesky)].map((value) => value * 16)).toEqual([5, -2, -2, 4]);
  });

  it.each([[[0]], [[-1]], [[1, 2, 2, 1]], [[Number.NaN]]])("refuses what is not positive definite: %j", (matrix) => {
    expect(() => decompose(Float64Array.from(matrix), Math.sqrt(matrix.length))).toThrow(RangeError);
  });
});

describe("S·M·S", () => {
  it("is what plain multiplication gives", () => {
    fc.assert(
      fc.property(definite, definite, (outer, inner) => {
        const expected = multiply(multiply(outer, inner), outer);
        expect([...multiplyBothSides(outer, inner, size)]).toEqual([...expected]);
      }),
      runs,
    );
  });
});
