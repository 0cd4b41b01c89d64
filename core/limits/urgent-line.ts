/** A line before a bounded number of places, in which what is urgent goes first and nothing waits for ever. */
import type { Clock } from "../machine/clock.ts";
import { createLinePace, type LinePace } from "./line-pace.ts";
import { urgencies, type Urgency } from "./urgency.ts";

/**
 * By urgency, and within each in order of arrival. What more urgent work has overtaken {@link mostOvertaken} times has the
 * next turn: with `n` of its own urgency before it, anything gets in after at most `(n + 1) * (mostOvertaken + 2)` turns
 * that it could have had.
 */
export interface UrgentLine<Item> {
  /** Whether all places are free. */
  readonly idle: boolean;
  /** Takes a place at once. @returns false when there is none: then one has to wait. */
  enter(urgency: Urgency): boolean;
  wait(urgency: Urgency, item: Item): void;
  /** Gives a place back. */
  leave(urgency: Urgency): void;
  /** Takes out whoever has the next turn, with a place; undefined when there is no place, or nobody for it. */
  next(): Item | undefined;
  /** How many wait. */
  waiting(urgency: Urgency): number;
  /** How long a newcomer would wait, in milliseconds. */
  expectedWait(urgency: Urgency): number;
}

/** How often more urgent work may go before something that could have had the turn. */
export const mostOvertaken = 8;

/** What part of the places boards may have, so that a press never waits for as many boards as there are places. */
const boardsPart = 1 / 3;

/** What waits with the same urgency. */
type Line<Item> = {
  waiting: Item[];
  /** How many have a place, and how many may. */
  going: number;
  most: number;
  /** How often it could have had a turn since it had one, and another line got it. */
  overtaken: number;
  pace: LinePace;
};

function mayGo(line: Line<unknown>): boolean {
  return line.going < line.most;
}

/** The most urgent line that may go on; or one that was overtaken too often, of several the one that was most. */
function choose<Item>(lines: readonly Line<Item>[]): Line<Item> | undefined {
  const able = lines.filter((line) => line.waiting.length > 0 && mayGo(line));
  let [chosen] = able;
  for (const line of able)
    if (line.overtaken >= mostOvertaken && line.overtaken > (chosen?.overtaken ?? 0)) chosen = line;
  for (const line of able) line.overtaken = line === chosen ? 0 : line.overtaken + 1;
  return chosen;
}

/** @param places how many may have one at the same time. */
export function createUrgentLine<Item>(places: number, clock: Pick<Clock, "elapsed">): UrgentLine<Item> {
  const line = (most: number): Line<Item> => {
    return { waiting: [], going: 0, most, overtaken: 0, pace: createLinePace(clock) };
  };
  const boards = Math.max(1, Math.floor(places * boardsPart));
  const lines: Record<Urgency, Line<Item>> = { press: line(places), question: line(places), board: line(boards) };
  const inOrder = urgencies.map((urgency) => lines[urgency]);
  const free = (): number => inOrder.reduce((left, { going }) => left - going, places);
  return {
    get idle() {
      return free() === places;
    },
    enter(urgency) {
      const own = lines[urgency];
      if (free() === 0 || !mayGo(own)) return false;
      own.going += 1;
      return true;
    },
    wait(urgency, item) {
      const { waiting, pace } = lines[urgency];
      pace.waits(waiting.push(item));
    },
    leave: (urgency) => void (lines[urgency].going -= 1),
    next() {
      const chosen = free() > 0 && choose(inOrder);
      return chosen ? takeFrom(chosen) : undefined;
    },
    waiting: (urgency) => lines[urgency].waiting.length,
    expectedWait(urgency) {
      const { waiting, pace } = lines[urgency];
      // Where nobody waits, a newcomer is soon let in, whatever goes before it.
      return waiting.length > 0 ? pace.expect(waiting.length + 1) : 0;
    },
  };
}

function takeFrom<Item>(line: Line<Item>): Item | undefined {
  const { waiting, pace } = line;
  line.going += 1;
  const item = waiting.shift();
  pace.moved();
  pace.waits(waiting.length);
  return item;
}
