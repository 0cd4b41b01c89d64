/** Further turns: the asker asks the same pair again. */
import { describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleAttempt,
  sampleFollowUp,
  sampleOpening,
  sealOf,
  sampleTurn,
  sampleVote,
} from "../battle-samples.ts";
import { failTurn, openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

export function describeFollowUps(store: () => Store): void {
  const { createBattle, openBattle, cast, lock, withdraw, found, cells } = createStage(store);

  async function beginFollowUp(battle: NewBattle, changes: Parameters<typeof sampleFollowUp>[1] = {}): Promise<void> {
    expect(await store().battles.beginFollowUp(sampleFollowUp(battle, changes))).toMatchObject({ outcome: "begun" });
  }

  describe("a follow-up", () => {
    it("adds a turn and its attempts to an open battle", async () => {
      const battle = await openBattle();
      const open = await found(battle);
      const followUp = sampleFollowUp(battle);
      const begun = await store().battles.beginFollowUp(followUp);
      const answering = {
        ...open,
        status: "answering",
        lease: followUp.lease,
        turns: [sampleTurn({ openedAt: atMinute(1) }), followUp.turn],
        attempts: [...battle.attempts, ...followUp.attempts],
      };
      const here = await store().communities.decided(battle.community);
      expect(begun).toEqual({ outcome: "begun", battle: answering, here, hasPictures: false });
      expect(begun).toEqual({ outcome: "begun", battle: await found(battle), here, hasPictures: false });
    });

    it("opens the battle again: no longer than it would have been, and under the seal of its first opening", async () => {
      const battle = await openBattle();
      await beginFollowUp(battle);
      await store().answering.finishAttempt(
        heldBattle(battle),
        { turn: 2, side: "b", number: 1 },
        sampleAnswer,
        atMinute(4),
      );
      const seal = { salt: "another", drawHash: "another" };
      const opening = sampleOpening({ at: atMinute(5), closesAt: atMinute(2000), seal });
      expect(await openTurn(store(), heldBattle(battle), opening)).toBeDefined();
      const opened = await found(battle);
      expect(opened).toMatchObject({
        status: "open",
        lease: null,
        seal: sealOf(battle),
        openedAt: atMinute(1),
        closesAt: atMinute(24 * 60),
        turns: [
          { number: 1, openedAt: atMinute(1) },
          { number: 2, openedAt: atMinute(5), failedAt: null },
        ],
      });
      const answered = opened.attempts.filter((attempt) => attempt.ending);
      expect(answered).toMatchObject([{ turn: 2, side: "b", endedAt: atMinute(4) }]);
    });

    it("leaves the seal alone when it brings none", async () => {
      const battle = await openBattle();
      await beginFollowUp(battle);
      await openTurn(store(), heldBattle(battle), sampleOpening({ seal: null }));
      expect((await found(battle)).seal).toEqual(sealOf(battle));
    });

    it.each([
      [true, false, true],
      [false, true, true],
      [false, false, false],
    ])("masks the battle as its turns were: %s, then %s, is %s", async (first, second, expected) => {
      const battle = await createBattle();
      await openTurn(store(), heldBattle(battle), sampleOpening({ masked: first }));
      await beginFollowUp(battle);
      await openTurn(store(), heldBattle(battle), sampleOpening({ masked: second, seal: null }));
      expect((await found(battle)).masked).toBe(expected);
    });

    it("that fails leaves the battle open as it was, for another one", async () => {
      const battle = await openBattle();
      const before = await found(battle);
      await beginFollowUp(battle);
      expect(await failTurn(store(), heldBattle(battle), atMinute(4), "no-answer")).toBeDefined();
      const after = await found(battle);
      const failed = { ...sampleFollowUp(battle).turn, failedAt: atMinute(4) };
      expect(after).toEqual({ ...before, turns: [...before.turns, failed], attempts: after.attempts });
      await beginFollowUp(battle, { number: 3 });
      await openTurn(store(), heldBattle(battle), sampleOpening({ at: atMinute(6), seal: null }));
      const turns = [{ failedAt: null }, { openedAt: null }, { openedAt: atMinute(6), failedAt: null }];
      expect((await found(battle)).turns).toMatchObject(turns);
    });

    it("begins only on an open battle", async () => {
      const answering = await createBattle();
      const closed = await openBattle();
      await store().battles.closeBattle(closed.id, atMinute(2), "asker");
      const failed = await createBattle();
      await failTurn(store(), heldBattle(failed), atMinute(2), "no-answer");
      for (const battle of [answering, closed, failed]) {
        const before = await found(battle);
        expect(await store().battles.beginFollowUp(sampleFollowUp(battle))).toEqual({ outcome: "not-open" });
        expect(await found(battle)).toEqual(before);
      }
      const unknown = sampleFollowUp({ ...answering, id: freshId() });
      expect(await store().battles.beginFollowUp(unknown)).toEqual({ outcome: "unknown-battle" });
    });

    it("is its asker's alone", async () => {
      const battle = await openBattle();
      const before = await found(battle);
      const foreign = sampleFollowUp(battle, { asker: "somebody-else" });
      expect(await store().battles.beginFollowUp(foreign)).toEqual({ outcome: "not-asker" });
      expect(await found(battle)).toEqual(before);
    });

    it("comes too late once anybody has voted, even when the vote was withdrawn", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      expect(await store().battles.beginFollowUp(sampleFollowUp(battle))).toEqual({ outcome: "voted" });
      await withdraw(battle, "voter");
      expect(await store().battles.beginFollowUp(sampleFollowUp(battle))).toEqual({ outcome: "voted" });
      expect(await found(battle)).toMatchObject({ status: "open", lease: null, turns: [{ number: 1 }] });
    });

    it("is one at a time", async () => {
      const battle = await openBattle();
      const asked = await Promise.all([1, 2, 3].map(() => store().battles.beginFollowUp(sampleFollowUp(battle))));
      expect(asked.map((one) => one.outcome).toSorted()).toEqual(["begun", "not-open", "not-open"]);
      expect((await found(battle)).turns).toHaveLength(2);
    });

    it("and a vote exclude each other", async () => {
      for (let round = 0; round < 10; round++) {
        const battle = await openBattle();
        const casting = () => store().ballots.castVote(sampleVote(battle, "voter"));
        const asking = () => store().battles.beginFollowUp(sampleFollowUp(battle));
        const [cast, asked] = await (round % 2 === 0
          ? Promise.all([casting(), asking()])
          : Promise.all([asking(), casting()]).then(([first, second]) => [second, first] as const));
        const expected = cast.outcome === "cast" ? ["cast", "voted"] : ["not-open", "begun"];
        expect([cast.outcome, asked.outcome]).toEqual(expected);
      }
    });

    it("is covered by one vote with the first turn, for the pair of the first draw", async () => {
      const battle = await openBattle();
      await beginFollowUp(battle);
      const other = (await openBattle()).attempts[0]!.model;
      await store().answering.addAttempt(heldBattle(battle), sampleAttempt("a", other, { turn: 2, number: 2 }));
      await openTurn(store(), heldBattle(battle), sampleOpening({ seal: null }));
      await cast(battle, "voter", "b");
      await lock(battle, "voter");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      const [left, right] = battle.attempts;
      expect(await cells(battle)).toMatchObject([{ modelA: left!.model, modelB: right!.model, a: 0, b: 1 }]);
    });
  });
}
