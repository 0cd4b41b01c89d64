/** A record made up for measuring: cells of as many votes as wanted, as folding would have left them. */
import type { Store } from "./store.ts";
import { cellColumns, partColumns } from "./cell-sums.ts";
import { createDatabase } from "./database.ts";
import { migrate, readMigrations } from "./migrator.ts";
import { createStore } from "./open-store.ts";
import { openPGliteEngine } from "./pglite-engine.ts";

const models = 30;
const votesPerBattle = 5;

const names = (columns: readonly string[]) => columns.map((name) => `"${name}"`).join(", ");
/** Nobody has reacted, so all of these votes are unseen. */
const twice = (...sums: readonly string[]) => [...sums, ...sums].join(", ");

/** Battles are spread over a year, fifty communities and eight tasks; a voter has about a hundred votes. */
function makeVotes(votes: number): string {
  const voters = Math.max(40, Math.round(votes / 100));
  return `
    SELECT setseed(0.5);
    CREATE TEMPORARY TABLE "made_battle" ON COMMIT DROP AS
    SELECT "id", '2026-01-01'::date + (random() * 364)::int AS "day", floor(random() * ${models})::int AS "left",
           floor(random() * ${models - 1})::int AS "step", 'task-' || floor(random() * 8)::int AS "task",
           CASE WHEN random() < 0.7 THEN 'en' ELSE 'zh' END AS "language",
           'community-' || floor(random() * 50)::int AS "community"
    FROM generate_series(1, ${Math.ceil(votes / votesPerBattle)}) AS "id";
    CREATE TEMPORARY TABLE "made_vote" ON COMMIT DROP AS
    SELECT "id", "day", "left", ("left" + "step" + 1) % ${models} AS "right", "task", "language", "community",
           'voter-' || floor(random() * ${voters})::int AS "voter",
           CASE WHEN random() < 0.2 THEN 'tie' WHEN random() < 1 / (1 + power(10, (
             ("left" - ("left" + "step" + 1) % ${models}) * 10) / 400.0)) THEN 'a' ELSE 'b' END AS "choice"
    FROM "made_battle", generate_series(1, ${votesPerBattle});`;
}

/** Sums them up in cells, and in voters' parts of them. */
function sumVotes(): string {
  return `
    INSERT INTO "Cell" ("day", "league", "modelA", "modelB", "task", "language", "platform", "community",
                        ${names(cellColumns)})
    SELECT "day", 'real', 'model-' || "left", 'model-' || "right", "task", "language", 'discord', "community",
           ${twice(
             ...["count(*)", 'sum("a")', 'sum("b")', 'sum("tie")', "0", 'sum((2 * "a" + "tie") * (2 * "a" + "tie"))'],
             ...['sum((2 * "a" + "tie") * "n")', 'sum("n" * "n")'],
           )}
    FROM (
      SELECT "id", "day", "left", "right", "task", "language", "community", count(*) AS "n",
             count(*) FILTER (WHERE "choice" = 'a') AS "a", count(*) FILTER (WHERE "choice" = 'b') AS "b",
             count(*) FILTER (WHERE "choice" = 'tie') AS "tie"
      FROM "made_vote" GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) AS "battle" GROUP BY "day", "left", "right", "task", "language", "community";
    INSERT INTO "VoterCell" ("cellId", "voter", ${names(partColumns)})
    SELECT "Cell"."id", "voter",
           ${twice(...["a", "b", "tie"].map((choice) => `count(*) FILTER (WHERE "choice" = '${choice}')`), "0")}
    FROM "made_vote"
    JOIN "Cell" ON "Cell"."day" = "made_vote"."day" AND "modelA" = 'model-' || "left" AND "modelB" = 'model-' || "right"
      AND "Cell"."task" = "made_vote"."task" AND "Cell"."language" = "made_vote"."language"
      AND "Cell"."community" = "made_vote"."community"
    GROUP BY "Cell"."id", "voter";`;
}

/** Makes such a record in an empty folder. */
export async function openMadeRecord(votes: number, directory: string): Promise<Store> {
  const engine = await openPGliteEngine(directory);
  await engine.transaction(async (session) => {
    await migrate(session, readMigrations());
    await session.run(`${makeVotes(votes)} ${sumVotes()}`);
  });
  await engine.transaction((session) => session.run(`ANALYZE "Cell"; ANALYZE "VoterCell"`));
  return createStore(createDatabase(engine));
}
