/** Many votes in a database of its own, laid out in one of three ways. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { openStore, partitionRecord, systemClock } from "../../../core/index.ts";

/** How battles are called and tables divided. */
export type Layout = (typeof layouts)[number];

/** By chance, as before 2026-12; by day; by day, with a part for each month. */
export const layouts = ["chance", "day", "months"] as const;

/** Where votes are put, and looked at. */
export interface MonthsPlace {
  /** Casts vote number such and such on one of the newest battles. */
  vote(number: number): Promise<void>;
  /** Ends what was to be written. @returns where the log is. */
  beginLog(): Promise<string>;
  logBytesSince(place: string): Promise<number>;
  /** Of the part in which the newest votes are. */
  newestIndexBytes(): Promise<number>;
  /** Changes the newest battles' votes. @returns how many milliseconds a VACUUM of their part takes then. */
  vacuumAfterChanges(): Promise<number>;
  close(): Promise<void>;
}

const [votesPerBattle, openBattles, monthCount] = [10, 2_000, 24] as const;
const start = Date.UTC(2024, 11);
const monthOf = (number: number): Date => new Date(Date.UTC(2024, 11 + number));
const span = monthOf(monthCount).getTime() - start;

/** Battles evenly over two years; the newest are open. */
function makeBattles(battles: number, layout: Layout): string {
  const at = `timestamptz 'epoch' + interval '1 millisecond' * (${start} + ${span}::bigint * "n" / ${battles})`;
  const day = layout === "chance" ? "''" : `'~' || to_char((${at}) AT TIME ZONE 'UTC', 'YYYYMMDD')`;
  return `
    CREATE UNLOGGED TABLE "made" AS
    SELECT "n", ${at} AS "at", ${day} || substr(md5("n"::text), 1, 16) AS "id" FROM generate_series(0, ${battles - 1}) AS "n";
    CREATE INDEX ON "made" ("n");
    SET session_replication_role = replica;
    INSERT INTO "Battle" ("id", "status", "league", "platform", "community", "asker", "private", "task", "taskRule", "language",
                          "drawRule", "temperature", "maxTokens", "createdAt", "closesAt")
    SELECT "id", CASE WHEN "n" >= ${battles - openBattles} THEN 'open' ELSE 'closed' END, 'real', 'discord', 'community',
           md5(("n" % 100000)::text), false, 'code', '', 'en', '', 0, 0, "at", 'infinity' FROM "made";
    INSERT INTO "Vote" ("battleId", "voter", "platform", "choice", "firstChoice", "means", "firstMeans", "castAt", "changedAt",
                        "namesSeenBy")
    SELECT "id", md5(floor(random() * 1000000)::text) || '0000000000' || "k", 'discord', 'a', 'a', 'button', 'button', "at", "at", 0
    FROM "made", generate_series(1, ${votesPerBattle}) AS "k";
    INSERT INTO "Tally" ("battleId", "a") SELECT "id", ${votesPerBattle} FROM "made";
    SET session_replication_role = origin;`;
}

/** Where the server of a data folder listens: the fourth and fifth line of its own file. */
async function addressOf(directory: string): Promise<string> {
  const lines = (await readFile(join(directory, "database", "postmaster.pid"), "utf8")).split("\n");
  return `postgres://doubleblind@localhost:${lines[3]}/postgres?host=${encodeURIComponent(lines[4] ?? "")}&sslmode=disable`;
}

/** Fills an empty folder. */
export async function openMonths(directory: string, layout: Layout, votes: number): Promise<MonthsPlace> {
  const { store } = await openStore({ dataDirectory: directory, keyFingerprint: "bench" });
  const url = await addressOf(directory);
  if (layout === "months") {
    await partitionRecord({ url }, { ...systemClock, now: () => monthOf(-1) }, () => {});
    for (let month = 0; month < monthCount; month += 1) await store.keepMonths(monthOf(month));
  }
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on("error", () => {});
  const battles = Math.ceil(votes / votesPerBattle);
  await pool.query(makeBattles(battles, layout));
  await pool.query("VACUUM (ANALYZE, FREEZE)");
  const part = layout === "months" ? `"Vote_202611"` : `"Vote"`;
  return {
    ...castingOn(pool, battles),
    ...lookingAt(pool, part, battles),
    close: () => pool.end().then(() => store.close()),
  };
}

function castingOn(pool: pg.Pool, battles: number): Pick<MonthsPlace, "vote"> {
  const statement = `
    SELECT "cast_votes"(jsonb_build_array(jsonb_build_array(jsonb_build_object('battle', "id", 'voter', md5($1::text) || '00000000000',
      'community', 'community', 'platform', 'discord', 'choice', 'a', 'means', 'button', 'seen', false, 'at', now()))))
    FROM "made" WHERE "n" = $2::int`;
  return {
    async vote(number) {
      const battle = battles - 1 - ((number * 37) % openBattles);
      // Spread like the pseudonyms of people: a million of them.
      await pool.query(statement, [`v${(number * 7_919) % 1_000_000}`, battle]);
    },
  };
}

function lookingAt(
  pool: pg.Pool,
  part: string,
  battles: number,
): Pick<MonthsPlace, "beginLog" | "logBytesSince" | "newestIndexBytes" | "vacuumAfterChanges"> {
  const value = async (statement: string, parameters: readonly unknown[] = []): Promise<unknown> =>
    (await pool.query<{ value: unknown }>(statement, [...parameters])).rows[0]?.value;
  return {
    async beginLog() {
      await pool.query("CHECKPOINT");
      return String(await value("SELECT pg_current_wal_lsn()::text AS value"));
    },
    logBytesSince: async (place) => Number(await value("SELECT pg_current_wal_lsn() - $1::pg_lsn AS value", [place])),
    newestIndexBytes: async () => Number(await value("SELECT pg_indexes_size($1::regclass) AS value", [part])),
    async vacuumAfterChanges() {
      await pool.query(`VACUUM ${part}`);
      await pool.query(
        `UPDATE "Vote" SET "lockedAt" = now() WHERE "battleId" IN (SELECT "id" FROM "made" WHERE "n" >= $1)`,
        [battles - openBattles],
      );
      const began = performance.now();
      await pool.query(`VACUUM ${part}`);
      return performance.now() - began;
    },
  };
}
