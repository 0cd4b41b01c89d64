/**
 * A sample of a board's single votes. A battle's identifier is drawn at random, so the first ones in their order are a
 * random sample, and to read them is to walk along an index until there are enough.
 *
 * How probably a pair was drawn stands in the first attempt of either side, which both hold the chance of the ordered
 * pair. Attempts after it, in the first turn, are the same model again after an interruption, which changes nothing; or
 * another model in place of one that failed, with its chance beside the model opposite, given who was left. The chance of
 * the pair that came of it would be a sum over all models that might have failed before, so it is unknown.
 */
import { setImmediate as giveWay } from "node:timers/promises";
import { drawRules } from "../battle/draw.ts";
import type { BoardFilter } from "../boards/cell.ts";
import type { SampledVotes } from "../boards/sampled-votes.ts";
import { measureAnswers } from "./answer-styles.ts";
import { cellCondition, counts, partCondition, sumOf, voteCondition, voterCondition } from "./cell-sums.ts";
import type { Database, Reader } from "./database.ts";
import { type FoldingTurns, type Known, pendingColumn, separator } from "./folding-turns.ts";
import { Prisma } from "./generated/client.ts";

/** How many battles travel in one text. */
const battlesAPage = 250;
/** Among how many battles one statement looks where the database works in the thread that serves people. */
const battlesAtOnce = 100;

/** What of it one statement reads: at most `most` votes, on the next `among` battles after `from`; null: on all of them. */
type Stretch = { filter: BoardFilter; from: string; most: number; among: number | null };

type StretchRow = {
  folded: number;
  votes: number;
  /** Texts with {@link separator} between them: arrays are slow to read. */
  packed: string | null;
  /** How many votes were taken, and whether there were more. */
  taken: number;
  isFull: boolean;
  /** Battles with answers that were not measured when they came, as JSON. */
  unmeasured: string | null;
  /** The last battle that was looked at; null where none is left. */
  last: string | null;
};

/** Whole battles only. Only a battle that counts on boards has a cell. */
function sampled({ filter, from, most, among }: Stretch): Prisma.Sql {
  return Prisma.sql`
    "within" AS (
      SELECT "id", "cellId", "leftOut" FROM "Battle" WHERE "id" > ${from} AND "cellId" IS NOT NULL
      ORDER BY "id" ${among === null ? Prisma.empty : Prisma.sql`LIMIT ${among}`}
    ), "fitting" AS (
      SELECT "Vote"."battleId", "voter", "choice", "modelA", "modelB"
      FROM "within"
      JOIN "Cell" ON "Cell"."id" = "within"."cellId"
      JOIN "Vote" ON "Vote"."battleId" = "within"."id"
      WHERE ${cellCondition(filter)} AND ${voterCondition(filter)} AND ${voteCondition(filter)} AND ${counts("within")}
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

/** Of the ordered pair, where both were drawn, and nobody in the place of another. */
const probability = Prisma.sql`
  CASE WHEN count(DISTINCT ("side", "modelId")) FILTER (WHERE "turn" = 1) = 2
            AND count(DISTINCT "probability") FILTER (WHERE "turn" = 1 AND "Attempt"."number" = 1) = 1
            AND bool_and("drawRule" <> ${drawRules.samePair})
       THEN min("probability") FILTER (WHERE "turn" = 1 AND "Attempt"."number" = 1 AND "probability" > 0) END`;

/** Packed as `unpackSample` reads it. Names of voters do not leave the database. */
async function readStretch(client: Reader, stretch: Stretch): Promise<Known<StretchRow>> {
  const [row] = await client.$queryRaw<[StretchRow & { pending: boolean }]>`
    WITH ${sampled(stretch)}, "voted" AS (
      SELECT "battleId", min("modelA") AS "modelA", min("modelB") AS "modelB",
             json_agg(json_build_array(hashtextextended("voter", 0)::text, "choice") ORDER BY "voter") AS "votes",
             (row_number() OVER (ORDER BY "battleId") - 1) / ${battlesAPage} AS "page"
      FROM "sampled" GROUP BY "battleId"
    ), "drawn" AS (
      SELECT "Attempt"."battleId", ${probability} AS "probability", ${styles()} AS "styles",
             bool_or("text" IS NOT NULL AND "style" IS NULL) AS "isUnmeasured"
      FROM ${answers} JOIN "Battle" ON "Battle"."id" = "Attempt"."battleId"
      WHERE "Attempt"."battleId" IN (SELECT "battleId" FROM "voted") GROUP BY 1
    ), "page" AS (
      SELECT "page", json_agg(json_build_array("modelA", "modelB", "probability", "styles", "votes") ORDER BY "battleId")::text
             AS "packed"
      FROM "voted" JOIN "drawn" USING ("battleId") GROUP BY "page"
    )
    SELECT ${pendingColumn}, (SELECT "number" FROM "Folding") AS "folded",
           ${stretch.from === "" ? countVotes(stretch.filter) : Prisma.sql`0`} AS "votes",
           (SELECT string_agg("packed", chr(30) ORDER BY "page") FROM "page") AS "packed",
           (SELECT count(*)::int FROM "sampled") AS "taken",
           (SELECT count(*) FROM "fitting") > ${stretch.most} AS "isFull",
           (SELECT json_agg("battleId")::text FROM "drawn" WHERE "isUnmeasured") AS "unmeasured",
           ${stretch.among === null ? Prisma.sql`NULL::text` : Prisma.sql`(SELECT max("id") FROM "within")`} AS "last"`;
  return { pending: row.pending, found: row };
}

function countVotes(filter: BoardFilter): Prisma.Sql {
  const table = filter.group ? "VoterCell" : "Cell";
  const sums = (["a", "b", "tie", "bothBad"] as const).map((name) => sumOf(name, filter, table));
  const parts = Prisma.sql`JOIN "VoterCell" ON "VoterCell"."cellId" = "Cell"."id"
    AND ${voterCondition(filter)} AND ${partCondition(filter)}`;
  return Prisma.sql`
    (SELECT COALESCE(sum(${Prisma.join(sums, " + ")}), 0)::int
     FROM "Cell" ${filter.group ? parts : Prisma.empty} WHERE ${cellCondition(filter)})`;
}

/** By one statement, or by many small ones where the database works in this process. @param most votes. */
export async function sampleVotes(
  database: Database,
  folding: FoldingTurns,
  filter: BoardFilter,
  most: number,
): Promise<SampledVotes> {
  const among = database.concurrency === 1 ? battlesAtOnce : null;
  const sample = { folded: 0, votes: 0, battles: [] as string[] };
  let left = most;
  for (let from: string | null = ""; from !== null;) {
    const stretch: Stretch = { filter, from, most: left, among };
    let row = await folding.upToDate((client) => readStretch(client, stretch));
    if (row.unmeasured !== null) {
      await measureAnswers(database, JSON.parse(row.unmeasured) as string[]);
      row = await folding.upToDate((client) => readStretch(client, stretch));
    }
    if (from === "") Object.assign(sample, { folded: row.folded, votes: row.votes });
    sample.battles.push(...(row.packed?.split(separator) ?? []));
    left -= row.taken;
    from = row.isFull || left === 0 ? null : row.last;
    await giveWay();
  }
  return sample;
}
