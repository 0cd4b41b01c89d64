import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFairLine } from "../../core/limits/fair-line.ts";
import { createPace } from "../../core/limits/pace.ts";
import type { Party } from "../../core/limits/party.ts";
import { createShares } from "../../core/limits/shares.ts";
import { createFairTurns } from "../../core/limits/turns.ts";
import { createManualClock } from "../manual-clock.ts";

const somebody = (origin: string, person: string | null = null): Party => ({ origin, person });

describe("shares", () => {
  it("are limited by person, by origin and in all, and come back", () => {
    const shares = createShares({ person: 2, origin: 3, all: 100 });
    const first = shares.take(somebody("home", "anna"));
    shares.take(somebody("home", "anna"));
    expect(shares.take(somebody("home", "anna"))).toEqual({ full: "person" });
    shares.take(somebody("home", "ben"));
    expect(shares.take(somebody("home", "cleo"))).toEqual({ full: "origin" });
    expect(shares.take(somebody("school", "dora"))).toHaveProperty("end");
    if (!("end" in first)) throw new Error("anna has nothing");
    first.end();
    first.end();
    expect(shares.take(somebody("home", "cleo"))).toHaveProperty("end");
    expect(shares.take(somebody("home", "cleo"))).toEqual({ full: "origin" });
  });

  it("leave something for newcomers however many origins take all they can", () => {
    const shares = createShares({ person: 100, origin: 60, all: 100 });
    for (let origin = 0; origin < 5; origin += 1)
      for (let taken = 0; taken < 200; taken += 1) shares.take(somebody(`flood ${origin}`));
    expect(shares.take(somebody("next door"))).toHaveProperty("end");
  });

  it("are taken from the origin that has most, its newest first, for one that has less", () => {
    const shares = createShares({ person: 10, origin: 10, all: 10 });
    const dropped: string[] = [];
    const take = (origin: string, name: string) => shares.takeOrDrop(somebody(origin), 1, () => dropped.push(name));
    for (let taken = 0; taken < 10; taken += 1) take("flood", `flood ${taken}`);
    expect(take("flood", "one more")).toEqual({ full: "origin" });
    for (let taken = 0; taken < 7; taken += 1) take("next door", `next door ${taken}`);
    expect(dropped).toEqual(["flood 9", "flood 8", "flood 7", "flood 6", "flood 5"]);
    expect(take("next door", "too much")).toEqual({ full: "all" });
    expect(take("third", "third")).toHaveProperty("end");
  });

  it("never count anything wrongly, whatever comes and goes", () => {
    const step = fc.record({
      origin: fc.integer({ min: 0, max: 4 }),
      person: fc.integer({ min: 0, max: 2 }),
      amount: fc.integer({ min: 1, max: 4 }),
      ends: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const shares = createShares({ person: 6, origin: 12, all: 20 });
        const held = new Map<number, { amount: number; origin: number; end: () => void }>();
        for (const [index, { origin, person, amount, ends }] of steps.entries()) {
          const party = somebody(`o${origin}`, `p${origin} ${person}`);
          const taken = shares.takeOrDrop(party, amount, () => held.delete(index));
          if ("end" in taken) held.set(index, { amount, origin, end: taken.end });
          held.get(ends)?.end();
          held.delete(ends);
          const sum = [...held.values()].reduce((all, one) => all + one.amount, 0);
          expect(sum).toBeLessThanOrEqual(20);
        }
        for (const { end } of held.values()) end();
        for (let amount = 0; amount < 2; amount += 1)
          expect(shares.take(somebody("o0", `p${amount}`), 5)).toHaveProperty("end");
      }),
    );
  });
});

describe("a pace", () => {
  const limits = { person: 3, origin: 5, all: 20 };

  it("lets a burst through, then as much as the window allows, and says when", () => {
    const clock = createManualClock();
    const pace = createPace(limits, 30_000, clock);
    const take = () => pace.take(somebody("home", "anna"));
    expect([take(), take(), take()]).toEqual([null, null, null]);
    expect(take()).toEqual({ full: "person", seconds: 10 });
    clock.advance(9_999);
    expect(take()).toEqual({ full: "person", seconds: 1 });
    clock.advance(1);
    expect(take()).toBeNull();
    expect(take()).toEqual({ full: "person", seconds: 10 });
  });

  it("keeps nobody waiting for longer when the machine's clock is set back", () => {
    const clock = createManualClock();
    const pace = createPace(limits, 30_000, clock);
    for (let time = 0; time < 3; time += 1) pace.take(somebody("home", "anna"));
    clock.set(new Date("2029-12-31T23:00:00.000Z"));
    expect(pace.take(somebody("home", "anna"))).toEqual({ full: "person", seconds: 10 });
    clock.advance(10_000);
    expect(pace.take(somebody("home", "anna"))).toBeNull();
  });

  it("counts people of one origin together, and none of another", () => {
    const pace = createPace(limits, 30_000, createManualClock());
    for (let person = 0; person < 5; person += 1) pace.take(somebody("school", `pupil ${person}`));
    expect(pace.take(somebody("school", "late"))).toMatchObject({ full: "origin" });
    expect(pace.take(somebody("home", "anna"))).toBeNull();
  });

  it("lets newcomers in where many origins have taken all they can", () => {
    const pace = createPace(limits, 30_000, createManualClock());
    for (let flood = 0; flood < 2_000; flood += 1) pace.take(somebody(`flood ${Math.floor(flood / 500)}`));
    expect(pace.take(somebody("flood 3"))).toMatchObject({ full: "all" });
    expect(pace.take(somebody("next door"))).toBeNull();
  });

  it("gives nobody a fresh start because others come", () => {
    const clock = createManualClock();
    const pace = createPace({ person: 3, origin: 5, all: 1_000_000 }, 30_000, clock);
    for (let time = 0; time < 5; time += 1) pace.take(somebody("flood"));
    for (let other = 0; other < 20_000; other += 1) pace.take(somebody(`other ${other}`));
    expect(pace.take(somebody("flood"))).toMatchObject({ full: "origin" });
  });
});

describe("a fair line", () => {
  it("lets origins take turns, and people within each", () => {
    const line = createFairLine<string>();
    for (const item of ["a1", "a2", "a3"]) line.push(somebody("flood", "a"), item);
    for (const item of ["b1", "b2"]) line.push(somebody("flood", "b"), item);
    line.push(somebody("next door", "c"), "c1");
    line.remove(somebody("flood", "a"), "a3");
    line.remove(somebody("flood", "a"), "never there");
    const out = Array.from({ length: 6 }, () => line.shift());
    expect(out).toEqual(["a1", "c1", "b1", "a2", "b2", undefined]);
    expect(line.size).toBe(0);
  });
});

describe("fair turns", () => {
  it("work on so much at once, refuse what nobody would wait for, and outlive failures", async () => {
    const turns = createFairTurns(1, { person: 3, origin: 5, all: 20 }, createManualClock());
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const run = (party: Party, name: string, wait = Promise.resolve()) =>
      turns.run(
        party,
        () => wait.then(() => void order.push(name)),
        (full) => new Error(full),
      );
    const flood = somebody("flood", "a");
    const running = [run(flood, "a1", first.promise), run(flood, "a2"), run(flood, "a3")];
    await expect(run(flood, "a4")).rejects.toThrow("person");
    running.push(run(somebody("next door", "b"), "b1"));
    first.reject(new Error("broken"));
    const [broken] = await Promise.allSettled(running);
    expect(broken?.status).toBe("rejected");
    expect(order).toEqual(["a2", "b1", "a3"]);
    await run(flood, "a5");
  });
});
