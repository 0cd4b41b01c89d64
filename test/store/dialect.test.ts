/** Whose server it is, what it is not asked for then, and which servers are refused. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { explainRefusal } from "../../bots/start-report.ts";
import { databaseCheck } from "../../core/doctor/database.ts";
import { moveRecord } from "../../core/store/carrying/move.ts";
import { type Introduction, plainPostgres, recognise } from "../../core/store/dialect.ts";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { describePageArchiveContract, savePost } from "../contracts/page-archive-contract.ts";
import { look, words } from "../doctor/examination.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { type Disguise, disguise, yugabyte } from "./disguised-server.ts";
import { makeFreshPlace } from "./fresh-place.ts";
import { key, refusal } from "./opening.ts";
import { createPostgresDatabase, runOn } from "./postgres-database.ts";

const postgres: Introduction = {
  version: "PostgreSQL 16.9 on x86_64-pc-linux-gnu, compiled by gcc (GCC) 12.4.0, 64-bit",
  functions: true,
  isolation: "read committed",
};
const yugabyteSays: Introduction = {
  ...postgres,
  version: yugabyte.version,
  yugabyteIsolation: "read committed",
  wholeChanges: "on",
};

describe("a server that says who it is", () => {
  it.each<[string, Introduction, ReturnType<typeof recognise>]>([
    ["PostgreSQL", postgres, { dialect: plainPostgres, name: "PostgreSQL" }],
    [
      "PostgreSQL of Debian",
      { ...postgres, version: "PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64-pc-linux-gnu" },
      { dialect: plainPostgres, name: "PostgreSQL" },
    ],
    [
      "PostgreSQL to come",
      { ...postgres, version: "PostgreSQL 20beta1 on x86_64" },
      { dialect: plainPostgres, name: "PostgreSQL" },
    ],
    [
      "Citus",
      { ...postgres, citus: "14.0-1" },
      { dialect: { backend: "citus", tells: true }, name: "PostgreSQL with Citus 14.0-1" },
    ],
    ["YugabyteDB", yugabyteSays, { dialect: { backend: "yugabytedb", tells: false }, name: "YugabyteDB 2025.2.3.0" }],
    [
      "YugabyteDB that tells those who listen",
      { ...yugabyteSays, tells: "on" },
      { dialect: { backend: "yugabytedb", tells: true }, name: "YugabyteDB 2025.2.3.0" },
    ],
    [
      "YugabyteDB before its locks",
      { ...yugabyteSays, version: "PostgreSQL 15.2-YB-2.25.2.0-b359 on x86_64" },
      { unfit: { why: "yugabyte-too-old", version: "2.25.2.0" } },
    ],
    [
      "YugabyteDB where transactions see too little",
      { ...yugabyteSays, yugabyteIsolation: "repeatable read" },
      { unfit: { why: "yugabyte-isolation", isolation: "repeatable read" } },
    ],
    [
      "YugabyteDB that does not say what they see",
      { ...yugabyteSays, yugabyteIsolation: null },
      { unfit: { why: "yugabyte-isolation", isolation: "?" } },
    ],
    [
      "YugabyteDB where changes stay by half",
      { ...yugabyteSays, wholeChanges: "off" },
      { unfit: { why: "yugabyte-changes" } },
    ],
    [
      "PostgreSQL from before",
      { ...postgres, version: "PostgreSQL 12.22 on x86_64" },
      { unfit: { why: "too-old", version: "12", oldest: 13 } },
    ],
    [
      "CockroachDB",
      { version: "CockroachDB CCL v26.3.0 (x86_64-pc-linux-gnu, built 2026/08/10 15:02:11, go1.26.2)" },
      { unfit: { why: "other-program", program: "CockroachDB", oldest: 13 } },
    ],
    [
      "a program that says much",
      { version: "x".repeat(10_000) },
      { unfit: { why: "other-program", program: "x".repeat(40), oldest: 13 } },
    ],
    ["one that says nothing", { version: "" }, { unfit: { why: "other-program", program: "?", oldest: 13 } }],
    ["one without functions", { ...postgres, functions: false }, { unfit: { why: "no-functions", oldest: 13 } }],
    [
      "PostgreSQL where transactions see too little",
      { ...postgres, isolation: "serializable" },
      { unfit: { why: "isolation", isolation: "serializable" } },
    ],
  ])("is known: %s", (_name, told, known) => {
    expect(recognise(told)).toEqual(known);
  });
});

describe("what not all servers take alike", () => {
  it("stands in one file", () => {
    const room = join(import.meta.dirname, "../../core/store");
    const special = /pg_advisory|pg_try_advisory|pg_notify|\bLISTEN "|SKIP LOCKED|lock_timeout = |useListenNotify/u;
    const files = readdirSync(room, { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".ts") && !name.startsWith("generated"),
    );
    expect(files).toContain("migrator.ts");
    expect(files.filter((name) => special.test(readFileSync(join(room, name), "utf8")))).toEqual(["dialect.ts"]);
  });
});

describePostgres("a server", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  const directory = makeEmptyDirectory();
  beforeEach(async () => {
    database = await createPostgresDatabase(serverUrl);
  });
  afterEach(() => database.drop());
  afterAll(() => directory.remove());

  const cockroach: Disguise = { version: "CockroachDB CCL v26.3.0 (x86_64-pc-linux-gnu)" };
  const open = () => refusal({ dataDirectory: directory.path, databaseUrl: database.url, ...key });
  /** Fails where there are tables. */
  const expectNoTables = () =>
    runOn(database.url, "SELECT 1 / (count(*) = 0)::int FROM pg_class WHERE relnamespace = 'public'::regnamespace");

  it("that is not PostgreSQL is refused at the start with what to do, in each language, and nothing is made there", async () => {
    await disguise(database.url, cockroach);
    const refused = await open();
    expect(refused).toMatchObject({ kind: "unfit", details: { unfit: { program: "CockroachDB" } } });
    expect(explainRefusal(refused, "en")).toMatch(
      /^Doubleblind did not start\.\nThe database at \S+ is CockroachDB, not PostgreSQL: .*\. Use PostgreSQL 13 or newer/u,
    );
    expect(explainRefusal(refused, "zh")).toMatch(/是 CockroachDB，不是 PostgreSQL：.*。请使用 PostgreSQL 13/u);
    await expectNoTables();
  });

  it("that is not PostgreSQL is no place to move to, and the doctor says so", async () => {
    await disguise(database.url, cockroach);
    const from = await makeFreshPlace();
    const moving = moveRecord(
      { url: from.databaseUrl },
      { url: database.url },
      { given: null, directory: directory.path },
    );
    await expect(moving).rejects.toMatchObject({ kind: "unfit" });
    await from.remove();
    const what = expect.stringContaining("is CockroachDB");
    const found = await look(databaseCheck, { databaseUrl: database.url });
    expect(found).toEqual([{ state: "wrong", what, mend: words.database.unfit.postgres(13) }]);
    await expectNoTables();
  });

  it("too old to understand what it is asked is known by its name", async () => {
    await disguise(database.url, { version: "PostgreSQL 9.5.25 on x86_64", settings: null });
    expect((await open()).details.unfit).toEqual({ why: "too-old", version: "9", oldest: 13 });
  });

  it("whose transactions do not see what others wrote while they waited is refused: limits would be passed by unseen", async () => {
    const name = new URL(database.url).pathname.slice(1);
    await runOn(serverUrl, `ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`);
    expect((await open()).message).toContain("ALTER ROLE … SET default_transaction_isolation = 'read committed'");
    await expectNoTables();
  });
});

describePostgres("a server that tells nobody anything", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let opened: OpenStore;
  const directory = makeEmptyDirectory();

  beforeAll(async () => {
    database = await createPostgresDatabase(serverUrl);
    await disguise(database.url, { ...yugabyte, silent: true });
    opened = await openStore({ dataDirectory: directory.path, databaseUrl: database.url, ...key });
  });
  afterAll(async () => {
    await opened.store.close();
    await database.drop();
    directory.remove();
  });

  it("says whose it is", () => expect(opened.description).toMatch(/^YugabyteDB 2025\.2\.3\.0 at /u));

  describePageArchiveContract(() => opened.pageArchive);

  it("is looked at instead, and no connection waits for what never comes", async () => {
    const heard: number[] = [];
    const following = opened.pageArchive.follow!((revision) => void heard.push(revision));
    await following.renew();
    await savePost(opened.pageArchive, "looked-for", "{}");
    const listening = "application_name = 'doubleblind listening' AND datname = current_database()";
    await runOn(database.url, `SELECT 1 / (count(*) = 0)::int FROM pg_stat_activity WHERE ${listening}`);
    await following.end();
    expect(heard).toEqual([]);
  });
});
