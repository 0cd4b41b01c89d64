import { describe, expect, it } from "vitest";
import { createWorkGate } from "../../core/store/work-gate.ts";
import { createWorkGroups } from "../../core/store/work-groups.ts";
import { until } from "../until.ts";

type Started = { key: string; items: number[]; finish(): void; fail(error: Error): void };

/** Groups at a gate with `places`, whose work is finished by hand; an item's outcome is its tenfold. */
function createTestGroups(places: number) {
  const started: Started[] = [];
  const gate = createWorkGate(places);
  const take = createWorkGroups<number, number>(
    gate,
    (key, items) =>
      new Promise((resolve, fail) => {
        const finish = (): void => resolve(items.map((item) => item * 10));
        started.push({ key, items: [...items], finish, fail });
      }),
  );
  return { gate, take, started };
}

describe("work groups", () => {
  it("start a lone item at once, and together what comes meanwhile", async () => {
    const { take, started } = createTestGroups(1);
    const first = take("key", 1);
    await until(() => started.length === 1);
    const others = [2, 3, 4].map((item) => take("key", item));
    started[0]!.finish();
    expect(await first).toBe(10);
    await until(() => started.length === 2);
    started[1]!.finish();
    expect(await Promise.all(others)).toEqual([20, 30, 40]);
    expect(started.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
  });

  it("keep different keys apart and let them work side by side", async () => {
    const { take, started } = createTestGroups(2);
    const outcomes = [take("left", 1), take("right", 2), take("left", 3)];
    await until(() => started.length === 2);
    expect(started.map(({ key, items }) => [key, items])).toEqual([
      ["left", [1, 3]],
      ["right", [2]],
    ]);
    for (const group of started) group.finish();
    expect(await Promise.all(outcomes)).toEqual([10, 20, 30]);
  });

  it("work on one group of a key at a time, however many places there are", async () => {
    const { take, started } = createTestGroups(10);
    const outcomes = [take("key", 1)];
    await until(() => started.length === 1);
    for (const item of [2, 3]) outcomes.push(take("key", item));
    const elsewhere = take("elsewhere", 4);
    await until(() => started.length === 2);
    expect(started[1]!.key).toBe("elsewhere");
    started[0]!.finish();
    await until(() => started.length === 3);
    expect(started[2]!.items).toEqual([2, 3]);
    for (const group of started) group.finish();
    expect(await Promise.all([...outcomes, elsewhere])).toEqual([10, 20, 30, 40]);
  });

  it("are of a bounded size", async () => {
    const { take, started } = createTestGroups(1);
    const outcomes = Array.from({ length: 1200 }, (_, item) => take("key", item));
    for (const group of [0, 1, 2]) {
      await until(() => started.length === group + 1);
      started[group]!.finish();
    }
    expect(await Promise.all(outcomes)).toEqual(Array.from({ length: 1200 }, (_, item) => item * 10));
    expect(started.map(({ items }) => items.length)).toEqual([500, 500, 200]);
  });

  it("fail for each of their items, and only for these", async () => {
    const { take, started } = createTestGroups(1);
    const failing = [take("key", 1), take("key", 2)];
    await until(() => started.length === 1);
    const next = take("key", 3);
    started[0]!.fail(new Error("no disk"));
    for (const one of failing) await expect(one).rejects.toThrow("no disk");
    await until(() => started.length === 2);
    started[1]!.finish();
    expect(await next).toBe(30);
  });

  it("do what was taken before the gate closed, and take nothing afterwards", async () => {
    const { gate, take, started } = createTestGroups(1);
    const first = take("key", 1);
    await until(() => started.length === 1);
    const second = take("key", 2);
    const closing = gate.close();
    await expect(take("key", 3)).rejects.toThrow("closed");
    started[0]!.finish();
    await until(() => started.length === 2);
    started[1]!.finish();
    await closing;
    expect(await Promise.all([first, second])).toEqual([10, 20]);
    expect(started[1]!.items).toEqual([2]);
  });
});
