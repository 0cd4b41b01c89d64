/** A toy's own chance: the same seed and words give the same answer. */
export type Draw = {
  /** One of them; at least one must be there. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number;
};

/** @param salt whatever else shall make a difference, such as the model and the question. */
export function createDraw(seed: number, salt: string): Draw {
  let state = Math.trunc(seed) >>> 0;
  for (const character of salt) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;

  // mulberry32
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1));
  return { pick: (items) => items[whole(0, items.length - 1)] ?? items[0], whole };
}
