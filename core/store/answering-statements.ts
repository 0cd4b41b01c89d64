/**
 * What the process that answers a battle writes: each by one statement, which only checks that the battle is still held.
 * Whatever else the battle is, its holder knows, for nobody else changes it meanwhile.
 */
import { type Attempt, type Battle, lastTurn } from "../battle/battle.ts";
import type { AttemptKey, Held, Opening } from "../battle/lease.ts";
import type { AnsweringStore, BattleHere } from "../battle/store.ts";
import { changingColumns, fromAttempt, fromEnding, keptEnding } from "./battle-rows.ts";
import { toDecided } from "./community-records.ts";
import type { Database } from "./database.ts";
import type { AskingRules, Community } from "./generated/client.ts";
import { columnNames, rowsGiven } from "./writing.ts";

type Writing = Pick<Database, "writeRows" | "texts">;

/** Whether the battle is held by the process that says so, in SQL: `$1` is the battle, `$2` the process. Says the same as `isHeldBy`. */
const isHeld = `"id" = $1 AND "status" = 'answering' AND "leaseHolder" = $2`;

/** Locks a battle that is held. */
const lockHeld = `"held" AS MATERIALIZED (SELECT "id" FROM "Battle" WHERE ${isHeld} FOR UPDATE)`;

/** Whether there is such a battle, held or not, and such an attempt. */
type Found = { battle: boolean; attempt: boolean };

/** Compares keys: `key` is the row that was given. */
const sameAttempt = `"Attempt"."battleId" = "key"."battleId" AND "Attempt"."turn" = "key"."turn"
      AND "Attempt"."side" = "key"."side" AND "Attempt"."number" = "key"."number"`;

/** Writes an ending, given together with the attempt's key, unless the attempt has ended before. */
function endAttempt(ending: object, given: number): string {
  const columns = Object.keys(ending).map((name) => `"${name}" = "key"."${name}"`);
  return `"ended" AS (
      UPDATE "Attempt" SET ${columns.join(", ")} FROM "held", ${rowsGiven("Attempt", given)} AS "key"
      WHERE ${sameAttempt} AND "Attempt"."endedAt" IS NULL
    )`;
}

function insertAttempt(row: object, given: number): string {
  return `"next" AS (
      INSERT INTO "Attempt" (${columnNames(row)}) SELECT ${columnNames(row)} FROM ${rowsGiven("Attempt", given)}, "held"
    )`;
}

/** Adds an attempt. @throws {Error} where there is no such battle. */
export async function addAttempt({ writeRows, texts }: Writing, held: Held, attempt: Attempt): Promise<void> {
  const row = fromAttempt(held.battle, attempt, texts);
  const statement = `
    WITH ${lockHeld}, ${insertAttempt(row, 3)}
    SELECT EXISTS (SELECT FROM "Battle" WHERE "id" = $1) AS "battle", true AS "attempt"`;
  const [found] = await writeRows<Found>(statement, [held.battle, held.holder, JSON.stringify([row])]);
  checkFound(found, held, attempt);
}

/** Ends an attempt that has not ended, and adds the one that takes its place, if any. @throws {Error} where there is no such one. */
export async function finishAttempt(
  { writeRows, texts }: Writing,
  ...[held, key, ending, endedAt, next]: Parameters<AnsweringStore["finishAttempt"]>
): Promise<void> {
  const columns = { ...fromEnding(held.battle, key, ending, texts), endedAt };
  const nextRow = next && fromAttempt(held.battle, next, texts);
  const statement = `
    WITH ${lockHeld}, ${endAttempt(columns, 3)}${nextRow ? `, ${insertAttempt(nextRow, 4)}` : ""}
    SELECT EXISTS (SELECT FROM "Battle" WHERE "id" = $1) AS "battle",
           EXISTS (SELECT FROM "Attempt", ${rowsGiven("Attempt", 3)} AS "key" WHERE ${sameAttempt}) AS "attempt"`;
  const ended = JSON.stringify([{ ...keyColumns(held.battle, key), ...columns }]);
  const given = [held.battle, held.holder, ended, ...(nextRow ? [JSON.stringify([nextRow])] : [])];
  const [found] = await writeRows<Found>(statement, given);
  checkFound(found, held, key);
}

function checkFound(found: Found | undefined, { battle }: Held, { turn, side, number }: AttemptKey): void {
  if (!found?.battle) throw new Error(`There is no battle ${battle}.`);
  if (!found.attempt) throw new Error(`Battle ${battle} has no attempt ${number} on side ${side} in turn ${turn}.`);
}

/** What the row of a battle has that is not its holder's: its posts, and where it belongs. */
type Settled = { delivery: string | null; community: string; own: Community | null; asking: AskingRules | null };

/**
 * Writes what the answering of a battle's last turn came to. @returns what is to be shown; undefined, changing nothing, when
 * the battle is not held by the holder of the lease that it had.
 */
export async function settleTurn(
  { writeRows, texts }: Writing,
  { id, lease }: Battle,
  after: Battle,
  last: Opening["last"],
): Promise<BattleHere | undefined> {
  if (!lease) return undefined;
  const changed = changingColumns(after);
  const ending = last && { ...fromEnding(id, last.attempt, last.answer, texts), endedAt: last.at };
  const statement = `
    WITH "held" AS (
      UPDATE "Battle" SET (${columnNames(changed)}) = (SELECT ${columnNames(changed)} FROM ${rowsGiven("Battle", 3)})
      WHERE ${isHeld} RETURNING "id", "delivery", "community"
    ), "turn" AS (
      UPDATE "Turn" SET "openedAt" = "is"."openedAt", "failedAt" = "is"."failedAt"
      FROM "held", ${rowsGiven("Turn", 4)} AS "is" WHERE "Turn"."battleId" = "held"."id" AND "Turn"."number" = "is"."number"
    )${ending ? `, ${endAttempt(ending, 5)}` : ""}
    SELECT "delivery", "community",
           (SELECT to_json("Community") FROM "Community" WHERE "Community"."id" = "held"."community") AS "own",
           (SELECT to_json("AskingRules") FROM "AskingRules" WHERE "AskingRules"."id" = "held"."community") AS "asking"
    FROM "held"`;
  const { number, openedAt, failedAt } = lastTurn(after);
  const turn = [{ number, openedAt, failedAt }];
  const ended = last && ending && [{ ...keyColumns(id, last.attempt), ...ending }];
  const given = [[changed], turn, ...(ended ? [ended] : [])].map((one) => JSON.stringify(one));
  const [settled] = await writeRows<Settled>(statement, [id, lease.holder, ...given]);
  return settled && toStanding(after, settled);
}

function keyColumns(battleId: string, { turn, side, number }: AttemptKey) {
  return { battleId, turn, side, number };
}

/** The battle as its holder knows it and as the database has kept it, with what is not the holder's. */
function toStanding(battle: Battle, { delivery, community, own, asking }: Settled): BattleHere {
  const attempts = battle.attempts.map((attempt) =>
    attempt.ending === null ? attempt : { ...attempt, ending: keptEnding(attempt.ending) },
  );
  return { battle: { ...battle, delivery, community, attempts }, here: toDecided(own, asking) };
}

/** Moves the end of a lease. @returns false, changing nothing, when the battle is not held. */
export async function extendLease({ writeRows }: Writing, { battle, holder }: Held, until: Date): Promise<boolean> {
  const statement = `UPDATE "Battle" SET "leaseUntil" = $3::timestamptz WHERE ${isHeld} RETURNING "id"`;
  return (await writeRows(statement, [battle, holder, until.toISOString()])).length > 0;
}
