/** Moving a record from one server's database to another: every table, whole or not at all, and never over another. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { moveRecord } from "../../core/store/carrying/move.ts";
import { findTables, holdMoment } from "../../core/store/carrying/rows.ts";
import type { Engine, SqlSession } from "../../core/store/engine.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { fillEveryTable, readEveryTable } from "./full-record.ts";
import { createPostgresDatabase, runOn } from "./postgres-database.ts";

type Database = Awaited<ReturnType<typeof createPostgresDatabase>>;

const schema = readFileSync(join(import.meta.dirname, "../../prisma/schema.prisma"), "utf8");
const models = new Set([...schema.matchAll(/^model (\w+)/gmu)].map(([, name = ""]) => name));

describePostgres("a record that moves to another server", (serverUrl) => {
  let [from, to]: Database[] = [];
  const directory = makeEmptyDirectory();

  const on = async <Result>({ url }: Database, work: (session: SqlSession) => Promise<Result>): Promise<Result> => {
    const engine: Engine = await openPostgresEngine(url);
    try {
      return await engine.transaction(work);
    } finally {
      await engine.close();
    }
  };
  const keys = { given: null, directory: directory.path };
  const move = (told?: (table: string) => void) => moveRecord({ url: from!.url }, { url: to!.url }, keys, told);
  const arrived = () => on(to!, readEveryTable);

  beforeAll(async () => {
    [from, to] = [await createPostgresDatabase(serverUrl), await createPostgresDatabase(serverUrl)];
    await on(from, fillEveryTable);
    await runOn(from.url, `SELECT setval('"PagePost_sequence_seq"', 41)`);
  });
  afterAll(async () => {
    await Promise.all([from?.drop(), to?.drop()]);
    directory.remove();
  });
  /** Each test brings something into an empty place. */
  beforeEach(() => runOn(to!.url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public"));

  it("is refused where a newer version has changed it, and where both are one", async () => {
    await expect(moveRecord({ url: from!.url }, { url: from!.url }, keys)).rejects.toThrow("same place");
    await expect(moveRecord({ url: to!.url }, { url: from!.url }, keys)).rejects.toThrow("There is no record");
    const newer = `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name") VALUES ('9', '', now(), '99990101_later')`;
    await runOn(from!.url, newer);
    await expect(move()).rejects.toThrow("99990101_later");
    expect(await arrived()).toEqual({});
    await runOn(from!.url, `DELETE FROM "_prisma_migrations" WHERE "id" = '9'`);
  });

  it("waits for an arena that is at work on it to end", async () => {
    const arena = new pg.Client({ connectionString: from!.url, application_name: "doubleblind" });
    await arena.connect();
    await expect(move()).rejects.toThrow("Doubleblind is at work on");
    await arena.end();
    await runOn(from!.url, `UPDATE "Battle" SET "leaseUntil" = now() + interval '20 seconds'`);
    await expect(move()).rejects.toThrow("Doubleblind is at work on");
    await runOn(from!.url, `UPDATE "Battle" SET "leaseUntil" = '2026-11-29 23:59:59.999+08'`);
  });

  it("leaves nothing where it breaks off", async () => {
    const breakOff = (table: string) => {
      if (table === "Vote") throw new Error("the power went out");
    };
    await expect(move(breakOff)).rejects.toThrow("the power went out");
    expect(await arrived()).toEqual({});
  });

  it("is read as it is at one moment, and cannot be written to meanwhile", async () => {
    const engine = await openPostgresEngine(from!.url);
    await engine.transaction(async (session) => {
      await holdMoment(session, ["Battle"]);
      const readPerson = () => session.rows(`SELECT "language" FROM "Person"`);
      const before = await readPerson();
      await runOn(from!.url, `UPDATE "Person" SET "language" = 'en'`);
      expect(await readPerson()).toEqual(before);
      const write = runOn(from!.url, `SET lock_timeout = '1ms'`, `UPDATE "Battle" SET "masked" = false`);
      await expect(write).rejects.toMatchObject({ code: "55P03" });
    });
    await engine.close();
  });

  it("is there with every table of the schema, each value as it was; numbers go on; nothing goes over it", async () => {
    expect(new Set((await on(from!, findTables)).map(({ name }) => name))).toEqual(models);
    await runOn(to!.url, "CREATE TABLE notes_of_somebody (number INTEGER)");
    await expect(move()).rejects.toThrow("notes_of_somebody");
    expect(await arrived()).toEqual({ notes_of_somebody: [] });
    await runOn(to!.url, "DROP TABLE notes_of_somebody");
    const moved = await move();
    expect(new Map(moved.sums.map(({ table, rows }) => [table, rows]))).toEqual(
      new Map([...models].map((name) => [name, 1])),
    );
    expect(await arrived()).toEqual(await on(from!, readEveryTable));
    expect(Object.values(await arrived()).every((rows) => rows.length === 1)).toBe(true);
    const next = (session: SqlSession) => session.rows(`SELECT nextval('"PagePost_sequence_seq"')::int AS next`);
    expect(await on(to!, next)).toEqual([{ next: 42 }]);
    expect(moved.boardThere).toEqual(moved.board);
    expect(moved.board).toHaveLength(2);
    expect(moved.key.kind).toBe("missing");
    await expect(move()).rejects.toThrow(/is not empty: it holds the table \w+/u);
  });
});
