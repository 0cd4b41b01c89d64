/** The default engine: PostgreSQL inside this process, its files in the data directory. */
import { join } from "node:path";
import { type Clock, systemClock } from "../machine/clock.ts";
import { probeDisk } from "./disk-probe.ts";
import { openDurablePGlite, type StoppingPGlite } from "./durable-pglite.ts";
import type { Engine, SqlSession } from "./engine.ts";
import { createHealingPGlite } from "./healing-pglite.ts";
import { createPGliteAdapter } from "./pglite-adapter.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";

async function openDatabase(path: string): Promise<StoppingPGlite> {
  try {
    return await openDurablePGlite(path);
  } catch (error) {
    // The error for a file that cannot be written has no message, or is no Error at all.
    const reason = (error instanceof Error && error.message) || "its files could not be written";
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
 * be locked for this process. When the disk stops the database, it opens again once the disk takes what is written.
 * @throws {StoreRefusal} `unreadable`.
 */
export async function openPGliteEngine(directory: string, clock: Pick<Clock, "now"> = systemClock): Promise<Engine> {
  const path = join(directory, "postgres");
  const database = createHealingPGlite(await openDatabase(path), {
    open: () => openDurablePGlite(path),
    probe: () => probeDisk(directory),
    clock,
  });
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
