/** The rank correlation of two judges, or of two boards. */
import { isEqual } from "./ranks.ts";

/**
 * Kendall's τ-b (M. G. Kendall, Biometrika 30, 1938, and 33, 1945), over all pairs of things that both have valued:
 *
 *   τ = (C − D) / √((n0 − n1)(n0 − n2)),  n0 = n(n − 1)/2
 *
 * C, D: pairs in the same and in the opposite order; n1, n2: pairs that one, or the other, holds equal.
 * @param one n numbers; @param other n numbers in the same order of things.
 * @returns −1 to 1; null when either holds everything equal, or for fewer than two things. Throws nothing.
 */
export function kendallTau(one: readonly number[], other: readonly number[]): number | null {
  let [balance, tiesOfOne, tiesOfOther, pairs] = [0, 0, 0, 0];
  for (let i = 0; i < one.length; i += 1) {
    for (let j = i + 1; j < one.length; j += 1) {
      const first = order(one[i]!, one[j]!);
      const second = order(other[i]!, other[j]!);
      pairs += 1;
      if (first === 0) tiesOfOne += 1;
      if (second === 0) tiesOfOther += 1;
      balance += first * second;
    }
  }
  const spread = Math.sqrt((pairs - tiesOfOne) * (pairs - tiesOfOther));
  return spread === 0 ? null : balance / spread;
}

function order(x: number, y: number): -1 | 0 | 1 {
  if (isEqual(x, y)) return 0;
  return x > y ? 1 : -1;
}
