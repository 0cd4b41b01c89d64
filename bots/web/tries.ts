/** How often somebody may try a secret: a few mistakes have no consequence, but somebody who guesses has to wait. */
import { type Clock, createDebts } from "../../core/index.ts";
import type { Session } from "./sessions.ts";

/** Counts wrong tries, by person and by address. */
export interface Tries {
  /** How many seconds to wait before the next try is looked at; 0: none. */
  wait(session: Session, from: string | null): number;
  /** Counts a wrong try. */
  addWrong(session: Session, from: string | null): void;
}

/** How many wrong tries are looked at: `atOnce`, and one more every `every` milliseconds. */
type Allowance = { atOnce: number; every: number };

const perSession: Allowance = { atOnce: 10, every: 6_000 };
/**
 * A whole school may sit behind one address, so an address has more tries. New cookies cost nothing, so in the long run the
 * address limits guessing: ten codes a minute.
 */
const perAddress: Allowance = { atOnce: 60, every: 6_000 };
/**
 * Behind a proxy that does not say for whom it asks, everybody seems to come from this machine or a private network. One
 * person who guesses must not shut out all others, so as many tries are looked at as are safe with codes of 40 bits: at ten
 * a second, half of all codes take 1,700 years.
 */
const perSharedAddress: Allowance = { atOnce: 60, every: 100 };

/** This machine and private networks, as `addressGroup` writes them. */
const shared =
  /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0:0:0:0::|f[cd][\da-f]{2}:)/;

/** How many people and addresses are remembered: those with the newest wrong tries. */
const mostRemembered = 50_000;

/** @returns counts that are kept in memory only. */
export function createTries(clock: Clock): Tries {
  const debts = createDebts(clock, mostRemembered);
  const keysOf = ({ person }: Session, from: string | null): [string, Allowance][] => [
    [person, perSession],
    ...(from === null ? [] : [[from, shared.test(from) ? perSharedAddress : perAddress] as [string, Allowance]]),
  ];
  return {
    wait(session, from) {
      const waits = keysOf(session, from).map(([key, { atOnce, every }]) => debts.of(key) - (atOnce - 1) * every);
      return Math.max(0, Math.ceil(Math.max(...waits) / 1_000));
    },
    addWrong(session, from) {
      for (const [key, { every }] of keysOf(session, from)) debts.add(key, every);
    },
  };
}
