/** What a report is made of, read at one moment: sums of closed battles that the board counts, and no person, place or text. */
import type { Task } from "../../answers/task.ts";
import type { DatedTally } from "../../boards/cell.ts";
import { answersSeen } from "../../boards/store.ts";
import { openPageCommunity } from "../../chat/post.ts";
import type { League, ModelStatus, Price } from "../../models/model.ts";
import type { JuryCase } from "../../mutual/scoring/jury.ts";
import type { CellStatistics, VoterStatistics } from "../../rating/vote-statistics.ts";
import type { ChoicePattern } from "../../rating/voter-agreement.ts";
import { createPseudonyms } from "../../safety/pseudonyms.ts";
import type { SqlSession } from "../engine.ts";
import { ownBattle } from "../exported-battles.ts";
import { readAtOneMoment, type Reading } from "./one-moment.ts";
import type { RecordPlace } from "./places.ts";

/** Votes on battles of a task; null: on questions that had been asked before. `isRecent`: closed since the day asked for. */
type Part<Votes> = Votes & { task: Task | null; isRecent: boolean };

/** How a model answers: its newest answers in closed battles. */
export type AnswerTimes = {
  model: string;
  answers: number;
  /** Median milliseconds until the first word, and until the whole answer; null: unknown. */
  firstWord: number | null;
  whole: number | null;
  /** Mean US dollars; null: unknown. */
  cost: number | null;
};

/** A model that the record knows. */
export type ReportedModel = {
  id: string;
  name: string;
  organization: string;
  status: ModelStatus;
  price: Price | null;
};

/** All that a report says is made of this. Voters go by numbers that mean nothing outside. */
export type ReportRecord = {
  league: League;
  models: ReportedModel[];
  cells: Part<CellStatistics>[];
  voters: Part<VoterStatistics>[];
  /** When the first and the last of the battles closed (UTC days); null: there is none. */
  days: { first: string; last: string } | null;
  history: DatedTally[];
  /** How often people chose a, b, tie and both-bad on a battle, and on how many battles so. */
  patterns: ChoicePattern[];
  cases: JuryCase[];
  answers: AnswerTimes[];
  /** What was asked: battles with votes. */
  asked: { task: Task; language: string; repeated: boolean; battles: number }[];
};

/** As many points as a line over time has at most. */
const mostSpans = 30;

/**
 * Reads it; an arena may be at work on the place. @param since the first day (UTC, `2026-11-01`) of what is recent.
 * @throws {RecordRefusal} @throws {StoreRefusal}
 */
export async function readReportRecord(place: RecordPlace, reading: Reading, since: string): Promise<ReportRecord> {
  return await readAtOneMoment(place, reading, async (session, key) => {
    const openPage = createPseudonyms(key).of(openPageCommunity);
    const [found] = await session.rows<{ league: League }>(
      `SELECT coalesce(max("league"), 'real') AS "league" FROM (SELECT DISTINCT "league" FROM "Battle" WHERE ${ownBattle}) AS "leagues"`,
    );
    const league = found?.league ?? "real";
    return await readAll(session, league, [league, openPage], since);
  });
}

/** Which cells count: $1 the league, $2 the community that has a board of its own. */
const counted = `"Cell"."league" = $1 AND "Cell"."community" <> $2 AND "Cell"."battles" > 0`;
/** The same of a battle, joined with its cell. */
const battleCounts = `${counted} AND NOT "Battle"."leftOut"`;

const sum = (table: string, names: readonly string[]) =>
  names.map((name) => `sum("${table}"."${name}")::float8 AS "${name}"`).join(", ");
const choices = ["a", "b", "tie", "bothBad"];
const squares = ["battles", "winsSquared", "winsTimesVotes", "votesSquared"];
const partOf = `CASE WHEN NOT "repeated" THEN "task" END AS "task", "day" >= $3::date AS "isRecent", "modelA", "modelB"`;

type Places = readonly [league: string, openPage: string];

async function readAll(session: SqlSession, league: League, places: Places, since: string): Promise<ReportRecord> {
  const [days] = await session.rows<{ first: string | null; last: string | null }>(
    `SELECT to_char(min("day"), 'YYYY-MM-DD') AS first, to_char(max("day"), 'YYYY-MM-DD') AS last FROM "Cell" WHERE ${counted}`,
    places,
  );
  return {
    league,
    models: await readModels(session, league),
    cells: await session.rows(
      `SELECT ${partOf}, ${sum("Cell", [...choices, ...squares])} FROM "Cell" WHERE ${counted}
       GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      [...places, since],
    ),
    voters: await session.rows(
      `SELECT ${partOf}, hashtextextended("voter", 0)::text AS "voter", ${sum("VoterCell", choices)}
       FROM "VoterCell" JOIN "Cell" ON "Cell"."id" = "cellId" WHERE ${counted}
       GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
      [...places, since],
    ),
    days: days?.first && days.last ? { first: days.first, last: days.last } : null,
    history: await readHistory(session, places),
    patterns: await readPatterns(session, places),
    cases: await readCases(session, places),
    answers: await readAnswers(session, places),
    asked: await session.rows(
      `SELECT "task", "language", "repeated", sum("battles")::int AS "battles" FROM "Cell" WHERE ${counted}
       GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3`,
      places,
    ),
  };
}

