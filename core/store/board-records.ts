/** What boards are made from: cells, voters' parts of them, single votes, answers as they are. */
import type { AnswerFacts, AskedBoard, BoardStore } from "../boards/store.ts";
import type { Cell, CellFilter } from "../boards/cell.ts";
import type { PackedHistory } from "../boards/packed-votes.ts";
import { measureAnswers } from "./answer-styles.ts";
import { findBoards } from "./board-finding.ts";
import { pieceSizes, readInTurn, readPieces, readTakenAway } from "./board-votes.ts";
import type { Database, Reader } from "./database.ts";
import { cellCondition, choiceSums, countsForTask, partCondition } from "./cell-sums.ts";
import type { FoldedListener } from "./folding.ts";
import { createFoldingTurns, type Known, pendingColumn, separator } from "./folding-turns.ts";
import { Prisma } from "./generated/client.ts";
import { sampleVotes } from "./sampled-votes.ts";

/** Each span of days is named by its last day; the newest span by the newest day with votes. */
async function readSpans(client: Reader, filter: CellFilter, spans: number): Promise<Known<PackedHistory>> {
  const [row] = await client.$queryRaw<
    [{ pending: boolean; models: string | null; days: string | null; lines: string | null }]
  >`
    WITH "fitting" AS (SELECT * FROM "Cell" WHERE ${cellCondition(filter)}),
    "reach" AS (SELECT min("day") AS "first", max("day") AS "last" FROM "fitting"),
    "step" AS (SELECT "first", "last", GREATEST(1, ceil(("last" - "first" + 1) / ${spans}::float8))::int AS "days" FROM "reach"),
    "summed" AS (
      SELECT to_char(LEAST("last", "first" + (("day" - "first") / "days" + 1) * "days" - 1), 'YYYY-MM-DD') AS "day",
             "modelA", "modelB", ${choiceSums(filter, "fitting")}
      FROM "fitting", "step" GROUP BY 1, 2, 3
    ), "model" AS (
      SELECT "name", row_number() OVER (ORDER BY "name") - 1 AS "place"
      FROM (SELECT "modelA" AS "name" FROM "summed" UNION SELECT "modelB" FROM "summed") AS "named"
    ), "span" AS (
      SELECT "day", string_agg(concat_ws(' ', "left"."place", "right"."place", "a", "b", "tie", "bothBad"), chr(10)
                               ORDER BY "modelA", "modelB") AS "lines"
      FROM "summed"
      JOIN "model" AS "left" ON "left"."name" = "modelA"
      JOIN "model" AS "right" ON "right"."name" = "modelB" GROUP BY "day"
    )
    SELECT ${pendingColumn}, (SELECT string_agg("name", chr(30) ORDER BY "place") FROM "model") AS "models",
           (SELECT string_agg("day", chr(30) ORDER BY "day") FROM "span") AS "days",
           (SELECT string_agg("lines", chr(30) ORDER BY "day") FROM "span") AS "lines"`;
  const [models, days, lines] = [row.models, row.days, row.lines].map((text) => text?.split(separator) ?? []);
  const found = {
    models: models ?? [],
    spans: (days ?? []).map((day, index) => ({ day, lines: lines?.[index] ?? "" })),
  };
  return { pending: row.pending, found };
}

/** The rows of a query, and whether more would be to fold, by one statement. */
async function readRows<Row>(client: Reader, query: Prisma.Sql): Promise<Known<Row[]>> {
  const [row] = await client.$queryRaw<[{ pending: boolean; rows: string | null }]>`
    SELECT ${pendingColumn}, (SELECT json_agg("row") FROM (${query}) AS "row")::text AS "rows"`;
  return { pending: row.pending, found: JSON.parse(row.rows ?? "[]") as Row[] };
}

