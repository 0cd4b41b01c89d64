/** Who runs the arena: added, found by all, and revoked for all. */
import { describe, expect, it } from "vitest";
import type { Operator, OperatorStore } from "../../../core/safety/operators.ts";
import { freshId } from "../battle-samples.ts";

/** @param stores the same place, as several processes see it; calls go round. It may be shared with other suites. */
export function describeOperators(stores: () => readonly OperatorStore[]): void {
  const at = (number: number): OperatorStore => stores()[number % stores().length]!;
  const makeOperator = (more: Partial<Operator> = {}): Operator => ({
    name: `Ann-${freshId().slice(-12)}`,
    hash: freshId().replaceAll("-", "").padEnd(64, "0").slice(0, 64),
    since: "2026-11-30T12:00:00.123Z",
    ...more,
  });
  /** Those of these operators who are listed everywhere. */
  async function listed(...operators: readonly Operator[]): Promise<Operator[]> {
    const hashes = operators.map(({ hash }) => hash);
    const lists = await Promise.all(
      stores().map(async (store) => {
        await store.renew();
        return store.list().filter(({ hash }) => hashes.includes(hash));
      }),
    );
    for (const list of lists) expect(list).toEqual(lists[0]);
    return lists[0]!;
  }

  describe("operators", () => {
    it("are known to all, in the order they were added, until they are removed anywhere", async () => {
      const [first, second] = [makeOperator(), makeOperator({ name: "小王", since: "2026-11-30T12:00:00.124Z" })];
      expect([await at(0).place(second), await at(1).place(first)]).toEqual([true, true]);
      expect(await listed(first, second)).toEqual([first, second]);
      expect(await at(1).remove(first.name.toUpperCase())).toBe(true);
      expect([await at(0).remove(first.name), await at(0).remove("../nobody")]).toEqual([false, false]);
      expect(await listed(first, second)).toEqual([second]);
      await at(0).remove(second.name);
    });

    it("are known at once to whoever has added or removed them", async () => {
      const operator = makeOperator();
      await at(0).place(operator);
      expect(at(0).list()).toContainEqual(operator);
      await at(0).remove(operator.name);
      expect(at(0).list()).not.toContainEqual(operator);
    });

    it("have names of their own, in small or capital letters, and lend them to nobody before they are removed", async () => {
      const name = makeOperator().name;
      const crowd = Array.from({ length: 8 }, (_, number) =>
        makeOperator({ name: number % 2 ? name.toUpperCase() : name }),
      );
      const placed = await Promise.all(crowd.map((operator, number) => at(number).place(operator)));
      const [winner, ...others] = crowd.filter((_, number) => placed[number]);
      expect(others).toEqual([]);
      expect(await listed(...crowd)).toEqual([winner]);
      await at(0).remove(name);
      const next = makeOperator({ name });
      expect(await at(1).place(next)).toBe(true);
      expect(await listed(...crowd, next)).toEqual([next]);
      await at(0).remove(name);
    });

    it("are there once where they are added once more", async () => {
      const operator = makeOperator();
      expect([await at(0).place(operator), await at(1).place(operator)]).toEqual([true, true]);
      expect(await listed(operator)).toEqual([operator]);
      await at(1).remove(operator.name);
    });

    it("have no first one once there has been any, even if all are gone", async () => {
      const operator = makeOperator();
      await at(0).place(operator);
      await at(1).remove(operator.name);
      const first = makeOperator();
      expect([await at(0).placeFirst(first), await at(1).placeFirst(first)]).toEqual([false, false]);
      expect(await listed(first)).toEqual([]);
    });
  });
}
