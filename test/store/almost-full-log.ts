/** An embedded database whose write-ahead log is nearly at the end of its file, so that a full disk is soon felt. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createPseudonyms } from "../../core/index.ts";
import { embeddedFolders, openEmbeddedEngine } from "../../core/store/embedded-engine.ts";
import { openStore } from "../../core/store/index.ts";
import { putFreshDatabase } from "./data-directory.ts";

/** How large a file of PostgreSQL's write-ahead log is, and what is left of it for the arena where nothing else is said. Bytes. */
const logFile = 16 * 2 ** 20;
const usuallyLeft = 600_000;

type Rows = (statement: string) => Promise<Record<string, unknown>[]>;

/** Brings a server's write-ahead log near the end of its file; returns that file's name. */
export async function reachEndOfLog(rows: Rows, left = usuallyLeft): Promise<string> {
  const written = `(pg_current_wal_insert_lsn() - '0/0'::pg_lsn) % ${logFile}`;
  const missing = `greatest(0, ${logFile - left} - ${written})::int`;
  await rows(`SELECT pg_logical_emit_message(false, '', repeat('x', ${missing}))::text`);
  const [row] = await rows("SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS name");
  return String(row!["name"]);
}

/** Makes the arena's tables, and brings the write-ahead log near the end of its file; returns that file's name. */
export async function prepareAlmostFullLog(dataDirectory: string, pseudonymKey: string): Promise<string> {
  await putFreshDatabase(dataDirectory);
  const { store } = await openStore({ dataDirectory, keyFingerprint: createPseudonyms(pseudonymKey).fingerprint });
  await store.close();
  const engine = await openEmbeddedEngine(dataDirectory);
  const name = await engine.transaction((session) => reachEndOfLog((statement) => session.rows(statement)));
  await engine.close();
  return name;
}

/** Takes away the log files that PostgreSQL keeps for later: it would hold out long with them. */
export function dropSpareLogs(dataDirectory: string, usedLogFile: string): void {
  const folder = join(dataDirectory, embeddedFolders.server, "pg_wal");
  const spare = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name) && name > usedLogFile);
  for (const name of spare) rmSync(join(folder, name));
}
