/** Votes that meet inside the PostgreSQL server, as those of several processes do. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import type { Store } from "../../core/store/store.ts";
import { atMinute, sampleBallot, sampleVote } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { describePostgres } from "../skips.ts";
import { openTwoProcesses, type TwoProcesses } from "./two-processes.ts";
import { resultOf } from "../contracts/store/result-of.ts";

describePostgres("votes from several processes on one battle", (serverUrl) => {
  let processes: TwoProcesses;
  let left: Store;
  let right: Store;
  let meet: TwoProcesses["meet"];
  const { openBattle, told, cells } = createStage(() => left);

  beforeAll(async () => {
    processes = await openTwoProcesses(serverUrl);
    ({ left, right, meet } = processes);
  });

  afterAll(() => processes.close());

  async function closedTally(battle: NewBattle) {
    await left.battles.closeBattle(battle.id, atMinute(60), "time");
    return resultOf(left, battle.id);
  }

  it("count a double press of one voter once", async () => {
    const battle = await openBattle();
    const [first, second] = await meet(
      battle,
      () => left.ballots.castVote(sampleVote(battle, "voter", { choice: "a", at: atMinute(10) })),
      () => right.ballots.castVote(sampleVote(battle, "voter", { choice: "b", at: atMinute(11) })),
    );
    const expected = { firstVoteAt: atMinute(10), closesAt: atMinute(60) };
    expect(first).toMatchObject({ outcome: "cast", changed: false, battle: { closesAt: expected.closesAt } });
    expect(second).toMatchObject({ outcome: "cast", changed: true, battle: { closesAt: expected.closesAt } });
    expect(await left.ballots.findVote(battle.id, "voter")).toMatchObject({
      choice: "b",
      firstChoice: "a",
      changes: 1,
      castAt: atMinute(10),
      changedAt: atMinute(11),
    });
    expect(await left.battles.findBattle(battle.id)).toMatchObject(expected);
    expect(await closedTally(battle)).toEqual({ a: 0, b: 1, tie: 0, "both-bad": 0 });
  });

  it("write nothing for the second of two equal presses", async () => {
    const battle = await openBattle();
    const press = (store: Store, minute: number) =>
      store.ballots.castVote(sampleVote(battle, "voter", { choice: "tie", at: atMinute(minute) }));
    const outcomes = await meet(
      battle,
      () => press(left, 10),
      () => press(right, 11),
    );
    expect(outcomes.map((one) => one.outcome === "cast" && one.changed)).toEqual([false, false]);
    expect(await left.ballots.findVote(battle.id, "voter")).toMatchObject({ changes: 0, changedAt: atMinute(10) });
    expect(await closedTally(battle)).toEqual({ a: 0, b: 0, tie: 1, "both-bad": 0 });
  });

  it("count the votes of two voters, the first of them as the first", async () => {
    const battle = await openBattle();
    await meet(
      battle,
      () => left.ballots.castVote(sampleVote(battle, "one", { at: atMinute(10) })),
      () => right.ballots.castVote(sampleVote(battle, "two", { at: atMinute(9) })),
    );
    expect(await left.battles.findBattle(battle.id)).toMatchObject({
      firstVoteAt: atMinute(10),
      closesAt: atMinute(60),
    });
    expect((await closedTally(battle)).a).toBe(2);
  });

  it("come too late behind a close, and are counted before it", async () => {
    const late = await openBattle();
    const [closed, refused] = await meet(
      late,
      () => left.battles.closeBattle(late.id, atMinute(60), "time"),
      () => right.ballots.castVote(sampleVote(late, "voter")),
    );
    expect(closed.outcome).toBe("closed");
    expect(refused).toEqual({ outcome: "not-open", battle: await told(late) });
    expect(await right.ballots.findVote(late.id, "voter")).toBeUndefined();
    expect((await resultOf(left, late.id)).a).toBe(0);

    const early = await openBattle();
    const [cast, closedAfter] = await meet(
      early,
      () => right.ballots.castVote(sampleVote(early, "voter")),
      () => left.battles.closeBattle(early.id, atMinute(60), "time"),
    );
    expect(cast.outcome).toBe("cast");
    expect(closedAfter).toMatchObject({ outcome: "closed", standing: { result: { tally: { a: 1 } } } });
    expect((await resultOf(left, early.id)).a).toBe(1);
    expect(await cells(early)).toMatchObject([{ a: 1, b: 0, tie: 0, bothBad: 0 }]);
  });

  it("stay as they were locked, or are locked as they were changed", async () => {
    const lockedFirst = await openBattle();
    await left.ballots.castVote(sampleVote(lockedFirst, "voter", { choice: "a" }));
    const [lock, refused] = await meet(
      lockedFirst,
      () => left.ballots.lockVote(sampleBallot(lockedFirst, "voter"), atMinute(15)),
      () => right.ballots.castVote(sampleVote(lockedFirst, "voter", { choice: "b" })),
    );
    expect(lock).toMatchObject({ outcome: "locked", choice: "a" });
    expect(await left.ballots.findVote(lockedFirst.id, "voter")).toMatchObject({ lockedAt: atMinute(15) });
    expect(refused).toMatchObject({ outcome: "locked", choice: "a" });
    expect(await closedTally(lockedFirst)).toMatchObject({ a: 1, b: 0 });

    const changedFirst = await openBattle();
    await left.ballots.castVote(sampleVote(changedFirst, "voter", { choice: "a" }));
    const [changed, lockAfter] = await meet(
      changedFirst,
      () => right.ballots.castVote(sampleVote(changedFirst, "voter", { choice: "b" })),
      () => left.ballots.lockVote(sampleBallot(changedFirst, "voter"), atMinute(15)),
    );
    expect(changed).toMatchObject({ outcome: "cast", changed: true });
    expect(lockAfter).toMatchObject({ outcome: "locked", choice: "b" });
    const locked = { choice: "b", changes: 1, lockedAt: atMinute(15) };
    expect(await left.ballots.findVote(changedFirst.id, "voter")).toMatchObject(locked);
    expect(await closedTally(changedFirst)).toMatchObject({ a: 0, b: 1 });
  });

  it("know of names that were shown while they waited", async () => {
    const battle = await openBattle();
    await left.ballots.castVote(sampleVote(battle, "one"));
    await meet(
      battle,
      () => left.ballots.lockVote(sampleBallot(battle, "one"), atMinute(15)),
      () => right.ballots.castVote(sampleVote(battle, "two")),
    );
    expect(await left.ballots.findVote(battle.id, "two")).toMatchObject({ namesSeenBy: 1 });
  });

  it("are withdrawn as they were changed, or cast anew when they were withdrawn", async () => {
    const changedFirst = await openBattle();
    await left.ballots.castVote(sampleVote(changedFirst, "voter", { choice: "a" }));
    const [, withdrawn] = await meet(
      changedFirst,
      () => left.ballots.castVote(sampleVote(changedFirst, "voter", { choice: "b" })),
      () => right.ballots.withdrawVote(sampleBallot(changedFirst, "voter")),
    );
    expect(withdrawn).toMatchObject({ outcome: "withdrawn", choice: "b" });
    expect(await closedTally(changedFirst)).toEqual({ a: 0, b: 0, tie: 0, "both-bad": 0 });

    const withdrawnFirst = await openBattle();
    await left.ballots.castVote(sampleVote(withdrawnFirst, "voter", { choice: "a" }));
    const [, cast] = await meet(
      withdrawnFirst,
      () => right.ballots.withdrawVote(sampleBallot(withdrawnFirst, "voter")),
      () => left.ballots.castVote(sampleVote(withdrawnFirst, "voter", { choice: "b" })),
    );
    expect(cast).toMatchObject({ outcome: "cast", changed: false });
    expect(await left.ballots.findVote(withdrawnFirst.id, "voter")).toMatchObject({ firstChoice: "b", changes: 0 });
    expect(await closedTally(withdrawnFirst)).toEqual({ a: 0, b: 1, tie: 0, "both-bad": 0 });
  });

  it("are exposed and locked both, whichever comes first", async () => {
    for (const exposedFirst of [true, false]) {
      const battle = await openBattle();
      await left.ballots.castVote(sampleVote(battle, "voter", { means: "out-of-sight-reaction" }));
      const expose = () => left.ballots.exposeVote(sampleBallot(battle, "voter"));
      const lock = () => right.ballots.lockVote(sampleBallot(battle, "voter"), atMinute(15));
      await (exposedFirst ? meet(battle, expose, lock) : meet(battle, lock, expose));
      const both = { means: "open-reaction", lockedAt: atMinute(15) };
      expect(await left.ballots.findVote(battle.id, "voter")).toMatchObject(both);
    }
  });

  it("fill the last place once", async () => {
    const battle = await openBattle({ closeAtVotes: 2 });
    await left.ballots.castVote(sampleVote(battle, "early"));
    const [first, second] = await meet(
      battle,
      () => left.ballots.castVote(sampleVote(battle, "one", { at: atMinute(12) })),
      () => right.ballots.castVote(sampleVote(battle, "two")),
    );
    const closed = await left.battles.findBattle(battle.id);
    expect(closed).toMatchObject({ status: "closed", endedAt: atMinute(12), endReason: "votes" });
    expect([first, second]).toEqual([
      { outcome: "cast", changed: false, battle: await told(battle) },
      { outcome: "not-open", battle: await told(battle) },
    ]);
    expect((await resultOf(left, battle.id)).a).toBe(2);
    expect(await cells(battle)).toMatchObject([{ a: 2 }]);
  });

  it("fill a battle with exactly as many as there is room for, out of two crowds", async () => {
    const battle = await openBattle({ closeAtVotes: 9 });
    const presses = Array.from({ length: 60 }, (_, number) =>
      [left, right][number % 2]!.ballots.castVote(sampleVote(battle, `voter-${number}`, { choice: "b" })),
    );
    const outcomes = await Promise.all(presses);
    expect(outcomes.filter((one) => one.outcome === "cast")).toHaveLength(9);
    expect(outcomes.filter((one) => one.outcome === "not-open")).toHaveLength(51);
    expect((await resultOf(left, battle.id)).b).toBe(9);
    expect(await cells(battle)).toMatchObject([{ b: 9 }]);
  });

  it("neither get lost nor count twice in a crowd that closes and locks as well", async () => {
    const battle = await openBattle();
    const stores = [left, right];
    const voters = Array.from({ length: 60 }, (_, number) => `voter-${number}`);
    const choices = ["a", "b", "tie"] as const;
    const presses = voters.flatMap((voter, number) =>
      [0, 1, 2].map((press) => {
        const store = stores[(number + press) % 2]!;
        if (press === 2 && number % 3 === 0) return store.ballots.lockVote(sampleBallot(battle, voter), atMinute(15));
        return store.ballots.castVote(sampleVote(battle, voter, { choice: choices[(number + press) % 3]! }));
      }),
    );
    // Once some of them are in: a close takes less time to begin than ballots, which gather first.
    await Promise.race(presses);
    const closing = stores.map((store) => store.battles.closeBattle(battle.id, atMinute(60), "time"));
    const late = voters.map((voter) => right.ballots.castVote(sampleVote(battle, voter, { choice: "a" })));
    await Promise.all([...presses, ...late]);
    expect((await Promise.all(closing)).map(({ outcome }) => outcome).toSorted()).toEqual(["closed", "not-open"]);
    const votes = await Promise.all(voters.map((voter) => left.ballots.findVote(battle.id, voter)));
    const tally = { a: 0, b: 0, tie: 0, "both-bad": 0 };
    for (const vote of votes) if (vote) tally[vote.choice] += 1;
    expect(tally.a + tally.b + tally.tie).toBeGreaterThan(0);
    expect(await resultOf(left, battle.id)).toEqual(tally);
  });
});
