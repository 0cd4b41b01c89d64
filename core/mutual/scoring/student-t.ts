/** The 97.5% quantile of Student's t distribution, for 95% intervals from few observations. */
import { normalQuantile } from "../../rating/normal.ts";

/** For 1 to 10 degrees of freedom (Abramowitz & Stegun, Handbook of Mathematical Functions, table 26.10). */
const exact = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/**
 * t(0.975; f). From 11 degrees of freedom on by Cornish and Fisher's expansion (Abramowitz & Stegun, 26.7.5), which is
 * within 0.001 there.
 * @param freedom f, degrees of freedom, 1 or more. @returns ∞ for fewer. Throws nothing.
 */
export function studentQuantile(freedom: number): number {
  if (!(freedom >= 1)) return Infinity;
  const tabled = exact[Math.floor(freedom) - 1];
  if (tabled !== undefined) return tabled;
  const z = normalQuantile;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}
