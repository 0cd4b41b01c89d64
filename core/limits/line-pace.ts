/** How fast a line moves, and so how long somebody who joins it will wait. */
import type { Clock } from "../machine/clock.ts";

/** Watches one line. It is to be told of every change in it; each call costs the same, however long the line is. */
export interface LinePace {
  /** Tells how many wait from now on. */
  waits(count: number): void;
  /** Tells that one of those who waited has got its turn; {@link LinePace.waits} is told as well. */
  moved(): void;
  /** How long a newcomer with so many before it will wait, in milliseconds, going by how the line has moved lately. */
  expect(ahead: number): number;
}

/** What is remembered fades with this time, in milliseconds in which somebody waited. */
const memory = 2_000;

/** What is believed of a line that nobody has stood in yet: so many turns, of so many milliseconds. */
const assumed = { turns: 20, each: 10 };

/**
 * Only time in which somebody waits counts: an empty line says nothing about how fast it would move. When it stands still,
 * the expected wait grows with the time that it does.
 */
export function createLinePace(clock: Pick<Clock, "elapsed">): LinePace {
  let turns = assumed.turns;
  let time = assumed.turns * assumed.each;
  let waiting = 0;
  let last = clock.elapsed();

  function pass(): void {
    const present = clock.elapsed();
    const passed = present - last;
    last = present;
    if (waiting === 0) return;
    const left = Math.exp(-passed / memory);
    turns *= left;
    // As if all that time had been spent in small steps, each fading from then on.
    time = time * left + memory * (1 - left);
  }

  return {
    waits(count) {
      pass();
      waiting = count;
    },
    moved() {
      pass();
      turns += 1;
    },
    expect(ahead) {
      pass();
      return (ahead * time) / turns;
    },
  };
}
