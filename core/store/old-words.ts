/** Forgetting the words of battles that ended long ago: questions, answers, details of failures, pictures. */
import type { OldWords, TraceStore } from "../battle/traces.ts";
import { measureAnswers } from "./answer-styles.ts";
import type { Database } from "./database.ts";
import { UnreadableText } from "./kept-texts.ts";
import { isGiven } from "./writing.ts";

/** How many battles one look passes. */
const lookedAt = 500;

/** SQL: whether no turn of the battle has words, as where they were erased or forgotten. @param battle SQL for its identifier. */
export const isWordless = (battle: string): string =>
  `NOT EXISTS (SELECT FROM "Turn" WHERE "Turn"."battleId" = ${battle} AND "question" <> '')`;

/** Where only the question was erased, answers are left. */
const hasWords = `
  EXISTS (SELECT FROM "Turn" WHERE "battleId" = "id" AND "question" <> '')
  OR EXISTS (SELECT FROM "Attempt" WHERE "battleId" = "id" AND ("text" <> '' OR "shown" <> '' OR "failureDetail" <> ''))`;

/** The last row says how far it looked, whatever it is. */
const look = `
  WITH "looked" AS (
    SELECT "id", "createdAt", coalesce("status" IN ('closed', 'failed') AND "endedAt" < $3::timestamptz, false) AS "due",
           row_number() OVER (ORDER BY "createdAt", "id") AS "place"
    FROM "Battle" WHERE ("createdAt", "id") > ($1::timestamptz, $2) AND "createdAt" < $3::timestamptz
    ORDER BY "createdAt", "id" LIMIT ${lookedAt}
  )
  SELECT "id" AS "battle", "createdAt", "place"::int, NOT "due" AS "waits", "due" AND (${hasWords}) AS "old"
  FROM "looked" WHERE NOT "due" OR "place" = (SELECT max("place") FROM "looked") OR ${hasWords}
  ORDER BY "place"`;

type LookedAt = { battle: string; createdAt: Date; place: number; waits: boolean; old: boolean };

async function findOldWords(
  { readRows }: Pick<Database, "readRows">,
  ...[after, before, most]: Parameters<TraceStore["findOldWords"]>
): Promise<OldWords> {
  const from = [(after?.createdAt ?? new Date(0)).toISOString(), after?.battle ?? "", before.toISOString()];
  const rows = (await readRows<LookedAt>(look, from)).map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
  const taken = rows.filter(({ old }) => old).slice(0, most);
  const isCut = taken.length === most;
  const last = isCut ? taken.at(-1) : rows.at(-1);
  const waiting = rows.find(({ waits, place }) => waits && place <= (last?.place ?? 0));
  return {
    battles: taken.map(({ battle }) => battle),
    last: last ? { createdAt: last.createdAt, battle: last.battle } : after,
    isEnd: !isCut && last?.place !== lookedAt,
    waiting: waiting ? { createdAt: waiting.createdAt, battle: "" } : null,
  };
}

const emptied = (column: string) => `"${column}" = CASE WHEN "${column}" IS NOT NULL THEN '' END`;

/** Whoever holds several battles holds them in this order. */
const forget = `
  WITH "held" AS MATERIALIZED (
    SELECT "id" FROM "Battle"
    WHERE "id" ${isGiven(1)} AND "status" IN ('closed', 'failed') ORDER BY "id" FOR UPDATE
  ), "questions" AS (
    UPDATE "Turn" SET "question" = '' FROM "held" WHERE "battleId" = "id"
  ), "answers" AS (
    UPDATE "Attempt" SET ${emptied("text")}, ${emptied("shown")}, "received" = NULL, ${emptied("failureDetail")}
    FROM "held" WHERE "battleId" = "id"
  ), "sketches" AS (
    DELETE FROM "QuestionSketch" USING "held" WHERE "battleId" = "id"
  ), "verdicts" AS (
    UPDATE "JuryBallot" SET ${emptied("failure")} FROM "held" WHERE "battleId" = "id"
  ), "pictures" AS (
    DELETE FROM "Picture" USING "held" WHERE "battleId" = "id"
  )
  UPDATE "BattleTrace" SET "eraseSince" = $2::timestamptz, "tryAt" = $2::timestamptz
  FROM "held" WHERE "battleId" = "id" AND "erasedFor" IS NULL`;

async function forgetWords(database: Database, battles: readonly string[], at: Date): Promise<void> {
  try {
    // Boards know answers by their length and layout; later there is nothing to measure.
    await measureAnswers(database, battles);
  } catch (error) {
    // What nobody can read any more is forgotten all the same.
    if (!(error instanceof UnreadableText)) throw error;
  }
  await database.writeRows(forget, [JSON.stringify(battles), at.toISOString()]);
}

/** The part of the store that does so. */
export function createOldWords(database: Database): Pick<TraceStore, "findOldWords" | "forgetWords"> {
  return {
    findOldWords: (...wanted) => findOldWords(database, ...wanted),
    forgetWords: (battles, at) => forgetWords(database, battles, at),
  };
}
