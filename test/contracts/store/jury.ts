/** What model jurors say of closed battles: kept apart, once a juror and order. */
import { describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { CellFilter } from "../../../core/boards/cell.ts";
import type { JuryBallot, JuryFilter } from "../../../core/mutual/jury/jury.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAttempt,
  sampleFailure,
  sampleModel,
  sampleOpening,
} from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

export function describeJury(store: () => Store): void {
  const { createBattle, openBattle, cast, cells } = createStage(store);
  // The store may be shared with other suites, whose battles are there too.
  const everything = 100_000;

  const ballotOn = (battle: NewBattle, more: Partial<JuryBallot> = {}): JuryBallot => ({
    ...{ battle: battle.id, juror: "judge", shown: "ab", choice: "a", failure: null, cost: 0.25, at: atMinute(90) },
    ...more,
  });

  describe("a jury", () => {
    it("finds the closed battles that jurors have not judged, voted on or not, but no private ones", async () => {
      const [judged, open, unvoted, secret] = [
        await openBattle(),
        await openBattle(),
        await openBattle(),
        await openBattle({ private: true }),
      ];
      for (const battle of [judged, open, secret]) await cast(battle, "voter", "a");
      // The longest ended first, whether or not somebody voted.
      for (const [minute, battle] of [judged, unvoted, secret].entries())
        await store().battles.closeBattle(battle.id, atMinute(60 + minute), "time");
      const wanted = async (ballots: number) => {
        const ids = await store().jury.battlesToJudge(judged.league, ballots, everything);
        const own = [judged, open, unvoted, secret];
        return ids.flatMap((id) => own.filter((battle) => battle.id === id));
      };
      expect(await wanted(2)).toEqual([judged, unvoted]);
      await store().jury.saveJuryBallot(ballotOn(judged));
      expect(await wanted(2)).toEqual([judged, unvoted]);
      await store().jury.saveJuryBallot(ballotOn(judged, { shown: "ba" }));
      expect(await wanted(2)).toEqual([unvoted]);
      expect(await wanted(4)).toEqual([judged, unvoted]);
    });

    it("tells of the judged battles of one board", async () => {
      const community = freshId();
      const [old, late] = [
        await openBattle({ community, task: "programming" }),
        await openBattle({ community, task: "translation" }),
      ];
      for (const [day, battle] of [old, late].entries()) {
        await store().battles.closeBattle(battle.id, new Date(Date.UTC(2026, 2, 14 + day, 23, 59)), "time");
        await store().jury.saveJuryBallot(ballotOn(battle));
      }
      const told = async (within: JuryFilter) => {
        const cases = await store().jury.juryCases(old.league, within);
        return [old, late].filter(({ attempts }) => cases.some(({ modelA }) => modelA === attempts[0]!.model));
      };
      expect(await told({})).toEqual([old, late]);
      const board: CellFilter = { league: old.league, community, unseen: true };
      expect(await told(board)).toEqual([old, late]);
      expect(await told({ community: freshId() })).toEqual([]);
      expect(await told({ exceptCommunity: community })).toEqual([]);
      expect(await told({ community, task: "programming" })).toEqual([old]);
      expect(await told({ community, since: "2026-03-15" })).toEqual([late]);
      expect(await told({ since: "2026-03-14", exceptCommunity: freshId() })).toEqual([old, late]);
    });

    it("judges the model that was asked in place of one that failed", async () => {
      const battle = await createBattle({ community: freshId() });
      const held = heldBattle(battle);
      const again = freshId();
      await store().models.saveModels([sampleModel(again)]);
      await store().answering.finishAttempt(held, { turn: 1, side: "a", number: 1 }, sampleFailure, atMinute(1));
      await store().answering.addAttempt(held, sampleAttempt("a", again, { number: 2 }));
      await openTurn(store(), held, sampleOpening());
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      await store().jury.saveJuryBallot(ballotOn(battle));
      const [judged] = await store().jury.juryCases(battle.league, { community: battle.community });
      expect(judged).toMatchObject({ modelA: again, modelB: battle.attempts[1]!.model });
    });

    it("is shown neither what its asker had erased, nor questions about a picture", async () => {
      const asker = freshId();
      const pictures = [{ mediaType: "image/png", bytes: Uint8Array.of(1) }];
      const battles = [await openBattle({ asker }), await openBattle({ pictures }), await openBattle()];
      for (const battle of battles) {
        await cast(battle, "voter", "a");
        await store().battles.closeBattle(battle.id, atMinute(60), "time");
      }
      await store().people.erasePerson(asker, atMinute(90));
      const ids = await store().jury.battlesToJudge(battles[0]!.league, 2, everything);
      expect(battles.map(({ id }) => ids.includes(id))).toEqual([false, false, true]);
    });

    it("keeps a ballot once, and leaves people's cells alone", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "b");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      const before = await cells(battle);
      const first = ballotOn(battle);
      const mute = ballotOn(battle, { shown: "ba", choice: null, failure: "said nothing\u0000", cost: null });
      await store().jury.saveJuryBallot(first);
      await store().jury.saveJuryBallot({ ...first, choice: "b" });
      await store().jury.saveJuryBallot(mute);
      expect(await store().jury.juryBallots(battle.id)).toEqual([
        first,
        { ...mute, failure: expect.stringContaining("said nothing") },
      ]);
      const [left, right] = battle.attempts;
      const cases = await store().jury.juryCases(battle.league);
      expect(cases.find(({ modelA }) => modelA === left!.model)).toEqual({
        modelA: left!.model,
        modelB: right!.model,
        votes: { a: 0, b: 1, tie: 0, "both-bad": 0 },
        ballots: [first, { ...mute, failure: expect.any(String) }],
      });
      expect(await cells(battle)).toEqual(before);
    });
  });
}
