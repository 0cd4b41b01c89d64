/** The ways in which the records use Prisma, and who is told when they fail. */
import type { Engine } from "./engine.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import { recogniseFailure, StoreFailure, type StoreWatch } from "./store-failure.ts";
import { createWorkGate } from "./work-gate.ts";
import { createWorkGroups, type GroupedWork } from "./work-groups.ts";

/** Prisma, inside a transaction or not. */
export type Client = Prisma.TransactionClient;

type Table = Uncapitalize<Prisma.ModelName>;
type Reading = "findUnique" | "findFirst" | "findMany" | "count" | "aggregate" | "groupBy";

/** As much of Prisma as only reads. */
export type Reader = Pick<Client, "$queryRaw"> & { [Name in Table]: Pick<Client[Name], Reading> };

/** Each way fails with a `StoreFailure` when it is the disk or the server that fails. */
export interface Database {
  /** How much may be in work at the same time; one where the database works in this process. */
  readonly concurrency: number;
  /** For what only reads, and is one statement or needs no more. */
  read<Result>(work: (client: Reader) => Promise<Result>): Promise<Result>;
  /** For what only reads, but all of it at one point in time, whatever is written meanwhile. */
  readAtOnce<Result>(work: (client: Reader) => Promise<Result>): Promise<Result>;
  /** For a write that is one statement. */
  write<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` whole, or not at all when it throws. Inside, only the client given to it may be used: PGlite has one
   * connection, so waiting for any other would never end.
   */
  transaction<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
  /**
   * Makes a function like {@link Database.transaction} for small work that comes in crowds: items with the same key
   * that wait at the same time go through `work` in one transaction, and each outcome is told after its commit.
   * When that transaction fails, it fails for each of them.
   */
  groupedTransaction<Item, Outcome>(
    work: (client: Client, key: string, items: readonly Item[]) => Promise<Outcome[]>,
  ): GroupedWork<Item, Outcome>;
  /** Tells `watch` from now on. */
  watch(watch: StoreWatch): void;
  /** Waits for running work, then lets go of the database. A second call waits for the first. */
  close(): Promise<void>;
}

/** A transaction that takes longer than this (milliseconds) is given up: something holds its row and never ends. */
const longestTransaction = 60_000;

const options = { maxWait: longestTransaction, timeout: longestTransaction };

/** Lets work through, and tells those who watch how it ended. */
function createTeller(engine: Engine) {
  const watches = new Set<StoreWatch>();
  async function tell<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (thrown) {
      const failure = recogniseFailure(thrown);
      if (!(failure instanceof StoreFailure)) throw failure;
      const error = engine.explain?.(failure) ?? failure;
      for (const watch of watches) watch.failed(error);
      throw error;
    }
  }
  async function tellWrite<Result>(work: Promise<Result>): Promise<Result> {
    const result = await tell(work);
    for (const watch of watches) watch.wrote();
    return result;
  }
  return { tell, tellWrite, watch: (watch: StoreWatch) => void watches.add(watch) };
}

/** Lets `work` use the database, which may have to be started again first. */
type Work = <Result>(work: (client: Client) => Promise<Result>) => Promise<Result>;

/** Reads everything as it is now, whatever is written meanwhile. */
async function readFixed<Result>(client: Client, work: (client: Reader) => Promise<Result>): Promise<Result> {
  await client.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`;
  return await work(client);
}

/** @param engine It is closed together with the database. */
export function createDatabase(engine: Engine): Database {
  const prisma = new PrismaClient({ adapter: engine.adapter, errorFormat: "minimal" });
  const gate = createWorkGate(engine.concurrency);
  const { tell, tellWrite, watch } = createTeller(engine);
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    await gate.close();
    await prisma.$disconnect();
    await engine.close();
  }

  const outside: Work = async (work) => {
    await engine.ready();
    return await work(prisma);
  };
  const inTransaction: Work = async (work) => {
    await engine.ready();
    return await prisma.$transaction(work, options);
  };

  return {
    concurrency: engine.concurrency,
    read: (work) => gate.pass(() => tell(outside(work))),
    readAtOnce: (work) => gate.pass(() => tell(inTransaction((client) => readFixed(client, work)))),
    write: (work) => gate.pass(() => tellWrite(outside(work))),
    transaction: (work) => gate.pass(() => tellWrite(inTransaction(work))),
    groupedTransaction: (work) =>
      createWorkGroups(gate, (key, items) => tellWrite(inTransaction((client) => work(client, key, items)))),
    watch,
    close: () => (closing ??= close()),
  };
}
