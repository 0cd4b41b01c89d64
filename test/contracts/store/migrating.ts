/** Bringing a database's tables up to date: each change once, in order, whole or not at all. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../../core/store/engine.ts";
import { migrate, type Migration, readMigrations } from "../../../core/store/migrator.ts";

const folder = join(import.meta.dirname, "../../../prisma/migrations");
const first: Migration = { name: "1_first", script: "CREATE TABLE one (id INTEGER); INSERT INTO one VALUES (1);" };
const second: Migration = { name: "2_second", script: "CREATE TABLE two (id INTEGER);" };
const failing: Migration = { name: "3_failing", script: "CREATE TABLE three (id INTEGER); SELECT 1 / 0;" };

export function describeMigrator(open: () => Promise<Engine>): void {
  let engine: Engine;

  beforeAll(async () => {
    engine = await open();
  });

  afterEach(async () => {
    await engine.transaction((session) => session.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  });

  afterAll(() => engine.close());

  const run = (...migrations: Migration[]) => engine.transaction((session) => migrate(session, migrations));
  const select = <Row>(statement: string) => engine.transaction((session) => session.rows<Row>(statement));
  const tables = async () => {
    const rows = await select<{ name: string }>(
      "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
    );
    return rows.map((row) => row.name);
  };

  it("applies what is missing, once and in order", async () => {
    expect(await run(first)).toEqual(["1_first"]);
    expect(await run(first, second)).toEqual(["2_second"]);
    expect(await run(first, second)).toEqual([]);
    expect(await tables()).toEqual(["_prisma_migrations", "one", "two"]);
    expect(await select("SELECT id FROM one")).toHaveLength(1);
  });

  it("leaves the rows Prisma's command line would leave", async () => {
    const [migration] = readMigrations(folder);
    await run(migration!);
    const [row] = await select<Record<string, unknown>>(`SELECT * FROM "_prisma_migrations"`);
    const file = readFileSync(join(folder, migration!.name, "migration.sql"));
    expect(row).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
      checksum: createHash("sha256").update(file).digest("hex"),
      finished_at: expect.any(Date),
      migration_name: migration!.name,
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(Date),
      applied_steps_count: 1,
    });
  });

  it("changes nothing when one of them fails", async () => {
    await run(first);
    await expect(run(first, second, failing)).rejects.toMatchObject({
      kind: "failed-migration",
      message: expect.stringContaining("3_failing"),
    });
    expect(await tables()).toEqual(["_prisma_migrations", "one"]);
    expect(await run(first, second)).toEqual(["2_second"]);
  });

  it("refuses a database that a newer version has used", async () => {
    await run(first, second);
    const refused = { kind: "newer-schema", details: { migrations: ["2_second"] } };
    await expect(run(first)).rejects.toMatchObject(refused);
  });

  it("refuses a migration that broke off, until it is marked as rolled back", async () => {
    await run(first);
    await engine.transaction((session) => session.run(`UPDATE "_prisma_migrations" SET "finished_at" = NULL`));
    await expect(run(first)).rejects.toMatchObject({ kind: "failed-migration" });
    await engine.transaction((session) =>
      session.run(`UPDATE "_prisma_migrations" SET "rolled_back_at" = now(); DROP TABLE one`),
    );
    expect(await run(first)).toEqual(["1_first"]);
  });

  it("lets two that start at once apply each migration once", async () => {
    const applied = await Promise.all([run(first, second), run(first, second), run(first, second)]);
    expect(applied.flat().toSorted()).toEqual(["1_first", "2_second"]);
  });
}
