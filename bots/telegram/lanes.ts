/** The ways requests go, most of them one a chat: until when each is closed, what waits there, how much went lately. */
import { type Clock, createBoundedMap, createInTurn } from "../../core/index.ts";

/** Knows how each lane stands. */
export interface Lanes {
  /** When it opens, or opened: not before now. In milliseconds. */
  opensAt(lane: string): number;
  /** Whether it is open, and nothing waits in line. */
  isOpen(lane: string): boolean;
  /** For how long it is closed. In milliseconds. */
  left(lane: string): number;
  /** Closes it for so many milliseconds; 0 does nothing. */
  close(lane: string, wait: number): void;
  /** Counts what is sent. @param mayBePromised whether it may have been counted before. */
  count(lane: string, mayBePromised: boolean): void;
  /** Counts what is about to be sent beside what matters more, if a minute has room for it. @returns whether it has. */
  promise(lane: string): boolean;
  /** One goes only once the one before it was taken, so that a lane that opens is not closed again by all at once. */
  inOrder<Result>(lane: string, send: () => Promise<Result>): Promise<Result>;
}

/** Telegram allows about 20 messages a minute in a group; a quarter of them is kept for what everybody sees. */
const mostBeside = 15;
/** In milliseconds. */
const minute = 60_000;
/** Of how many lanes it is known how they stand. */
const mostKnown = 1_000;

/** All are open, and nothing has been sent. */
export function createLanes(clock: Pick<Clock, "elapsed">): Lanes {
  const now = () => clock.elapsed();
  const closedUntil = createBoundedMap<string, number>(mostKnown);
  const { waits, inOrder } = createLines();
  const opensAt = (lane: string) => Math.max(closedUntil.get(lane) ?? 0, now());
  return {
    opensAt,
    isOpen: (lane) => opensAt(lane) === now() && !waits(lane),
    left: (lane) => opensAt(lane) - now(),
    close: (lane, wait) => void (wait > 0 && closedUntil.set(lane, now() + wait)),
    inOrder,
    ...createCounts(now),
  };
}

function createCounts(now: () => number): Pick<Lanes, "count" | "promise"> {
  const sent = createBoundedMap<string, number[]>(mostKnown);
  /** How many have been counted but not sent yet. */
  const promised = createBoundedMap<string, number>(mostKnown);
  const recent = (lane: string) => (sent.get(lane) ?? []).filter((at) => at > now() - minute);
  const add = (lane: string) => void sent.set(lane, [...recent(lane).slice(-mostBeside), now()]);
  return {
    count(lane, mayBePromised) {
      const owed = mayBePromised ? (promised.get(lane) ?? 0) : 0;
      if (owed > 0) promised.set(lane, owed - 1);
      else add(lane);
    },
    promise(lane) {
      if (recent(lane).length >= mostBeside) return false;
      add(lane);
      promised.set(lane, (promised.get(lane) ?? 0) + 1);
      return true;
    },
  };
}

function createLines() {
  const inTurn = createInTurn();
  const inLine = new Map<string, number>();
  return {
    waits: (lane: string) => inLine.has(lane),
    async inOrder<Result>(lane: string, send: () => Promise<Result>): Promise<Result> {
      inLine.set(lane, (inLine.get(lane) ?? 0) + 1);
      try {
        return await inTurn(lane, send);
      } finally {
        const left = (inLine.get(lane) ?? 1) - 1;
        if (left > 0) inLine.set(lane, left);
        else inLine.delete(lane);
      }
    },
  };
}
