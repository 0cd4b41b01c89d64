import { expect, it } from "vitest";
import { giveBackAtRest } from "../../bots/rest.ts";
import { createManualClock } from "../manual-clock.ts";

/** @param shares how busy it is in each ten seconds. @returns after which of them memory was given back. */
function givenBackAfter(shares: readonly number[]): number[] {
  const clock = createManualClock();
  const given: number[] = [];
  let passed = 0;
  const rest = giveBackAtRest({ clock, busy: () => shares[passed - 1]!, giveBack: () => void given.push(passed) });
  for (const _ of shares) {
    passed += 1;
    clock.advance(10_000);
  }
  rest.end();
  expect(clock.pending()).toEqual([]);
  return given;
}

it("memory is given back once after each time of work, and never while there is work", () => {
  expect(givenBackAfter([0.3, 0.1, 0.02, 0, 0.01])).toEqual([3]);
  expect(givenBackAfter([0, 0.1, 0, 0.9, 0.9, 0.06, 0.05, 0])).toEqual([1, 7]);
});
