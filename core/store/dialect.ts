/**
 * What servers that speak PostgreSQL's language do otherwise than PostgreSQL: which of them this is, and the statements that not all
 * of them take alike. Nothing else in this room depends on whose server it is.
 *
 * No switch helps where a server lacks what the record itself needs: functions in PL/pgSQL, statements that write in several of
 * their WITH parts, `jsonb_populate_recordset`, an index on the numbers of a list, and locks that are let go with their
 * transaction (`pg_advisory_xact_lock`, which functions of the record call as well). Such a server is refused as it is opened.
 */
import type { Unfit } from "../machine/store-refusal.ts";
import { Prisma } from "./generated/client.ts";

/** How a server is spoken to. */
export type Dialect = {
  /** Whose it is, as pg-boss calls them. */
  readonly backend: "postgres" | "yugabytedb" | "citus";
  /**
   * Whether it tells those who listen. Where it does not, whoever waits for others has to look now and then; so does everybody
   * else, for a pooler that gives out connections by the transaction passes nothing on, and nothing tells that it is there.
   */
  readonly tells: boolean;
};

/** PostgreSQL itself. */
export const plainPostgres: Dialect = { backend: "postgres", tells: true };

/** The oldest PostgreSQL that has all our SQL uses (`gen_random_uuid`). */
const oldestPostgres = 13;

/** The oldest series of YugabyteDB that has locks of a transaction without being asked to: that of 2025.1. */
const oldestYugabyte = 2025;

/** What a server says of itself. */
export type Introduction = {
  /** As `version()` gives it. */
  version: string;
  /** The version of the extension Citus, where it is there. */
  citus?: string | null;
  /** Whether it has PL/pgSQL. */
  functions?: boolean;
  /** How much a transaction sees of what others commit meanwhile. */
  isolation?: string;
  /** YugabyteDB's settings, on YugabyteDB. */
  yugabyteIsolation?: string | null;
  wholeChanges?: string | null;
  tells?: string | null;
};

/** Asks a server who it is. All answers are texts or null but `functions`. */
export const introduceYourself = `
  SELECT version() AS "version", (SELECT "extversion" FROM pg_extension WHERE "extname" = 'citus') AS "citus",
         EXISTS (SELECT FROM pg_language WHERE "lanname" = 'plpgsql') AS "functions",
         current_setting('transaction_isolation', true) AS "isolation",
         current_setting('yb_effective_transaction_isolation_level', true) AS "yugabyteIsolation",
         current_setting('yb_ddl_transaction_block_enabled', true) AS "wholeChanges",
         current_setting('yb_enable_listen_notify', true) AS "tells"`;

/** Asks one that does not understand {@link introduceYourself}. */
export const nameYourself = `SELECT version() AS "version"`;

/** A server that can hold the record, and what to call it; or why it cannot. */
export type Recognised = { dialect: Dialect; name: string } | { unfit: Unfit };

/** Judges what a server says of itself. What it does not say it does not have. */
export function recognise(told: Introduction): Recognised {
  const [, major] = /^PostgreSQL (\d+)/u.exec(told.version) ?? [];
  // Whatever else it calls itself; enough to be known by.
  const [program = "?"] = /^[^ (,]{1,40}/u.exec(told.version) ?? [];
  const oldest = oldestPostgres;
  if (major === undefined) return { unfit: { why: "other-program", program, oldest } };
  const [, yugabyte] = /-YB-([\d.]+\d)/u.exec(told.version) ?? [];
  if (yugabyte !== undefined) return recogniseYugabyte(yugabyte, told);
  const { functions, isolation = "?" } = told;
  if (Number(major) < oldest) return { unfit: { why: "too-old", version: major, oldest } };
  if (!functions) return { unfit: { why: "no-functions", oldest } };
  if (isolation !== "read committed") return { unfit: { why: "isolation", isolation } };
  if (!told.citus) return { dialect: plainPostgres, name: "PostgreSQL" };
  return { dialect: { backend: "citus", tells: true }, name: `PostgreSQL with Citus ${told.citus}` };
}

function recogniseYugabyte(version: string, told: Introduction): Recognised {
  if (Number.parseInt(version, 10) < oldestYugabyte) return { unfit: { why: "yugabyte-too-old", version } };
  const isolation = told.yugabyteIsolation ?? "?";
  if (isolation !== "read committed") return { unfit: { why: "yugabyte-isolation", isolation } };
  if (told.wholeChanges !== "on") return { unfit: { why: "yugabyte-changes" } };
  return { dialect: { backend: "yugabytedb", tells: told.tells === "on" }, name: `YugabyteDB ${version}` };
}

/**
 * For a new connection. Prisma writes times without an offset: they mean what they say only where the session's zone is UTC.
 * @param lockWait after how many milliseconds whatever waits for a lock gives up.
 */
export function sessionSettings(lockWait: number): string {
  return `SET TIME ZONE 'UTC'; SET lock_timeout = '${lockWait}ms'`;
}

/** Until the transaction ends, whatever waits for a lock gives up after so many milliseconds. */
export function waitAtMost(milliseconds: number): string {
  return `SET LOCAL lock_timeout = '${milliseconds}ms'`;
}

/** Until the transaction ends, whoever takes the same number waits, for 30 seconds at most. */
export function lockNumber(number: number): string {
  return `${waitAtMost(30_000)}; SELECT pg_advisory_xact_lock(${number})`;
}

/** Until the transaction ends, whoever takes one of the same things waits. */
export function lockThings(things: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT pg_advisory_xact_lock(hashtextextended("thing", 0)) FROM unnest(${[...things]}::text[]) AS "of" ("thing")`;
}

/** After FOR UPDATE: rows that somebody else has locked are left out. */
export const leaveLocked = "SKIP LOCKED";

/** An expression that tells those who listen on a channel, and is an empty text. @param payload an expression that gives a text. */
export function tell({ tells }: Dialect, channel: string, payload: string): string {
  return tells ? `pg_notify('${channel}', ${payload})::text` : "''";
}

/** Listens on a channel, for as long as the connection lasts. */
export function listenTo(channel: string): string {
  return `LISTEN "${channel}"`;
}

/** How pg-boss is to speak to the server, and whether it is to listen. */
export function jobsOn({ backend, tells }: Dialect): { backend: Dialect["backend"]; useListenNotify: boolean } {
  return { backend, useListenNotify: tells };
}
