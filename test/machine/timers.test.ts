import { expect, it } from "vitest";
import { createTimers } from "../../core/machine/timers.ts";
import { createManualClock } from "../manual-clock.ts";

/** Timers by a clock that counts how often it is asked for one. */
function startTimers() {
  const clock = createManualClock();
  const done: string[] = [];
  let asked = 0;
  const timers = createTimers({
    after: (milliseconds, task) => {
      asked += 1;
      return clock.after(milliseconds, task);
    },
  });
  return { clock, timers, done, asked: () => asked, doing: (what: string) => () => void done.push(what) };
}

const [moment, another] = [new Date(5_000), new Date(9_000)];

it("a timer takes the place of the one before, unless that is for the same moment", () => {
  const { clock, timers, done, asked, doing } = startTimers();
  timers.set("close", 5_000, doing("first"), moment);
  timers.set("close", 5_000, doing("again"), moment);
  expect(asked()).toBe(1);
  timers.set("close", 9_000, doing("later"), another);
  timers.set("other", 1_000, doing("other"));
  expect(asked()).toBe(3);
  clock.advance(9_000);
  expect(done).toEqual(["other", "later"]);
});

it("a timer that is over or called off is set anew for the same moment", () => {
  const { clock, timers, done, doing } = startTimers();
  timers.set("close", 5_000, doing("first"), moment);
  clock.advance(5_000);
  timers.set("close", 0, doing("second"), moment);
  timers.drop("close");
  timers.set("close", 0, doing("third"), moment);
  clock.advance(0);
  expect(done).toEqual(["first", "third"]);
  timers.stop();
  timers.set("close", 0, doing("fourth"), another);
  clock.advance(1_000);
  expect([done.length, timers.names()]).toEqual([2, []]);
});
