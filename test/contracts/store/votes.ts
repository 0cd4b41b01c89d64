/** Votes: cast, changed, locked. Withdrawing has a file of its own. */
import { describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import { type Choice, choices } from "../../../core/chat/post.ts";
import type { NewVote } from "../../../core/battle/vote.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleBallot,
  sampleFollowUp,
  sampleOpening,
  sampleVote,
} from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage, noVotes } from "./stage.ts";
import { resultOf } from "./result-of.ts";

const minute = 60_000;

export function describeVotes(store: () => Store): void {
  const { openBattle, cast, lock, found, told, vote } = createStage(store);

  /** @returns the outcome's name. */
  async function press(battle: NewBattle, voter: string, changes: Partial<NewVote>): Promise<string> {
    return (await store().ballots.castVote(sampleVote(battle, voter, changes))).outcome;
  }

  describe("a vote", () => {
    it("is kept with all that belongs to it", async () => {
      const battle = await openBattle();
      const {
        community: _community,
        at,
        ...given
      } = sampleVote(battle, "voter", {
        choice: "both-bad",
        means: "open-reaction",
        platform: "telegram",
      });
      const outcome = await store().ballots.castVote({ ...given, community: battle.community, at });
      expect(outcome).toEqual({ outcome: "cast", changed: false, battle: await told(battle) });
      expect(await vote(battle, "voter")).toEqual({
        ...given,
        firstChoice: "both-bad",
        changes: 0,
        firstMeans: "open-reaction",
        castAt: at,
        changedAt: at,
        lockedAt: null,
        namesSeenBy: 0,
      });
      expect(await vote(battle, "somebody-else")).toBeUndefined();
    });

    it("is found together with its voter's other ones, and with nobody else's", async () => {
      const [one, other] = [await openBattle(), await openBattle()];
      await cast(one, "somebody", "tie");
      await cast(other, "somebody else", "a");
      const findOf = (voter: string) => store().ballots.findChoices([one.id, other.id, freshId()], voter);
      expect([await findOf("somebody"), await findOf("nobody")]).toEqual([new Map([[one.id, "tie"]]), new Map()]);
    });

    it("replaces its voter's former one, and remembers how that was first cast", async () => {
      const battle = await openBattle();
      await store().ballots.castVote(sampleVote(battle, "voter", { choice: "a", means: "open-reaction" }));
      const change = sampleVote(battle, "voter", { choice: "tie", means: "out-of-sight-reaction", at: atMinute(12) });
      expect(await store().ballots.castVote(change)).toMatchObject({ outcome: "cast", changed: true });
      expect(await vote(battle, "voter")).toMatchObject({
        choice: "tie",
        firstChoice: "a",
        changes: 1,
        means: "out-of-sight-reaction",
        firstMeans: "open-reaction",
        castAt: atMinute(10),
        changedAt: atMinute(12),
      });
    });

    it("stays as it is when it is cast again", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "b");
      const before = await vote(battle, "voter");
      const again = sampleVote(battle, "voter", { choice: "b", means: "open-reaction", at: atMinute(20) });
      expect(await store().ballots.castVote(again)).toMatchObject({ outcome: "cast", changed: false });
      expect(await vote(battle, "voter")).toEqual(before);
    });

    it("is marked as seen by a reaction that shows it, locked or not, until it is another", async () => {
      const battle = await openBattle();
      const give = (choice: Choice, seen: boolean) =>
        store().ballots.castVote(
          sampleVote(battle, "voter", { choice, seen, ...(seen && { means: "open-reaction" }) }),
        );
      await give("a", false);
      expect(await vote(battle, "voter")).toMatchObject({ seen: false });
      await give("a", true);
      expect(await vote(battle, "voter")).toMatchObject({ choice: "a", means: "button", changes: 0, seen: true });
      await give("a", false);
      expect(await vote(battle, "voter")).toMatchObject({ seen: true });
      await give("b", false);
      expect(await vote(battle, "voter")).toMatchObject({ choice: "b", seen: false });
      await lock(battle, "voter");
      await give("a", true);
      expect(await vote(battle, "voter")).toMatchObject({ choice: "b", seen: false });
      await give("b", true);
      expect(await vote(battle, "voter")).toMatchObject({ choice: "b", means: "button", seen: true });
    });

    it("brings the close nearer when it is the first, by what the battle says", async () => {
      const battle = await openBattle({ closeAfter: 7 * minute });
      const first = await store().ballots.castVote(sampleVote(battle, "one"));
      const expected = { firstVoteAt: atMinute(10), closesAt: atMinute(17) };
      expect(first).toMatchObject({ outcome: "cast", battle: { closesAt: atMinute(17) } });
      await store().ballots.castVote(sampleVote(battle, "two", { at: atMinute(9) }));
      await store().ballots.castVote(sampleVote(battle, "one", { at: atMinute(12), choice: "b" }));
      expect(await found(battle)).toMatchObject(expected);
    });

    it("never moves the close further away", async () => {
      const battle = await openBattle({ closeAfter: 10_000 * minute });
      await cast(battle, "one", "a");
      expect(await found(battle)).toMatchObject({ firstVoteAt: atMinute(10), closesAt: atMinute(24 * 60) });
    });

    it("is final once its voter sees the names", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "a");
      const locked = await store().ballots.lockVote(sampleBallot(battle, "voter"), atMinute(15));
      const final = await vote(battle, "voter");
      expect(locked).toEqual({ outcome: "locked", choice: "a", battle: await told(battle, "locked") });
      expect(final?.lockedAt).toEqual(atMinute(15));
      expect(await store().ballots.lockVote(sampleBallot(battle, "voter"), atMinute(16))).toEqual(locked);
      for (const choice of ["b", "a"] as const) {
        const later = await store().ballots.castVote(sampleVote(battle, "voter", { choice, at: atMinute(17) }));
        expect(later).toEqual(locked);
      }
      expect(await vote(battle, "voter")).toEqual(final);
    });

    it("remembers how many others had seen the names when it was last set", async () => {
      const battle = await openBattle();
      const seen = async (voter: string) => (await vote(battle, voter))?.namesSeenBy;
      await cast(battle, "one", "a");
      await cast(battle, "two", "a");
      await lock(battle, "one");
      await cast(battle, "three", "b");
      expect([await seen("one"), await seen("two"), await seen("three")]).toEqual([0, 0, 1]);
      await cast(battle, "two", "b");
      expect(await seen("two")).toBe(1);
    });

    it("cannot be locked where there is none", async () => {
      const battle = await openBattle();
      const lockOf = (of: NewBattle) => store().ballots.lockVote(sampleBallot(of, "voter"), atMinute(11));
      expect(await lockOf(battle)).toEqual({ outcome: "no-vote", battle: await told(battle) });
      const unknown = { ...battle, id: freshId() };
      expect(await lockOf(unknown)).toEqual({ outcome: "unknown-battle" });
      expect(await press(unknown, "voter", {})).toBe("unknown-battle");
    });

    it("cannot be locked before the close where the community tells the names to all at once, from that moment", async () => {
      const [battle, alone] = [await openBattle(), await openBattle({ private: true })];
      const decide = ({ community }: NewBattle, reveal: "at-close" | "after-vote") =>
        store().communities.changeSettings(community, ({ own, asking }) => ({
          own,
          asking: { ...asking, reveal },
          noted: [],
        }));
      for (const one of [battle, alone]) {
        await cast(one, "voter", "a");
        await decide(one, "at-close");
      }
      const locking = (of: NewBattle) => store().ballots.lockVote(sampleBallot(of, "voter"), atMinute(11));
      expect(await locking(battle)).toEqual({ outcome: "names-at-close", battle: await told(battle) });
      expect(await vote(battle, "voter")).toMatchObject({ lockedAt: null });
      expect(await locking(alone)).toMatchObject({ outcome: "locked" });
      await decide(battle, "after-vote");
      expect(await locking(battle)).toMatchObject({ outcome: "locked" });
    });

    it("is found, with the names only where they may be told", async () => {
      const battle = await openBattle();
      const standing = (community = battle.community) =>
        store().ballots.findStanding({ ...sampleBallot(battle, "voter"), community });
      expect(await standing()).toEqual({ outcome: "no-vote", battle: await told(battle) });
      await cast(battle, "voter", "tie");
      expect(await standing()).toEqual({ outcome: "voted", choice: "tie", battle: await told(battle) });
      await lock(battle, "voter");
      expect(await standing()).toEqual({ outcome: "locked", choice: "tie", battle: await told(battle, "locked") });
      expect(await standing(freshId())).toEqual({ outcome: "unknown-battle" });
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await standing()).toEqual({ outcome: "not-open", battle: await told(battle) });
    });

    it("by reaction finds its battle by the post, and what reactions do in its community", async () => {
      const battle = await openBattle();
      const [lookup, community] = [freshId(), battle.community];
      const reacted = () => store().ballots.findReacted(lookup, community);
      expect(await reacted()).toBeUndefined();
      await store().battles.saveDelivery(battle.id, battle.delivery, "elsewhere", [lookup]);
      expect(await reacted()).toEqual({ battle: battle.id, mode: "out-of-sight" });
      await store().communities.changeSettings(community, ({ own, asking }) => ({
        ...{ own: { ...own, reactions: "open" }, asking, noted: [] },
      }));
      expect(await reacted()).toEqual({ battle: battle.id, mode: "open" });
    });

    it("cast in another community is for no battle there", async () => {
      const battle = await openBattle();
      const elsewhere = { ...battle, community: freshId() };
      const unknown = { outcome: "unknown-battle" };
      expect(await store().ballots.castVote(sampleVote(elsewhere, "voter"))).toEqual(unknown);
      expect(await vote(battle, "voter")).toBeUndefined();
      expect(await found(battle)).toMatchObject({ firstVoteAt: null });
      await cast(battle, "voter", "a");
      expect(await store().ballots.castVote(sampleVote(elsewhere, "voter", { choice: "b" }))).toEqual(unknown);
      expect(await store().ballots.lockVote(sampleBallot(elsewhere, "voter"), atMinute(11))).toEqual(unknown);
      expect(await store().ballots.withdrawVote(sampleBallot(elsewhere, "voter"))).toEqual(unknown);
      expect(await vote(battle, "voter")).toMatchObject({ choice: "a", lockedAt: null, changes: 0 });
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await store().ballots.castVote(sampleVote(elsewhere, "late"))).toEqual(unknown);
    });

    it("is not taken while a follow-up is being answered, but after it", async () => {
      const battle = await openBattle();
      await store().battles.beginFollowUp(sampleFollowUp(battle));
      expect(await press(battle, "voter", {})).toBe("not-open");
      await openTurn(store(), heldBattle(battle), sampleOpening({ seal: null }));
      expect(await press(battle, "voter", {})).toBe("cast");
    });

    it("counts once however often and fast it is pressed", async () => {
      const battle = await openBattle();
      const presses = Array.from({ length: 40 }, (_, number) =>
        store().ballots.castVote(sampleVote(battle, `voter-${number % 4}`, { choice: choices[number % 3]! })),
      );
      const outcomes = await Promise.all(presses);
      expect(outcomes.every((one) => one.outcome === "cast")).toBe(true);
      const votes = await Promise.all([0, 1, 2, 3].map((voter) => vote(battle, `voter-${voter}`)));
      const counted = { ...noVotes };
      for (const one of votes) counted[one!.choice] += 1;
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await resultOf(store(), battle.id)).toEqual(counted);
      expect(votes.reduce((sum, one) => sum + one!.changes, 0)).toBe(
        outcomes.filter((one) => one.outcome === "cast" && one.changed).length,
      );
    });

    it("keeps its own story in a crowd", async () => {
      const battle = await openBattle();
      await cast(battle, "early", "tie");
      await store().ballots.lockVote(sampleBallot(battle, "early"), atMinute(9));
      // In one breath: everybody votes, changes, and presses the same again; some press once more for another battle.
      const other = await openBattle();
      const pressAt = (voter: number, at: number, choice: Choice, where = battle) =>
        store().ballots.castVote(sampleVote(where, `voter-${voter}`, { choice, at: atMinute(at) }));
      const crowd = Array.from({ length: 150 }, (_, voter) => voter);
      const rounds = await Promise.all([
        Promise.all(crowd.map((voter) => pressAt(voter, 10, choices[voter % 4]!))),
        Promise.all(crowd.map((voter) => pressAt(voter, 10, choices[voter % 4]!))),
        Promise.all(crowd.map((voter) => pressAt(voter, 10, choices[voter % 4]!, other))),
      ]);
      expect(rounds.flat().every((one) => one.outcome === "cast" && !one.changed)).toBe(true);
      const lockOf = (voter: number) => store().ballots.lockVote(sampleBallot(battle, `voter-${voter}`), atMinute(13));
      const [changes, locks] = await Promise.all([
        Promise.all(crowd.slice(0, 50).map((voter) => pressAt(voter, 12, "both-bad"))),
        Promise.all(crowd.slice(100).map(lockOf)),
      ]);
      expect(changes.map((one) => one.outcome === "cast" && one.changed)).toEqual(
        crowd.slice(0, 50).map((voter) => choices[voter % 4] !== "both-bad"),
      );
      expect(locks.every((one) => one.outcome === "locked")).toBe(true);
      for (const voter of [0, 3, 75, 120]) {
        const changed = voter < 50 && choices[voter % 4] !== "both-bad";
        expect(await vote(battle, `voter-${voter}`)).toMatchObject({
          voter: `voter-${voter}`,
          choice: voter < 50 ? "both-bad" : choices[voter % 4],
          firstChoice: choices[voter % 4],
          changes: changed ? 1 : 0,
          changedAt: atMinute(changed ? 12 : 10),
          lockedAt: voter >= 100 ? atMinute(13) : null,
        });
      }
      expect((await vote(battle, "voter-75"))?.namesSeenBy).toBe(1);
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      await store().battles.closeBattle(other.id, atMinute(60), "time");
      expect(await resultOf(store(), battle.id)).toEqual({ a: 25, b: 25, tie: 26, "both-bad": 75 });
      expect(await resultOf(store(), other.id)).toEqual({ a: 38, b: 38, tie: 37, "both-bad": 37 });
    });
  });
}
