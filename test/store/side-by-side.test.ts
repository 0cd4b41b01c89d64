/** Since the first release, processes of two versions can run beside each other: no migration takes away what the older one uses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readMigrations } from "../../core/store/migrator.ts";
import { findHarm } from "./side-by-side.ts";

/** The last migration of the first release. Those up to it had all processes stopped. */
const firstRelease = "20261130161500_weekly_posts";

const changelog = readFileSync(join(import.meta.dirname, "../../CHANGELOG.md"), "utf8");
const released = [...changelog.matchAll(/^## (\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)$/gmu)].map(
  ([, version = ""]) => version,
);

it("no migration since the first release harms an older process beside it", () => {
  const migrations = readMigrations();
  expect(migrations.map(({ name }) => name)).toContain(firstRelease);
  const since = migrations.filter(({ name }) => name > firstRelease);
  expect(since.flatMap(({ name, script }) => findHarm(script, released).map((text) => `${name}: ${text}`))).toEqual([]);
});

describe("a migration harms older processes", () => {
  const harm = (script: string) => findHarm(script, ["0.1.0", "0.2.0"]).length;

  it.each([
    [`CREATE TABLE "New" ("id" TEXT NOT NULL CHECK ("id" <> ''), CONSTRAINT "New_pkey" PRIMARY KEY ("id"))`],
    [
      `CREATE TABLE "New" ("id" TEXT NOT NULL); CREATE UNIQUE INDEX "New_id_key" ON "New"("id"); ALTER TABLE "New" ADD CHECK (true)`,
    ],
    [
      `CREATE TABLE "New" ("of" TEXT);
      ALTER TABLE "New" ADD CONSTRAINT "k" FOREIGN KEY ("of") REFERENCES "Battle"("id") ON DELETE CASCADE ON UPDATE CASCADE`,
    ],
    [`CREATE TABLE "One" ("id" TEXT); CREATE TABLE "Two" ("of" TEXT REFERENCES "One")`],
    [
      `ALTER TABLE "Battle" ADD COLUMN     "hidden" BOOLEAN NOT NULL DEFAULT false,\nADD COLUMN "price" DECIMAL(10, 2);`,
    ],
    [`ALTER TABLE "Battle" ADD COLUMN "number" BIGSERIAL NOT NULL`],
    [
      `ALTER TABLE "Battle" ADD COLUMN "repeated" BOOLEAN DEFAULT false; ALTER TABLE "Battle" ALTER COLUMN "repeated" DROP DEFAULT`,
    ],
    [`ALTER TABLE "Battle" ALTER COLUMN "repeated" SET DEFAULT true`],
    [`CREATE INDEX "i" ON "Battle"("createdAt")`],
    [
      `CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE "Battle"; ALTER TABLE x RENAME TO y; END $$;`,
    ],
    [
      `-- DROP TABLE "Battle";\n/* ; DROP TABLE "Vote" */ UPDATE "Battle" SET "words" = '; DROP TABLE "Vote" -- '' ;' WHERE "of;" = 1`,
    ],
    [`INSERT INTO "Cell" SELECT * FROM "Battle"; WITH "one" AS (SELECT 1) UPDATE "Cell" SET "votes" = 1`],
    [`;;\n-- nothing\n`],
  ])("not by %s", (script) => expect(harm(script)).toBe(0));

  it.each([
    [`DROP TABLE "Battle"`],
    [`DROP FUNCTION "cast_votes"(jsonb)`],
    [`DROP INDEX "Cell_key"`],
    [`TRUNCATE "Vote"`],
    [`DELETE FROM "Vote"`],
    [`REVOKE ALL ON "Vote" FROM PUBLIC`],
    [`ALTER TABLE "Battle" DROP COLUMN "question"`],
    [`ALTER TABLE "Battle" RENAME TO "Contest"`],
    [`ALTER TABLE "Battle" RENAME COLUMN "a" TO "b"`],
    [`ALTER TABLE ONLY battle ADD COLUMN x INT, DROP CONSTRAINT "Battle_pkey"`],
    [`ALTER TABLE "Battle" ADD COLUMN "closeAfter" INTEGER NOT NULL`],
    [`ALTER TABLE "Battle" ADD COLUMN "closeAfter" INTEGER NOT NULL DEFAULT NULL`],
    [
      `ALTER TABLE "Battle" ADD COLUMN "n" INTEGER NOT NULL DEFAULT 1; ALTER TABLE "Battle" ALTER COLUMN "n" DROP DEFAULT`,
    ],
    [`ALTER TABLE "Battle" ADD COLUMN "n" INTEGER DEFAULT 1 UNIQUE`],
    [`ALTER TABLE "Battle" ALTER COLUMN "n" TYPE BIGINT`],
    [`ALTER TABLE "Battle" ALTER COLUMN "n" SET DATA TYPE SMALLINT`],
    [`ALTER TABLE "Battle" ALTER COLUMN "n" SET NOT NULL`],
    [`ALTER TABLE "Battle" ALTER COLUMN "n" DROP NOT NULL`],
    [`ALTER TABLE "Battle" ALTER COLUMN "n" DROP DEFAULT`],
    [`ALTER TABLE "Battle" ADD CONSTRAINT "c" CHECK ("n" > 0)`],
    [`ALTER TABLE "Battle" ADD CONSTRAINT "f" FOREIGN KEY ("x") REFERENCES "Model"("id") ON DELETE CASCADE`],
    [`ALTER TABLE "Battle" ENABLE ROW LEVEL SECURITY`],
    [`CREATE UNIQUE INDEX "i" ON "Battle"("n")`],
    [`CREATE TABLE "New" ("of" TEXT REFERENCES "Battle"("id"))`],
    [`ALTER TABLE "Battle" ADD COLUMN "of" TEXT REFERENCES "Model"("id")`],
    [`WITH "gone" AS (DELETE FROM "Vote" RETURNING "battleId") UPDATE "Battle" SET "x" = 1 FROM "gone"`],
    [
      `CREATE TABLE "New" ("of" TEXT); ALTER TABLE "New" ADD FOREIGN KEY ("of") REFERENCES "Battle"("id") ON DELETE RESTRICT ON UPDATE CASCADE`,
    ],
    [`CREATE TRIGGER t BEFORE INSERT ON "Vote" EXECUTE FUNCTION f()`],
    [`DO $$ BEGIN DROP TABLE "Vote"; END $$`],
    [`UPDATE "Battle" SET "x" = $$a;b$$; drop table "Vote"`],
  ])("by %s", (script) => expect(harm(script)).toBe(1));

  it("unless it says since which released version none of them minds, before each statement", () => {
    const drop = `ALTER TABLE "Battle" DROP COLUMN "question";`;
    expect(harm(`-- Fits 0.2.0 and newer: nothing reads it since.\n${drop}`)).toBe(0);
    expect(harm(`-- AlterTable\n-- Fits 0.2.0 and newer: nothing reads it since.\n\n${drop}`)).toBe(0);
    expect(harm(`-- Fits 0.3.0 and newer: nothing reads it since.\n${drop}`)).toBe(1);
    expect(harm(`-- Fits 0.2.0 and newer:\n${drop}`)).toBe(1);
    expect(harm(`-- Fits 0.2.0 and newer: nothing reads it since.\n${drop}\n${drop}`)).toBe(1);
    expect(harm(`${drop} -- Fits 0.2.0 and newer: too late.`)).toBe(1);
  });

  it("as those from before the first release did", () => {
    const first = readMigrations().find(({ name }) => name.endsWith("blind_and_durable"));
    expect(findHarm(first?.script ?? "", [])).toContain(`ALTER TABLE "Battle" DROP COLUMN "question"`);
  });
});
