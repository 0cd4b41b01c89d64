/** A map that does not grow without end. */

/** Like a `Map` of limited size: the entries longest unused are forgotten. What is set or got has been used. */
export interface BoundedMap<Key, Value> {
  readonly size: number;
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  /** @returns the value. */
  set(key: Key, value: Value): Value;
  delete(key: Key): boolean;
  /** The one longest unused first. */
  entries(): MapIterator<[Key, Value]>;
}

/** @param most How many entries are kept. @param forget is told of each that has to go. */
export function createBoundedMap<Key, Value>(
  most: number,
  forget: (key: Key, value: Value) => void = () => {},
): BoundedMap<Key, Value> {
  const kept = new Map<Key, Value>();
  return {
    get size() {
      return kept.size;
    },
    get(key) {
      const value = kept.get(key);
      if (value === undefined) return undefined;
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    has: (key) => kept.has(key),
    set(key, value) {
      kept.delete(key);
      kept.set(key, value);
      for (const [oldest, old] of kept) {
        if (kept.size <= most) break;
        kept.delete(oldest);
        forget(oldest, old);
      }
      return value;
    },
    delete: (key) => kept.delete(key),
    entries: () => kept.entries(),
  };
}
