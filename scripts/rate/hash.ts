/** 64 bits of a label, by which `LabelTable` knows it. */

/** Where {@link hashBytes} leaves its second half: two numbers come back without an object for each of millions of calls. */
export const highHalf = new Int32Array(1);

/** The bytes hashed last, four at a time. */
let view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
let viewed: Uint8Array | undefined;

/**
 * Mixes bytes into 64 bits: two multiplicative hashes side by side, each finished with the other (after cyrb53 by
 * bryc, public domain), four bytes a step. Not for secrets: whoever writes a file could make two labels of it collide.
 * @returns the low 32 bits; the high ones lie in {@link highHalf}.
 */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  if (bytes !== viewed) {
    viewed = bytes;
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  let one = 0x6e624eb7 ^ (to - from);
  let two = 0x41c6ce57;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = view.getInt32(at, true);
    one = mix(one, word, 0x9e3779b1);
    two = mix(two, word, 0x5f356495);
  }
  for (; at < to; at++) {
    one = mix(one, bytes[at]!, 0x9e3779b1);
    two = mix(two, bytes[at]!, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  highHalf[0] = two;
  return one;
}

/** A product alone would never carry a word's upper bits down into the sum's lower ones. */
function mix(sum: number, word: number, factor: number): number {
  const product = Math.imul(sum ^ word, factor);
  return product ^ (product >>> 15);
}
