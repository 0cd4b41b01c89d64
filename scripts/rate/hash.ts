/** 64 bits of a label, by which `LabelTable` knows it. */

/** Where {@link hashBytes} leaves its second half: two numbers come back without an object for each of millions of calls. */
export const highHalf = new Int32Array(1);

/**
 * Mixes bytes into 64 bits: two multiplicative hashes side by side, each finished with the other (after cyrb53 by
 * bryc, public domain). Not for secrets: whoever writes a file could make two labels of it collide.
 * @returns the low 32 bits; the high ones lie in {@link highHalf}.
 */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let one = 0x6e624eb7 ^ (to - from);
  let two = 0x41c6ce57;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    one = Math.imul(one ^ byte, 0x9e3779b1);
    two = Math.imul(two ^ byte, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  highHalf[0] = two;
  return one;
}
