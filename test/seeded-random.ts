/** Chance that repeats itself: the same seed, the same draws. */
import type { Random } from "../core/machine/random.ts";

const digits = "0123456789abcdefghijklmnopqrstuvwxyz";

/** mulberry32: small, and good enough to draw for tests. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;

  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  const digit = (): string => digits.charAt(Math.floor(fraction() * digits.length));
  const hexadecimal = (): string => Math.floor(fraction() * 16).toString(16);
  return {
    fraction,
    id: () => Array.from({ length: 16 }, digit).join(""),
    salt: () => Array.from({ length: 32 }, hexadecimal).join(""),
  };
}
