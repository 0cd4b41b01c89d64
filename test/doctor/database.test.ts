import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseCheck } from "../../core/doctor/database.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { createKeptTexts } from "../../core/store/kept-texts.ts";
import { openStore } from "../../core/store/open-store.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "../store/data-directory.ts";
import { createPostgresDatabase, runOn } from "../store/postgres-database.ts";
import { look, words } from "./examination.ts";

const { database } = words;
const key = "a key for tests, long enough to be one";
const keyFingerprint = createPseudonyms(key).fingerprint;

describe("a PostgreSQL server that is not there", () => {
  it("is named without its password", async () => {
    const [finding] = await look(databaseCheck, { databaseUrl: "postgres://user:s3cret@127.0.0.1:1/arena" });
    expect(finding).toMatchObject({ state: "wrong", mend: database.checkAddress });
    expect(finding?.what).toMatch(/^PostgreSQL at 127\.0\.0\.1:1\/arena cannot be used \(.*ECONNREFUSED/);
    expect(JSON.stringify(finding)).not.toContain("s3cret");
  });
});

describePostgres("the database on PostgreSQL", (serverUrl) => {
  let server: Awaited<ReturnType<typeof createPostgresDatabase>>;
  const directory = makeEmptyDirectory();
  const role = `doctor_${process.pid}`;

  beforeEach(async () => {
    server = await createPostgresDatabase(serverUrl);
    await runOn(serverUrl, `CREATE ROLE ${role} LOGIN PASSWORD 's3cret'`);
  });
  afterEach(async () => {
    await server.drop();
    await runOn(serverUrl, `DROP ROLE ${role}`);
  });
  afterAll(() => directory.remove());

  /** Leaves the database as an arena does. */
  async function use(): Promise<void> {
    const options = { dataDirectory: directory.path, databaseUrl: server.url, keyFingerprint };
    await (await openStore(options)).store.close();
  }

  const grant = () =>
    runOn(server.url, `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);

  const examine = (databaseUrl = server.url, pseudonymKey: string | null = key) =>
    look(databaseCheck, { dataDirectory: directory.path, databaseUrl, pseudonymKey });

  const asRole = (): string => {
    const url = new URL(server.url);
    Object.assign(url, { username: role, password: "s3cret" });
    return url.href;
  };

  it("is fine while it is empty, if its user may make tables; nothing is made", async () => {
    expect((await examine())[0]).toEqual({ state: "ok", what: expect.stringContaining("the next start brings") });
    await expect(runOn(server.url, `SELECT 1 FROM "_prisma_migrations"`)).rejects.toThrow("does not exist");
    await runOn(server.url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    expect(await examine(asRole())).toEqual([
      { state: "wrong", what: expect.stringContaining("does not let its user make tables"), mend: database.grant },
    ]);
  });

  it("is fine once it has been used, under the same key", async () => {
    await use();
    expect(await examine()).toEqual([
      { state: "ok", what: expect.stringMatching(/up to date$/) },
      { state: "ok", what: database.unencrypted },
    ]);
    expect((await examine(server.url, "k".repeat(32)))[0]?.what).toBe(database.otherKey);
    expect((await examine(server.url, null))[0]?.what).toBe(database.keyMissing);
  });

  it("says what is encrypted in it, and what will be", async () => {
    const settings = { dataDirectory: directory.path, databaseUrl: server.url, pseudonymKey: key, encryptText: true };
    const said = async () => (await look(databaseCheck, settings))[1]?.what;
    await use();
    expect(await said()).toBe(database.toEncrypt);
    const options = { dataDirectory: directory.path, databaseUrl: server.url, keyFingerprint };
    const { store } = await openStore({ ...options, texts: createKeptTexts(key, true) });
    await store.sealOlderTexts(new AbortController().signal);
    await store.close();
    expect(await said()).toBe(database.encrypted);
    await use();
    expect(await said()).toBe(database.toEncrypt);
  });

  it("must let its user read and write the tables", async () => {
    await use();
    const [finding, ...others] = await examine(asRole());
    expect(others).toEqual([]);
    expect(finding?.what).toContain("does not let its user read and write");
    await grant();
    // Work in the background has a schema of its own.
    expect((await examine(asRole()))[0]?.what).toContain("does not let its user make tables and schemas");
    await runOn(server.url, `GRANT CREATE ON DATABASE "${new URL(server.url).pathname.slice(1)}" TO ${role}`);
    expect((await examine(asRole()))[0]?.state).toBe("ok");
    await runOn(server.url, `REVOKE CREATE ON DATABASE "${new URL(server.url).pathname.slice(1)}" FROM ${role}`);
  });

  it("must allow writing", async () => {
    await use();
    await grant();
    await runOn(server.url, `ALTER ROLE ${role} SET default_transaction_read_only = on`);
    const [finding] = await examine(asRole());
    expect(finding).toMatchObject({ state: "wrong", mend: database.choosePrimary });
  });
});
