/** Jobs on PostgreSQL, in several processes as far as the database can tell. */
import { createRequire } from "node:module";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Jobs } from "../../core/machine/jobs.ts";
import { systemClock } from "../../core/machine/clock.ts";
import { systemRandom } from "../../core/machine/random.ts";
import { moveRecord } from "../../core/store/carrying/move.ts";
import { inspectStore } from "../../core/store/inspect-store.ts";
import { openStore } from "../../core/store/index.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { describeJobsContract } from "../contracts/jobs-contract.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { disguise, yugabyte } from "./disguised-server.ts";
import { createPostgresDatabase, runOn } from "./postgres-database.ts";
import { until } from "../until.ts";

const nobody = () => {};
const log = { info: nobody, warn: nobody, error: nobody };
const kind = { name: "work", retries: "soon" } as const;

describePostgres("jobs on PostgreSQL", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  const stores: Awaited<ReturnType<typeof openStore>>[] = [];
  const folders: ReturnType<typeof makeEmptyDirectory>[] = [];

  beforeAll(async () => {
    database = await createPostgresDatabase(serverUrl);
  });
  afterAll(async () => {
    for (const { store } of stores) await store.close();
    for (const { remove } of folders) remove();
    await database.drop();
  });

  function makeFolder(): string {
    const folder = makeEmptyDirectory();
    folders.push(folder);
    return folder.path;
  }
  async function open(databaseUrl = database.url): Promise<Jobs> {
    const opened = await openStore({ dataDirectory: makeFolder(), databaseUrl, keyFingerprint: "key" });
    stores.push(opened);
    return opened.openJobs!({ clock: systemClock, random: systemRandom, log });
  }
  async function count(statement: string): Promise<number> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return Number((await client.query<{ count: string }>(statement)).rows[0]!.count);
    } finally {
      await client.end();
    }
  }

  describeJobsContract(async () => ({ jobs: await open(), pass: nobody }));

  it("are gone on with by another process when one stops, and are known to all that start at once", async () => {
    const [one, other, asker] = (await Promise.all([open(), open(), open()])) as [Jobs, Jobs, Jobs];
    const did: string[] = [];
    one.take(kind, async (_name, leave) => {
      did.push("one");
      await new Promise<void>((resolve) => leave.addEventListener("abort", () => resolve()));
    });
    await asker.order(kind, "a");
    await until(() => did.length === 1);
    other.take(kind, async () => void did.push("other"));
    await one.stop();
    await until(() => did.length === 2);
    expect(did).toEqual(["one", "other"]);
    await Promise.all([other.stop(), asker.stop()]);
  });

  it("lie beside the record: no backup and no move takes them along, and nobody is told of tables that are not ours", async () => {
    const jobs = await open();
    await jobs.order({ ...kind, name: "never" }, "a");
    await jobs.stop();
    for (const { store } of stores.splice(0)) await store.close();
    expect(await count("SELECT count(*) FROM public_work.job WHERE name = 'never'")).toBe(1);
    const found = await inspectStore("", database.url);
    expect(found).toMatchObject({ rights: "enough", migrations: { missing: [], unknown: [], unfinished: [] } });
    const target = await createPostgresDatabase(serverUrl);
    const from = { url: database.url };
    const moved = await moveRecord(from, { url: target.url }, { given: null, directory: makeFolder() });
    expect(moved.sums.map(({ table }) => table)).toContain("Order");
    const engine = await openPostgresEngine(target.url);
    const schemas = await engine.rows<{ nspname: string }>("SELECT nspname FROM pg_namespace WHERE nspname ~ '_work$'");
    expect(schemas).toEqual([]);
    await engine.close();
    await target.drop();
  });

  it("are done where the database tells nobody of them, as YugabyteDB does", async () => {
    const silent = await createPostgresDatabase(serverUrl);
    await disguise(silent.url, { ...yugabyte, silent: true });
    const jobs = await open(silent.url);
    const did: string[] = [];
    for (const name of ["a", "b"]) await jobs.order(kind, name);
    jobs.take(kind, async (name) => void did.push(name));
    await until(() => did.length > 0);
    await jobs.stop();
    for (const { store } of stores.splice(0)) await store.close();
    await silent.drop();
    expect(did[0]).toBe("a");
  });

  describe("that cannot be had", () => {
    it("are refused with what to do where the database's user may not make them, and nobody has made a schema for them", async () => {
      const apart = await createPostgresDatabase(serverUrl);
      const name = `nobody_${process.pid}_${Date.now()}`;
      const url = new URL(apart.url);
      await runOn(
        apart.url,
        `CREATE ROLE ${name} LOGIN PASSWORD 'x'`,
        `GRANT ALL ON SCHEMA public TO ${name}`,
        `REVOKE CREATE ON DATABASE ${url.pathname.slice(1)} FROM PUBLIC`,
      );
      url.username = name;
      url.password = "x";
      await expect(open(url.href)).rejects.toThrow(/may create schemas .*GRANT CREATE ON DATABASE/u);
      await runOn(apart.url, `CREATE SCHEMA public_work AUTHORIZATION ${name}`);
      await (await open(url.href)).stop();
      for (const { store } of stores.splice(0)) await store.close();
      await apart.drop();
      await runOn(serverUrl, `DROP ROLE ${name}`);
    });

    it("are refused where a newer version has made them", async () => {
      const jobs = await open();
      await jobs.stop();
      const { pgboss } = createRequire(import.meta.url)("pg-boss/package.json") as { pgboss: { schema: number } };
      await runOn(database.url, `UPDATE public_work.version SET version = ${pgboss.schema + 1}`);
      await expect(open()).rejects.toThrow(/a newer version has used it/u);
      await runOn(database.url, `UPDATE public_work.version SET version = ${pgboss.schema}`);
    });
  });
});
