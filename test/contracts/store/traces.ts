/** Where the posts of ended battles are, and how their words come out of them. */
import { describe, expect, it } from "vitest";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId } from "../battle-samples.ts";
import { createStage } from "./stage.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

export function describeTraces(store: () => Store): void {
  const { openBattle } = createStage(store);

  async function closed(asker: string, trace: string | undefined) {
    const battle = await openBattle({ asker, platform: "discord" });
    await store().battles.closeBattle(battle.id, atMinute(60), "time");
    await store().battles.saveDelivery(battle.id, battle.delivery, null, [], trace);
    return battle.id;
  }

  const erase = async (asker: string, at = atMinute(70)) => (await store().people.erasePerson(asker, at)).posts;
  const left = async (asker: string) => (await store().people.personalData(asker)).erasedPosts;
  const take = async (at: Date, among: readonly string[]) =>
    (await store().traces.takeTraces(["discord"], at, 1_000)).filter(({ battle }) => among.includes(battle));

  describe("where a battle's posts are", () => {
    it("is told once its asker is erased, longest waiting first, and to one at a time until the next try", async () => {
      const me = freshId();
      const [one, two] = [await closed(me, "one"), await closed(me, "two")];
      const other = await closed(freshId(), "other");
      const all = [one, two, other];
      expect(await take(atMinute(200), all)).toEqual([]);
      expect(await erase(me)).toEqual({ waiting: 2, unreachable: 0 });
      await store().traces.replaceTrace(two, "moved");
      expect(await store().traces.takeTraces(["telegram"], atMinute(70), 1_000)).toEqual([]);
      const taken = await take(atMinute(70), all);
      expect(new Map(taken.map(({ battle, sealed, eraseSince }) => [battle, { sealed, eraseSince }]))).toEqual(
        new Map([
          [one, { sealed: "one", eraseSince: atMinute(70) }],
          [two, { sealed: "moved", eraseSince: atMinute(70) }],
        ]),
      );
      expect(await take(atMinute(74), all)).toEqual([]);
      expect(await take(atMinute(75), all)).toHaveLength(2);
      expect(await left(me)).toEqual({ waiting: 2, unreachable: 0 });
    });

    it("is waited for longer the longer it has waited, but for a day at most", async () => {
      const me = freshId();
      const id = await closed(me, "there");
      await erase(me);
      const after = (milliseconds: number) => new Date(atMinute(70).getTime() + milliseconds);
      expect(await take(after(60 * minute), [id])).toHaveLength(1);
      expect(await take(after(119 * minute), [id])).toEqual([]);
      expect(await take(after(120 * minute), [id])).toHaveLength(1);
      expect(await take(after(5 * day), [id])).toHaveLength(1);
      expect(await take(after(6 * day - 1), [id])).toEqual([]);
      expect(await take(after(6 * day), [id])).toHaveLength(1);
    });

    it("is forgotten once that is done, and what could not be reached is counted", async () => {
      const me = freshId();
      const [done, refused, old] = [await closed(me, "1"), await closed(me, "2"), await closed(me, "3")];
      await closed(me, undefined);
      expect(await erase(me)).toEqual({ waiting: 3, unreachable: 1 });
      for (let twice = 0; twice < 2; twice += 1) {
        await store().traces.settleTrace(done, true, atMinute(71));
        await store().traces.settleTrace(refused, false, atMinute(71));
      }
      expect(await left(me)).toEqual({ waiting: 1, unreachable: 2 });
      await store().traces.giveUpTraces(atMinute(70), atMinute(72));
      expect(await left(me)).toEqual({ waiting: 1, unreachable: 2 });
      await store().traces.giveUpTraces(new Date(atMinute(70).getTime() + 1), atMinute(72));
      expect(await left(me)).toEqual({ waiting: 0, unreachable: 3 });
      expect(await take(atMinute(500), [done, refused, old])).toEqual([]);
      await erase(freshId(), new Date(atMinute(72).getTime() + 31 * day));
      expect(await left(me)).toEqual({ waiting: 0, unreachable: 0 });
    });

    it("is to be erased at once where its asker was erased before its end was shown", async () => {
      const me = freshId();
      const battle = await openBattle({ asker: me, platform: "discord" });
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await erase(me)).toEqual({ waiting: 0, unreachable: 0 });
      await store().battles.saveDelivery(battle.id, battle.delivery, null, [], "late");
      expect(await take(atMinute(71), [battle.id])).toMatchObject([{ sealed: "late" }]);
    });
  });
}
