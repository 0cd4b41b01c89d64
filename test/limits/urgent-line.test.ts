import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLinePace } from "../../core/limits/line-pace.ts";
import { createUrgentLine, mostOvertaken } from "../../core/limits/urgent-line.ts";
import { urgencies, type Urgency } from "../../core/limits/urgency.ts";
import { createManualClock } from "../manual-clock.ts";

type Item = { urgency: Urgency; number: number };

describe("an urgent line", () => {
  it("lets presses go before questions, and questions before boards", () => {
    const line = createUrgentLine<Item>(1, createManualClock());
    expect(line.enter("board")).toBe(true);
    for (const [number, urgency] of (["board", "question", "press", "press"] as const).entries())
      line.wait(urgency, { urgency, number });
    const order = (["board", "press", "press", "question"] as const).map((ends) => {
      line.leave(ends);
      return line.next()?.number;
    });
    expect(order).toEqual([2, 3, 1, 0]);
  });

  it("keeps places for presses from boards, however many boards come first", () => {
    const line = createUrgentLine<Item>(10, createManualClock());
    const boards = Array.from({ length: 10 }, () => line.enter("board"));
    expect(boards.filter(Boolean)).toHaveLength(3);
    expect(Array.from({ length: 8 }, () => line.enter("press")).filter(Boolean)).toHaveLength(7);
    expect(createUrgentLine<Item>(1, createManualClock()).enter("board")).toBe(true);
  });

  it("lets nothing wait longer than it says, and keeps the order within an urgency, whatever comes and goes", () => {
    const urgency = fc.constantFrom(...urgencies, "press" as const, "press" as const);
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ comes: urgency }) },
      { weight: 2, arbitrary: fc.record({ goes: fc.nat() }) },
    );
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 10), fc.array(step, { minLength: 200, maxLength: 300 }), (places, steps) =>
        playAndCheck(places, steps),
      ),
      { numRuns: 40 },
    );
  });
});

/** One that waits: how many of its urgency came before it, and how many turns that it could have had others have had. */
type Watched = Item & { before: number; missed: number };

function playAndCheck(places: number, steps: readonly ({ comes: Urgency } | { goes: number })[]): void {
  const line = createUrgentLine<Watched>(places, createManualClock());
  const waiting: Watched[] = [];
  const going: Urgency[] = [];
  const most = { press: places, question: places, board: Math.max(1, Math.floor(places / 3)) };
  const count = (urgency: Urgency): number => going.filter((one) => one === urgency).length;
  const giveTurns = (): void => {
    for (;;) {
      const able = waiting.filter((one) => count(one.urgency) < most[one.urgency]);
      const item = line.next();
      if (!item) break;
      for (const one of able) if (one !== item) one.missed += 1;
      expect(item.number).toBe(waiting.find((one) => one.urgency === item.urgency)?.number);
      expect(item.missed).toBeLessThan((item.before + 1) * (mostOvertaken + 2));
      waiting.splice(waiting.indexOf(item), 1);
      going.push(item.urgency);
    }
    expect(going.length).toBeLessThanOrEqual(places);
    expect(waiting.every((one) => going.length === places || count(one.urgency) === most[one.urgency])).toBe(true);
  };
  const all = [...steps, ...steps.map(() => ({ goes: 0 }))];
  for (const [number, one] of all.entries()) {
    if ("comes" in one) {
      const before = waiting.filter(({ urgency }) => urgency === one.comes).length;
      if (line.enter(one.comes)) going.push(one.comes);
      else {
        const item = { urgency: one.comes, number, before, missed: 0 };
        waiting.push(item);
        line.wait(one.comes, item);
      }
    } else if (going.length > 0) {
      const [urgency] = going.splice(one.goes % going.length, 1);
      if (urgency) line.leave(urgency);
    }
    giveTurns();
  }
  for (const urgency of going.splice(0)) line.leave(urgency);
  giveTurns();
}

describe("the pace of a line", () => {
  it("is what it has been lately, counting only time in which somebody waited", () => {
    const clock = createManualClock();
    const pace = createLinePace(clock);
    pace.waits(100);
    for (let turn = 0; turn < 1_000; turn += 1) {
      clock.advance(20);
      pace.moved();
    }
    expect(pace.expect(10)).toBeCloseTo(200, -1);
    pace.waits(0);
    clock.advance(1_000_000);
    expect(pace.expect(10)).toBeCloseTo(200, -1);
  });

  it("falls while the line stands still, and is back soon after", () => {
    const clock = createManualClock();
    const pace = createLinePace(clock);
    pace.waits(5);
    expect(pace.expect(6)).toBeLessThan(1_000);
    clock.advance(5_000);
    expect(pace.expect(6)).toBeGreaterThan(5_000);
    for (let turn = 0; turn < 1_000; turn += 1) {
      clock.advance(5);
      pace.moved();
    }
    expect(pace.expect(6)).toBeLessThan(100);
  });
});

describe("an expected wait", () => {
  it("is that of the own line, and none where nobody waits", () => {
    const clock = createManualClock();
    const line = createUrgentLine<number>(2, clock);
    line.enter("board");
    for (let board = 0; board < 20; board += 1) line.wait("board", board);
    clock.advance(2_000);
    expect(urgencies.map((urgency) => line.expectedWait(urgency) > 1_000)).toEqual([false, false, true]);
    expect(line.expectedWait("press")).toBe(0);
  });

  it("grows with what overtakes the line", () => {
    const waits = [0, 4].map((presses) => {
      const clock = createManualClock();
      const line = createUrgentLine<number>(1, clock);
      line.enter("question");
      for (let wait = 0; wait < 300; wait += 1) line.wait("question", wait);
      let ends: Urgency = "question";
      for (let turn = 0; turn < 200; turn += 1) {
        clock.advance(5);
        for (let press = 0; press < (turn % 5 === 0 ? presses : 0); press += 1) line.wait("press", -1);
        line.leave(ends);
        ends = line.next() === -1 ? "press" : "question";
      }
      return line.expectedWait("question");
    });
    expect(waits[1]! / waits[0]!).toBeGreaterThan(2);
  });
});
