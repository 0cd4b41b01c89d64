/** A disk that is full: what was confirmed stays, the rest is refused, and all goes on in the same process. */
import { randomBytes } from "node:crypto";
import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import { StoreFailure } from "../../core/store/store-failure.ts";
import { type OpenStore, openStore, StoreRefusal } from "../../core/store/index.ts";
import { atMinute, sampleVote } from "../contracts/battle-samples.ts";
import { savePost } from "../contracts/page-archive-contract.ts";
import { createStage } from "../contracts/store/stage.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { describeSmallDisk } from "../skips.ts";
import { makeSmallDisk, type SmallDisk } from "../small-disk.ts";
import { putFreshDatabase, putFreshPGlite } from "./data-directory.ts";
import { describeServer } from "./describe-server.ts";
import { resultOf } from "../contracts/store/result-of.ts";

const key = { keyFingerprint: "key" };
const megabyte = 2 ** 20;

describeSmallDisk("a store on PGlite whose disk is full", () => {
  let disk: SmallDisk;
  let clock: ManualClock;
  let open: OpenStore;
  let battle: NewBattle;
  let confirmed: string[];

  beforeEach(async () => {
    disk = makeSmallDisk(120);
    clock = createManualClock();
    confirmed = [];
    await putFreshPGlite(disk.path);
    open = await openStore({ dataDirectory: disk.path, clock, pglite: true, ...key });
    battle = await createStage(() => open.store).openBattle();
  });

  afterEach(async () => {
    await open.store.close();
    disk.remove();
  });

  async function vote(): Promise<void> {
    const voter = `voter-${confirmed.length}`;
    expect((await open.store.ballots.castVote(sampleVote(battle, voter))).outcome).toBe("cast");
    confirmed.push(voter);
  }

  /** Votes, and whatever else uses the disk up, until something is refused. */
  async function voteUntilRefused(between: () => Promise<void>): Promise<unknown> {
    try {
      for (;;) {
        await vote();
        await between();
      }
    } catch (error) {
      return error;
    }
  }

  /** Writes what cannot be compressed: it fills the write-ahead log as fast as the tables. */
  async function fillPage(): Promise<void> {
    const content = JSON.stringify(randomBytes(300_000).toString("base64"));
    await savePost(open.pageArchive, "post", content);
  }

  async function expectAllIsWell(): Promise<void> {
    await vote();
    for (const voter of confirmed) expect(await open.store.ballots.findVote(battle.id, voter), voter).toBeDefined();
    await open.store.battles.closeBattle(battle.id, atMinute(90), "time");
    expect((await resultOf(open.store, battle.id)).a).toBe(confirmed.length);
    expect(await open.store.rebuild()).toMatchObject({ tallies: { corrected: 0 }, cells: { corrected: 0 } });
  }

  /** How many files of the database this process has open. */
  function filesOpen(): number {
    const targets = readdirSync("/proc/self/fd").map((descriptor) => {
      try {
        return readlinkSync(`/proc/self/fd/${descriptor}`);
      } catch {
        return ""; // The folder's own descriptor, closed by now.
      }
    });
    return targets.filter((target) => target.startsWith(join(disk.path, "postgres"))).length;
  }

  it("refuses what finds no room in the tables, and takes it as soon as there is room", async () => {
    await vote();
    disk.fill();
    const refused = await voteUntilRefused(fillPage);
    expect(refused).toBeInstanceOf(StoreFailure);
    expect(refused).toMatchObject({ kind: "disk", message: expect.stringContaining("full or broken") });
    disk.clear();
    await expectAllIsWell();
  });

  it("stops when its write-ahead log finds no room, and opens again by itself", async () => {
    await vote();
    disk.fill(14 * megabyte);
    const refused = await voteUntilRefused(fillPage);
    expect(refused).toBeInstanceOf(StoreFailure);
    expect(refused).toMatchObject({ kind: "disk", message: expect.stringContaining("has stopped") });
    const reason = expect.stringMatching(/does not open again yet \(ENOSPC/);
    await expect(vote()).rejects.toMatchObject({ name: "StoreFailure", kind: "disk", message: reason });
    clock.advance(60_000);
    await expect(open.store.battles.findBattle(battle.id)).rejects.toMatchObject({ kind: "disk", message: reason });
    disk.clear();
    await expect(vote(), "it is tried no more often than now and then").rejects.toBeInstanceOf(StoreFailure);
    clock.advance(60_000);
    await expectAllIsWell();
  });

  it("leaves none of its files open when it has stopped", async () => {
    const before = filesOpen();
    expect(before).toBeGreaterThan(0);
    disk.fill(14 * megabyte);
    await voteUntilRefused(fillPage);
    await expect(vote()).rejects.toBeInstanceOf(StoreFailure);
    expect(filesOpen()).toBe(0);
    disk.clear();
  });

  it("closes, and has everything at the next start", async () => {
    disk.fill(14 * megabyte);
    await voteUntilRefused(fillPage);
    await open.store.close();
    const refusal: unknown = await openStore({ dataDirectory: disk.path, clock, pglite: true, ...key }).catch(
      (error) => error,
    );
    expect(refusal).toBeInstanceOf(StoreRefusal);
    expect(refusal).toMatchObject({ kind: "unreadable", message: expect.stringContaining("disk full") });
    disk.clear();
    open = await openStore({ dataDirectory: disk.path, clock, pglite: true, ...key });
    await expectAllIsWell();
  });
});

describeServer("a store on the embedded server whose disk is full", () => {
  describeSmallDisk("and that had confirmed votes", () => {
    let disk: SmallDisk;
    let clock: ManualClock;
    let open: OpenStore;
    let battle: NewBattle;

    beforeEach(async () => {
      disk = makeSmallDisk(120);
      clock = createManualClock();
      await putFreshDatabase(disk.path);
      open = await openStore({ dataDirectory: disk.path, clock, ...key });
      battle = await createStage(() => open.store).openBattle();
    });

    afterEach(async () => {
      await open.store.close();
      disk.remove();
    });

    it("refuses what finds no room as a failure of the disk, and goes on by itself with all it had confirmed", async () => {
      const confirmed: string[] = [];
      async function voteAndPost(): Promise<void> {
        const voter = `voter-${confirmed.length}`;
        await open.store.ballots.castVote(sampleVote(battle, voter));
        confirmed.push(voter);
        const content = JSON.stringify(randomBytes(300_000).toString("base64"));
        await savePost(open.pageArchive, "post", content);
      }
      await voteAndPost();
      disk.fill(4 * megabyte);
      let refused = 0;
      while (refused < 5) {
        const failure: unknown = await voteAndPost().catch((error: unknown) => error);
        if (failure === undefined) continue;
        refused += 1;
        expect(failure).toMatchObject({ name: "StoreFailure", kind: "disk" });
      }
      disk.clear();
      for (let done = false; !done;) {
        clock.advance(60_000);
        done = await voteAndPost().then(
          () => true,
          (error: unknown) => {
            expect(error).toBeInstanceOf(StoreFailure);
            return false;
          },
        );
      }
      for (const voter of confirmed) expect(await open.store.ballots.findVote(battle.id, voter), voter).toBeDefined();
      expect(await open.store.rebuild()).toMatchObject({ tallies: { corrected: 0 }, cells: { corrected: 0 } });
    });
  });
});

describeSmallDisk("a store that is to be made on a disk too small for it", () => {
  let disk: SmallDisk;
  beforeEach(() => {
    disk = makeSmallDisk(20);
  });
  afterEach(() => disk.remove());

  it("is refused with a sentence", async () => {
    const refusal: unknown = await openStore({ dataDirectory: disk.path, ...key }).catch((error) => error);
    expect(refusal).toBeInstanceOf(StoreRefusal);
    expect(refusal).toMatchObject({ kind: "unreadable", message: expect.stringContaining("disk full") });
    expect((refusal as StoreRefusal).message).not.toContain("undefined");
  });
});
