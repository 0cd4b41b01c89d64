/** What has been spent, and what is set aside. `core/costs` says what fits into a budget. */
import { type Account, type Budget, findFull, type Full, type Standing } from "../costs/budget.ts";
import type { Use } from "../costs/charging.ts";
import { type Call, type CostStore, type Entry, lostAfter, type SpendingReport } from "../costs/store.ts";
import type { Client, Database } from "./database.ts";
import { storableText, takeTurn } from "./writing.ts";

/** The columns of an account, as core calls them, in types that both engines read alike. */
const entryColumns = `"scope", "name", "period", "calls", "unknown", "inputTokens"::float AS "inputTokens",
  "outputTokens"::float AS "outputTokens", "spent"::float AS "spent"`;

const addUp = `ON CONFLICT ("scope", "name", "period") DO UPDATE SET
    "calls" = "Spending"."calls" + EXCLUDED."calls", "unknown" = "Spending"."unknown" + EXCLUDED."unknown",
    "inputTokens" = "Spending"."inputTokens" + EXCLUDED."inputTokens",
    "outputTokens" = "Spending"."outputTokens" + EXCLUDED."outputTokens",
    "spent" = "Spending"."spent" + EXCLUDED."spent"`;

/**
 * Adds calls to the sums of all their accounts, and tells those. Each call in `ended` has a cost of null where it is
 * unknown. The sums are locked in one order, so that no two statements wait for each other.
 */
const addEnded = `
  INSERT INTO "Spending" ("scope", "name", "period", "calls", "unknown", "inputTokens", "outputTokens", "spent")
  SELECT "of"."scope", "of"."name", "period", count(*), count(*) FILTER (WHERE "cost" IS NULL),
         sum(coalesce("inputTokens", 0)), sum(coalesce("outputTokens", 0)), sum(coalesce("cost", "most"))
  FROM "ended",
    LATERAL (VALUES ('installation', ''), ('endpoint', "endpoint"), ('model', "model"),
                    ('community', "community")) AS "of" ("scope", "name"),
    LATERAL (VALUES (to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD')), (to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM')))
      AS "periods" ("period")
  WHERE "of"."name" IS NOT NULL
  GROUP BY "of"."scope", "of"."name", "period" ORDER BY "of"."scope", "of"."name", "period"
  ${addUp}
  RETURNING ${entryColumns}`;

const settleOne = `
  WITH "gone" AS (DELETE FROM "Reservation" WHERE "id" = $1::jsonb->>'id' RETURNING "id", "community"),
  "ended" AS ( -- The community may go by another name since.
    SELECT "at", "endpoint", "model", coalesce("gone"."community", "given"."community") AS "community", "most", "cost",
           "inputTokens", "outputTokens"
    FROM jsonb_to_record($1::jsonb) AS "given" (
      "at" timestamptz, "endpoint" text, "model" text, "community" text, "most" numeric, "cost" numeric,
      "inputTokens" bigint, "outputTokens" bigint, "reserved" boolean) LEFT JOIN "gone" ON true
    WHERE NOT "reserved" OR "gone"."id" IS NOT NULL
  )${addEnded}`;

const settleLost = `
  WITH "ended" AS (
    DELETE FROM "Reservation" WHERE "at" < $1::timestamptz
    RETURNING "at", "endpoint", "model", "community", "most", NULL::numeric AS "cost",
              0::bigint AS "inputTokens", 0::bigint AS "outputTokens"
  )${addEnded}`;

const selectStandings = `
  SELECT "place"::int AS "place",
    coalesce((SELECT "spent" FROM "Spending" WHERE "Spending"."scope" = "wanted"."scope"
              AND "Spending"."name" = "wanted"."name" AND "Spending"."period" = "wanted"."period"), 0)::float AS "spent",
    coalesce((SELECT sum("most") FROM "Reservation"
              WHERE "at" >= "from" AND "at" < "until" AND "wanted"."name" = CASE "scope"
                WHEN 'endpoint' THEN "endpoint" WHEN 'community' THEN "community" ELSE '' END), 0)::float AS "reserved"
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
    "scope" text, "name" text, "period" text, "from" timestamptz, "until" timestamptz)
  ) WITH ORDINALITY AS "wanted" ("scope", "name", "period", "from", "until", "place")
  ORDER BY "place"`;

type StandingRow = Pick<Standing, "spent" | "reserved">;

function toStandings(budgets: readonly Budget[], rows: readonly StandingRow[]): Standing[] {
  return budgets.map((budget, index) => ({
    ...budget,
    spent: rows[index]?.spent ?? 0,
    reserved: rows[index]?.reserved ?? 0,
  }));
}

