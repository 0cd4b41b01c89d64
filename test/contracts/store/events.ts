/** What a platform may tell of twice, what it notes, and communities that move. */
import { describe, expect, it } from "vitest";
import { usualRules } from "../../../core/battle/asking-rules.ts";
import { unsetSettings } from "../../../core/battle/community-settings.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleBattle,
  sampleFollowUp,
  sampleModel,
  sampleOpening,
  sampleTurn,
  sampleVote,
} from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";

export function describeEvents(store: () => Store): void {
  async function begin(event: string) {
    await store().models.saveModels([sampleModel("one"), sampleModel("two")]);
    const attempts = [sampleAttempt("a", "one"), sampleAttempt("b", "two")];
    const battle = sampleBattle({ attempts, turns: [sampleTurn({ event })], community: freshId() });
    return { battle, begun: (await store().battles.createBattle(battle, noLimits)) === "created" };
  }

  describe("an event", () => {
    it("begins one battle, however often it is told of", async () => {
      const event = freshId();
      const [first, second] = await Promise.all([begin(event), begin(event)]);
      expect(first.begun).not.toBe(second.begun);
      const [kept, dropped] = first.begun ? [first.battle, second.battle] : [second.battle, first.battle];
      expect(await store().battles.findBattle(kept.id)).toBeDefined();
      expect(await store().battles.findBattle(dropped.id)).toBeUndefined();
      expect((await begin(freshId())).begun).toBe(true);
    });

    it("asks one follow-up", async () => {
      const { battle } = await begin(freshId());
      await openTurn(store(), heldBattle(battle), sampleOpening());
      const event = freshId();
      const followUp = sampleFollowUp(battle);
      const asked = { ...followUp, turn: { ...followUp.turn, event } };
      expect((await store().battles.beginFollowUp(asked)).outcome).toBe("begun");
      expect((await store().battles.beginFollowUp(asked)).outcome).toBe("asked-before");
    });
  });

  describe("a question", () => {
    it("is found by the event that asked it, with its number", async () => {
      const [first, second] = [freshId(), freshId()];
      expect(await store().battles.findAsked(first)).toBeUndefined();
      const { battle } = await begin(first);
      await openTurn(store(), heldBattle(battle), sampleOpening());
      const followUp = sampleFollowUp(battle);
      await store().battles.beginFollowUp({ ...followUp, turn: { ...followUp.turn, event: second } });
      expect(await store().battles.findAsked(first)).toMatchObject({ battle: { id: battle.id }, turn: 1 });
      expect(await store().battles.findAsked(second)).toMatchObject({ battle: { id: battle.id }, turn: 2 });
    });
  });

  describe("a note", () => {
    it("stays what it was first, until it is forgotten", async () => {
      const lookup = freshId();
      expect(await store().notes.findNote(lookup)).toBeUndefined();
      expect(await store().notes.keepNote(lookup, "first", atMinute(0))).toBeNull();
      expect(await store().notes.keepNote(lookup, "second", atMinute(1))).toBe("first");
      expect(await store().notes.findNote(lookup)).toBe("first");
      await store().notes.forgetNotes(atMinute(0));
      expect(await store().notes.findNote(lookup)).toBe("first");
      await store().notes.forgetNotes(atMinute(1));
      expect(await store().notes.findNote(lookup)).toBeUndefined();
    });

    it("can be replaced, and is then as new as what replaced it", async () => {
      const lookup = freshId();
      await store().notes.replaceNote(lookup, "first", atMinute(0));
      expect(await store().notes.findNote(lookup)).toBe("first");
      await store().notes.replaceNote(lookup, "second", atMinute(2));
      expect(await store().notes.keepNote(lookup, "third", atMinute(3))).toBe("second");
      await store().notes.forgetNotes(atMinute(1));
      expect(await store().notes.findNote(lookup)).toBe("second");
    });

    it("is kept by one of those who note it at once", async () => {
      const lookup = freshId();
      const before = await Promise.all(
        ["x", "y", "z"].map((value) => store().notes.keepNote(lookup, value, atMinute(0))),
      );
      expect(before.filter((one) => one === null)).toHaveLength(1);
    });
  });

  describe("a community that moves", () => {
    it("keeps settings, rules, battles and sums under its new identifier, even if it moves twice", async () => {
      const { battle } = await begin(freshId());
      const [from, to] = [battle.community, freshId()];
      await openTurn(store(), heldBattle(battle), sampleOpening());
      await store().ballots.castVote(sampleVote(battle, freshId()));
      await store().battles.closeBattle(battle.id, atMinute(9), "time");
      await store().communities.changeSettings(from, () => ({
        ...{ own: { ...unsetSettings, reactions: "off" }, asking: { ...usualRules, dailyBudget: 7 } },
        noted: [],
      }));
      const { league } = battle;
      const cells = await store().boards.cells({ league, community: from });
      expect(cells).toHaveLength(1);
      await Promise.all([store().communities.moveCommunity(from, to), store().communities.moveCommunity(from, to)]);
      expect(await store().boards.cells({ league, community: from })).toEqual([]);
      expect(await store().boards.cells({ league, community: to })).toEqual(cells);
      expect((await store().battles.findBattle(battle.id))?.community).toBe(to);
      expect(await store().communities.communitySettings(to)).toEqual({ ...unsetSettings, reactions: "off" });
      expect((await store().communities.decided(to)).asking.dailyBudget).toBe(7);
      expect(await store().communities.communitySettings(from)).toEqual(unsetSettings);
    });
  });
}
