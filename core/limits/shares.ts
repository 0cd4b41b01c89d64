/** Limits what is going on at the same time, by person, by origin and in all. */
import { type Level, levelInTheWay, type Limits, type Party } from "./party.ts";

/** A share, to be given back by `end` (calling it twice does no harm); or the limit that was reached. */
export type Taken = { end: () => void } | { full: Level };

/** Gives out shares. */
export interface Shares {
  /** For what cannot be stopped once it has begun. */
  take(party: Party, amount?: number): Taken;
  /**
   * For what can be stopped: when nothing is left, the newest share of the origin that has most makes room for an origin
   * that has less. That share has already ended when its `drop` is called.
   */
  takeOrDrop(party: Party, amount: number, drop: () => void): Taken;
}

type Share = { amount: number; drop: (() => void) | null; end: () => void };

/** One origin's part: the sum of its shares, in the order they were taken. */
type Part = { amount: number; shares: Set<Share> };

/** Remembers only people and origins with a share, so never more than `limits.all` of each. */
type Given = { people: Map<string, number>; origins: Map<string, Part>; all: number };

function usedBy({ people, origins, all }: Given, { person, origin }: Party): Limits {
  return {
    person: person === null ? 0 : (people.get(person) ?? 0),
    origin: origins.get(origin)?.amount ?? 0,
    all,
  };
}

function count(given: Given, { person, origin }: Party, change: number): Part {
  const { people, origins } = given;
  given.all += change;
  if (person !== null) {
    const left = (people.get(person) ?? 0) + change;
    if (left > 0) people.set(person, left);
    else people.delete(person);
  }
  const part = origins.get(origin) ?? { amount: 0, shares: new Set() };
  part.amount += change;
  if (part.amount > 0) origins.set(origin, part);
  else origins.delete(origin);
  return part;
}

function begin(given: Given, party: Party, amount: number, drop: Share["drop"]): Taken {
  const part = count(given, party, amount);
  const share: Share = {
    amount,
    drop,
    end: () => {
      if (part.shares.delete(share)) count(given, party, -amount);
    },
  };
  part.shares.add(share);
  return share;
}

/** @returns false if no origin has more than this one would then have. */
function makeRoom({ origins }: Given, would: number): boolean {
  let most: Part | undefined;
  for (const part of origins.values()) if (!most || part.amount > most.amount) most = part;
  const newest = [...(most?.shares ?? [])].findLast((share) => share.drop !== null);
  if (!most || !newest || most.amount <= would) return false;
  newest.end();
  newest.drop?.();
  return true;
}

/** Makes it; at first nobody has a share. */
export function createShares(limits: Limits): Shares {
  const given: Given = { people: new Map(), origins: new Map(), all: 0 };
  return {
    take(party, amount = 1) {
      const full = levelInTheWay(limits, usedBy(given, party), amount);
      return full ? { full } : begin(given, party, amount, null);
    },
    takeOrDrop(party, amount, drop) {
      const used = usedBy(given, party);
      // What is still free does not matter, because room can be made.
      const full = levelInTheWay({ ...limits, all: Number.POSITIVE_INFINITY }, used, amount);
      if (full) return { full };
      while (given.all + amount > limits.all) if (!makeRoom(given, used.origin + amount)) return { full: "all" };
      return begin(given, party, amount, drop);
    },
  };
}
