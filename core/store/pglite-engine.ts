/** The default engine: PostgreSQL inside this process, its files in the data directory. */
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { openDurablePGlite } from "./durable-pglite.ts";
import type { Engine, SqlSession } from "./engine.ts";
import { createPGliteAdapter } from "./pglite-adapter.ts";
import { StoreRefusal } from "./store-refusal.ts";

async function openDatabase(directory: string): Promise<PGlite> {
  const path = join(directory, "postgres");
  try {
    return await openDurablePGlite(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreRefusal(
      "unreadable",
      `The database in ${path} does not open (${reason}). It may be damaged, made by another version, or the disk ` +
        "full. Free the disk or put a backup in its place; moving it away starts an empty database.",
      { path, reason },
      { cause: error },
    );
  }
}

/**
 * Opens the database of a data directory, given by its absolute path, making it where it is missing. The directory must
 * be locked for this process.
 * @throws {StoreRefusal} `unreadable`.
 */
export async function openPGliteEngine(directory: string): Promise<Engine> {
  const database = await openDatabase(directory);
  return {
    description: `PGlite in ${directory}`,
    concurrency: 1,
    adapter: createPGliteAdapter(database),
    transaction: (work) =>
      database.transaction((transaction) => {
        const session: SqlSession = {
          run: async (script) => void (await transaction.exec(script)),
          rows: async <Row>(statement: string, parameters: readonly string[] = []) =>
            (await transaction.query<Row>(statement, [...parameters])).rows,
        };
        return work(session);
      }),
    close: () => database.close(),
  };
}
