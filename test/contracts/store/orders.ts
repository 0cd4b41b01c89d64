/** Orders from chats: kept, changed by whoever may, found, and their calls. */
import { afterEach, describe, expect, it } from "vitest";
import type { Order, OrderKind, OrderState } from "../../../core/mutual/orders.ts";
import type { CallRecord } from "../../../core/mutual/run/journal.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId } from "../battle-samples.ts";

/** An order that runs. */
export function sampleOrder(changes: Partial<Order> = {}): Order {
  return {
    ...{ id: freshId(), kind: "jury", community: freshId(), platform: "web", delivery: "sealed" },
    ...{ state: "running", settings: { limit: 5 }, progress: null, told: false, holder: null, tries: 0 },
    ...{ orderedAt: atMinute(0), ...changes },
  };
}

/** A call that has ended. */
export function sampleCall(key: string, changes: Partial<CallRecord> = {}): CallRecord {
  const outcome = { failure: "rejected", detail: `no \0 for ${key}` } as const;
  return {
    key,
    model: "m1",
    request: "fingerprint",
    endedAt: atMinute(1).toISOString(),
    reserved: 2,
    outcome,
    ...changes,
  };
}

export function describeOrders(store: () => Store): void {
  const orders = () => store().orders;
  const running: readonly OrderState[] = ["running"];
  const cancelAll = async () => {
    for (const { id } of await orders().find({ states: running }))
      await orders().change(id, { states: running }, { state: "cancelled" });
  };
  afterEach(cancelAll);

  describe("orders", () => {
    it("run one of a kind at a time, and are kept once", async () => {
      const [first, second] = [sampleOrder(), sampleOrder({ progress: { done: 1 } })];
      expect(await orders().add(first)).toBe(true);
      expect(await orders().add(second)).toBe(false);
      expect(await orders().add(sampleOrder({ kind: "evaluation" }))).toBe(true);
      expect(await orders().add({ ...second, state: "interrupted" })).toBe(true);
      expect(await orders().add({ ...second, state: "interrupted" })).toBe(false);
      const resumed = () => orders().change(second.id, { states: ["interrupted"] }, { state: "running" });
      expect(await resumed()).toBeUndefined();
      expect(await orders().change(first.id, { states: running }, { state: "finished" })).toEqual({
        ...first,
        state: "finished",
      });
      expect(await resumed()).toEqual(second);
      expect(await orders().add(sampleOrder())).toBe(false);
    });

    it("are changed only from a state, and by whoever has them, where that is said", async () => {
      const order = sampleOrder();
      await orders().add(order);
      const { id } = order;
      expect(await orders().change(id, { states: ["finished"] }, { told: true })).toBeUndefined();
      expect(await orders().change("none", { states: running }, { told: true })).toBeUndefined();
      const mine = { holder: "me", tries: 1, progress: { done: [1, null] } };
      expect(await orders().change(id, { states: running }, mine)).toEqual({ ...order, ...mine });
      const byOthers = { states: running, holder: "others" };
      expect(await orders().change(id, byOthers, { progress: null })).toBeUndefined();
      const byMe = { states: running, holder: "me" };
      expect(await orders().change(id, byMe, { progress: null, holder: null })).toEqual({ ...order, tries: 1 });
      expect(await orders().find({ id })).toEqual([{ ...order, tries: 1 }]);
    });

    it("are found by what is asked for, the newest first", async () => {
      const community = freshId();
      const kinds: OrderKind[] = ["jury", "evaluation", "jury"];
      const made = kinds.map((kind, index) =>
        sampleOrder({ kind, community, state: "finished", told: index === 0, orderedAt: atMinute(index) }),
      );
      for (const order of made) await orders().add(order);
      const [first, second, third] = made.map(({ id }) => id);
      const found = async (filter: object) => (await orders().find({ community, ...filter })).map(({ id }) => id);
      expect(await found({})).toEqual([third, second, first]);
      expect(await found({ kind: "jury" })).toEqual([third, first]);
      expect(await found({ told: false, states: ["finished"] })).toEqual([third, second]);
      expect(await found({ states: ["interrupted"] })).toEqual([]);
      expect(await found({ id: second })).toEqual([second]);
      const to = freshId();
      await store().communities.moveCommunity(community, to);
      expect(await orders().find({ community: to, id: first! })).toMatchObject([{ id: first }]);
    });

    it("take calls from whoever has them, and from nobody else", async () => {
      const order = sampleOrder({ holder: "me" });
      await orders().add(order);
      const [mine, others] = [await orders().journal(order.id, "me"), await orders().journal(order.id, "others")];
      await mine.append(sampleCall("one"));
      await expect(others.append(sampleCall("two"))).rejects.toThrow(/another process/u);
      await expect(others.reserve("two", 1)).rejects.toThrow(/another process/u);
      await orders().change(order.id, { states: running }, { state: "cancelled" });
      await expect(mine.append(sampleCall("three"))).rejects.toThrow(/does not run/u);
      expect((await orders().journal(order.id, null)).records().map(({ key }) => key)).toEqual(["one"]);
      await orders().forgetCalls(order.id);
      expect((await orders().journal(order.id, null)).records()).toEqual([]);
    });

    it("may bring calls along that were made before", async () => {
      const order = sampleOrder({ state: "finished" });
      const calls = ["b", "a"].map((key, index) => sampleCall(key, { endedAt: atMinute(index).toISOString() }));
      await orders().add(order, { records: () => calls, lost: () => 3 });
      const journal = await orders().journal(order.id, null);
      expect([journal.records(), journal.lost()]).toEqual([calls, 3]);
    });
  });
}
