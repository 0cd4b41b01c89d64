/**
 * A battle begins, or another turn of one: each by one statement, which counts what has been asked and writes only below
 * the limits. Where limits count what others may add to, it stands in a transaction that waits for them first, so that it
 * reads what they have committed. What it counted comes back, and `core/battle/asking-rules.ts` says what that means.
 */
import {
  type AskedSoFar,
  type AskingLimits,
  type BattleLimit,
  type CountedFor,
  type CreateOutcome,
  type FollowUp,
  followedUp,
  mayBegin,
} from "../battle/asking-rules.ts";
import type { NewBattle } from "../battle/battle.ts";
import type { FollowedUp } from "../battle/store.ts";
import { fromAttempt, fromLease, fromNewBattle, fromTurn } from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";
import { fromStanding, type Standing } from "./standing.ts";
import { columnNames, rowsGiven, takeTurn } from "./writing.ts";

type Writing = Pick<Database, "writeRows" | "transaction" | "texts">;

/** Whether a limit leaves room, in SQL; `$1` is what `asked_so_far` was given. Says the same as `mayBegin`. */
const belowLimits = `NOT "byEvent" AND "unanswered" < ($1::jsonb->>'questionsAtOnce')::int`;

/** Whose questions each limit counts; `community` is an expression. */
const countedFor: Record<CountedFor, (community: string) => string> = {
  person: () => `"asker" = $1::jsonb->>'asker'`,
  community: (community) => `"community" = ${community}`,
  installation: () => "TRUE",
};

/**
 * How many questions were asked within each limit, in SQL, and the oldest of them, as JSON. A battle takes follow-ups for a few
 * days at most, so that those of older battles need not be looked at.
 */
function countBegun(limits: readonly BattleLimit[], community: string): string {
  const counts = limits.map(({ of }, index) => {
    const limit = `($1::jsonb->'battles'->${index})`;
    const [from, until] = [`(${limit}->>'from')::timestamptz`, `(${limit}->>'until')::timestamptz`];
    const own = countedFor[of](community);
    const newest = `ORDER BY "at" DESC LIMIT (${limit}->>'most')::int`;
    return `(SELECT json_build_object('count', count(*), 'oldest', min("at")) FROM (
        SELECT "at" FROM (
          (SELECT "createdAt" AS "at" FROM "Battle" WHERE ${own} AND "createdAt" >= ${from} AND "createdAt" < ${until}
           ${newest})
          UNION ALL
          (SELECT "askedAt" AS "at" FROM "Battle" JOIN "Turn" ON "battleId" = "Battle"."id" AND "number" > 1
           WHERE ${own} AND "createdAt" >= ${from} - interval '7 days' AND "createdAt" < ${until}
             AND "askedAt" >= ${from} AND "askedAt" < ${until} ${newest})
        ) AS "asked" ${newest}) AS "counted")`;
  });
  return `json_build_array(${counts.join(", ")})`;
}

/** What is waited for where limits are counted, in the order that `asked_so_far` keeps to as well. */
function turnsOf(
  { event, asker, battles }: { event: string | null; asker: string; battles: readonly BattleLimit[] },
  community: string,
): string[] {
  const names = { person: [], community: [`budget ${community}`], installation: ["budget of all"] };
  const budgets = new Set(battles.flatMap(({ of }) => names[of]));
  return [...(event === null ? [] : [`event ${event}`]), `asker ${asker}`, ...[...budgets].toSorted()];
}

/** Whether none of the limits is reached, as they have been counted in `begun`. */
const belowBattles = `NOT EXISTS (
        SELECT FROM json_array_elements("begun") WITH ORDINALITY AS "of" ("counted", "place")
        WHERE ("counted"->>'count')::int >= ($1::jsonb->'battles'->("place"::int - 1)->>'most')::int)`;

/** Inserts turns and attempts, given as `$3` and `$4`, for what the statement has in `held`. */
function insertParts(turn: object, attempt: object): string {
  return `"turns" AS (
      INSERT INTO "Turn" (${columnNames(turn)}) SELECT ${columnNames(turn)} FROM ${rowsGiven("Turn", 3)}, "held"
    ), "attempts" AS (
      INSERT INTO "Attempt" (${columnNames(attempt)})
      SELECT ${columnNames(attempt)} FROM ${rowsGiven("Attempt", 4)}, "held"
    )`;
}

