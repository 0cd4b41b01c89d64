/** What models' answers are like. */
import type { AnswerFacts, BoardStore } from "../boards/store.ts";
import type { Client, Database } from "./database.ts";

type AnswerRecords = Pick<BoardStore, "answerFacts">;

/**
 * Looks at the newest answers only: so it costs the same however many there are, and speaks of the model as it is now.
 * Battles that are open are left out, for nothing of them may show before their close.
 */
async function readFacts(client: Client, model: string, limit: number): Promise<AnswerFacts> {
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

/** The part of the store that looks at answers. */
export function createAnswerRecords(database: Database): AnswerRecords {
  return { answerFacts: (model, limit) => database.run((client) => readFacts(client, model, limit)) };
}
