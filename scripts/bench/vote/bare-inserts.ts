/** The driver by itself: single rows like a vote, each durable before the next one of its lane. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { openDurablePGlite } from "../../../core/index.ts";

/** Inserts rows until it is closed. */
export interface BareInserts {
  /** Inserts one row, on the disk when this resolves. */
  insert(battle: string, voter: string): Promise<void>;
  close(): Promise<void>;
}

const table = `
  CREATE TABLE "BareVote" (
    "battleId" text NOT NULL, "voter" text NOT NULL, "platform" text NOT NULL, "choice" text NOT NULL,
    "firstChoice" text NOT NULL, "changes" int NOT NULL, "means" text NOT NULL, "firstMeans" text NOT NULL,
    "seen" boolean NOT NULL, "castAt" timestamptz(3) NOT NULL, "changedAt" timestamptz(3) NOT NULL,
    "lockedAt" timestamptz(3), "namesSeenBy" int NOT NULL, PRIMARY KEY ("battleId", "voter"))`;
const statement = `
  INSERT INTO "BareVote" VALUES ($1, $2, 'discord', 'a', 'a', 0, 'button', 'button', false, now(), now(), NULL, 0)`;

/** On a PGlite of its own. */
export async function openBarePGlite(directory: string): Promise<BareInserts> {
  const database = await openDurablePGlite(directory);
  await database.exec(table);
  return {
    insert: async (...row) => void (await database.query(statement, row)),
    close: () => database.close(),
  };
}

/** How many connections the arena's server lets in beside the arena's own. */
const mostConnections = 16;

/** On the server that an open store runs in `directory`, in a table beside the arena's. */
export async function openBarePostgres(directory: string): Promise<BareInserts> {
  // The fourth and fifth line of a server's own file say where it listens.
  const lines = (await readFile(join(directory, "database", "postmaster.pid"), "utf8")).split("\n");
  const place = { host: lines[4] ?? "", port: Number(lines[3]), user: "doubleblind", database: "postgres" };
  const pool = new pg.Pool({ ...place, max: mostConnections });
  // Connections that are still going when the server ends say so.
  pool.on("error", () => {});
  await pool.query(table);
  return {
    insert: async (...row) => void (await pool.query(statement, row)),
    close: () => pool.end(),
  };
}