/** Inserts by what the question is known again, given as `$5`. */
const insertSketch = `"sketches" AS (
      INSERT INTO "QuestionSketch" ("battleId", "bands", "least")
      SELECT "id", "bands", "least" FROM ${rowsGiven("QuestionSketch", 5)}, "held"
    )`;

/** Inserts pictures, given as `$6`. */
const insertPictures = `"pictures" AS (
      INSERT INTO "Picture" ("battleId", "number", "mediaType", "bytes")
      SELECT "held"."id", "place" - 1, "picture"->>'mediaType', decode("picture"->>'bytes', 'base64')
      FROM "held", json_array_elements($6::json) WITH ORDINALITY AS "given" ("picture", "place")
    )`;

type Created = Omit<AskedSoFar, "begun"> & { begun: { count: number; oldest: string | null }[]; written: boolean };

/** Saves a battle with its turns, attempts and pictures, unless a limit is reached or its event has asked before. */
export async function createBattle(database: Writing, battle: NewBattle, limits: AskingLimits): Promise<CreateOutcome> {
  const { texts } = database;
  const { id, asker, community, turns, attempts, sketch, pictures = [] } = battle;
  const asking = { event: turns.at(-1)?.event ?? null, asker, community, ...limits };
  const row = fromNewBattle(battle);
  const turnRows = turns.map((turn) => fromTurn(id, turn, texts));
  const attemptRows = attempts.map((attempt) => fromAttempt(id, attempt, texts));
  const pictureRows = pictures.map(({ mediaType, bytes }) => ({ mediaType, bytes: toBase64(bytes) }));
  const hasPictures = pictures.length > 0;
  const statement = `
    WITH "asked" AS MATERIALIZED (
      SELECT "byEvent", "unanswered", ${countBegun(limits.battles, "$1::jsonb->>'community'")} AS "begun"
      FROM asked_so_far($1::jsonb - 'battles')
    ), "held" AS (
      INSERT INTO "Battle" (${columnNames(row)})
      SELECT ${columnNames(row)} FROM ${rowsGiven("Battle", 2)}, "asked" WHERE ${belowLimits}
      AND ${belowBattles} RETURNING "id"
    ), ${insertParts(turnRows[0] ?? {}, attemptRows[0] ?? {})}, ${insertSketch}${hasPictures ? `, ${insertPictures}` : ""}
    SELECT "asked".*, EXISTS (SELECT FROM "held") AS "written" FROM "asked"`;
  const given = [asking, [row], turnRows, attemptRows, sketch ? [sketch] : [], ...(hasPictures ? [pictureRows] : [])];
  const wait = (client: Client) => takeTurn(client, ...turnsOf(asking, community));
  const [created] = await writeInTurn<Created>(database, limits, wait, statement, toJson(given));
  const outcome = created && mayBegin({ ...created, begun: created.begun.map(readBegun) }, limits);
  if (!outcome || created.written !== (outcome === "created")) throw disagreement(id);
  return outcome;
}

function readBegun({ count, oldest }: Created["begun"][number]): AskedSoFar["begun"][number] {
  return { count, oldest: oldest === null ? null : new Date(oldest) };
}

/** Where no limit counts what others may add to, nobody has to be waited for. */
async function writeInTurn<Row>(
  { writeRows, transaction }: Writing,
  { battles }: Pick<AskingLimits, "battles">,
  wait: (client: Client) => Promise<void>,
  statement: string,
  given: readonly string[],
): Promise<Row[]> {
  if (battles.length === 0) return writeRows<Row>(statement, [...given]);
  return transaction(async (client) => {
    await wait(client);
    return client.$queryRawUnsafe<Row[]>(statement, ...given);
  });
}

type Followed = Created & { told: Standing };

