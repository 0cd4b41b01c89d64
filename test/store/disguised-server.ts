/**
 * PostgreSQL that answers as another server would: functions of ours are found before its own. It stands for how such a server is
 * recognised and spoken to, not for what it does.
 */
import pg from "pg";
import { runOn } from "./postgres-database.ts";

/** What it says of itself. */
export type Disguise = {
  version: string;
  /** What `current_setting` gives by name, beside the server's own settings; null: it cannot be asked for one that is not there. */
  settings?: Record<string, string> | null;
  /** Whether it refuses to tell those who listen. */
  silent?: boolean;
};

/** YugabyteDB, set up as the arena needs it. */
export const yugabyte = {
  version: "PostgreSQL 15.12-YB-2025.2.3.0-b1 on x86_64-pc-linux-gnu, compiled by clang version 19.1.0, 64-bit",
  settings: { yb_effective_transaction_isolation_level: "read committed", yb_ddl_transaction_block_enabled: "on" },
} as const satisfies Disguise;

/** Disguises a database, from its next connection on. */
export async function disguise(url: string, { version, settings = {}, silent = false }: Disguise): Promise<void> {
  const literal = pg.escapeLiteral;
  await runOn(
    url,
    `CREATE FUNCTION public.version() RETURNS text LANGUAGE sql AS $$ SELECT ${literal(version)}::text $$`,
    `CREATE FUNCTION public.current_setting(name text, missing_ok boolean) RETURNS text LANGUAGE sql AS $$
       SELECT coalesce(${literal(JSON.stringify(settings))}::json->>name, pg_catalog.current_setting(name, missing_ok)) $$`,
    ...(settings === null
      ? [
          `CREATE OR REPLACE FUNCTION public.current_setting(name text, missing_ok boolean) RETURNS text LANGUAGE plpgsql AS $$
             BEGIN RAISE undefined_function; END $$`,
        ]
      : []),
    ...(silent
      ? [
          `CREATE FUNCTION public.pg_notify(text, text) RETURNS void LANGUAGE plpgsql AS $$
             BEGIN RAISE feature_not_supported USING MESSAGE = 'NOTIFY not supported yet'; END $$`,
        ]
      : []),
    `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET search_path = public, pg_catalog`,
  );
}
