/** Where battles are shown, and which of them still have something to show. */
import { describe, expect, it } from "vitest";
import type { Battle } from "../../../core/battle/battle.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, heldBattle, sampleFollowUp, sampleOpening, sampleVote } from "../battle-samples.ts";
import { failTurn, openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

export function describeDeliveries(store: () => Store): void {
  const { createBattle, openBattle, found } = createStage(store);
  const idByPost = async (lookup: string) => (await store().battles.findBattle({ post: lookup }))?.id;

  describe("a delivery", () => {
    it("is replaced together with what finds the battle by its posts", async () => {
      const { id, delivery } = await createBattle();
      const [first, second, third] = [freshId(), freshId(), freshId()];
      const byPost = () => Promise.all([first, second, third].map(idByPost));
      expect(await byPost()).toEqual([undefined, undefined, undefined]);
      expect(await store().battles.saveDelivery(id, delivery, "elsewhere", [first, second])).toBe(true);
      expect((await store().battles.findBattle(id))?.delivery).toBe("elsewhere");
      expect(await byPost()).toEqual([id, id, undefined]);
      expect(await store().battles.saveDelivery(id, "elsewhere", "there", [second, third])).toBe(true);
      expect(await byPost()).toEqual([undefined, id, id]);
    });

    it("is forgotten together with its posts, whatever posts are named", async () => {
      const battle = await createBattle();
      const lookup = freshId();
      await store().battles.saveDelivery(battle.id, battle.delivery, "there", [lookup]);
      expect(await store().battles.saveDelivery(battle.id, "there", null, [lookup])).toBe(true);
      expect((await found(battle)).delivery).toBeNull();
      expect(await idByPost(lookup)).toBeUndefined();
    });

    it("stays as it is when somebody else has replaced or forgotten it", async () => {
      const battle = await createBattle();
      const [kept, late] = [freshId(), freshId()];
      await store().battles.saveDelivery(battle.id, battle.delivery, "there", [kept]);
      expect(await store().battles.saveDelivery(battle.id, battle.delivery, "late", [late])).toBe(false);
      expect(await store().battles.saveDelivery(battle.id, null, "late", [late])).toBe(false);
      expect((await found(battle)).delivery).toBe("there");
      expect(await idByPost(kept)).toBe(battle.id);
      await store().battles.saveDelivery(battle.id, "there", null, []);
      expect(await store().battles.saveDelivery(battle.id, "there", "late", [late])).toBe(false);
      expect(await idByPost(late)).toBeUndefined();
      expect(await store().battles.saveDelivery(freshId(), null, "late", [late])).toBe(false);
      expect(await idByPost(late)).toBeUndefined();
    });

    it("is saved by one of several that show the battle at once", async () => {
      const { id, delivery } = await createBattle();
      const lookups = [freshId(), freshId(), freshId(), freshId()];
      const saving = lookups.map((lookup) => store().battles.saveDelivery(id, delivery, lookup, [lookup]));
      const saved = await Promise.all(saving);
      expect(saved.filter(Boolean)).toHaveLength(1);
      const winner = lookups[saved.indexOf(true)];
      expect((await store().battles.findBattle(id))?.delivery).toBe(winner);
      const shown = await Promise.all(lookups.map(idByPost));
      expect(shown).toEqual(saved.map((one) => (one ? id : undefined)));
    });

    it("outlasts a battle's answering, opening and end", async () => {
      const battle = await openBattle();
      const lookup = freshId();
      await store().battles.saveDelivery(battle.id, battle.delivery, "there", [lookup]);
      await store().battles.beginFollowUp(sampleFollowUp(battle));
      await openTurn(store(), heldBattle(battle), sampleOpening({ seal: null }));
      await store().ballots.castVote(sampleVote(battle, "voter"));
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect((await found(battle)).delivery).toBe("there");
      expect(await idByPost(lookup)).toBe(battle.id);
    });
  });

  describe("a battle", () => {
    it("is unfinished while it is open, and after its end until its delivery is forgotten; oldest first", async () => {
      const community = freshId();
      const created = (minute: number) => ({ community, createdAt: atMinute(minute) });
      const open = await openBattle(created(3));
      const failed = await createBattle(created(2));
      const closed = await openBattle(created(1));
      await createBattle(created(4));
      const followed = await openBattle(created(5));
      await store().battles.beginFollowUp(sampleFollowUp(followed));
      await failTurn(store(), heldBattle(failed), atMinute(3), "no-answer");
      await store().battles.closeBattle(closed.id, atMinute(3), "asker");
      const mine = () => among(community, store().battles.unfinishedBattles());
      const expected = [await found(closed), await found(failed), await found(open)];
      expect(await mine()).toEqual(expected);
      await store().battles.saveDelivery(closed.id, closed.delivery, null, []);
      await store().battles.saveDelivery(failed.id, failed.delivery, null, []);
      expect(await mine()).toEqual([expected[2]]);
      await store().battles.saveDelivery(open.id, open.delivery, null, []);
      expect(await mine()).toEqual([{ ...expected[2], delivery: null }]);
    });

    it("is overdue from the moment it should have closed, or has ended, until that has been shown", async () => {
      const community = freshId();
      const open = await createBattle({ community, createdAt: atMinute(1) });
      await openTurn(store(), heldBattle(open), sampleOpening({ closesAt: atMinute(20) }));
      const failed = await createBattle({ community, createdAt: atMinute(2) });
      await failTurn(store(), heldBattle(failed), atMinute(30), "no-answer");
      const closed = await openBattle({ community, createdAt: atMinute(3) });
      await store().battles.closeBattle(closed.id, atMinute(40), "asker");
      await createBattle({ community, createdAt: atMinute(4) });
      const overdue = async (minute: number) => {
        const battles = await among(community, store().battles.unfinishedBattles(atMinute(minute)));
        return battles.map((battle) => battle.id);
      };
      expect(await overdue(19)).toEqual([]);
      expect(await overdue(20)).toEqual([open.id]);
      expect(await overdue(30)).toEqual([open.id, failed.id]);
      expect(await overdue(39)).toEqual([open.id, failed.id]);
      expect(await overdue(40)).toEqual([open.id, failed.id, closed.id]);
      await store().battles.saveDelivery(failed.id, failed.delivery, null, []);
      await store().battles.saveDelivery(closed.id, closed.delivery, null, []);
      expect(await overdue(40)).toEqual([open.id]);
      await store().battles.closeBattle(open.id, atMinute(41), "time");
      expect(await overdue(41)).toEqual([open.id]);
      await store().battles.saveDelivery(open.id, open.delivery, null, []);
      expect(await overdue(10_000)).toEqual([]);
    });
  });
}

async function among(community: string, battles: Promise<Battle[]>): Promise<Battle[]> {
  return (await battles).filter((battle) => battle.community === community);
}
