import { createServer } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type StoreOptions } from "../../core/store/index.ts";
import { readMigrations } from "../../core/store/migrator.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { atMinute, sampleVote } from "../contracts/battle-samples.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { key, openBattle, refusal } from "./opening.ts";
import { createPostgresDatabase, runOn } from "./postgres-database.ts";
import { resultOf } from "../contracts/store/result-of.ts";

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
    const { host, port, database: name } = new pg.Client({ connectionString: database.url });
    expect(description).toBe(`PostgreSQL at ${host}:${port}/${name}`);
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
    expect((await resultOf(opened[2].store, battle.id)).a).toBe(3);
    await Promise.all(opened.map(({ store }) => store.close()));
    expect((await refusal({ ...options, keyFingerprint: "another" })).kind).toBe("other-key");
  });

  it("makes the tables once where ten open together, and refuses what a newer version has changed, without a trace", async () => {
    const empty = await createPostgresDatabase(serverUrl);
    const folders = Array.from({ length: 10 }, makeEmptyDirectory);
    const open = ({ path }: { path: string }) => openStore({ dataDirectory: path, databaseUrl: empty.url, ...key });
    const opened = await Promise.all(folders.map(open));
    await Promise.all(opened.map(({ store }) => store.close()));
    const engine = await openPostgresEngine(empty.url);
    const read = (statement: string) => engine.rows<{ text: string }>(statement);
    const applied = `SELECT "migration_name" AS text FROM "_prisma_migrations" ORDER BY 1`;
    expect(await read(applied)).toEqual(readMigrations().map(({ name }) => ({ text: name })));
    await runOn(
      empty.url,
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name") VALUES ('9', '', now(), '99990101_later')`,
      `ALTER TABLE "Battle" RENAME TO "Contest"; UPDATE "Installation" SET "textsSealed" = true`,
    );
    const before = await read(`SELECT to_jsonb("Installation")::text AS text FROM "Installation"`);
    const refused = await refusal({ dataDirectory: folders[0]!.path, databaseUrl: empty.url, ...key });
    expect(refused).toMatchObject({ kind: "newer-schema", details: { migrations: ["99990101_later"] } });
    expect(await read(`SELECT to_jsonb("Installation")::text AS text FROM "Installation"`)).toEqual(before);
    await engine.close();
    await empty.drop();
    for (const folder of folders) folder.remove();
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
