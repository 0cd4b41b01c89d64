import { readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseCheck } from "../../core/doctor/database.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { openEmbeddedEngine } from "../../core/store/embedded-engine.ts";
import { openStore } from "../../core/store/open-store.ts";
import { startChild } from "../store/child-process.ts";
import { type DataDirectory, makeDataDirectory, makeEmptyDirectory } from "../store/data-directory.ts";
import { readReport } from "./doctor-process.ts";
import { look, words } from "./examination.ts";
import { folderPrint } from "./folder-print.ts";

const { database } = words;
const key = "a key for tests, long enough to be one";
const keyFingerprint = createPseudonyms(key).fingerprint;

describe("the embedded database", () => {
  let directory: DataDirectory;
  let temporary: DataDirectory;

  beforeAll(async () => {
    directory = await makeDataDirectory();
    temporary = makeEmptyDirectory();
    writeFileSync(join(directory.path, "pseudonym.key"), `${key}\n`, { mode: 0o600 });
  });
  afterAll(() => {
    directory.remove();
    temporary.remove();
  });

  it("is made at the first start", async () => {
    expect(await look(databaseCheck)).toEqual([{ state: "ok", what: database.absent }]);
  });

  it("cannot be read where nothing leads to it", async () => {
    const loop = join(temporary.path, "loop");
    symlinkSync(loop, loop);
    const [finding] = await look(databaseCheck, { dataDirectory: loop });
    expect(finding).toMatchObject({ state: "wrong", mend: database.restore });
    expect(finding?.what).toContain("ELOOP");
    rmSync(loop);
  });

  it("is looked into without a change to it, tells what the next start will change, and no copy stays", async () => {
    const before = folderPrint(directory.path);
    const { code, findings } = await readReport({ DATA_DIR: directory.path, TMPDIR: temporary.path });
    const found = findings.find((finding) => finding.check === "database");
    expect(found?.what).toMatch(/^PostgreSQL in .* \(PostgreSQL \d+\.\d+\); the next start brings .* \(\d{14}_\w+/);
    expect({ code, state: found?.state }).toEqual({ code: 0, state: "ok" });
    expect(folderPrint(directory.path)).toEqual(before);
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  it("is left alone while another process has it", async () => {
    const child = startChild("hold-directory.ts", directory.path);
    await child.lines.next();
    const before = folderPrint(directory.path);
    const pid = String(child.process.pid);
    expect(await look(databaseCheck, { dataDirectory: directory.path })).toEqual([
      { state: "ok", what: database.inUse(pid) },
    ]);
    expect(folderPrint(directory.path)).toEqual(before);
    await child.kill();
  });

  it("is up to date after a start, and can be taken by another process while it is looked into", async () => {
    await (await openStore({ dataDirectory: directory.path, keyFingerprint })).store.close();
    const looking = look(databaseCheck, { dataDirectory: directory.path });
    const child = startChild("hold-directory.ts", directory.path);
    expect((await child.lines.next()).value).toBe("held");
    expect(await looking).toEqual([
      { state: "ok", what: expect.stringMatching(/its tables are up to date$/) },
      { state: "ok", what: database.unencrypted },
    ]);
    await child.kill();
  });

  it("belongs to one key, changes that are unknown or broke off are named, and all at once", async () => {
    const engine = await openEmbeddedEngine(directory.path);
    await engine.transaction((session) =>
      session.run(`
      INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at")
      VALUES ('1', '', '20990101000000_future', now());
      UPDATE "_prisma_migrations" SET "finished_at" = NULL WHERE "migration_name" LIKE '%_arena'`),
    );
    await engine.close();
    const findings = await look(databaseCheck, { dataDirectory: directory.path, pseudonymKey: "k".repeat(32) });
    expect(findings).toEqual([
      { state: "wrong", what: database.newer("20990101000000_future"), mend: database.update },
      { state: "wrong", what: expect.stringMatching(/broke off halfway \(\d+_arena\)/), mend: database.resolve },
      { state: "wrong", what: database.otherKey, mend: database.putKeyBack },
    ]);
  });

  it("does not open when it is damaged", async () => {
    const path = join(directory.path, "database");
    writeFileSync(join(path, "PG_VERSION"), "9.6\n");
    const [finding] = await look(databaseCheck, { dataDirectory: directory.path });
    expect(finding).toMatchObject({ state: "wrong", mend: database.restore });
    expect(finding?.what).toContain(`${path} does not open as a database`);
  });
});
