/**
 * Votes that meet inside the PostgreSQL server, as those of several processes do. Somebody else holds the battle's row
 * until both sides wait for it: whatever a statement read before its wait would be out of date after it.
 */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Store } from "../../core/ports.ts";
import { openStore } from "../../core/store/index.ts";
import {
  atMinute,
  freshId,
  sampleAttempt,
  sampleBattle,
  sampleModel,
  sampleVote,
} from "../contracts/battle-samples.ts";
import { describePostgres } from "../skips.ts";
import { type DataDirectory, makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

describePostgres("votes from several processes on one battle", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let directories: [DataDirectory, DataDirectory];
  let left: Store;
  let right: Store;
  let holder: pg.Client;

  beforeAll(async () => {
    database = await createPostgresDatabase(serverUrl);
    directories = [makeEmptyDirectory(), makeEmptyDirectory()];
    const options = { databaseUrl: database.url, keyFingerprint: "key" };
    [left, right] = [
      (await openStore({ dataDirectory: directories[0].path, ...options })).store,
      (await openStore({ dataDirectory: directories[1].path, ...options })).store,
    ];
    holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await left.saveModels([sampleModel("one"), sampleModel("other")]);
  });

  afterAll(async () => {
    await holder.end();
    await Promise.all([left.close(), right.close()]);
    await database.drop();
    for (const directory of directories) directory.remove();
  });

  async function openBattle(): Promise<string> {
    const community = freshId();
    const battle = sampleBattle({ community, attempts: [sampleAttempt("a", "one"), sampleAttempt("b", "other")] });
    await left.createBattle(battle);
    await left.openBattle(battle.id, atMinute(1), atMinute(90));
    return battle.id;
  }

  async function countWaiting(): Promise<number> {
    const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await holder.query<{ count: number }>(waiting)).rows[0]!.count;
  }

  /** Starts both while the battle's row is held, the first one first in the queue for it; then lets go. */
  async function meet<First, Second>(
    battle: string,
    first: () => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<[First, Second]> {
    await holder.query("BEGIN");
    await holder.query(`SELECT 1 FROM "Battle" WHERE "id" = $1 FOR UPDATE`, [battle]);
    const starting = first();
    while ((await countWaiting()) < 1);
    const following = second();
    while ((await countWaiting()) < 2);
    await holder.query("COMMIT");
    return Promise.all([starting, following]);
  }

  async function closedTally(battle: string) {
    await left.closeBattle(battle, atMinute(60), "time");
    return left.tally(battle);
  }

  it("count a double press of one voter once", async () => {
    const battle = await openBattle();
    const [first, second] = await meet(
      battle,
      () => left.castVote(sampleVote(battle, "voter", { choice: "a", at: atMinute(10), closesAt: atMinute(50) })),
      () => right.castVote(sampleVote(battle, "voter", { choice: "b", at: atMinute(11), closesAt: atMinute(40) })),
    );
    const expected = { firstVoteAt: atMinute(10), closesAt: atMinute(50) };
    expect(first).toMatchObject({ outcome: "cast", changed: false, battle: expected });
    expect(second).toMatchObject({ outcome: "cast", changed: true, battle: expected });
    expect(await left.findVote(battle, "voter")).toMatchObject({
      choice: "b",
      firstChoice: "a",
      changes: 1,
      castAt: atMinute(10),
      changedAt: atMinute(11),
    });
    expect(await left.findBattle(battle)).toMatchObject(expected);
    expect(await closedTally(battle)).toEqual({ a: 0, b: 1, tie: 0, "both-bad": 0 });
  });

  it("write nothing for the second of two equal presses", async () => {
    const battle = await openBattle();
    const press = (store: Store, minute: number) =>
      store.castVote(sampleVote(battle, "voter", { choice: "tie", at: atMinute(minute) }));
    const outcomes = await meet(
      battle,
      () => press(left, 10),
      () => press(right, 11),
    );
    expect(outcomes.map((one) => one.outcome === "cast" && one.changed)).toEqual([false, false]);
    expect(await left.findVote(battle, "voter")).toMatchObject({ changes: 0, changedAt: atMinute(10) });
    expect(await closedTally(battle)).toEqual({ a: 0, b: 0, tie: 1, "both-bad": 0 });
  });

  it("count the votes of two voters, the first of them as the first", async () => {
    const battle = await openBattle();
    await meet(
      battle,
      () => left.castVote(sampleVote(battle, "one", { at: atMinute(10), closesAt: atMinute(50) })),
      () => right.castVote(sampleVote(battle, "two", { at: atMinute(9), closesAt: atMinute(40) })),
    );
    expect(await left.findBattle(battle)).toMatchObject({ firstVoteAt: atMinute(10), closesAt: atMinute(50) });
    expect((await closedTally(battle)).a).toBe(2);
  });

  it("come too late behind a close, and are counted before it", async () => {
    const late = await openBattle();
    const [closed, refused] = await meet(
      late,
      () => left.closeBattle(late, atMinute(60), "time"),
      () => right.castVote(sampleVote(late, "voter")),
    );
    expect(closed).toBe("closed");
    expect(refused).toEqual({ outcome: "not-open", battle: await left.findBattle(late) });
    expect(await right.findVote(late, "voter")).toBeUndefined();
    expect((await left.tally(late)).a).toBe(0);

    const early = await openBattle();
    const [cast, closedAfter] = await meet(
      early,
      () => right.castVote(sampleVote(early, "voter")),
      () => left.closeBattle(early, atMinute(60), "time"),
    );
    expect([cast.outcome, closedAfter]).toEqual(["cast", "closed"]);
    expect((await left.tally(early)).a).toBe(1);
    const community = (await left.findBattle(early))!.community;
    expect(await left.cells({ league: "real", community })).toMatchObject([{ a: 1, b: 0, tie: 0, bothBad: 0 }]);
  });

  it("stay as they were locked, or are locked as they were changed", async () => {
    const lockedFirst = await openBattle();
    await left.castVote(sampleVote(lockedFirst, "voter", { choice: "a" }));
    const [lock, refused] = await meet(
      lockedFirst,
      () => left.lockVote(lockedFirst, "voter", atMinute(15)),
      () => right.castVote(sampleVote(lockedFirst, "voter", { choice: "b" })),
    );
    expect(lock).toMatchObject({ outcome: "locked", vote: { choice: "a", lockedAt: atMinute(15) } });
    expect(refused).toMatchObject({ outcome: "locked", choice: "a" });
    expect(await closedTally(lockedFirst)).toMatchObject({ a: 1, b: 0 });

    const changedFirst = await openBattle();
    await left.castVote(sampleVote(changedFirst, "voter", { choice: "a" }));
    const [changed, lockAfter] = await meet(
      changedFirst,
      () => right.castVote(sampleVote(changedFirst, "voter", { choice: "b" })),
      () => left.lockVote(changedFirst, "voter", atMinute(15)),
    );
    expect(changed).toMatchObject({ outcome: "cast", changed: true });
    expect(lockAfter).toMatchObject({ outcome: "locked", vote: { choice: "b", changes: 1, lockedAt: atMinute(15) } });
    expect(await closedTally(changedFirst)).toMatchObject({ a: 0, b: 1 });
  });

  it("know of names that were shown while they waited", async () => {
    const battle = await openBattle();
    await left.castVote(sampleVote(battle, "one"));
    await meet(
      battle,
      () => left.lockVote(battle, "one", atMinute(15)),
      () => right.castVote(sampleVote(battle, "two")),
    );
    expect(await left.findVote(battle, "two")).toMatchObject({ namesSeenBy: 1 });
  });

  it("neither get lost nor count twice in a crowd that closes and locks as well", async () => {
    const battle = await openBattle();
    const stores = [left, right];
    const voters = Array.from({ length: 60 }, (_, number) => `voter-${number}`);
    const choices = ["a", "b", "tie"] as const;
    const presses = voters.flatMap((voter, number) =>
      [0, 1, 2].map((press) => {
        const store = stores[(number + press) % 2]!;
        if (press === 2 && number % 3 === 0) return store.lockVote(battle, voter, atMinute(15));
        return store.castVote(sampleVote(battle, voter, { choice: choices[(number + press) % 3]! }));
      }),
    );
    const closing = stores.map((store) => store.closeBattle(battle, atMinute(60), "time"));
    await Promise.all(presses);
    expect((await Promise.all(closing)).toSorted()).toEqual(["closed", "not-open"]);
    const votes = await Promise.all(voters.map((voter) => left.findVote(battle, voter)));
    const tally = { a: 0, b: 0, tie: 0, "both-bad": 0 };
    for (const vote of votes) if (vote) tally[vote.choice] += 1;
    expect(tally.a + tally.b + tally.tie).toBeGreaterThan(0);
    expect(await left.tally(battle)).toEqual(tally);
  });
});
