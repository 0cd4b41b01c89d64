/** What boards are made from: cells, voters' parts of them, single votes, answers as they are. */
import type { AnswerFacts, BoardStore } from "../boards/store.ts";
import type { BoardFilter, Cell, CellFilter, DatedTally } from "../boards/cell.ts";
import { readVotes } from "./board-votes.ts";
import type { Database, Reader } from "./database.ts";
import { cellCondition, choiceSums, partCondition, voteCondition, voterCondition } from "./cell-sums.ts";
import { fold, foldAll } from "./folding.ts";
import { sampleVotes } from "./sampled-votes.ts";

/** Its cost grows with the battles since then, not with those before. */
async function countSince(client: Reader, filter: BoardFilter, folded: number): Promise<number> {
  if (filter.group || filter.unseen) return await countVotesSince(client, filter, folded);
  const [row] = await client.$queryRaw<[{ votes: number }]>`
    SELECT COALESCE(sum("Tally"."a" + "Tally"."b" + "Tally"."tie" + "Tally"."bothBad"), 0)::int AS "votes"
    FROM "Battle"
    JOIN "Tally" ON "Tally"."battleId" = "Battle"."id"
    JOIN "Cell" ON "Cell"."id" = "Battle"."cellId"
    WHERE "Battle"."status" = 'closed' AND "Battle"."folded" > ${folded} AND ${cellCondition(filter)}`;
  return row.votes;
}

async function countVotesSince(client: Reader, filter: BoardFilter, folded: number): Promise<number> {
  const [row] = await client.$queryRaw<[{ votes: number }]>`
    SELECT count(*)::int AS "votes"
    FROM "Battle"
    JOIN "Vote" ON "Vote"."battleId" = "Battle"."id"
    JOIN "Cell" ON "Cell"."id" = "Battle"."cellId"
    WHERE "Battle"."status" = 'closed' AND "Battle"."folded" > ${folded} AND ${cellCondition(filter)}
          AND ${voterCondition(filter)} AND ${voteCondition(filter)}`;
  return row.votes;
}

/** Each span of days is named by its last day; the newest span by the newest day with votes. */
function readSpans(client: Reader, filter: CellFilter, spans: number): Promise<DatedTally[]> {
  return client.$queryRaw<DatedTally[]>`
    WITH "fitting" AS (SELECT * FROM "Cell" WHERE ${cellCondition(filter)}),
    "reach" AS (SELECT min("day") AS "first", max("day") AS "last" FROM "fitting"),
    "step" AS (SELECT "first", "last", GREATEST(1, ceil(("last" - "first" + 1) / ${spans}::float8))::int AS "days" FROM "reach")
    SELECT to_char(LEAST("last", "first" + (("day" - "first") / "days" + 1) * "days" - 1), 'YYYY-MM-DD') AS "day",
           "modelA", "modelB", ${choiceSums(filter, "fitting")}
    FROM "fitting", "step" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
}

function readTaskCells(client: Reader, filter: CellFilter): Promise<Cell[]> {
  return client.$queryRaw<Cell[]>`
    SELECT "modelA", "modelB", "task", ${choiceSums(filter)},
           to_char(min("day"), 'YYYY-MM-DD') AS "firstDay", to_char(max("day"), 'YYYY-MM-DD') AS "lastDay"
    FROM "Cell" WHERE ${cellCondition(filter)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
}

function readVoterCells(client: Reader, filter: CellFilter, voter: string): Promise<Cell[]> {
  return client.$queryRaw<Cell[]>`
    SELECT "modelA", "modelB", "task", ${choiceSums(filter, "VoterCell")},
           to_char(min("day"), 'YYYY-MM-DD') AS "firstDay", to_char(max("day"), 'YYYY-MM-DD') AS "lastDay"
    FROM "VoterCell" JOIN "Cell" ON "Cell"."id" = "VoterCell"."cellId"
    WHERE "voter" = ${voter} AND ${cellCondition(filter)} AND ${partCondition(filter)}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
}

/**
 * Looks at the newest answers only: so it costs the same however many there are, and speaks of the model as it is now.
 * Battles that are open are left out, for nothing of them may show before their close.
 */
async function readFacts(client: Reader, model: string, limit: number): Promise<AnswerFacts> {
  const [facts] = await client.$queryRaw<[AnswerFacts]>`
    SELECT count(*)::int AS "answers",
           avg(length("text"))::float8 AS "characters",
           (percentile_cont(0.5) WITHIN GROUP (ORDER BY "totalMilliseconds"))::float8 AS "milliseconds",
           avg("cost")::float8 AS "cost"
    FROM (
      SELECT "Attempt"."text", "totalMilliseconds", "cost"
      FROM "Attempt" JOIN "Battle" ON "Battle"."id" = "Attempt"."battleId"
      WHERE "modelId" = ${model} AND "text" IS NOT NULL AND "Battle"."status" = 'closed'
      ORDER BY "Attempt"."endedAt" DESC
      LIMIT ${limit}
    ) AS "newest"`;
  return facts;
}

function keepSnapshots(database: Database): Pick<BoardStore, "boardSnapshot" | "saveBoardSnapshot"> {
  return {
    async boardSnapshot(key) {
      const row = await database.read((client) => client.boardSnapshot.findUnique({ where: { key } }));
      return row ? { folded: row.folded, ratedAt: row.ratedAt, content: row.content } : undefined;
    },
    async saveBoardSnapshot(key, { folded, ratedAt, content }) {
      const bytes = Buffer.from(content);
      await database.write(
        (client) => client.$executeRaw`
          INSERT INTO "BoardSnapshot" ("key", "folded", "ratedAt", "content")
          VALUES (${key}, ${folded}, ${ratedAt}, ${bytes})
          ON CONFLICT ("key") DO UPDATE SET
            "folded" = EXCLUDED."folded", "ratedAt" = EXCLUDED."ratedAt", "content" = EXCLUDED."content"
          WHERE "BoardSnapshot"."folded" <= EXCLUDED."folded"`,
      );
    },
  };
}

/** The part of the store that boards are made from. A battle that nobody voted on, or that was masked, leaves no trace in a cell. */
export function createBoardRecords(database: Database): BoardStore {
  return {
    ...keepSnapshots(database),
    fold: () => fold(database),
    answerFacts: (model, limit) => database.read((client) => readFacts(client, model, limit)),
    async cells(filter, voter) {
      await foldAll(database);
      return await database.read((client) =>
        voter === undefined ? readTaskCells(client, filter) : readVoterCells(client, filter, voter),
      );
    },
    async boardVotes(filter) {
      await foldAll(database);
      return await database.readAtOnce((client) => readVotes(client, filter));
    },
    async datedTallies(filter, spans) {
      await foldAll(database);
      return await database.read((client) => readSpans(client, filter, spans));
    },
    async sampleVotes(filter, most) {
      await foldAll(database);
      return await sampleVotes(database, filter, most);
    },
    async votesSince(filter, folded) {
      await foldAll(database);
      return await database.read((client) => countSince(client, filter, folded));
    },
  };
}
