/** PostgreSQL compiled to WebAssembly, inside this process. `embedded-engine.ts` says where it is used. */
import { join } from "node:path";
import { type Clock, systemClock } from "../machine/clock.ts";
import { probeDisk } from "./disk-probe.ts";
import { plainPostgres } from "./dialect.ts";
import { openDurablePGlite, type StoppingPGlite } from "./durable-pglite.ts";
import type { Engine, SqlSession } from "./engine.ts";
import { createHealing, type HealingOptions } from "./healing.ts";
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

/** A PGlite that has stopped still holds its memory, hundreds of megabytes, for ten seconds. */
const pauseAfterOpening = 10_000;

/** What Prisma and the engine use of PGlite. */
export type UsedPGlite = Pick<StoppingPGlite, "query" | "exec" | "transaction" | "close">;

/** PGlite that comes back by itself after it had to stop, once its disk takes what is written again. */
export function createHealingPGlite(
  database: StoppingPGlite,
  options: Omit<HealingOptions<StoppingPGlite>, "pauseAfterOpening">,
): UsedPGlite {
  const { working, close } = createHealing(database, { ...options, pauseAfterOpening });
  return {
    query: async (...parameters) => await (await working()).query(...parameters),
    exec: async (...parameters) => await (await working()).exec(...parameters),
    transaction: async (work) => await (await working()).transaction(work),
    close,
  };
}

/**
 * Opens the database of a data directory, given by its absolute path, making it where it is missing. The directory must
 * be locked for this process. When the disk stops the database, it opens again once the disk takes what is written.
 * @throws {StoreRefusal} `unreadable`.
 */
export async function openPGliteEngine(
  directory: string,
  clock: Pick<Clock, "elapsed"> = systemClock,
): Promise<Engine> {
  const path = join(directory, "postgres");
  const database = createHealingPGlite(await openDatabase(path), {
    open: () => openDurablePGlite(path),
    probe: () => probeDisk(directory),
    clock,
  });
  return {
    description: `PGlite in ${directory}`,
    dialect: plainPostgres,
    concurrency: 1,
    rows: async <Row>(statement: string, parameters: readonly (string | null)[] = []) =>
      (await database.query<Row>(statement, [...parameters])).rows,
    adapter: createPGliteAdapter(database),
    ready: async () => {},
    transaction: (work) =>
      database.transaction((transaction) => {
        const session: SqlSession = {
          run: async (script) => void (await transaction.exec(script)),
          rows: async <Row>(statement: string, parameters: readonly (string | null)[] = []) =>
            (await transaction.query<Row>(statement, [...parameters])).rows,
        };
        return work(session);
      }),
    listen: null,
    close: () => database.close(),
  };
}
