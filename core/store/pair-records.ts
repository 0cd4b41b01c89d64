/** Several questions to the same two, each a battle of its own: how they are found, and how another joins them. */
import { type JoinOutcome, mayJoinPair, type Paired } from "../battle/asking-rules.ts";
import type { PairStore } from "../battle/store.ts";
import type { Database } from "./database.ts";
import { fromStanding, type Standing } from "./standing.ts";

type Member = { told: Standing };

function toPaired({ told }: Member, texts: Database["texts"]): Paired {
  return { battle: fromStanding(told, texts).battle, namesSeenBy: told.tally?.locked ?? 0 };
}

/** Reads a battle with all of its pair. */
async function readPair({ readRows, texts }: Pick<Database, "readRows" | "texts">, id: string): Promise<Paired[]> {
  const statement = `
    SELECT battle_standing("id") AS "told" FROM "Battle"
    WHERE "id" = $1 OR "pair" = (SELECT "pair" FROM "Battle" WHERE "id" = $1) ORDER BY "createdAt", "id"`;
  return (await readRows<Member>(statement, [id])).map((row) => toPaired(row, texts));
}

/** Lets `$1` join the pair of `$2`, up to `$3` battles, which stay open until `$4`. Says the same as `mayJoinPair`. */
const join = `
    WITH "pair" AS MATERIALIZED (
      SELECT COALESCE("pair", "id") AS "of" FROM "Battle" WHERE "id" = $2
    ), "locked" AS MATERIALIZED (
      SELECT "id" FROM "Battle" WHERE "id" = $2 OR "pair" = (SELECT "of" FROM "pair") ORDER BY "id" FOR UPDATE
    ), "members" AS MATERIALIZED (
      SELECT "id", battle_standing("id") AS "told" FROM "locked" WHERE "id" <> $1
    ), "joining" AS MATERIALIZED (
      SELECT COALESCE(bool_or("id" = $2 AND "told"->'battle'->>'status' = 'open'), FALSE)
         AND NOT bool_or("told"->'battle'->>'status' IN ('answering', 'closed'))
         AND NOT bool_or(COALESCE(("told"->'tally'->>'locked')::int, 0) > 0)
         AND count(*) < $3::int AS "may"
      FROM "members"
    ), "joined" AS (
      UPDATE "Battle" SET "pair" = (SELECT "of" FROM "pair"), "closeAtVotes" = NULL,
             "closesAt" = GREATEST("closesAt", $4::timestamptz)
      FROM "members", "joining"
      WHERE "Battle"."id" = "members"."id" AND "may" AND "told"->'battle'->>'status' = 'open'
    )
    SELECT "told", "may" AS "written" FROM "members", "joining"`;

/** Joins a battle to the pair of another; each is told as it stands once nobody else can change it. */
async function joinPair(
  { writeRows, texts }: Pick<Database, "writeRows" | "texts">,
  ...[id, before, { most, until }]: Parameters<PairStore["joinPair"]>
): Promise<JoinOutcome> {
  const rows = await writeRows<Member & { written: boolean }>(join, [id, before, String(most), until.toISOString()]);
  const outcome = mayJoinPair(
    before,
    rows.map((row) => toPaired(row, texts)),
    { most },
  );
  if (rows.some(({ written }) => written !== (outcome === "joined")))
    throw new Error(`The database and the rules of pairs disagree about battle ${before}.`);
  return outcome;
}

/** The part of the store that keeps which battles are about the same two. */
export function createPairRecords(database: Database): PairStore {
  return {
    pairOf: (id) => readPair(database, id),
    joinPair: (...joining) => joinPair(database, ...joining),
  };
}
