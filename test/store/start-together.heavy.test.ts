/** Programs that start together on one empty database: its tables are made once, and all of them work on it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { readMigrations } from "../../core/store/migrator.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { describePostgres } from "../skips.ts";
import { startProcess } from "../started-process.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

describePostgres("ten arenas that start together", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  const directories = Array.from({ length: 10 }, makeEmptyDirectory);
  beforeAll(async () => {
    database = await createPostgresDatabase(serverUrl);
  });
  afterAll(async () => {
    await database.drop();
    for (const directory of directories) directory.remove();
  });

  it("migrate once, and are all ready", async () => {
    const settings = { DATABASE_URL: database.url, PSEUDONYM_KEY: "a key that all of them share, as they must" };
    const arenas = await Promise.all(directories.map(({ path }) => startProcess({ ...settings, DATA_DIR: path })));
    const ready = await Promise.all(arenas.map(async ({ address }) => (await fetch(`${address}/readyz`)).status));
    expect(ready).toEqual(arenas.map(() => 200));
    const engine = await openPostgresEngine(database.url);
    const applied = await engine.rows<{ name: string; times: number }>(
      `SELECT "migration_name" AS name, count(*)::int AS times FROM "_prisma_migrations" GROUP BY 1 ORDER BY 1`,
    );
    await engine.close();
    expect(applied).toEqual(readMigrations().map(({ name }) => ({ name, times: 1 })));
    const ended = await Promise.all(arenas.map((arena) => arena.end("SIGTERM")));
    expect(ended.map(({ code }) => code)).toEqual(arenas.map(() => 0));
  });
});
