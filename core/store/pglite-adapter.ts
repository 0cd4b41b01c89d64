/** Prisma on PGlite. */
import type { PGlite, Transaction } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";

type Adapter = Awaited<ReturnType<PrismaPGlite["connect"]>>;
type StartTransaction = Adapter["startTransaction"];
/** What Prisma uses of PGlite. */
type PrismaPart = Pick<PGlite, "query" | "exec" | "transaction">;
type TransactionWork<Result> = (transaction: Transaction) => Promise<Result>;

/** Ignores a failed rollback. The adapter does not await its own, so one that fails would end the process. */
function forgivingRollback<Result>(work: TransactionWork<Result>): TransactionWork<Result> {
  return (transaction) => {
    const rollback = transaction.rollback.bind(transaction);
    // The transaction that was not rolled back was not committed either; the database tells the next one of its state.
    transaction.rollback = () => rollback().catch(() => {});
    return work(transaction);
  };
}

/**
 * Starts transactions whose `commit` throws when the commit failed. The adapter's own resolves all the same: it
 * waits for a promise whose failure it has already taken for a failed start.
 */
function createStartTransaction(database: PrismaPart): StartTransaction {
  return async (isolationLevel) => {
    let failed: { error: unknown } | undefined;
    const watched: Pick<PGlite, "transaction"> = {
      transaction: async (work) => {
        try {
          return await database.transaction(forgivingRollback(work));
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
export function createPGliteAdapter(database: PrismaPart): PrismaPGlite {
  const factory = new PrismaPGlite(database as PGlite);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.startTransaction = createStartTransaction(database);
    return adapter;
  };
  return factory;
}