/** Whoever asks on the same budget waits, so that no two take what is left of it. */
async function reserve(client: Client, call: Call, budgets: readonly Budget[]): Promise<Full | null> {
  const turns = budgets.map(({ scope, name }) => `money ${scope} ${name}`);
  await takeTurn(client, ...[...new Set(turns)].toSorted());
  await client.$queryRawUnsafe(settleLost, new Date(call.at.getTime() - lostAfter).toISOString());
  const rows = await client.$queryRawUnsafe<StandingRow[]>(selectStandings, JSON.stringify(budgets));
  const full = findFull(toStandings(budgets, rows), call.most);
  if (!full) await client.reservation.create({ data: call });
  return full;
}

function fromCall({ id, ...call }: Call, use: Use, reserved: boolean): string {
  return JSON.stringify({ id, ...call, ...use, reserved });
}

async function claimTelling(client: Client, { scope, name, period }: Account, dollars: number): Promise<boolean> {
  const [claimed] = await client.$queryRaw<object[]>`
    INSERT INTO "Spending" ("scope", "name", "period", "calls", "unknown", "inputTokens", "outputTokens", "spent", "told")
    VALUES (${scope}, ${storableText(name)}, ${period}, 0, 0, 0, 0, 0, ${dollars}::float::numeric)
    ON CONFLICT ("scope", "name", "period") DO UPDATE SET "told" = EXCLUDED."told"
    WHERE "Spending"."told" < EXCLUDED."told" RETURNING "scope"`;
  return claimed !== undefined;
}

/** Of each scope so many accounts are told: those on which most was spent. */
const mostAccounts = 20;

const selectEntries = `
  SELECT ${entryColumns} FROM (
    SELECT *, row_number() OVER (PARTITION BY "scope" ORDER BY "spent" DESC, "name") AS "rank" FROM "Spending"
    WHERE "period" = $1
  ) AS "month" WHERE "rank" <= $3::int
  UNION ALL
  SELECT ${entryColumns} FROM "Spending"
  WHERE "scope" = 'installation' AND "period" >= $2 AND length("period") = 10
  ORDER BY "period", "scope", "spent" DESC, "name"`;

const mostPeople = 5;

const selectTokens = `
  WITH "used" AS (
    SELECT sum(coalesce("inputTokens", 0) + coalesce("outputTokens", 0))::float AS "tokens"
    FROM "Battle" JOIN "Attempt" ON "Attempt"."battleId" = "Battle"."id"
    WHERE to_char("createdAt" AT TIME ZONE 'UTC', 'YYYY-MM') = $1 AND "createdAt" >= ($1 || '-01')::timestamptz
    GROUP BY "asker" HAVING count("text") > 0
  )
  SELECT (SELECT count(*)::int FROM "used") AS "people",
         coalesce((SELECT json_agg("tokens" ORDER BY "tokens" DESC) FROM (
           SELECT "tokens" FROM "used" ORDER BY "tokens" DESC LIMIT $2::int) AS "first"), '[]') AS "most"`;

async function readReport({ readRows }: Database, month: string, since: string): Promise<SpendingReport> {
  const [entries, [reserved], [tokens]] = await Promise.all([
    readRows<Entry>(selectEntries, [month, since, String(mostAccounts)]),
    readRows<SpendingReport["reserved"]>(
      `SELECT count(*)::int AS "calls", coalesce(sum("most"), 0)::float AS "dollars" FROM "Reservation"`,
    ),
    readRows<SpendingReport["tokens"]>(selectTokens, [month, String(mostPeople)]),
  ]);
  return { entries, reserved: reserved ?? { calls: 0, dollars: 0 }, tokens: tokens ?? { people: 0, most: [] } };
}

/** The part of the store that knows what has been spent. @param board the same database, for what nobody waits for. */
export function createCostRecords(database: Database, board: Database): CostStore {
  return {
    reserve: (call, budgets) => database.transaction((client) => reserve(client, call, budgets)),
    settle: (...ended) => database.writeRows<Entry>(settleOne, [fromCall(...ended)]),
    standings: async (budgets) =>
      toStandings(budgets, await database.readRows<StandingRow>(selectStandings, [JSON.stringify(budgets)])),
    claimTelling: (...told) => database.write((client) => claimTelling(client, ...told)),
    report: (...wanted) => readReport(board, ...wanted),
  };
}

const moveSums = `
  WITH "moved" AS (DELETE FROM "Spending" WHERE "scope" = 'community' AND "name" = $1 RETURNING *)
  INSERT INTO "Spending"
    SELECT "scope", $2, "period", "calls", "unknown", "inputTokens", "outputTokens", "spent", "told" FROM "moved"
    ORDER BY "period"
  ${addUp}`;

/** What a community has spent becomes another one's. */
export async function moveSpending(client: Client, from: string, to: string): Promise<void> {
  await client.reservation.updateMany({ where: { community: from }, data: { community: to } });
  await client.$executeRawUnsafe(moveSums, from, to);
}
