/** Connecting by lease: one process alone is connected to a platform, and another one when that has gone. */
import { afterEach, describe, expect, it } from "vitest";
import { beatEvery, createConnectionLease, goneAfter, leaseOneOf } from "../../../core/chat/connection-lease.ts";
import type { Store } from "../../../core/store/store.ts";
import { createManualClock, type ManualClock } from "../../manual-clock.ts";
import { until } from "../../until.ts";
import { atMinute, freshId } from "../battle-samples.ts";

type Process = {
  lease: ReturnType<typeof leaseOneOf>;
  clock: ManualClock;
  heard: string[];
  take(): Promise<void>;
  stop(): void;
};

export function describeConnectionLease(store: () => Store): void {
  const processes: Process[] = [];
  afterEach(async () => {
    for (const { lease, stop } of processes.splice(0)) {
      stop();
      await lease.end();
    }
  });

  /** @param lookups of what it takes one. @param broken how often the database answers it with an error from now on, once it is set. */
  function process(lookups: string | readonly string[], broken = { left: 0 }): Process {
    const clock = createManualClock(atMinute(processes.length * 60));
    const heard: string[] = [];
    const stopping = new AbortController();
    const { notes } = store();
    const orBroken = <Result>(work: Promise<Result>): Promise<Result> => {
      if (broken.left <= 0) return work;
      broken.left -= 1;
      return work.then(() => Promise.reject(new Error("the answer was lost")));
    };
    const watched = {
      ...notes,
      exchangeNote: (...exchanged: Parameters<typeof notes.exchangeNote>) => orBroken(notes.exchangeNote(...exchanged)),
      findNote: (name: string) => orBroken(notes.findNote(name)),
    };
    const leases = [lookups].flat().map((lookup) => {
      return createConnectionLease({ store: watched, lookup, mark: freshId, clock });
    });
    const lease = leaseOneOf(leases);
    const listener = { waiting: () => void heard.push("waiting"), lost: () => void heard.push("lost") };
    const take = async () => {
      await lease.take(stopping.signal, listener).catch(() => {});
      if (!stopping.signal.aborted) heard.push("taken");
    };
    const one = { lease, clock, heard, take, stop: () => stopping.abort() };
    processes.push(one);
    return one;
  }

  /** Time goes on for one process, and whatever it does then is done. */
  async function beat({ clock }: Process, times = 1): Promise<void> {
    for (let beats = 0; beats < times; beats += 1) {
      clock.advance(beatEvery);
      await until(() => clock.pending().length > 0);
    }
  }

  describe("a connection's lease", () => {
    it("is one process's as long as that lives, whatever their clocks say, and the next one's once it lets go", async () => {
      const lookup = freshId();
      const [first, second] = [process(lookup), process(lookup)];
      await first.take();
      const waits = second.take();
      await until(() => second.heard.length > 0);
      for (let beats = 0; beats < 6; beats += 1) {
        await beat(first);
        await beat(second);
      }
      expect([first.heard, [...new Set(second.heard)]]).toEqual([["taken"], ["waiting"]]);
      await first.lease.end();
      second.clock.advance(beatEvery);
      await waits;
      expect(second.heard.at(-1)).toBe("taken");
      expect(await first.lease.isLost()).toBe(false);
    });

    it("is taken over within 30 seconds when its holder is silent, who learns it at the next beat", async () => {
      const lookup = freshId();
      const [first, second, third] = [process(lookup), process(lookup), process(lookup)];
      await first.take();
      const waits = [second, third].map((one) => one.take());
      await until(() => second.heard.length > 0 && third.heard.length > 0);
      await beat(second, goneAfter / beatEvery - 1);
      await beat(third, goneAfter / beatEvery - 1);
      expect([...second.heard, ...third.heard]).not.toContain("taken");
      second.clock.advance(beatEvery);
      third.clock.advance(beatEvery);
      await Promise.race(waits);
      await until(() => second.heard.includes("taken") !== third.heard.includes("taken"));
      first.clock.advance(beatEvery);
      await until(() => first.heard.includes("lost"));
      expect(first.clock.pending()).toEqual([]);
      const heir = second.heard.includes("taken") ? second : third;
      await store().notes.replaceNote(lookup, "another's", atMinute(0));
      expect(await heir.lease.isLost()).toBe(true);
      expect(heir.clock.pending()).toEqual([]);
      expect(goneAfter + beatEvery).toBeLessThan(30_000);
    });

    it("is not taken because the clock of who waits was set, nor kept for longer", async () => {
      const lookup = freshId();
      const [first, second] = [process(lookup), process(lookup)];
      await first.take();
      const waits = second.take();
      await until(() => second.heard.length > 0);
      second.clock.set(atMinute(600));
      await beat(second, goneAfter / beatEvery - 1);
      expect(second.heard).not.toContain("taken");
      second.clock.set(atMinute(0));
      second.clock.advance(beatEvery);
      await waits;
      expect(second.heard.at(-1)).toBe("taken");
    });

    it("is not lost by an answer of the database that was, nor taken by who could not look", async () => {
      const lookup = freshId();
      const broken = { left: 0 };
      const [first, second] = [process(lookup, broken), process(lookup, broken)];
      await first.take();
      void second.take();
      await until(() => second.heard.length > 0);
      broken.left = 2;
      await beat(first, 2);
      await beat(second);
      broken.left = 5;
      await beat(second, 6);
      expect(second.heard).not.toContain("taken");
      await beat(first);
      expect(await first.lease.isLost()).toBe(false);
      expect(first.heard).toEqual(["taken"]);
    });
  });

  describe("one lease of several", () => {
    it("is another one for each process; who finds none waits for whichever is free first", async () => {
      const lookups = [freshId(), freshId()];
      const [first, second, third] = [process(lookups), process(lookups), process(lookups)];
      await first.take();
      await second.take();
      expect(new Set([first.lease.taken(), second.lease.taken()])).toEqual(new Set([0, 1]));
      const others = third.take();
      await until(() => third.heard.includes("waiting"));
      for (let beats = 0; beats < 6; beats += 1) for (const one of [first, second, third]) await beat(one);
      expect([first, second, third].map(({ heard }) => heard.at(-1))).toEqual(["taken", "taken", "waiting"]);
      const free = second.lease.taken();
      await second.lease.end();
      expect(second.lease.taken()).toBeNull();
      third.clock.advance(beatEvery);
      await others;
      expect(third.lease.taken()).toBe(free);
      expect(await third.lease.isLost()).toBe(false);
      await store().notes.replaceNote(lookups[free ?? 0]!, "another's", atMinute(0));
      third.clock.advance(beatEvery);
      await until(() => third.heard.includes("lost"));
      expect([third.lease.taken(), await third.lease.isLost()]).toEqual([null, false]);
      expect(await first.lease.isLost()).toBe(false);
    });

    it("is none that was lost before the database had answered for the others", async () => {
      const [lookup, slow] = [freshId(), Promise.withResolvers<never>()];
      const one = process(lookup);
      const both = leaseOneOf([
        one.lease,
        { take: () => slow.promise, isLost: async () => false, end: async () => {} },
      ]);
      const heard: string[] = [];
      const listener = { waiting: () => {}, lost: () => void heard.push("lost") };
      const taking = both.take(new AbortController().signal, listener);
      await until(() => one.lease.taken() === 0);
      await store().notes.replaceNote(lookup, "another's", atMinute(0));
      one.clock.advance(beatEvery);
      await until(() => heard.includes("lost"));
      slow.reject(new Error("stopped"));
      await taking;
      expect(both.taken()).toBeNull();
    });

    it("is none for who is stopped before one is free", async () => {
      const lookups = [freshId(), freshId()];
      const [first, second] = [process(lookups[0]!), process(lookups[1]!)];
      await Promise.all([first.take(), second.take()]);
      const third = process(lookups);
      const waits = third.take();
      await until(() => third.heard.includes("waiting"));
      third.stop();
      await waits;
      expect([third.lease.taken(), third.heard.includes("taken")]).toEqual([null, false]);
    });
  });

  describe("a note that is exchanged", () => {
    it("takes the place of the one that is expected, of none, and of itself, and of no other", async () => {
      const lookup = freshId();
      const exchange = (before: string | null, value: string) =>
        store().notes.exchangeNote(lookup, before, value, atMinute(0));
      expect(await exchange(null, "first")).toBe(true);
      expect(await exchange(null, "second")).toBe(false);
      expect(await exchange("other", "second")).toBe(false);
      expect(await exchange(null, "first")).toBe(true);
      expect(await exchange("first", "second")).toBe(true);
      await store().notes.dropNote(lookup, "first");
      expect(await store().notes.findNote(lookup)).toBe("second");
      await store().notes.dropNote(lookup, "second");
      expect(await store().notes.findNote(lookup)).toBeUndefined();
    });

    it("is taken by one of those who want it at once", async () => {
      const lookup = freshId();
      await store().notes.replaceNote(lookup, "before", atMinute(0));
      const taken = await Promise.all(
        ["x", "y", "z"].map((value) => store().notes.exchangeNote(lookup, "before", value, atMinute(1))),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    });
  });
}
