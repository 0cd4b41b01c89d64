/** A map that does not grow without end. */

/** Values by key, at most so many of them: those longest unused are forgotten. */
export type BoundedMap<Value> = {
  /** The value under this key, which counts as a use; undefined when there is none, or no longer. */
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
};

/** Creates an empty one. @param most how many values are kept. */
export function createBoundedMap<Value>(most: number): BoundedMap<Value> {
  const values = new Map<string, Value>();
  // A Map keeps the order of insertion: with each used key moved to the end, the first is the one longest unused.
  const set = (key: string, value: Value) => {
    values.delete(key);
    values.set(key, value);
    const [oldest] = values.keys();
    if (values.size > most && oldest !== undefined) values.delete(oldest);
  };
  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
    delete: (key) => void values.delete(key),
  };
}
