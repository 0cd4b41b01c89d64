/** A map that does not grow without end. */

/** Like a `Map` of limited size: the entries longest unused are forgotten. What is set or got has been used. */
export interface BoundedMap<Key, Value> {
  readonly size: number;
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  /** @returns the value. */
  set(key: Key, value: Value): Value;
  delete(key: Key): boolean;
  /** The one longest unused first. What is given may be deleted on the way. */
  entries(): Iterable<[Key, Value]>;
}

/** An entry between the one used before it and the one used after it. A deleted one goes on pointing to those. */
type Entry<Key, Value> = { key: Key; value: Value; before: Link<Key, Value>; after: Link<Key, Value> };
type Link<Key, Value> = Entry<Key, Value> | undefined;

/** Entries as they were used last. Putting one at the end of a `Map` again and again would take longer each time. */
function createOrder<Key, Value>() {
  let first: Link<Key, Value>;
  let last: Link<Key, Value>;

  function takeOut(entry: Entry<Key, Value>): void {
    const { before, after } = entry;
    if (before) before.after = after;
    else first = after;
    if (after) after.before = before;
    else last = before;
  }

  /** Puts it at the end, whether or not it is here already. @returns it. */
  function use(entry: Link<Key, Value>): Link<Key, Value> {
    if (!entry || entry === last) return entry;
    if (entry === first || entry.before) takeOut(entry);
    [entry.before, entry.after] = [last, undefined];
    if (last) last.after = entry;
    else first = entry;
    last = entry;
    return entry;
  }

  return {
    use,
    takeOut,
    first: () => first,
    *entries(): Iterable<[Key, Value]> {
      for (let entry = first; entry; entry = entry.after) yield [entry.key, entry.value];
    },
  };
}

/** @param most How many entries are kept. @param forget is told of each that has to go. */
export function createBoundedMap<Key, Value>(
  most: number,
  forget: (key: Key, value: Value) => void = () => {},
): BoundedMap<Key, Value> {
  const kept = new Map<Key, Entry<Key, Value>>();
  const { first, use, takeOut, entries } = createOrder<Key, Value>();

  function remove(key: Key): Link<Key, Value> {
    const entry = kept.get(key);
    if (entry && kept.delete(key)) takeOut(entry);
    return entry;
  }

  return {
    get size() {
      return kept.size;
    },
    get: (key) => use(kept.get(key))?.value,
    has: (key) => kept.has(key),
    set(key, value) {
      const entry = kept.get(key) ?? { key, value, before: undefined, after: undefined };
      entry.value = value;
      kept.set(key, entry);
      use(entry);
      const gone = kept.size > most ? remove(first()?.key ?? key) : undefined;
      if (gone) forget(gone.key, gone.value);
      return value;
    },
    delete: (key) => remove(key) !== undefined,
    entries,
  };
}
