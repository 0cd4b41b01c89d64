/** Votes taken back, and votes out of sight that turn out to have been open. */
import { describe, expect, it } from "vitest";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, sampleBallot, sampleVote } from "../battle-samples.ts";
import { createStage, noVotes } from "./stage.ts";
import { resultOf } from "./result-of.ts";

export function describeWithdrawals(store: () => Store): void {
  const { openBattle, cast, lock, withdraw, found, told, vote, cells } = createStage(store);

  describe("a vote that is withdrawn", () => {
    it("is gone, however it was cast", async () => {
      const battle = await openBattle();
      await store().ballots.castVote(sampleVote(battle, "voter", { choice: "tie", means: "out-of-sight-reaction" }));
      const outcome = await store().ballots.withdrawVote(sampleBallot(battle, "voter"));
      expect(outcome).toEqual({ outcome: "withdrawn", choice: "tie", battle: await told(battle) });
      expect(await vote(battle, "voter")).toBeUndefined();
      const again = await store().ballots.withdrawVote(sampleBallot(battle, "voter"));
      expect(again).toEqual({ outcome: "no-vote", battle: await told(battle) });
    });

    it("counts no more, in tally or cell, as if it had never been cast", async () => {
      const battle = await openBattle();
      for (const voter of ["one", "two", "three"]) await cast(battle, voter, "a");
      await cast(battle, "two", "b");
      await withdraw(battle, "one");
      await withdraw(battle, "two");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await resultOf(store(), battle.id)).toEqual({ ...noVotes, a: 1 });
      expect(await cells(battle)).toMatchObject([{ a: 1, b: 0, tie: 0, bothBad: 0 }]);
    });

    it("leaves a battle without votes, and so without a cell", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      await withdraw(battle, "voter");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await resultOf(store(), battle.id)).toEqual(noVotes);
      expect(await cells(battle)).toEqual([]);
    });

    it("leaves the time at which the battle closes", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      const before = await found(battle);
      await withdraw(battle, "voter");
      await store().ballots.castVote(sampleVote(battle, "other", { at: atMinute(40) }));
      expect(await found(battle)).toEqual(before);
    });

    it("is a first vote when it is cast anew, and knows who had seen the names by then", async () => {
      const battle = await openBattle();
      await store().ballots.castVote(sampleVote(battle, "voter", { choice: "a", means: "open-reaction" }));
      await cast(battle, "voter", "tie");
      await cast(battle, "other", "a");
      await withdraw(battle, "voter");
      await lock(battle, "other");
      const anew = sampleVote(battle, "voter", { choice: "b", at: atMinute(20) });
      expect(await store().ballots.castVote(anew)).toMatchObject({ outcome: "cast", changed: false });
      expect(await vote(battle, "voter")).toMatchObject({
        choice: "b",
        firstChoice: "b",
        changes: 0,
        firstMeans: "button",
        castAt: atMinute(20),
        namesSeenBy: 1,
      });
      await cast(battle, "third", "a");
      expect((await vote(battle, "third"))?.namesSeenBy).toBe(1);
    });

    it("must be the one that was meant, where one was", async () => {
      const battle = await openBattle();
      const only = { means: "open-reaction", choice: "a" } as const;
      await store().ballots.castVote(sampleVote(battle, "voter", only));
      const withdrawOnly = (changes: Partial<typeof only> | object) =>
        store().ballots.withdrawVote({ ...sampleBallot(battle, "voter"), only: { ...only, ...changes } });
      const before = await vote(battle, "voter");
      for (const other of [{ choice: "b" }, { means: "out-of-sight-reaction" }, { means: "button" }]) {
        expect(await withdrawOnly(other)).toEqual({ outcome: "no-vote", battle: await told(battle) });
      }
      expect(await vote(battle, "voter")).toEqual(before);
      expect(await withdrawOnly({})).toMatchObject({ outcome: "withdrawn", choice: "a" });
    });

    it("is not the one that has replaced it by another means", async () => {
      const battle = await openBattle();
      const only = { means: "open-reaction", choice: "a" } as const;
      await store().ballots.castVote(sampleVote(battle, "voter", only));
      await cast(battle, "voter", "b");
      const outcome = await store().ballots.withdrawVote({ ...sampleBallot(battle, "voter"), only });
      expect(outcome).toMatchObject({ outcome: "no-vote" });
      expect(await vote(battle, "voter")).toMatchObject({ choice: "b", means: "button" });
    });

    it("cannot be one that is locked", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      await lock(battle, "voter");
      const before = await vote(battle, "voter");
      const outcome = await store().ballots.withdrawVote(sampleBallot(battle, "voter"));
      expect(outcome).toEqual({ outcome: "locked", choice: "a", battle: await told(battle, "locked") });
      expect(await vote(battle, "voter")).toEqual(before);
    });

    it("cannot be one of a battle that has closed, or is not there", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      const outcome = await store().ballots.withdrawVote(sampleBallot(battle, "voter"));
      expect(outcome).toEqual({ outcome: "not-open", battle: await told(battle) });
      expect(await vote(battle, "voter")).toMatchObject({ choice: "a" });
      const unknown = sampleBallot({ ...battle, id: freshId() }, "voter");
      expect(await store().ballots.withdrawVote(unknown)).toEqual({ outcome: "unknown-battle" });
    });

    it("is withdrawn once, however often and fast that is asked for", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      await cast(battle, "other", "a");
      const asked = await Promise.all(
        [1, 2, 3, 4].map(() => store().ballots.withdrawVote(sampleBallot(battle, "voter"))),
      );
      expect(asked.map((one) => one.outcome).toSorted()).toEqual(["no-vote", "no-vote", "no-vote", "withdrawn"]);
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await resultOf(store(), battle.id)).toEqual({ ...noVotes, a: 1 });
    });

    it("leaves the tally right in a crowd that casts and withdraws at once", async () => {
      const battle = await openBattle();
      const voters = Array.from({ length: 40 }, (_, number) => `voter-${number}`);
      await Promise.all(voters.slice(0, 20).map((voter) => cast(battle, voter, "a")));
      const outcomes = voters.flatMap((voter) => [
        store().ballots.withdrawVote(sampleBallot(battle, voter)),
        store().ballots.castVote(sampleVote(battle, voter, { choice: "b" })),
      ]);
      await Promise.all(outcomes);
      const tally = { ...noVotes };
      for (const voter of voters) {
        const left = await vote(battle, voter);
        if (left) tally[left.choice] += 1;
      }
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await resultOf(store(), battle.id)).toEqual(tally);
    });
  });

  describe("a reaction out of sight that could not be taken away", () => {
    it("was open after all, from the first where it is the first", async () => {
      const battle = await openBattle();
      await store().ballots.castVote(sampleVote(battle, "voter", { means: "out-of-sight-reaction" }));
      const before = await vote(battle, "voter");
      await store().ballots.exposeVote(sampleBallot(battle, "voter"));
      const open = { means: "open-reaction", firstMeans: "open-reaction", seen: true };
      expect(await vote(battle, "voter")).toEqual({ ...before, ...open });
    });

    it("says nothing about the voter's first choice when that was another", async () => {
      const battle = await openBattle();
      for (const [choice, means] of [["a", "out-of-sight-reaction"] as const, ["b", "out-of-sight-reaction"] as const])
        await store().ballots.castVote(sampleVote(battle, "voter", { choice, means }));
      await store().ballots.exposeVote(sampleBallot(battle, "voter"));
      expect(await vote(battle, "voter")).toMatchObject({
        means: "open-reaction",
        firstMeans: "out-of-sight-reaction",
      });
    });

    it("exposes nothing else: no button, no other voter, no other community's battle", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      await store().ballots.castVote(sampleVote(battle, "other", { means: "out-of-sight-reaction" }));
      await store().ballots.exposeVote(sampleBallot(battle, "voter"));
      await store().ballots.exposeVote(sampleBallot(battle, "nobody"));
      await store().ballots.exposeVote(sampleBallot({ ...battle, community: freshId() }, "other"));
      await store().ballots.exposeVote(sampleBallot({ ...battle, id: freshId() }, "other"));
      expect(await vote(battle, "voter")).toMatchObject({ means: "button", firstMeans: "button" });
      expect(await vote(battle, "other")).toMatchObject({
        means: "out-of-sight-reaction",
        firstMeans: "out-of-sight-reaction",
      });
    });
  });
}
