/** A queue in which origins take turns, and so do the people of each: somebody who sends much delays only themselves. */
import type { Party } from "./party.ts";

/** Waits in line. */
export interface FairLine<Item> {
  readonly size: number;
  push(party: Party, item: Item): void;
  /** Takes the next one out. */
  shift(): Item | undefined;
  /** Takes out one that no longer wants to wait; does nothing if it is not there. */
  remove(party: Party, item: Item): void;
}

/** Each key's own line, the key whose turn is next first. */
type Turns<Line> = Map<string, Line>;

/** By origin, and there by person, what waits. */
type Waiting<Item> = Turns<Turns<Set<Item>>>;

/** Forgets a person, and then an origin, of whom nothing waits. */
function tidy<Item>(origins: Waiting<Item>, origin: string, person: string): void {
  const people = origins.get(origin);
  if (people?.get(person)?.size === 0) people.delete(person);
  if (people?.size === 0) origins.delete(origin);
}

/** An empty line. */
export function createFairLine<Item>(): FairLine<Item> {
  const origins: Waiting<Item> = new Map();
  let size = 0;
  return {
    get size() {
      return size;
    },
    push({ origin, person }, item) {
      const people = origins.get(origin) ?? new Map<string, Set<Item>>();
      const line = people.get(person ?? "") ?? new Set();
      origins.set(origin, people.set(person ?? "", line.add(item)));
      size += 1;
    },
    shift() {
      const [origin, people] = first(origins) ?? [];
      const [person, line] = first(people) ?? [];
      const [item] = line ?? [];
      if (origin === undefined || person === undefined || item === undefined) return undefined;
      line?.delete(item);
      size -= 1;
      toTheEnd(people, person);
      toTheEnd(origins, origin);
      tidy(origins, origin, person);
      return item;
    },
    remove({ origin, person }, item) {
      const line = origins.get(origin)?.get(person ?? "");
      if (line?.delete(item)) size -= 1;
      tidy(origins, origin, person ?? "");
    },
  };
}

function first<Line>(turns: Turns<Line> | undefined): [string, Line] | undefined {
  return turns?.entries().next().value;
}

function toTheEnd<Line>(turns: Turns<Line> | undefined, key: string): void {
  const line = turns?.get(key);
  if (!line) return;
  turns?.delete(key);
  turns?.set(key, line);
}
