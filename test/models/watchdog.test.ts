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
