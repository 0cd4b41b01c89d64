import { describe, expect, it } from "vitest";
import { StoreFailure } from "../../core/store/store-failure.ts";
import { createWorkGate } from "../../core/store/work-gate.ts";
import { createWorkGroups } from "../../core/store/work-groups.ts";
import { until } from "../until.ts";

type Started = { items: number[]; finish(): void; fail(error: Error): void };

/** Groups at a gate with `places`, whose work is finished by hand; an item's outcome is its tenfold. */
function createTestGroups(places: number) {
  const started: Started[] = [];
  const gate = createWorkGate(places);
  const take = createWorkGroups<number, number>(
    gate,
    (items) =>
      new Promise((resolve, fail) => {
        const finish = (): void => resolve(items.map((item) => item * 10));
        started.push({ items: [...items], finish, fail });
      }),
  );
  return { gate, take, started };
}

describe("work groups", () => {
  it.each([1, 10])("start a lone item at once, and together what comes meanwhile, with %i places", async (places) => {
    const { take, started } = createTestGroups(places);
    const first = take(1);
    await until(() => started.length === 1);
    const others = [2, 3, 4].map((item) => take(item));
    started[0]!.finish();
    expect(await first).toBe(10);
    await until(() => started.length === 2);
    started[1]!.finish();
    expect(await Promise.all(others)).toEqual([20, 30, 40]);
    expect(started.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
  });

  it("take what is asked for in the same moment together, and work on one group at a time", async () => {
    const { take, started } = createTestGroups(10);
    const outcomes = [1, 2].map((item) => take(item));
    await until(() => started.length === 1);
    outcomes.push(take(3));
    // All that could start has its turn.
    await new Promise((resolve) => setImmediate(resolve));
    expect(started.map(({ items }) => items)).toEqual([[1, 2]]);
    started[0]!.finish();
    await until(() => started.length === 2);
    started[1]!.finish();
    expect(await Promise.all(outcomes)).toEqual([10, 20, 30]);
  });

  it("take those along who come back as soon as they are told", async () => {
    const { take, started } = createTestGroups(1);
    const again = [1, 2].map((item) => take(item).then(() => take(item + 10)));
    await until(() => started.length === 1);
    const waiting = take(3);
    started[0]!.finish();
    await until(() => started.length === 2);
    started[1]!.finish();
    expect(await Promise.all([waiting, ...again])).toEqual([30, 110, 120]);
    expect(started[1]!.items).toEqual([3, 11, 12]);
  });

  it("are of a bounded size", async () => {
    const { take, started } = createTestGroups(1);
    const outcomes = Array.from({ length: 1200 }, (_, item) => take(item));
    for (const group of [0, 1, 2]) {
      await until(() => started.length === group + 1);
      started[group]!.finish();
    }
    expect(await Promise.all(outcomes)).toEqual(Array.from({ length: 1200 }, (_, item) => item * 10));
    expect(started.map(({ items }) => items.length)).toEqual([500, 500, 200]);
  });

  it("fail for each of their items where the store fails, and only for these", async () => {
    const { take, started } = createTestGroups(1);
    const failing = [take(1), take(2)];
    await until(() => started.length === 1);
    const next = take(3);
    started[0]!.fail(new StoreFailure("disk", "no disk"));
    for (const one of failing) await expect(one).rejects.toThrow("no disk");
    await until(() => started.length === 2);
    started[1]!.finish();
    expect(await next).toBe(30);
  });

  it("fail for the one item that cannot be done, and for no other", async () => {
    const tried: number[][] = [];
    const take = createWorkGroups<number, number>(createWorkGate(1), async (items) => {
      tried.push([...items]);
      if (items.includes(3)) throw new Error("3 cannot be done");
      return items.map((item) => item * 10);
    });
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map((item) => take(item)));
    expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((one) => one !== 3),
    );
    expect(outcomes[2]).toMatchObject({ reason: new Error("3 cannot be done") });
    // Halved three times: two groups each time.
    expect(tried).toHaveLength(7);
  });

  it("fail, and are not done again, where an outcome is missing", async () => {
    let done = 0;
    const take = createWorkGroups<number, number>(createWorkGate(1), async () => ((done += 1), [10]));
    for (const one of [take(1), take(2)]) await expect(one).rejects.toThrow("2 items gave 1 outcomes");
    expect(done).toBe(1);
  });

  it("do what was taken before the gate closed, and take nothing afterwards", async () => {
    const { gate, take, started } = createTestGroups(1);
    const first = take(1);
    await until(() => started.length === 1);
    const second = take(2);
    const closing = gate.close();
    await expect(take(3)).rejects.toThrow("closed");
    started[0]!.finish();
    await until(() => started.length === 2);
    started[1]!.finish();
    await closing;
    expect(await Promise.all([first, second])).toEqual([10, 20]);
    expect(started[1]!.items).toEqual([2]);
  });

  it("are refused for all who wait where the gate refuses them", async () => {
    const refuse = () => Promise.reject(new Error("too much waits"));
    const take = createWorkGroups<number, number>({ pass: refuse, refuseWhenClosed: () => {} }, async () => []);
    for (const one of [take(1), take(2)]) await expect(one).rejects.toThrow("too much waits");
  });
});