async function readModels(session: SqlSession, league: League): Promise<ReportedModel[]> {
  const rows = await session.rows<Omit<ReportedModel, "price"> & { input: number | null; output: number | null }>(
    `SELECT "id", "name", "organization", "status", "inputPrice" AS "input", "outputPrice" AS "output" FROM "Model"
     WHERE "league" = $1 ORDER BY "id"`,
    [league],
  );
  return rows.map(({ input, output, ...model }) => ({
    ...model,
    price: input === null || output === null ? null : { input, output },
  }));
}

function readHistory(session: SqlSession, places: Places): Promise<DatedTally[]> {
  return session.rows(
    `WITH "fitting" AS (SELECT * FROM "Cell" WHERE ${counted}),
     "step" AS (SELECT min("day") AS "first", max("day") AS "last",
                       GREATEST(1, ceil((max("day") - min("day") + 1) / ${mostSpans}::float8))::int AS "days" FROM "fitting")
     SELECT to_char(LEAST("last", "first" + (("day" - "first") / "days" + 1) * "days" - 1), 'YYYY-MM-DD') AS "day",
            "modelA", "modelB", ${sum("fitting", choices)}
     FROM "fitting", "step" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    places,
  );
}

/** @param choice as votes have it. */
const countOf = (choice: string) => `count(*) FILTER (WHERE "choice" = '${choice}')::int`;
const countAll = ["a", "b", "tie", "both-bad"].map(countOf);

function readPatterns(session: SqlSession, places: Places): Promise<ChoicePattern[]> {
  return session.rows(
    `SELECT "counts", count(*)::int AS "battles" FROM (
       SELECT json_build_array(${countAll.join(", ")})::jsonb AS "counts"
       FROM "Battle" JOIN "Cell" ON "Cell"."id" = "Battle"."cellId" JOIN "Vote" ON "Vote"."battleId" = "Battle"."id"
       WHERE ${battleCounts} AND NOT "Vote"."aside" GROUP BY "Battle"."id"
     ) AS "counted" GROUP BY 1 ORDER BY 1`,
    places,
  );
}

function readCases(session: SqlSession, places: Places): Promise<JuryCase[]> {
  const [a, b, tie, bothBad] = countAll;
  return session.rows(
    `SELECT "Cell"."modelA", "Cell"."modelB",
            (SELECT json_build_object('a', ${a}, 'b', ${b}, 'tie', ${tie}, 'both-bad', ${bothBad})
             FROM "Vote" WHERE "battleId" = "Battle"."id" AND NOT "aside") AS "votes",
            (SELECT json_agg(json_build_object('juror', "juror", 'shown', "shown", 'choice', "choice")
                             ORDER BY "juror", "shown")
             FROM "JuryBallot" WHERE "battleId" = "Battle"."id") AS "ballots"
     FROM "Battle" JOIN "Cell" ON "Cell"."id" = "Battle"."cellId"
     WHERE ${battleCounts} AND EXISTS (SELECT FROM "JuryBallot" WHERE "battleId" = "Battle"."id") ORDER BY "Battle"."id"`,
    places,
  );
}

function readAnswers(session: SqlSession, places: Places): Promise<AnswerTimes[]> {
  const median = (column: string) => `(percentile_cont(0.5) WITHIN GROUP (ORDER BY "${column}"))::float8`;
  return session.rows(
    `SELECT "Model"."id" AS "model", "facts".* FROM "Model" CROSS JOIN LATERAL (
       SELECT count(*)::int AS "answers", ${median("firstTextMilliseconds")} AS "firstWord",
              ${median("totalMilliseconds")} AS "whole", avg("cost")::float8 AS "cost"
       FROM (
         SELECT "firstTextMilliseconds", "totalMilliseconds", "Attempt"."cost"
         FROM "Attempt" JOIN "Battle" ON "Battle"."id" = "Attempt"."battleId"
         JOIN "Cell" ON "Cell"."id" = "Battle"."cellId"
         WHERE "modelId" = "Model"."id" AND "text" IS NOT NULL AND ${battleCounts}
         ORDER BY "Attempt"."endedAt" DESC LIMIT ${answersSeen}
       ) AS "newest"
     ) AS "facts" WHERE "answers" > 0 ORDER BY 1`,
    places,
  );
}
