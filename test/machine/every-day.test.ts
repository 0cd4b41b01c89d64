import { expect, it } from "vitest";
import { everyDay } from "../../core/machine/every-day.ts";
import { createManualClock } from "../manual-clock.ts";

const day = 24 * 60 * 60_000;

it("work of every day is done at once, then every 24 hours until it is ended, also while it is being done", async () => {
  const clock = createManualClock();
  let done = 0;
  const end = await everyDay(async () => void (done += 1), clock);
  expect([done, clock.pending()]).toEqual([1, [day]]);
  clock.advance(day);
  // What goes on after the work has been done goes on in its own time.
  await new Promise(setImmediate);
  expect([done, clock.pending()]).toEqual([2, [day]]);
  clock.advance(day);
  end();
  await new Promise(setImmediate);
  expect([done, clock.pending()]).toEqual([3, []]);
});
