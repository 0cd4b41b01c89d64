/** A record made up for measuring: as many closed battles and votes as wanted, folded as folding would have left them. */
import type { Store } from "./store.ts";
import { cellColumns, partColumns } from "./cell-sums.ts";
import { createDatabase } from "./database.ts";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import { migrate, readMigrations } from "./migrator.ts";
import { createStore } from "./open-store.ts";

const models = 100;
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
    SELECT substr(md5("id"::text), 1, 16) AS "id", '2026-01-01'::date + (random() * 364)::int AS "day", "left",
           ("left" + floor(random() * ${models - 1})::int + 1) % ${models} AS "right",
           'task-' || floor(random() * 8)::int AS "task", CASE WHEN random() < 0.7 THEN 'en' ELSE 'zh' END AS "language",
           'community-' || floor(random() * 50)::int AS "community"
    FROM (SELECT "id", floor(random() * ${models})::int AS "left"
          FROM generate_series(1, ${Math.ceil(votes / votesPerBattle)}) AS "id") AS "drawn";
    CREATE TEMPORARY TABLE "made_vote" ON COMMIT DROP AS
    SELECT DISTINCT ON ("id", "voter") *
    FROM (
      SELECT "made_battle".*, 'voter-' || floor(random() * ${voters})::int AS "voter",
             CASE WHEN random() < 0.2 THEN 'tie'
                  WHEN random() < 1 / (1 + power(10, ("left" - "right") * 3 / 400.0)) THEN 'a' ELSE 'b' END AS "choice"
      FROM "made_battle", generate_series(1, ${votesPerBattle})
    ) AS "cast";`;
}

/** Sums them up in cells, and in voters' parts of them. */
function sumVotes(): string {
  return `
    INSERT INTO "Cell" ("day", "league", "modelA", "modelB", "task", "language", "platform", "community",
                        ${names(cellColumns)})
    SELECT "day", 'real', 'model-' || "left", 'model-' || "right", "task", "language", 'discord', "community",
           ${twice(
             ...["count(*)", 'sum("a")', 'sum("b")', 'sum("tie")', "0", 'sum((2 * "a" + "tie") * (2 * "a" + "tie"))'],
             ...['sum((2 * "a" + "tie") * "n")', 'sum("n" * "n")', "0"],
           )}
    FROM (
      SELECT "id", "day", "left", "right", "task", "language", "community", count(*) AS "n",
             count(*) FILTER (WHERE "choice" = 'a') AS "a", count(*) FILTER (WHERE "choice" = 'b') AS "b",
             count(*) FILTER (WHERE "choice" = 'tie') AS "tie"
      FROM "made_vote" GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) AS "battle" GROUP BY "day", "left", "right", "task", "language", "community";
    CREATE TEMPORARY TABLE "made_place" ON COMMIT DROP AS
    SELECT "made_battle"."id", "Cell"."id" AS "cellId"
    FROM "made_battle"
    JOIN "Cell" ON "Cell"."day" = "made_battle"."day" AND "modelA" = 'model-' || "left" AND "modelB" = 'model-' || "right"
      AND "Cell"."task" = "made_battle"."task" AND "Cell"."language" = "made_battle"."language"
      AND "Cell"."community" = "made_battle"."community";
    INSERT INTO "VoterCell" ("cellId", "voter", ${names(partColumns)})
    SELECT "cellId", "voter",
           ${twice(...["a", "b", "tie"].map((choice) => `count(*) FILTER (WHERE "choice" = '${choice}')`), "0")}
    FROM "made_vote" JOIN "made_place" USING ("id") GROUP BY "cellId", "voter";`;
}

/** The battles themselves, all drawn evenly and folded at once. */
function keepBattles(): string {
  const attempt = (side: string, model: string) => `
    INSERT INTO "Attempt" ("battleId", "side", "number", "modelId", "endpoint", "endpointModel", "probability", "seed",
                           "startedAt", "endedAt", "text", "style")
    SELECT "id", '${side}', 1, 'model-' || "${model}", '', '', ${1 / (models * (models - 1))}, 0, "day", "day", 'Yes.',
           ARRAY[400 + random() * 800, random() * 4, random() * 12, random() * 8]::int[]
    FROM "made_battle";`;
  return `
    INSERT INTO "Model" ("id", "name", "organization", "endpoint", "model", "status", "league")
    SELECT 'model-' || "number", 'Model ' || "number", '', '', '', 'active', 'real'
    FROM generate_series(0, ${models - 1}) AS "number";
    INSERT INTO "Battle" ("id", "status", "league", "platform", "community", "asker", "private", "task", "taskRule",
                          "language", "drawRule", "temperature", "maxTokens", "createdAt", "endedAt", "folded", "cellId")
    SELECT "id", 'closed', 'real', 'discord', "community", 'asker', false, "task", '', "language", '', 0, 0, "day", "day",
           1, "cellId"
    FROM "made_battle" JOIN "made_place" USING ("id");
    INSERT INTO "Turn" ("battleId", "number", "question", "askedAt", "openedAt")
    SELECT "id", 1, 'Well?', "day", "day" FROM "made_battle";
    ${attempt("a", "left")} ${attempt("b", "right")}
    INSERT INTO "Vote" ("battleId", "voter", "platform", "choice", "firstChoice", "means", "firstMeans", "castAt",
                        "changedAt", "namesSeenBy")
    SELECT "id", "voter", 'discord', "choice", "choice", 'button', 'button', "day", "day", 0 FROM "made_vote";
    INSERT INTO "Tally" ("battleId", "a", "b", "tie")
    SELECT "id", ${["a", "b", "tie"].map((choice) => `count(*) FILTER (WHERE "choice" = '${choice}')`).join(", ")}
    FROM "made_vote" GROUP BY "id";
    UPDATE "Folding" SET "number" = 1;`;
}

/** Makes such a record in an empty folder, in the database that installations have there, or in PGlite. */
export async function openMadeRecord(
  votes: number,
  directory: string,
  { pglite = false } = {},
): Promise<Store & { description: string }> {
  const engine = await openEmbeddedEngine(directory, { pglite });
  await engine.transaction(async (session) => {
    await migrate(session, readMigrations());
    await session.run(`${makeVotes(votes)} ${sumVotes()} ${keepBattles()}`);
  });
  await engine.transaction((session) => session.run("ANALYZE"));
  return { ...createStore(createDatabase(engine)), description: engine.description };
}
