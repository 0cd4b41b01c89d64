import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OpenStore, openStore, StoreRefusal, type StoreOptions } from "../../core/store/index.ts";
import { atMinute, sampleAttempt, sampleBattle, sampleModel, sampleVote } from "../contracts/battle-samples.ts";
import { describePostgres } from "../skips.ts";
import { makeDataDirectory } from "./data-directory.ts";
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

/** Two models and an open battle between them; returns the battle's id. */
async function openBattle({ store }: OpenStore): Promise<string> {
  const battle = sampleBattle({ attempts: [sampleAttempt("a", "left"), sampleAttempt("b", "right")] });
  await store.saveModels([sampleModel("left"), sampleModel("right")]);
  await store.createBattle(battle);
  await store.openBattle(battle.id, atMinute(1), atMinute(90));
  return battle.id;
}

describe("opening a store on PGlite", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;

  beforeEach(async () => {
    directory = await makeDataDirectory();
  });

  afterEach(() => directory.remove());

  it("says where the data lies", async () => {
    const { store, description } = await openStore({ dataDirectory: directory.path, ...key });
    expect(description).toBe(`PGlite in ${directory.path}`);
    await store.close();
  });

  it("makes a new database, clearing away what a broken-off start left", async () => {
    const database = join(directory.path, "postgres");
    rmSync(database, { recursive: true });
    mkdirSync(`${database}.unfinished`);
    writeFileSync(join(`${database}.unfinished`, "PG_VERSION"), "half");
    const { store } = await openStore({ dataDirectory: directory.path, ...key });
    expect(existsSync(`${database}.unfinished`)).toBe(false);
    expect(await store.models()).toEqual([]);
    await store.close();
  }, 60_000);

  it("keeps everything from one opening to the next", async () => {
    const first = await openStore({ dataDirectory: directory.path, ...key });
    const battle = await openBattle(first);
    await first.store.castVote(sampleVote(battle, "voter"));
    const before = await first.store.findBattle(battle);
    await first.store.close();
    const second = await openStore({ dataDirectory: directory.path, ...key });
    expect(await second.store.findBattle(battle)).toEqual(before);
    await second.store.close();
  });

  it("refuses a second opening while the first lasts", async () => {
    const first = await openStore({ dataDirectory: directory.path, ...key, owner: { pid: 4711, machine: "attic" } });
    const refused = await refusal({ dataDirectory: directory.path, ...key });
    expect(refused).toMatchObject({ kind: "locked", details: { pid: 4711, machine: "attic", path: directory.path } });
    await first.store.close();
    const second = await openStore({ dataDirectory: directory.path, ...key });
    await second.store.close();
  });

  it("refuses another pseudonym key, and gives the directory back", async () => {
    const first = await openStore({ dataDirectory: directory.path, ...key });
    await first.store.close();
    const refused = await refusal({ dataDirectory: directory.path, keyFingerprint: "another" });
    expect(refused.kind).toBe("other-key");
    const again = await openStore({ dataDirectory: directory.path, ...key });
    await again.store.close();
  });

  it("refuses what is not a database, and gives the directory back", async () => {
    const database = join(directory.path, "postgres");
    rmSync(database, { recursive: true });
    mkdirSync(database);
    writeFileSync(join(database, "PG_VERSION"), "9.6\n");
    expect(await refusal({ dataDirectory: directory.path, ...key })).toMatchObject({ kind: "unreadable" });
    rmSync(join(directory.path, "owner.lock"));
  }, 60_000);

  it("finishes what runs before it closes, closes once, and refuses what comes later", async () => {
    const open = await openStore({ dataDirectory: directory.path, ...key });
    const battle = await openBattle(open);
    const votes = Array.from({ length: 20 }, (_, voter) => open.store.castVote(sampleVote(battle, `voter-${voter}`)));
    const closings = [open.store.close(), open.store.close()];
    await expect(open.store.findBattle(battle)).rejects.toThrow("closed");
    await expect(open.pageArchive.newest(1)).rejects.toThrow("closed");
    expect((await Promise.all(votes)).every((one) => one.outcome === "cast")).toBe(true);
    await Promise.all(closings);
    await open.store.close();
  });
});

describe("opening a store on a PostgreSQL server that is not there", () => {
  it("tells which server, never the password", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const databaseUrl = `postgres://user:s3cret@127.0.0.1:${port}/arena`;
    const refused = await refusal({ dataDirectory: "unused", databaseUrl, ...key });
    expect(refused).toMatchObject({ kind: "unreachable", details: { server: `127.0.0.1:${port}/arena` } });
    expect(refused.message).toContain(`127.0.0.1:${port}/arena`);
    expect(JSON.stringify([refused.message, refused.details])).not.toContain("s3cret");
  });

  it.each(["mysql://user:s3cret@host/name", "host/s3cret", "postgres://user:s3cret@ho st:notaport/%%"])(
    "does not repeat an address it cannot read: %s",
    async (databaseUrl) => {
      const refused = await refusal({ dataDirectory: "unused", databaseUrl, ...key });
      expect(refused.kind).toBe("unreachable");
      expect(JSON.stringify([refused.message, refused.details, String(refused.cause)])).not.toContain("s3cret");
    },
  );
});

describePostgres("opening a store on PostgreSQL", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let options: StoreOptions;

  beforeAll(async () => {
    database = await createPostgresDatabase(serverUrl);
    options = { dataDirectory: "unused", databaseUrl: database.url, ...key };
  });

  afterAll(() => database.drop());

  it("says where the data lies, and leaves the data directory alone", async () => {
    const { store, description } = await openStore(options);
    const { host, pathname } = new URL(database.url);
    expect(description).toBe(`PostgreSQL at ${host}${pathname}`);
    expect(existsSync("unused")).toBe(false);
    await store.close();
  });

  it("serves several openings at once, under one key", async () => {
    const opened = await Promise.all([openStore(options), openStore(options), openStore(options)]);
    const battle = await openBattle(opened[0]);
    await Promise.all(opened.map(({ store }, voter) => store.castVote(sampleVote(battle, `voter-${voter}`))));
    await opened[1].store.closeBattle(battle, atMinute(60), "time");
    expect((await opened[2].store.tally(battle)).a).toBe(3);
    await Promise.all(opened.map(({ store }) => store.close()));
    expect((await refusal({ ...options, keyFingerprint: "another" })).kind).toBe("other-key");
  });

  it("keeps true moments whatever the server's time zone", async () => {
    const open = await openStore(options);
    const battle = await openBattle(open);
    const seconds = atMinute(1).getTime() / 1000;
    const check = `SELECT 1 / count(*) FROM "Battle" WHERE id = '${battle}' AND extract(epoch FROM "openedAt") = ${seconds}`;
    await expect(runOn(database.url, check)).resolves.toBeUndefined();
    await open.store.close();
  });

  it("survives the loss of all its connections", async () => {
    const open = await openStore(options);
    const battle = await openBattle(open);
    const name = new URL(database.url).pathname.slice(1);
    await runOn(serverUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    const castVote = () => open.store.castVote(sampleVote(battle, "voter"));
    // Each of the ten connections may fail once: its end may not have arrived yet when it is used.
    let outcome = await castVote().catch(() => undefined);
    for (let failed = 0; outcome === undefined && failed < 10; failed += 1) {
      outcome = await castVote().catch(() => undefined);
    }
    expect(outcome?.outcome).toBe("cast");
    await open.store.close();
  });
});
