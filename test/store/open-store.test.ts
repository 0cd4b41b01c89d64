import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import { type OpenStore, openStore, StoreRefusal, type StoreOptions } from "../../core/store/index.ts";
import {
  atMinute,
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleBattle,
  sampleModel,
  sampleOpening,
  sampleVote,
} from "../contracts/battle-samples.ts";
import { describePostgres } from "../skips.ts";
import { type DataDirectory, makeDataDirectory, makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase, runOn } from "./postgres-database.ts";

const key = { keyFingerprint: "key" };

async function refusal(options: StoreOptions): Promise<StoreRefusal> {
  const error: unknown = await openStore(options).then(
    ({ store }) => store.close(),
    (reason: unknown) => reason,
  );
  if (error instanceof StoreRefusal) return error;
  throw new Error("the store was not refused", { cause: error });
}

/** Two models and an open battle between them. */
async function openBattle({ store }: OpenStore): Promise<NewBattle> {
  const battle = sampleBattle({ attempts: [sampleAttempt("a", "left"), sampleAttempt("b", "right")] });
  await store.models.saveModels([sampleModel("left"), sampleModel("right")]);
  await store.battles.createBattle(battle, noLimits);
  await store.answering.openTurn(heldBattle(battle), sampleOpening());
  return battle;
}

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
    await expect(open.pageArchive.newest(1)).rejects.toThrow("closed");
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

describe("opening a store on a PostgreSQL server that is not there", () => {
  const directory = makeEmptyDirectory();
  afterAll(() => directory.remove());

  it("tells which server, never the password", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const databaseUrl = `postgres://user:s3cret@127.0.0.1:${port}/arena`;
    const refused = await refusal({ dataDirectory: directory.path, databaseUrl, ...key });
    expect(refused).toMatchObject({ kind: "unreachable", details: { server: `127.0.0.1:${port}/arena` } });
    expect(refused.message).toContain(`127.0.0.1:${port}/arena`);
    expect(JSON.stringify([refused.message, refused.details])).not.toContain("s3cret");
  });

  it.each(["mysql://user:s3cret@host/name", "host/s3cret", "postgres://user:s3cret@ho st:notaport/%%"])(
    "does not repeat an address it cannot read: %s",
    async (databaseUrl) => {
      const refused = await refusal({ dataDirectory: directory.path, databaseUrl, ...key });
      expect(refused.kind).toBe("unreachable");
      expect(JSON.stringify([refused.message, refused.details, String(refused.cause)])).not.toContain("s3cret");
    },
  );
});

describePostgres("opening a store on PostgreSQL", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let options: StoreOptions;
  const directories = [makeEmptyDirectory(), makeEmptyDirectory(), makeEmptyDirectory()] as const;

  beforeAll(async () => {
    database = await createPostgresDatabase(serverUrl);
    options = { dataDirectory: directories[0].path, databaseUrl: database.url, ...key };
  });

  afterAll(async () => {
    await database.drop();
    for (const directory of directories) directory.remove();
  });

  it("says where the data lies, and that others may be at work there", async () => {
    const { store, description, alone } = await openStore(options);
    expect(alone).toBe(false);
    const { host, pathname } = new URL(database.url);
    expect(description).toBe(`PostgreSQL at ${host}${pathname}`);
    await store.close();
  });

  it("takes the data directory for one process all the same: the key and the pictures lie there", async () => {
    const open = await openStore(options);
    expect((await refusal({ ...options, lockPatience: 0 })).kind).toBe("locked");
    await open.store.close();
  });

  it("serves several openings at once, under one key", async () => {
    const [first, second, third] = directories.map(({ path }) => openStore({ ...options, dataDirectory: path }));
    const opened = await Promise.all([first!, second!, third!]);
    const battle = await openBattle(opened[0]);
    await Promise.all(opened.map(({ store }, voter) => store.ballots.castVote(sampleVote(battle, `voter-${voter}`))));
    await opened[1].store.battles.closeBattle(battle.id, atMinute(60), "time");
    expect((await opened[2].store.ballots.tally(battle.id)).a).toBe(3);
    await Promise.all(opened.map(({ store }) => store.close()));
    expect((await refusal({ ...options, keyFingerprint: "another" })).kind).toBe("other-key");
  });

  it("keeps true moments whatever the server's time zone", async () => {
    const open = await openStore(options);
    const battle = await openBattle(open);
    const seconds = atMinute(1).getTime() / 1000;
    const check = `SELECT 1 / count(*) FROM "Battle" WHERE id = '${battle.id}' AND extract(epoch FROM "openedAt") = ${seconds}`;
    await expect(runOn(database.url, check)).resolves.toBeUndefined();
    await open.store.close();
  });

  it("survives the loss of all its connections", async () => {
    const open = await openStore(options);
    const battle = await openBattle(open);
    const name = new URL(database.url).pathname.slice(1);
    await runOn(serverUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    const castVote = () => open.store.ballots.castVote(sampleVote(battle, "voter"));
    // Each of the ten connections may fail once: its end may not have arrived yet when it is used.
    let outcome = await castVote().catch(() => undefined);
    for (let failed = 0; outcome === undefined && failed < 10; failed += 1) {
      outcome = await castVote().catch(() => undefined);
    }
    expect(outcome?.outcome).toBe("cast");
    await open.store.close();
  });
});
