import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../core/store/index.ts";
import { sampleVote } from "../contracts/battle-samples.ts";
import { type DataDirectory, makeDataDirectory, makeEmptyDirectory } from "./data-directory.ts";
import { key, openBattle, refusal } from "./opening.ts";

describe("opening a store on the embedded database", () => {
  let directory: DataDirectory;

  beforeAll(async () => {
    directory = await makeDataDirectory();
  });

  afterAll(() => directory.remove());

  it("keeps everything from one opening to the next, under one pseudonym key only", async () => {
    const first = await openStore({ dataDirectory: directory.path, ...key });
    expect(first.description).toBe(`PostgreSQL in ${directory.path}`);
    const battle = await openBattle(first);
    await first.store.ballots.castVote(sampleVote(battle, "voter"));
    const before = await first.store.battles.findBattle(battle.id);
    await first.store.close();
    const refused = await refusal({ dataDirectory: directory.path, keyFingerprint: "another" });
    expect(refused.kind).toBe("other-key");
    const second = await openStore({ dataDirectory: directory.path, ...key, lockPatience: 0 });
    expect(await second.store.battles.findBattle(battle.id)).toEqual(before);
    await second.store.close();
  });

  it("refuses a second opening while the first lasts, or waits for its end", async () => {
    const first = await openStore({ dataDirectory: directory.path, ...key, owner: { pid: 4711, machine: "attic" } });
    const refused = await refusal({ dataDirectory: directory.path, ...key, lockPatience: 0 });
    expect(refused).toMatchObject({ kind: "locked", details: { pid: 4711, machine: "attic", path: directory.path } });
    const waiting = openStore({ dataDirectory: directory.path, ...key });
    await first.store.close();
    await (await waiting).store.close();
  });

  it("finishes what runs before it closes, closes once, and refuses what comes later", async () => {
    const open = await openStore({ dataDirectory: directory.path, ...key });
    const battle = await openBattle(open);
    const votes = Array.from({ length: 20 }, (_, voter) =>
      open.store.ballots.castVote(sampleVote(battle, `voter-${voter}`)),
    );
    const closings = [open.store.close(), open.store.close()];
    await expect(open.store.battles.findBattle(battle.id)).rejects.toThrow("closed");
    await expect(open.pageArchive.after(-1, 1)).rejects.toThrow("closed");
    expect((await Promise.all(votes)).every((one) => one.outcome === "cast")).toBe(true);
    await Promise.all(closings);
    await open.store.close();
  });
});

describe("opening an embedded store where there is no database", () => {
  let directory: DataDirectory;

  beforeEach(() => {
    directory = makeEmptyDirectory();
  });

  afterEach(() => directory.remove());

  it("makes a new database, clearing away what a broken-off start left", async () => {
    const database = join(directory.path, "database");
    mkdirSync(`${database}.unfinished`);
    writeFileSync(join(`${database}.unfinished`, "PG_VERSION"), "half");
    const { store } = await openStore({ dataDirectory: directory.path, ...key });
    expect(existsSync(`${database}.unfinished`)).toBe(false);
    expect(await store.models.models()).toEqual([]);
    await store.close();
  }, 60_000);

  it("refuses what is not a database, and gives the directory back", async () => {
    const database = join(directory.path, "database");
    mkdirSync(database);
    writeFileSync(join(database, "PG_VERSION"), "9.6\n");
    expect(await refusal({ dataDirectory: directory.path, ...key })).toMatchObject({ kind: "unreadable" });
    rmSync(join(directory.path, "owner.lock"));
  }, 60_000);
});
