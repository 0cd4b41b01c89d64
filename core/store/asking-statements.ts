/**
 * A battle begins, or another turn of one: each by one statement, which counts what has been asked and writes only below
 * the limits. What it counted comes back, and `core/battle/asking-rules.ts` says what that means.
 */
import {
  type AskedSoFar,
  type AskingLimits,
  type CreateOutcome,
  type FollowUp,
  followedUp,
  mayBegin,
} from "../battle/asking-rules.ts";
import type { NewBattle } from "../battle/battle.ts";
import type { FollowedUp } from "../battle/store.ts";
import { fromAttempt, fromLease, fromNewBattle, fromTurn } from "./battle-rows.ts";
import type { Database } from "./database.ts";
import { fromStanding, type Standing } from "./standing.ts";
import { columnNames, rowsGiven } from "./writing.ts";

type Writing = Pick<Database, "writeRows" | "texts">;

/** Whether a limit leaves room, in SQL; `$1` is what `asked_so_far` was given. Says the same as `mayBegin`. */
const belowLimits = `NOT "byEvent" AND "unanswered" < ($1::jsonb->>'questionsAtOnce')::int`;

/** The same for limits of battles, as `battles_begun` has counted for them. */
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
export async function createBattle(
  { writeRows, texts }: Writing,
  battle: NewBattle,
  limits: AskingLimits,
): Promise<CreateOutcome> {
  const { id, asker, community, turns, attempts, sketch, pictures = [] } = battle;
  const asking = { event: turns.at(-1)?.event ?? null, asker, community, ...limits };
  const row = fromNewBattle(battle);
  const turnRows = turns.map((turn) => fromTurn(id, turn, texts));
  const attemptRows = attempts.map((attempt) => fromAttempt(id, attempt, texts));
  const pictureRows = pictures.map(({ mediaType, bytes }) => ({ mediaType, bytes: toBase64(bytes) }));
  const hasPictures = pictures.length > 0;
  const statement = `
    WITH "asked" AS MATERIALIZED ( -- What is counted last names what was locked first, so that it is counted after that.
      SELECT "byEvent", "unanswered", battles_begun($1::jsonb || jsonb_build_object('after', "byEvent")) AS "begun"
      FROM asked_so_far($1::jsonb - 'battles')
    ), "held" AS (
      INSERT INTO "Battle" (${columnNames(row)})
      SELECT ${columnNames(row)} FROM ${rowsGiven("Battle", 2)}, "asked" WHERE ${belowLimits}
      AND ${belowBattles} RETURNING "id"
    ), ${insertParts(turnRows[0] ?? {}, attemptRows[0] ?? {})}, ${insertSketch}${hasPictures ? `, ${insertPictures}` : ""}
    SELECT "asked".*, EXISTS (SELECT FROM "held") AS "written" FROM "asked"`;
  const given = [asking, [row], turnRows, attemptRows, sketch ? [sketch] : [], ...(hasPictures ? [pictureRows] : [])];
  const [created] = await writeRows<Created>(statement, toJson(given));
  const outcome = created && mayBegin({ ...created, begun: created.begun.map(readBegun) }, limits);
  if (!outcome || created.written !== (outcome === "created")) throw disagreement(id);
  return outcome;
}

function readBegun({ count, oldest }: Created["begun"][number]): AskedSoFar["begun"][number] {
  return { count, oldest: oldest === null ? null : new Date(oldest) };
}

type Followed = Omit<AskedSoFar, "begun"> & { told: Standing; written: boolean };

/** Whether the battle as it was told takes another turn, in SQL; `$2` is the follow-up. Says the same as `followedUp`. */
const takesTurn = `"told"->'battle'->>'asker' = $2::jsonb->>'asker' AND "told"->'battle'->>'status' = 'open'
      AND "told"->'battle'->>'firstVoteAt' IS NULL
      AND (SELECT count("turn"->>'openedAt') < ($2::jsonb->>'turnsPerBattle')::int
                  AND max(("turn"->>'number')::int) < ($2::jsonb->>'number')::int
           FROM json_array_elements("told"->'turns') AS "turn")`;

/**
 * Adds a turn with its attempts to an open battle, unless a limit is reached. The battle is told as it stands once nobody
 * else can change it.
 */
export async function beginFollowUp({ writeRows, texts }: Writing, followUp: FollowUp): Promise<FollowedUp> {
  const { battle: id, asker, turn, attempts, lease, limits } = followUp;
  const asking = { event: turn.event ?? null, asker, questionsAtOnce: limits.questionsAtOnce };
  const following = {
    battle: id,
    asker,
    number: turn.number,
    turnsPerBattle: limits.turnsPerBattle,
    ...fromLease(lease),
  };
  const turnRow = fromTurn(id, turn, texts);
  const attemptRows = attempts.map((attempt) => fromAttempt(id, attempt, texts));
  const statement = `
    WITH "locked" AS MATERIALIZED (
      SELECT "id" FROM "Battle" WHERE "id" = $2::jsonb->>'battle' FOR UPDATE
    ), "asked" AS MATERIALIZED ( -- What is counted names the locked row, so that it is counted after the lock.
      SELECT "locked"."id", battle_standing("locked"."id") AS "told", "so far".*
      FROM "locked", LATERAL asked_so_far($1::jsonb || jsonb_build_object('battle', "locked"."id")) AS "so far"
    ), "held" AS (
      UPDATE "Battle" SET "status" = 'answering', "leaseHolder" = $2::jsonb->>'leaseHolder',
             "leaseUntil" = ($2::jsonb->>'leaseUntil')::timestamptz
      FROM "asked" WHERE "Battle"."id" = "asked"."id" AND ${belowLimits} AND ${takesTurn} RETURNING "Battle"."id"
    ), ${insertParts(turnRow, attemptRows[0] ?? {})}
    SELECT "told", "byEvent", "unanswered", EXISTS (SELECT FROM "held") AS "written" FROM "asked"`;
  const [followed] = await writeRows<Followed>(statement, toJson([asking, following, [turnRow], attemptRows]));
  if (!followed) return { outcome: "unknown-battle" };
  const { battle, ...standing } = fromStanding(followed.told, texts);
  const followedBy = followedUp(battle, followUp, { ...followed, begun: [] });
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
