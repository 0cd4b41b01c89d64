/** A queue in which origins take turns, and so do the people of each: somebody who sends much delays only themselves. */
import type { Party } from "./party.ts";

/** Waits in line. */
export interface FairLine<Item> {
  readonly size: number;
  /** How many would be taken out before a newcomer, if nobody else came: about, and never too few. */
  ahead(party: Party): number;
  push(party: Party, item: Item): void;
  /** Takes the next one out. */
  shift(): Item | undefined;
  /** Takes out one that no longer wants to wait; does nothing if it is not there. */
  remove(party: Party, item: Item): void;
}

/** Each key's own line, the key whose turn is next first. */
type Turns<Line> = Map<string, Line>;

/** What waits of one origin: by person, and how much in all. Nobody of whom nothing waits is there. */
type Waiting<Item> = { people: Turns<Set<Item>>; size: number };

/** An empty line. */
export function createFairLine<Item>(): FairLine<Item> {
  const origins: Turns<Waiting<Item>> = new Map();
  let size = 0;
  return {
    get size() {
      return size;
    },
    ahead: ({ origin }) => Math.min(size, ((origins.get(origin)?.size ?? 0) + 1) * origins.size),
    push({ origin, person }, item) {
      const there = origins.get(origin) ?? { people: new Map<string, Set<Item>>(), size: 0 };
      const line = there.people.get(person ?? "") ?? new Set();
      there.people.set(person ?? "", line.add(item));
      there.size += 1;
      origins.set(origin, there);
      size += 1;
    },
    shift() {
      const [origin, there] = first(origins);
      const [person, line] = first(there?.people);
      const [item] = line ?? [];
      if (item === undefined) return undefined;
      takeOut(origins, { origin, person }, item);
      size -= 1;
      // Whoever has more to come goes to the end.
      toTheEnd(there?.people, person);
      toTheEnd(origins, origin);
      return item;
    },
    remove({ origin, person }, item) {
      if (takeOut(origins, { origin, person: person ?? "" }, item)) size -= 1;
    },
  };
}

type Key = string | undefined;

function first<Line>(turns: Turns<Line> | undefined): [string, Line] | [] {
  return turns?.entries().next().value ?? [];
}

/** @returns false if it is not there. */
function takeOut<Item>(
  origins: Turns<Waiting<Item>>,
  { origin = "", person = "" }: { origin: Key; person: Key },
  item: Item,
): boolean {
  const there = origins.get(origin);
  const line = there?.people.get(person);
  if (!there || !line?.delete(item)) return false;
  there.size -= 1;
  if (line.size === 0) there.people.delete(person);
  if (there.size === 0) origins.delete(origin);
  return true;
}

function toTheEnd<Line>(turns: Turns<Line> | undefined, key: Key = ""): void {
  const line = turns?.get(key);
  if (!line) return;
  turns?.delete(key);
  turns?.set(key, line);
}
