/** What every journal of calls keeps to. */
import { describe, expect, it } from "vitest";
import type { Journal } from "../../core/mutual/run/journal.ts";
import { sampleCall } from "./store/orders.ts";

/** @param make a new place for a journal. @returns what opens it, as often as it is called. */
export function describeJournalContract(make: () => Promise<() => Promise<Journal>>): void {
  describe("a journal", () => {
    it("keeps what was appended, each key once, in order", async () => {
      const open = await make();
      const first = await open();
      const calls = ["1.question.m1", "1.answer.m2"].map((key) =>
        sampleCall(key, { outcome: { failure: "rejected", detail: `no “${key}”\n\u2028` } }),
      );
      for (const call of calls) await first.append(call);
      await first.append(sampleCall(calls[0]!.key, { model: "another" }));
      expect(first.records()).toEqual(calls);
      await first.close();
      const second = await open();
      expect(second.records()).toEqual(calls);
      expect(second.find("1.answer.m2")).toEqual(calls[1]);
      expect(second.find("1.answer.m3")).toBeUndefined();
      await second.close();
    });

    it("knows what was set aside for calls whose outcome is not known", async () => {
      const open = await make();
      const first = await open();
      for (const key of ["known", "lost", "back"]) await first.reserve(key, 2);
      await first.append(sampleCall("known", { reserved: 2 }));
      await first.reserve("back", -2);
      expect(first.lost()).toBe(0);
      await first.close();
      const second = await open();
      expect(second.lost()).toBe(2);
      // Made again, it may be paid for twice.
      await second.reserve("lost", 2);
      await second.append(sampleCall("lost", { reserved: 2 }));
      await second.close();
      const third = await open();
      expect(third.lost()).toBe(2);
      await third.close();
    });
  });
}
