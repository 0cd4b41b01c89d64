import { beforeEach, describe, expect, it } from "vitest";
import { startWatchdog, type Watchdog } from "../../core/models/watchdog.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";

const limits = { firstToken: 60, idle: 30, total: 180 };
const nothing = { token: false, whole: false };
const token = { token: true, whole: false };
let clock: ManualClock;
let caller: AbortController;
let watchdog: Watchdog;
beforeEach(() => {
  clock = createManualClock();
  caller = new AbortController();
  watchdog = startWatchdog(clock, limits, 170, caller.signal);
});
const kind = () => watchdog.failure()?.kind;

describe("the watchdog", () => {
  it("waits for the first token, whatever else comes", () => {
    clock.advance(40);
    watchdog.feed(nothing);
    clock.advance(19);
    expect(watchdog.signal.aborted).toBe(false);
    clock.advance(1);
    expect(watchdog.signal.aborted).toBe(true);
    expect(kind()).toBe("no-first-token");
  });

  it("takes every chunk for life once tokens flow", () => {
    watchdog.feed(token);
    for (let count = 0; count < 5; count += 1) {
      clock.advance(29);
      watchdog.feed(nothing);
    }
    expect(kind()).toBeUndefined();
    clock.advance(25);
    expect(kind()).toBe("too-slow");
  });

  it("sets no timer for each token, and yet counts from the last", () => {
    const set: number[] = [];
    const after: ManualClock["after"] = (milliseconds, task) => {
      set.push(milliseconds);
      return clock.after(milliseconds, task);
    };
    const patient = startWatchdog(
      { ...clock, after },
      { firstToken: 60, idle: 500, total: 9_000 },
      9_000,
      caller.signal,
    );
    for (let count = 0; count < 1_000; count += 1) {
      patient.feed(token);
      clock.advance(1);
    }
    expect(set.length).toBeLessThan(20);
    clock.advance(498);
    expect(patient.failure()).toBeUndefined();
    clock.advance(1);
    expect(patient.failure()?.kind).toBe("stalled");
  });

  it("counts a shorter time once the answer is whole", () => {
    const patient = startWatchdog(clock, { firstToken: 60, idle: 30_000, total: 90_000 }, 90_000, caller.signal);
    patient.feed(token);
    patient.feed({ token: false, whole: true });
    clock.advance(5_000);
    expect(patient.failure()?.kind).toBe("stalled");
  });

  it("goes by the time that passes, whatever the machine's clock is set to", () => {
    for (const to of ["2029-12-31T23:00:00.000Z", "2030-01-01T01:00:00.000Z"]) {
      const patient = startWatchdog(clock, { firstToken: 60, idle: 500, total: 9_000 }, 9_000, caller.signal);
      patient.feed(token);
      clock.advance(1);
      patient.feed(token);
      clock.set(new Date(to));
      clock.advance(499);
      expect(patient.failure()).toBeUndefined();
      clock.advance(1);
      expect(patient.failure()?.kind).toBe("stalled");
    }
  });

  it("ends what stalls, and keeps the first reason", () => {
    watchdog.feed(token);
    clock.advance(30);
    expect(kind()).toBe("stalled");
    caller.abort();
    clock.advance(1000);
    expect(kind()).toBe("stalled");
  });

  it("passes on its caller's abort, also one from before", () => {
    caller.abort();
    expect(kind()).toBe("aborted");
    expect(startWatchdog(clock, limits, 170, caller.signal).signal.aborted).toBe(true);
  });

  it("is quiet once stopped", () => {
    watchdog.stop();
    caller.abort();
    clock.advance(1000);
    expect(watchdog.failure()).toBeUndefined();
    expect(clock.pending()).toEqual([]);
  });
});
