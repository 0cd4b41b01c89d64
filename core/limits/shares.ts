/** Counts what is under way, by person, by origin and in all, and lets no one of them have too much of it. */
import { type Level, levelInTheWay, type Limits, type Party } from "./party.ts";

/** What was taken, until it is given back by `end` (more than once is once); or the limit that stands in the way. */
export type Taken = { end: () => void } | { full: Level };

export interface Shares {
  /** For what cannot be called off once it has begun. */
  take(party: Party, amount?: number): Taken;
  /**
   * For what can be: when nothing is left, whatever began last of the origin that has most makes room for an origin
   * that has less. Its share has ended when its `drop` is called, without a word of its own.
   */
  takeOrDrop(party: Party, amount: number, drop: () => void): Taken;
}

type Share = { amount: number; drop: (() => void) | null; end: () => void };

/** One origin's part: the sum of its shares, in the order they were taken. */
type Part = { amount: number; shares: Set<Share> };

/** Remembers only who has something under way, so never more than `limits.all` of them. */
export function createShares(limits: Limits): Shares {
  const people = new Map<string, number>();
  const origins = new Map<string, Part>();
  let all = 0;

  const usedBy = ({ person, origin }: Party): Limits => ({
    person: person === null ? 0 : (people.get(person) ?? 0),
    origin: origins.get(origin)?.amount ?? 0,
    all,
  });

  const count = ({ person, origin }: Party, change: number): Part => {
    all += change;
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
  };

  const begin = (party: Party, amount: number, drop: Share["drop"]): Taken => {
    const part = count(party, amount);
    const share: Share = {
      amount,
      drop,
      end: () => {
        if (part.shares.delete(share)) count(party, -amount);
      },
    };
    part.shares.add(share);
    return share;
  };

  /** @returns false when nobody has more than this origin would have then. */
  const makeRoom = (would: number): boolean => {
    let most: Part | undefined;
    for (const part of origins.values()) if (!most || part.amount > most.amount) most = part;
    const newest = [...(most?.shares ?? [])].findLast((share) => share.drop !== null);
    if (!most || !newest || most.amount <= would) return false;
    newest.end();
    newest.drop?.();
    return true;
  };

  return {
    take(party, amount = 1) {
      const full = levelInTheWay(limits, usedBy(party), amount);
      return full ? { full } : begin(party, amount, null);
    },
    takeOrDrop(party, amount, drop) {
      const used = usedBy(party);
      // What is free plays no part: there is always room to be made.
      const full = levelInTheWay({ ...limits, all: Number.POSITIVE_INFINITY }, used, amount);
      if (full) return { full };
      while (all + amount > limits.all) if (!makeRoom(used.origin + amount)) return { full: "all" };
      return begin(party, amount, drop);
    },
  };
}
