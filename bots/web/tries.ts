/** How often somebody may try a secret: who types a wrong one now and then notices nothing, who guesses waits. */
import type { Clock } from "../../core/index.ts";
import type { Session } from "./sessions.ts";

export interface Tries {
  /** For how many seconds a try is not even looked at; 0: it is. */
  wait(session: Session, from: string | null): number;
  /** Counts a wrong one. */
  addWrong(session: Session, from: string | null): void;
}

/** Wrong tries that are looked at: so many at once, and another one each so many milliseconds. */
type Allowance = { atOnce: number; every: number };

const perSession: Allowance = { atOnce: 10, every: 6_000 };
/**
 * Behind one address may sit a whole school, so an address has more at once. Cookies are free, so in the long run it is
 * the address that makes guessing hopeless: ten codes a minute.
 */
const perAddress: Allowance = { atOnce: 60, every: 6_000 };
/**
 * Everybody seems to come from this machine, or from a container's network, where a proxy there does not say for whom it
 * asks. Whoever guesses must not shut all others out, so as many tries are looked at as 40 bits can bear: at ten a second,
 * half of all codes take 1,700 years.
 */
const perSharedAddress: Allowance = { atOnce: 60, every: 100 };

/** This machine and private networks, as `addressGroup` writes them. */
const shared =
  /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0:0:0:0::|f[cd][\da-f]{2}:)/;

/** How many sessions and addresses are remembered: the ones with the newest wrong tries. */
const mostRemembered = 50_000;

/** For each the moment when all its tries are there again, in milliseconds. */
type Debts = Map<string, number>;

/** @returns counts that are kept in memory only. */
export function createTries(clock: Clock): Tries {
  const debts: Debts = new Map();
  const keysOf = ({ person }: Session, from: string | null): [string, Allowance][] => [
    [person, perSession],
    ...(from === null ? [] : [[from, shared.test(from) ? perSharedAddress : perAddress] as [string, Allowance]]),
  ];
  const debtOf = (key: string): number => Math.max(0, (debts.get(key) ?? 0) - clock.now().getTime());
  return {
    wait(session, from) {
      const waits = keysOf(session, from).map(([key, { atOnce, every }]) => debtOf(key) - (atOnce - 1) * every);
      return Math.max(0, Math.ceil(Math.max(...waits) / 1_000));
    },
    addWrong(session, from) {
      for (const [key, { every }] of keysOf(session, from)) {
        const until = clock.now().getTime() + debtOf(key) + every;
        debts.delete(key);
        debts.set(key, until);
      }
      for (const key of debts.keys()) {
        if (debts.size <= mostRemembered) break;
        debts.delete(key);
      }
    },
  };
}
