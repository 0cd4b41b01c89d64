/** The two ways in which the records use Prisma. */
import { StoreFailure } from "../store-failure.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import type { Engine } from "./engine.ts";
import { recogniseFailure } from "./recognise-failure.ts";
import { createWorkGate } from "./work-gate.ts";
import { createWorkGroups, type GroupedWork } from "./work-groups.ts";

/** Prisma, inside a transaction or not. */
export type Client = Prisma.TransactionClient;

/** Each way fails with a `StoreFailure` when it is the disk or the server that fails. */
export interface Database {
  /** For what is one statement, or needs no more. */
  run<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
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
  /** Waits for running work, then lets go of the database. Closing twice is closing once. */
  close(): Promise<void>;
}

/** A transaction that takes longer than this (milliseconds) is given up: something holds its row and never ends. */
const longestTransaction = 60_000;

async function recognised<Result>(work: Promise<Result>, engine: Engine): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const failure = recogniseFailure(error);
    throw failure instanceof StoreFailure ? (engine.explain?.(failure) ?? failure) : failure;
  }
}

/** @param engine It is closed together with the database. */
export function createDatabase(engine: Engine): Database {
  const prisma = new PrismaClient({ adapter: engine.adapter, errorFormat: "minimal" });
  const gate = createWorkGate(engine.concurrency);
  const options = { maxWait: longestTransaction, timeout: longestTransaction };
  let closing: Promise<void> | undefined;

  async function run<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    await engine.ready();
    return await recognised(work(prisma), engine);
  }

  async function inTransaction<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    await engine.ready();
    return await recognised(prisma.$transaction(work, options), engine);
  }

  async function close(): Promise<void> {
    await gate.close();
    await prisma.$disconnect();
    await engine.close();
  }

  return {
    run: (work) => gate.pass(() => run(work)),
    transaction: (work) => gate.pass(() => inTransaction(work)),
    groupedTransaction: (work) =>
      createWorkGroups(gate, (key, items) => inTransaction((client) => work(client, key, items))),
    close: () => (closing ??= close()),
  };
}
