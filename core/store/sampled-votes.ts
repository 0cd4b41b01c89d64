/**
 * A sample of a board's single votes. A battle's identifier is drawn at random, so the first ones in their order are a
 * random sample, and to read them is to walk along an index until there are enough.
 *
 * How probably a pair was drawn stands in the first attempt of either side, which both hold the chance of the ordered
 * pair. Attempts after it, in the first turn, are the same model again after an interruption, which changes nothing; or
 * another model in place of one that failed, with its chance beside the model opposite, given who was left. The chance of
 * the pair that came of it would be a sum over all models that might have failed before, so it is unknown.
 */
import type { BoardFilter } from "../boards/cell.ts";
import type { SampledVotes } from "../boards/sampled-votes.ts";
import { measureAnswers } from "./answer-styles.ts";
import { cellCondition, partCondition, sumOf, voteCondition, voterCondition } from "./cell-sums.ts";
import type { Database, Reader } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { StoreFailure } from "./store-failure.ts";

/** How many battles travel in one text. */
const battlesAPage = 250;

/** The sample, whole battles only. Only a battle that counts on boards has a cell. */
function sampled(filter: BoardFilter, most: number): Prisma.Sql {
  return Prisma.sql`
    "fitting" AS (
      SELECT "Vote"."battleId", "voter", "choice", "modelA", "modelB"
      FROM "Vote"
      JOIN "Battle" ON "Battle"."id" = "Vote"."battleId"
      JOIN "Cell" ON "Cell"."id" = "Battle"."cellId"
      WHERE ${cellCondition(filter)} AND ${voterCondition(filter)} AND ${voteCondition(filter)}
      ORDER BY "Vote"."battleId" LIMIT ${most + 1}
    ), "sampled" AS (
      SELECT * FROM "fitting"
      WHERE (SELECT count(*) FROM "fitting") <= ${most} OR "battleId" < (SELECT max("battleId") FROM "fitting")
    )`;
}

/** The answers that voters had before them: of turns that were given up people saw none. */
const answers = Prisma.sql`
  "Attempt" JOIN "Turn" ON "Turn"."battleId" = "Attempt"."battleId" AND "Turn"."number" = "Attempt"."turn"
    AND "Turn"."openedAt" IS NOT NULL`;

/** Measures what of the sample was not measured when it came. Where the disk is full, it goes without. */
async function measureSample(database: Database, filter: BoardFilter, most: number): Promise<void> {
  const [row] = await database.read(
    (client) => client.$queryRaw<[{ battles: string | null }]>`
      WITH ${sampled(filter, most)}
      SELECT json_agg(DISTINCT "Attempt"."battleId")::text AS "battles" FROM ${answers}
      WHERE "text" IS NOT NULL AND "style" IS NULL AND "Attempt"."battleId" IN (SELECT "battleId" FROM "sampled")`,
  );
  try {
    await measureAnswers(database, JSON.parse(row.battles ?? "[]") as string[]);
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
  }
}

/** The style of each side's answers together, summed over turns; null unless all of them are measured. */
function styles(): Prisma.Sql {
  const sums = (side: string) =>
    Prisma.sql`json_build_array(${Prisma.join(
      [1, 2, 3, 4].map((place) => Prisma.raw(`sum("style"[${place}]) FILTER (WHERE "side" = '${side}')`)),
    )})`;
  return Prisma.sql`
    CASE WHEN count(DISTINCT "side") FILTER (WHERE "text" IS NOT NULL) = 2
              AND bool_and("style" IS NOT NULL) FILTER (WHERE "text" IS NOT NULL)
         THEN json_build_array(${sums("a")}, ${sums("b")}) END`;
}

const probability = Prisma.sql`
  CASE WHEN count(DISTINCT ("side", "modelId")) FILTER (WHERE "turn" = 1) = 2
            AND count(DISTINCT "probability") FILTER (WHERE "turn" = 1 AND "Attempt"."number" = 1) = 1
       THEN min("probability") FILTER (WHERE "turn" = 1 AND "Attempt"."number" = 1 AND "probability" > 0) END`;

/** Packed as `unpackSample` reads it. Names of voters do not leave the database. */
async function readSample(client: Reader, filter: BoardFilter, most: number): Promise<string[]> {
  const pages = await client.$queryRaw<{ packed: string }[]>`
    WITH ${sampled(filter, most)}, "voted" AS (
      SELECT "battleId", min("modelA") AS "modelA", min("modelB") AS "modelB",
             json_agg(json_build_array("person", "choice") ORDER BY "person") AS "votes",
             (row_number() OVER (ORDER BY "battleId") - 1) / ${battlesAPage} AS "page"
      FROM (SELECT *, dense_rank() OVER (ORDER BY "voter") - 1 AS "person" FROM "sampled") AS "numbered"
      GROUP BY "battleId"
    ), "drawn" AS (
      SELECT "Attempt"."battleId", ${probability} AS "probability", ${styles()} AS "styles"
      FROM ${answers} WHERE "Attempt"."battleId" IN (SELECT "battleId" FROM "voted") GROUP BY 1
    )
    SELECT json_agg(json_build_array("modelA", "modelB", "probability", "styles", "votes") ORDER BY "battleId")::text
           AS "packed"
    FROM "voted" JOIN "drawn" USING ("battleId") GROUP BY "page" ORDER BY "page"`;
  return pages.map(({ packed }) => packed);
}

async function countVotes(client: Reader, filter: BoardFilter): Promise<number> {
  const table = filter.group ? "VoterCell" : "Cell";
  const sums = (["a", "b", "tie", "bothBad"] as const).map((name) => sumOf(name, filter, table));
  const parts = Prisma.sql`JOIN "VoterCell" ON "VoterCell"."cellId" = "Cell"."id"
    AND ${voterCondition(filter)} AND ${partCondition(filter)}`;
  const [row] = await client.$queryRaw<[{ votes: number }]>`
    SELECT COALESCE(sum(${Prisma.join(sums, " + ")}), 0)::int AS "votes"
    FROM "Cell" ${filter.group ? parts : Prisma.empty} WHERE ${cellCondition(filter)}`;
  return row.votes;
}

/** Everything that has closed must be folded. @param most votes. */
export async function sampleVotes(database: Database, filter: BoardFilter, most: number): Promise<SampledVotes> {
  await measureSample(database, filter, most);
  return await database.readAtOnce(async (client) => {
    const [folding] = await client.$queryRaw<{ number: number }[]>`SELECT "number" FROM "Folding"`;
    const votes = await countVotes(client, filter);
    return { folded: folding?.number ?? 0, votes, battles: await readSample(client, filter, most) };
  });
}
