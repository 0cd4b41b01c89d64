/** The chance by which benches draw what they make up. */
import { createSeededFraction } from "../../rate/seeded-fraction.ts";

/** Numbers in [0, 1), and standard normal ones. */
export type Chance = { fraction: () => number; normal: () => number };

/** The same seed, the same chance. */
export function createChance(seed: number): Chance {
  const fraction = createSeededFraction(seed);
  // Box and Muller.
  const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
  return { fraction, normal };
}
