/** Leases: a battle is answered by one process at a time, and by another one when that has gone. */
import { describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { TakeOver } from "../../../core/battle/lease.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleAttempt,
  sampleFollowUp,
  sampleLease,
  sampleOpening,
} from "../battle-samples.ts";
import { failTurn, openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

const sideA = { turn: 1, side: "a", number: 1 } as const;
const heir = { holder: "heir", until: atMinute(30) };

export function describeLeases(store: () => Store): void {
  const { createBattle, openBattle, found } = createStage(store);

  /** @returns those of `community` that were taken. */
  async function takeOver(community: string, changes: Partial<TakeOver>): Promise<string[]> {
    const taken = await store().answering.takeOver({
      lease: heir,
      at: atMinute(10),
      over: "expired",
      except: [],
      ...changes,
    });
    return taken.filter((battle) => battle.community === community).map((battle) => battle.id);
  }

  async function leaseBattle(community: string, holder: string, until: number, created = 0): Promise<NewBattle> {
    const lease = { holder, until: atMinute(until) };
    return createBattle({ community, lease, createdAt: atMinute(created) });
  }

  describe("a lease", () => {
    it("lasts as long as its holder says", async () => {
      const battle = await createBattle();
      expect(await store().answering.extendLease(heldBattle(battle), atMinute(9))).toBe(true);
      expect((await found(battle)).lease).toEqual({ holder: sampleLease.holder, until: atMinute(9) });
    });

    it("cannot be extended once the battle is open, nor where there is none", async () => {
      const battle = await openBattle();
      expect(await store().answering.extendLease(heldBattle(battle), atMinute(9))).toBe(false);
      expect((await found(battle)).lease).toBeNull();
      expect(await store().answering.extendLease(heldBattle({ id: freshId() }), atMinute(9))).toBe(false);
    });

    it("that was lost takes what comes late with it", async () => {
      const battle = await createBattle();
      expect(await takeOver(battle.community, { over: "all" })).toEqual([battle.id]);
      const taken = await found(battle);
      const late = heldBattle(battle);
      await store().answering.finishAttempt(late, sideA, sampleAnswer, atMinute(2));
      await store().answering.addAttempt(late, sampleAttempt("a", battle.attempts[0]!.model, { number: 2 }));
      expect(await store().answering.extendLease(late, atMinute(90))).toBe(false);
      expect(await openTurn(store(), late, sampleOpening())).toBeUndefined();
      expect(await failTurn(store(), late, atMinute(2), "no-answer")).toBeUndefined();
      expect(await found(battle)).toEqual(taken);
      expect(taken).toMatchObject({ status: "answering", lease: heir });
      expect(await openTurn(store(), heldBattle(battle, heir.holder), sampleOpening())).toBeDefined();
    });

    it("is taken over when it has run out, at the very moment and not before", async () => {
      const community = freshId();
      const over = await leaseBattle(community, "gone", 10);
      const justValid = { holder: "alive", until: new Date(atMinute(10).getTime() + 1) };
      const valid = await createBattle({ community, lease: justValid });
      expect(await takeOver(community, { over: "expired" })).toEqual([over.id]);
      expect((await found(over)).lease).toEqual(heir);
      expect((await found(valid)).lease).toEqual(valid.lease);
    });

    it("is taken over from an earlier life of the same place, run out or not", async () => {
      const community = freshId();
      const earlier = await leaseBattle(community, "place:life-1", 20, 1);
      const other = await leaseBattle(community, "other-place:life-1", 20, 2);
      const over = await leaseBattle(community, "other-place:life-2", 5, 3);
      expect(await takeOver(community, { over: { holdersLike: "place:" } })).toEqual([earlier.id, over.id]);
      expect((await found(other)).lease).toEqual(other.lease);
    });

    it("is taken over from everybody by who knows to be alone", async () => {
      const community = freshId();
      const battles = [await leaseBattle(community, "one", 20, 1), await leaseBattle(community, "two", 5, 2)];
      expect(await takeOver(community, { over: "all" })).toEqual(battles.map((battle) => battle.id));
    });

    it.each<TakeOver["over"]>(["expired", "all", { holdersLike: "gone" }])(
      "is left to who is still at work on it, when %j are taken over",
      async (over) => {
        const community = freshId();
        const own = await leaseBattle(community, "gone", 5);
        const other = await leaseBattle(community, "gone", 5);
        expect(await takeOver(community, { over, except: [own.id] })).toEqual([other.id]);
        expect((await found(own)).lease).toEqual(own.lease);
      },
    );

    it("comes with the whole battle, oldest first", async () => {
      const community = freshId();
      const young = await leaseBattle(community, "gone", 5, 3);
      const old = await leaseBattle(community, "gone", 5, 1);
      const middle = await leaseBattle(community, "gone", 5, 2);
      const taken = await store().answering.takeOver({ lease: heir, at: atMinute(10), over: "expired", except: [] });
      const mine = taken.filter((battle) => battle.community === community);
      expect(mine).toEqual([await found(old), await found(middle), await found(young)]);
      expect(mine.map((battle) => battle.attempts.length)).toEqual([2, 2, 2]);
    });

    it("is not taken over from battles that nobody answers", async () => {
      const community = freshId();
      await openBattle({ community });
      const failed = await createBattle({ community });
      await failTurn(store(), heldBattle(failed), atMinute(1), "no-answer");
      const closed = await openBattle({ community });
      await store().battles.closeBattle(closed.id, atMinute(2), "time");
      expect(await takeOver(community, { over: "all" })).toEqual([]);
    });

    it("of a follow-up is taken over like any other", async () => {
      const battle = await openBattle();
      await store().battles.beginFollowUp(sampleFollowUp(battle));
      expect(await takeOver(battle.community, {})).toEqual([battle.id]);
      expect(await failTurn(store(), heldBattle(battle, heir.holder), atMinute(11), "interrupted")).toBeDefined();
      expect(await found(battle)).toMatchObject({ status: "open", closesAt: atMinute(24 * 60), endedAt: null });
    });

    it("goes to exactly one of several that ask at once", async () => {
      const community = freshId();
      const battles = await Promise.all(Array.from({ length: 12 }, () => leaseBattle(community, "gone", 5)));
      const heirs = ["one", "two", "three", "four"].map((holder) => ({ holder, until: atMinute(30) }));
      const taken = await Promise.all(heirs.map((lease) => takeOver(community, { lease })));
      expect(taken.flat().toSorted()).toEqual(battles.map((battle) => battle.id).toSorted());
      for (const [number, ids] of taken.entries()) {
        for (const id of ids) expect((await store().battles.findBattle(id))?.lease).toEqual(heirs[number]);
      }
    });
  });
}
