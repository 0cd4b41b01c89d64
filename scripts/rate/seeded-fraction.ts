/**
 * Chance that repeats itself: the same seed, the same draws in [0, 1), so that a bootstrap gives the same figures twice
 * (xoshiro128++, D. Blackman & S. Vigna, 2019; 53 bits from two draws).
 */
export function createSeededFraction(seed: number): () => number {
  const state = Uint32Array.from([seed, seed ^ 0x9e3779b9, seed ^ 0x243f6a88, seed ^ 0xb7e15162]);
  const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));
  const next = () => {
    const result = (rotate(state[0]! + state[3]!, 7) + state[0]!) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotate(state[3]!, 11);
    return result;
  };
  for (let warmUp = 0; warmUp < 20; warmUp++) next();
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}