/** Whether the battle as it was told takes another turn, in SQL; `$2` is the follow-up. Says the same as `followedUp`. */
const takesTurn = `"told"->'battle'->>'asker' = $2::jsonb->>'asker' AND "told"->'battle'->>'status' = 'open'
      AND "told"->'battle'->>'firstVoteAt' IS NULL
      AND (SELECT count("turn"->>'openedAt') < ($2::jsonb->>'turnsPerBattle')::int
                  AND max(("turn"->>'number')::int) < ($2::jsonb->>'number')::int
           FROM json_array_elements("told"->'turns') AS "turn")`;

function followUpStatement(battles: readonly BattleLimit[], turn: object, attempt: object): string {
  return `
    WITH "locked" AS MATERIALIZED (
      SELECT "id", "community" FROM "Battle" WHERE "id" = $2::jsonb->>'battle' FOR UPDATE
    ), "asked" AS MATERIALIZED ( -- What is counted names the locked row, so that it is counted after the lock.
      SELECT "locked"."id", battle_standing("locked"."id") AS "told", "so far"."byEvent", "so far"."unanswered",
             ${countBegun(battles, `"locked"."community"`)} AS "begun"
      FROM "locked", LATERAL asked_so_far(
        ($1::jsonb - 'battles') || jsonb_build_object('battle', "locked"."id")) AS "so far"
    ), "held" AS (
      UPDATE "Battle" SET "status" = 'answering', "leaseHolder" = $2::jsonb->>'leaseHolder',
             "leaseUntil" = ($2::jsonb->>'leaseUntil')::timestamptz
      FROM "asked" WHERE "Battle"."id" = "asked"."id" AND ${belowLimits} AND ${takesTurn}
      AND ${belowBattles} RETURNING "Battle"."id"
    ), ${insertParts(turn, attempt)}
    SELECT "told", "byEvent", "unanswered", "begun", EXISTS (SELECT FROM "held") AS "written" FROM "asked"`;
}

/** The battle first, as whoever changes it holds it before anything else. */
async function waitForBattle(client: Client, id: string, asking: Parameters<typeof turnsOf>[0]): Promise<void> {
  const [held] = await client.$queryRaw<{ community: string }[]>`
    SELECT "community" FROM "Battle" WHERE "id" = ${id} FOR UPDATE`;
  if (held) await takeTurn(client, ...turnsOf(asking, held.community));
}

/**
 * Adds a turn with its attempts to an open battle, unless a limit is reached. The battle is told as it stands once nobody
 * else can change it.
 */
export async function beginFollowUp(database: Writing, followUp: FollowUp): Promise<FollowedUp> {
  const { texts } = database;
  const { battle: id, asker, turn, attempts, lease, limits } = followUp;
  const { questionsAtOnce, battles } = limits;
  const asking = { event: turn.event ?? null, asker, questionsAtOnce, battles };
  const following = {
    battle: id,
    asker,
    number: turn.number,
    turnsPerBattle: limits.turnsPerBattle,
    ...fromLease(lease),
  };
  const turnRow = fromTurn(id, turn, texts);
  const attemptRows = attempts.map((attempt) => fromAttempt(id, attempt, texts));
  const given = toJson([asking, following, [turnRow], attemptRows]);
  const statement = followUpStatement(battles, turnRow, attemptRows[0] ?? {});
  const wait = (client: Client) => waitForBattle(client, id, asking);
  const [followed] = await writeInTurn<Followed>(database, limits, wait, statement, given);
  if (!followed) return { outcome: "unknown-battle" };
  const { battle, ...standing } = fromStanding(followed.told, texts);
  const followedBy = followedUp(battle, followUp, { ...followed, begun: followed.begun.map(readBegun) });
  if (followed.written !== (followedBy.outcome === "begun")) throw disagreement(id);
  if (followedBy.outcome !== "begun") return followedBy;
  return { ...followedBy, ...standing, hasPictures: followed.told.hasPictures };
}

function toJson(given: readonly object[]): string[] {
  return given.map((one) => JSON.stringify(one));
}

function toBase64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

function disagreement(battle: string): Error {
  return new Error(`The database and the rules of asking disagree about battle ${battle}.`);
}
