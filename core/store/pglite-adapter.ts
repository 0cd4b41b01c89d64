/** Prisma on PGlite. */
import type { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";

type Adapter = Awaited<ReturnType<PrismaPGlite["connect"]>>;
type StartTransaction = Adapter["startTransaction"];

/**
 * Starts transactions whose `commit` throws when the commit failed. The adapter's own resolves all the same: it
 * waits for a promise whose failure it has already taken for a failed start.
 */
function createStartTransaction(database: PGlite): StartTransaction {
  return async (isolationLevel) => {
    let failed: { error: unknown } | undefined;
    const watched: Pick<PGlite, "transaction"> = {
      transaction: async (work) => {
        try {
          return await database.transaction(work);
        } catch (error) {
          failed = { error };
          throw error;
        }
      },
    };
    const adapter = await new PrismaPGlite(watched as PGlite).connect();
    const transaction = await adapter.startTransaction(isolationLevel);
    const commit = transaction.commit.bind(transaction);
    transaction.commit = async () => {
      await commit();
      if (failed) throw failed.error;
    };
    return transaction;
  };
}

/** The adapter through which Prisma uses an open PGlite. */
export function createPGliteAdapter(database: PGlite): PrismaPGlite {
  const factory = new PrismaPGlite(database);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.startTransaction = createStartTransaction(database);
    return adapter;
  };
  return factory;
}