async function readCells(client: Reader, ...[filter, of]: Parameters<BoardStore["cells"]>): Promise<Known<Cell[]>> {
  const voter = of && "voter" in of ? of.voter : null;
  const models = of && "models" in of ? [...of.models] : null;
  const own = voter !== null;
  const parts = Prisma.sql`
    JOIN "VoterCell" ON "VoterCell"."cellId" = "Cell"."id" AND "voter" = ${voter} AND ${partCondition(filter)}`;
  const theirs = models ? Prisma.sql`("modelA" = ANY(${models}) OR "modelB" = ANY(${models}))` : Prisma.sql`TRUE`;
  return await readRows<Cell>(
    client,
    Prisma.sql`
    SELECT "modelA", "modelB", CASE WHEN ${countsForTask()} THEN NULLIF("task", '') END AS "task", ${choiceSums(filter, own ? "VoterCell" : "Cell")},
           to_char(min("day"), 'YYYY-MM-DD') AS "firstDay", to_char(max("day"), 'YYYY-MM-DD') AS "lastDay"
    FROM "Cell" ${own ? parts : Prisma.empty} WHERE ${cellCondition(filter)} AND ${theirs}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
}

/** With the battles whose answers were not measured when they came, as JSON. */
type FactsRow = AnswerFacts & { unmeasured: string | null };

/**
 * Looks at the newest answers only: so it costs the same however many there are, and speaks of the model as it is now.
 * Battles that are open are left out, for nothing of them may show before their close.
 */
function readFacts(client: Reader, models: readonly string[], limit: number): Promise<FactsRow[]> {
  return client.$queryRaw<FactsRow[]>`
    SELECT "facts".* FROM unnest(${[...models]}::text[]) WITH ORDINALITY AS "wanted" ("model", "place")
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS "answers",
             avg("style"[1])::float8 AS "characters",
             (percentile_cont(0.5) WITHIN GROUP (ORDER BY "totalMilliseconds"))::float8 AS "milliseconds",
             avg("cost")::float8 AS "cost",
             (json_agg(DISTINCT "battleId") FILTER (WHERE "style" IS NULL))::text AS "unmeasured"
      FROM (
        SELECT "battleId", "style", "totalMilliseconds", "cost"
        FROM "Attempt" JOIN "Battle" ON "Battle"."id" = "Attempt"."battleId"
        WHERE "modelId" = "wanted"."model" AND "text" IS NOT NULL AND "Battle"."status" = 'closed'
              AND "Battle"."league" NOT LIKE 'source:%'
        ORDER BY "Attempt"."endedAt" DESC
        LIMIT ${limit}
      ) AS "newest"
    ) AS "facts" ORDER BY "place"`;
}

async function findFacts(database: Database, ...wanted: Parameters<BoardStore["answerFacts"]>): Promise<AnswerFacts[]> {
  const read = () => database.read((client) => readFacts(client, ...wanted));
  let rows = await read();
  const unmeasured = rows.flatMap((row) => JSON.parse(row.unmeasured ?? "[]") as string[]);
  if (unmeasured.length > 0) {
    await measureAnswers(database, [...new Set(unmeasured)]);
    rows = await read();
  }
  return rows.map(({ unmeasured: _unmeasured, ...facts }) => facts);
}

type WrittenSnapshot = Parameters<BoardStore["saveBoardSnapshot"]>;

async function saveSnapshot(database: Database, ...[key, snapshot]: WrittenSnapshot): Promise<void> {
  const { folded, ratedAt, content } = snapshot;
  const bytes = Buffer.from(content);
  await database.write(
    (client) => client.$executeRaw`
      INSERT INTO "BoardSnapshot" ("key", "folded", "ratedAt", "content")
      VALUES (${key}, ${folded}, ${ratedAt}, ${bytes})
      ON CONFLICT ("key") DO UPDATE SET
        "folded" = EXCLUDED."folded", "ratedAt" = EXCLUDED."ratedAt", "content" = EXCLUDED."content"
      WHERE "BoardSnapshot"."folded" <= EXCLUDED."folded"`,
  );
}

/**
 * The part of the store that boards are made from. A battle that nobody voted on, or that was masked, leaves no trace in a cell.
 * @param folded is told of what it folds.
 */
export function createBoardRecords(database: Database, folded?: FoldedListener): BoardStore {
  const alone = database.concurrency === 1;
  const size = alone ? pieceSizes.inProcess : pieceSizes.server;
  const folding = createFoldingTurns(database, folded);
  const find = async (boards: readonly AskedBoard[]) =>
    boards.length === 0 ? [] : await folding.upToDate((client) => findBoards(client, boards, size));
  return {
    find,
    fold: folding.fold,
    saveBoardSnapshot: (...written) => saveSnapshot(database, ...written),
    answerFacts: (...wanted) => findFacts(database, ...wanted),
    cells: (filter, of) => folding.upToDate((client) => readCells(client, filter, of)),
    takenAway: (...wanted) => database.read((client) => readTakenAway(client, ...wanted)),
    async boardVotes(filter) {
      const [whole] = await find([{ filter, key: "", folded: null }]);
      if (whole?.votes) return whole.votes;
      return alone
        ? await folding.without(() => readInTurn(database, filter))
        : await database.readAtOnce((client) => readPieces((work) => work(client), filter, size));
    },
    datedTallies: (filter, spans) => folding.upToDate((client) => readSpans(client, filter, spans)),
    sampleVotes: (filter, most) => sampleVotes(database, folding, filter, most),
  };
}
