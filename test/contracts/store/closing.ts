/** The end of a battle: by time, by its asker, by the last vote there is room for, by the names being shown. */
import { describe, expect, it } from "vitest";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleAttempt,
  sampleBallot,
  sampleFailure,
  sampleFollowUp,
  sampleModel,
  sampleOpening,
  sampleVote,
} from "../battle-samples.ts";
import { failTurn, openTurn } from "../held-turns.ts";
import { createStage, noVotes } from "./stage.ts";
import { resultOf } from "./result-of.ts";

export function describeClosing(store: () => Store): void {
  const { createBattle, openBattle, cast, lock, withdraw, found, told, vote, cells } = createStage(store);

  describe("a battle that closes", () => {
    it("tells nothing before, everything after", async () => {
      const battle = await openBattle();
      for (const [voter, choice] of (["a", "a", "tie", "both-bad", "b", "a"] as const).entries()) {
        await cast(battle, `voter-${voter}`, choice);
      }
      await cast(battle, "voter-0", "b");
      expect(await resultOf(store(), battle.id)).toEqual(noVotes);
      expect(await cells(battle)).toEqual([]);
      expect(await store().battles.closeBattle(battle.id, atMinute(60), "votes")).toMatchObject({ outcome: "closed" });
      expect(await resultOf(store(), battle.id)).toEqual({ a: 2, b: 2, tie: 1, "both-bad": 1 });
      const [left, right] = battle.attempts;
      expect(await cells(battle)).toMatchObject([
        { modelA: left!.model, modelB: right!.model, task: battle.task, a: 2, b: 2, tie: 1, bothBad: 1 },
      ]);
    });

    it("has its last answers taken back where nobody can be shown them, as long as nobody has voted on the first", async () => {
      const first = await openBattle();
      const taken = await store().answering.takeBack(first.id, atMinute(5));
      expect(taken?.battle).toEqual(await found(first));
      expect(taken?.battle).toMatchObject({
        status: "failed",
        endReason: "unshowable",
        endedAt: atMinute(5),
        openedAt: null,
      });
      expect(await store().answering.takeBack(first.id, atMinute(6))).toBeUndefined();
      const followed = await openBattle();
      await store().battles.beginFollowUp(sampleFollowUp(followed));
      expect(await store().answering.takeBack(followed.id, atMinute(5))).toBeUndefined();
      await openTurn(store(), heldBattle(followed), sampleOpening({ at: atMinute(5) }));
      await cast(followed, "voter", "a");
      const back = await store().answering.takeBack(followed.id, atMinute(6));
      expect(back?.battle).toEqual(await found(followed));
      expect(back?.battle).toMatchObject({ status: "open", turns: [{ failedAt: null }, { openedAt: null }] });
      expect((await vote(followed, "voter"))?.choice).toBe("a");
      const voted = await openBattle();
      await cast(voted, "voter", "a");
      expect(await store().answering.takeBack(voted.id, atMinute(6))).toBeUndefined();
      expect(await found(voted)).toMatchObject({ status: "open" });
    });

    it("closes once and changes no more", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      const closings = (["time", "asker", "votes"] as const).map((reason) =>
        store().battles.closeBattle(battle.id, atMinute(60), reason),
      );
      expect((await Promise.all(closings)).filter(({ outcome }) => outcome === "closed")).toHaveLength(1);
      const closed = await found(battle);
      expect(closed).toMatchObject({ status: "closed", endedAt: atMinute(60) });
      const refused = { outcome: "not-open", battle: await told(battle) };
      expect(await store().ballots.castVote(sampleVote(battle, "voter", { choice: "b" }))).toEqual(refused);
      expect(await store().ballots.lockVote(sampleBallot(battle, "voter"), atMinute(61))).toEqual(refused);
      const held = heldBattle(battle);
      await store().answering.finishAttempt(held, { turn: 1, side: "a", number: 1 }, sampleAnswer, atMinute(2));
      await store().answering.addAttempt(held, sampleAttempt("a", battle.attempts[0]!.model, { number: 2 }));
      expect(await failTurn(store(), held, atMinute(61), "no-answer")).toBeUndefined();
      expect(await openTurn(store(), held, sampleOpening({ at: atMinute(61) }))).toBeUndefined();
      expect((await store().battles.beginFollowUp(sampleFollowUp(battle))).outcome).not.toBe("begun");
      expect(await found(battle)).toEqual(closed);
      expect((await vote(battle, "voter"))?.choice).toBe("a");
      expect(await cells(battle)).toMatchObject([{ a: 1, b: 0 }]);
    });

    it("counts every vote that was confirmed while it closed", async () => {
      const battle = await openBattle();
      const presses = Array.from({ length: 30 }, (_, voter) =>
        store().ballots.castVote(sampleVote(battle, `voter-${voter}`)),
      );
      const closing = store().battles.closeBattle(battle.id, atMinute(60), "time");
      const late = Array.from({ length: 10 }, (_, voter) =>
        store().ballots.castVote(sampleVote(battle, `late-${voter}`)),
      );
      const outcomes = await Promise.all([...presses, ...late]);
      expect(await closing).toMatchObject({ outcome: "closed" });
      const confirmed = outcomes.filter((one) => one.outcome === "cast").length;
      expect(outcomes.every((one) => one.outcome === "cast" || one.outcome === "not-open")).toBe(true);
      expect((await resultOf(store(), battle.id)).a).toBe(confirmed);
      expect((await cells(battle)).reduce((sum, cell) => sum + cell.a, 0)).toBe(confirmed);
    });

    it("is not closed by an asker who has seen the names, but is by time", async () => {
      const battle = await openBattle();
      await cast(battle, battle.asker, "a");
      await lock(battle, battle.asker);
      expect(await store().battles.closeBattle(battle.id, atMinute(12), "asker")).toMatchObject({
        outcome: "asker-saw-names",
      });
      expect(await found(battle)).toMatchObject({ status: "open", endedAt: null });
      expect(await store().battles.closeBattle(battle.id, atMinute(13), "time")).toMatchObject({ outcome: "closed" });
    });

    it("is not both closed by its asker and shown to its asker before", async () => {
      for (let round = 0; round < 10; round++) {
        const battle = await openBattle();
        await cast(battle, battle.asker, "a");
        const closing = () => store().battles.closeBattle(battle.id, atMinute(12), "asker");
        const locking = () => store().ballots.lockVote(sampleBallot(battle, battle.asker), atMinute(12));
        const [closed, locked] = await (round % 2 === 0
          ? Promise.all([closing(), locking()])
          : Promise.all([locking(), closing()]).then(([first, second]) => [second, first] as const));
        expect([closed.outcome, locked.outcome]).toEqual(
          closed.outcome === "closed" ? ["closed", "not-open"] : ["asker-saw-names", "locked"],
        );
      }
    });

    it("closes in private when its voter is about to see the names", async () => {
      const battle = await openBattle({ private: true });
      await cast(battle, battle.asker, "tie");
      const outcome = await store().ballots.lockVote(sampleBallot(battle, battle.asker), atMinute(11));
      const closed = { status: "closed", endedAt: atMinute(11), endReason: "names-shown" };
      expect(outcome).toEqual({ outcome: "locked", choice: "tie", battle: await told(battle) });
      expect(await found(battle)).toMatchObject(closed);
      expect(await resultOf(store(), battle.id)).toMatchObject({ tie: 1 });
    });

    it("leaves no cell when nobody voted", async () => {
      const battle = await openBattle();
      expect(await store().battles.closeBattle(battle.id, atMinute(60), "time")).toMatchObject({ outcome: "closed" });
      expect(await cells(battle)).toEqual([]);
      expect(await resultOf(store(), battle.id)).toEqual(noVotes);
      expect(await resultOf(store(), freshId())).toEqual(noVotes);
    });

    it("leaves no cell when it was masked, but keeps its tally", async () => {
      const battle = await createBattle();
      await openTurn(store(), heldBattle(battle), sampleOpening({ masked: true }));
      await cast(battle, "one", "a");
      await cast(battle, "two", "both-bad");
      expect(await store().battles.closeBattle(battle.id, atMinute(60), "time")).toMatchObject({ outcome: "closed" });
      expect(await cells(battle)).toEqual([]);
      expect(await resultOf(store(), battle.id)).toEqual({ ...noVotes, a: 1, "both-bad": 1 });
    });

    it.each(["a", "b"] as const)("counts for the model that answered last on side %s", async (side) => {
      const battle = await createBattle();
      const redrawn = freshId();
      await store().models.saveModels([sampleModel(redrawn)]);
      await store().answering.finishAttempt(
        heldBattle(battle),
        { turn: 1, side, number: 1 },
        sampleFailure,
        atMinute(2),
      );
      await store().answering.addAttempt(heldBattle(battle), sampleAttempt(side, redrawn, { number: 2 }));
      await openTurn(store(), heldBattle(battle), sampleOpening());
      await cast(battle, "voter", "b");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      const [a, b] = battle.attempts.map((attempt) => (attempt.side === side ? redrawn : attempt.model));
      expect(await cells(battle)).toMatchObject([{ modelA: a, modelB: b, b: 1 }]);
      expect(await told(battle)).toMatchObject({ models: { a, b } });
      const late = await store().ballots.castVote(sampleVote(battle, "late"));
      expect(late).toEqual({ outcome: "not-open", battle: await told(battle) });
    });
  });

  describe("a battle with room for so many votes", () => {
    it("is closed by the vote that fills it, at that moment", async () => {
      const battle = await openBattle({ closeAtVotes: 2 });
      await cast(battle, "one", "a");
      await cast(battle, "one", "b");
      expect(await found(battle)).toMatchObject({ status: "open", endedAt: null });
      const last = await store().ballots.castVote(sampleVote(battle, "two", { choice: "tie", at: atMinute(20) }));
      const closed = await found(battle);
      expect(closed).toMatchObject({ status: "closed", endedAt: atMinute(20), endReason: "votes" });
      expect(last).toEqual({ outcome: "cast", changed: false, battle: await told(battle) });
      expect(await resultOf(store(), battle.id)).toEqual({ ...noVotes, b: 1, tie: 1 });
      expect(await cells(battle)).toMatchObject([{ a: 0, b: 1, tie: 1, bothBad: 0 }]);
      const late = await store().ballots.castVote(sampleVote(battle, "three"));
      expect(late).toEqual({ outcome: "not-open", battle: await told(battle) });
    });

    it("may have room for one", async () => {
      const battle = await openBattle({ closeAtVotes: 1 });
      const only = await store().ballots.castVote(sampleVote(battle, "voter"));
      expect(only).toEqual({ outcome: "cast", changed: false, battle: await told(battle) });
      expect(await found(battle)).toMatchObject({
        status: "closed",
        firstVoteAt: atMinute(10),
        closesAt: atMinute(60),
      });
    });

    it("counts exactly that many of a crowd, and refuses the rest", async () => {
      const battle = await openBattle({ closeAtVotes: 7 });
      const voters = Array.from({ length: 40 }, (_, number) => `voter-${number}`);
      const outcomes = await Promise.all(voters.map((voter) => store().ballots.castVote(sampleVote(battle, voter))));
      expect(outcomes.filter((one) => one.outcome === "cast")).toHaveLength(7);
      expect(outcomes.filter((one) => one.outcome === "not-open")).toHaveLength(33);
      const votes = await Promise.all(voters.map((voter) => vote(battle, voter)));
      expect(votes.map(Boolean)).toEqual(outcomes.map((one) => one.outcome === "cast"));
      expect(await resultOf(store(), battle.id)).toEqual({ ...noVotes, a: 7 });
      expect(await cells(battle)).toMatchObject([{ a: 7 }]);
      expect(await found(battle)).toMatchObject({ status: "closed", endReason: "votes" });
    });

    it("has room again for as many as were withdrawn", async () => {
      const battle = await openBattle({ closeAtVotes: 2 });
      await cast(battle, "one", "a");
      await withdraw(battle, "one");
      await cast(battle, "two", "b");
      expect(await found(battle)).toMatchObject({ status: "open" });
      await cast(battle, "one", "tie");
      expect(await found(battle)).toMatchObject({ status: "closed", endReason: "votes" });
      expect(await resultOf(store(), battle.id)).toEqual({ ...noVotes, b: 1, tie: 1 });
    });

    it("leaves no cell when it is filled masked", async () => {
      const battle = await createBattle({ closeAtVotes: 1 });
      await openTurn(store(), heldBattle(battle), sampleOpening({ masked: true }));
      await cast(battle, "voter", "a");
      expect(await found(battle)).toMatchObject({ status: "closed", masked: true });
      expect(await cells(battle)).toEqual([]);
      expect(await resultOf(store(), battle.id)).toEqual({ ...noVotes, a: 1 });
    });
  });
}
