/** The ways in which the records use Prisma, and who is told when they fail. */
import type { Engine, RunStatement } from "./engine.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import type { Urgency } from "../limits/urgency.ts";
import { type Clock, systemClock } from "../machine/clock.ts";
import { type KeptTexts, openTexts } from "./kept-texts.ts";
import { recogniseFailure, StoreFailure, type StoreWatch } from "./store-failure.ts";
import { createWorkGate, type WorkGate } from "./work-gate.ts";
import { createWorkGroups, type GroupedWork } from "./work-groups.ts";

/** Prisma, inside a transaction or not. */
export type Client = Prisma.TransactionClient;

type Table = Uncapitalize<Prisma.ModelName>;
type Reading = "findUnique" | "findFirst" | "findMany" | "count" | "aggregate" | "groupBy";

/** As much of Prisma as only reads. */
export type Reader = Pick<Client, "$queryRaw"> & { [Name in Table]: Pick<Client[Name], Reading> };

/** Ways to a database. Each fails with a `StoreFailure` when it is the disk or the server that fails. */
export interface Database {
  /** How much may be in work at the same time; one where the database works in this process. */
  readonly concurrency: number;
  /** How it keeps what people and models write. */
  readonly texts: KeptTexts;
  /** For what only reads, and is one statement or needs no more. */
  read<Result>(work: (client: Reader) => Promise<Result>): Promise<Result>;
  /** For what only reads, but all of it at one point in time, whatever is written meanwhile. */
  readAtOnce<Result>(work: (client: Reader) => Promise<Result>): Promise<Result>;
  /**
   * For what only reads, as one statement past Prisma, whose own work costs more than such a statement. Parameters are
   * texts, rows among them as JSON; results are to be of types that both engines read alike: text, int, float, boolean,
   * json and timestamptz.
   */
  readonly readRows: RunStatement;
  /** For a write, likewise. */
  readonly writeRows: RunStatement;
  /** For a write that is one statement. */
  write<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` whole, or not at all when it throws. Inside, only the client given to it may be used: PGlite has one
   * connection, so waiting for any other would never end.
   */
  transaction<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
  /**
   * Makes a function like {@link Database.writeRows} for small work that comes in crowds: items that wait at the same
   * time go through `work` together, by one statement, and each outcome is told after its commit.
   */
  groupedRows<Item, Outcome>(
    work: (rows: RunStatement, items: readonly Item[]) => Promise<Outcome[]>,
  ): GroupedWork<Item, Outcome>;
}

/** A database by itself; what goes straight to it is as urgent as a press. */
export interface OpenDatabase extends Database {
  /** The same database, for work that is as urgent as this. */
  at(urgency: Urgency): Database;
  /** How much work waits for its turn. */
  waiting(urgency: Urgency): number;
  /** How long work that comes now would wait for its turn, in milliseconds. */
  expectedWait(urgency: Urgency): number;
  /** Tells `watch` from now on. */
  watch(watch: StoreWatch): void;
  /** Waits for running work, then lets go of the database. A second call waits for the first. */
  close(): Promise<void>;
}

/** A transaction that takes longer than this (milliseconds) is given up: something holds its row and never ends. */
const longestTransaction = 60_000;

const options = { maxWait: longestTransaction, timeout: longestTransaction };

/** Lets work through, and tells those who watch how it ended. */
function createTeller(engine: Engine, clock: Pick<Clock, "elapsed">) {
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
  async function tellTime<Result>(urgency: Urgency, work: () => Promise<Result>): Promise<Result> {
    const began = clock.elapsed();
    let failure: StoreFailure["kind"] | null = null;
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreFailure) failure = error.kind;
      throw error;
    } finally {
      const milliseconds = clock.elapsed() - began;
      for (const watch of watches) watch.worked?.({ urgency, milliseconds, failure });
    }
  }
  return { tell, tellWrite, tellTime, watch: (watch: StoreWatch) => void watches.add(watch) };
}

/** Lets `work` use the database, which may have to be started again first. */
type Work = <Result>(work: (client: Client) => Promise<Result>) => Promise<Result>;

/** Reads everything as it is now, whatever is written meanwhile. */
async function readFixed<Result>(client: Client, work: (client: Reader) => Promise<Result>): Promise<Result> {
  await client.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`;
  return await work(client);
}

/** Each way in first waits for the engine, which may have to be started again. */
function createWays(engine: Engine, prisma: PrismaClient) {
  const outside: Work = async (work) => {
    await engine.ready();
    return await work(prisma);
  };
  const inTransaction: Work = async (work) => {
    await engine.ready();
    return await prisma.$transaction(work, options);
  };
  async function rows<Row>(...statement: Parameters<RunStatement>): Promise<Row[]> {
    await engine.ready();
    return await engine.rows<Row>(...statement);
  }
  return { outside, inTransaction, rows };
}

/** What all ways to one database share. */
type Shared = { concurrency: number; texts: KeptTexts; gate: WorkGate } & ReturnType<typeof createTeller> &
  ReturnType<typeof createWays>;

function createUrgent(shared: Shared, urgency: Urgency): Database {
  const { concurrency, texts, gate, tell, tellWrite, tellTime, outside, inTransaction, rows } = shared;
  const pass = <Result>(work: () => Promise<Result>): Promise<Result> =>
    gate.pass(() => tellTime(urgency, work), urgency);
  return {
    concurrency,
    texts,
    readRows: <Row>(...statement: Parameters<RunStatement>) => pass(() => tell(rows<Row>(...statement))),
    writeRows: <Row>(...statement: Parameters<RunStatement>) => pass(() => tellWrite(rows<Row>(...statement))),
    read: (work) => pass(() => tell(outside(work))),
    readAtOnce: (work) => pass(() => tell(inTransaction((client) => readFixed(client, work)))),
    write: (work) => pass(() => tellWrite(outside(work))),
    transaction: (work) => pass(() => tellWrite(inTransaction(work))),
    groupedRows: (work) => createWorkGroups({ ...gate, pass }, (items) => tellWrite(work(rows, items))),
  };
}

/**
 * @param engine It is closed together with the database.
 * @param clock Tells how long work waits.
 * @param texts Left out: all are kept as they are.
 */
export function createDatabase(
  engine: Engine,
  clock: Pick<Clock, "elapsed"> = systemClock,
  texts: KeptTexts = openTexts,
): OpenDatabase {
  const prisma = new PrismaClient({ adapter: engine.adapter, errorFormat: "minimal" });
  const { concurrency } = engine;
  const gate = createWorkGate(concurrency, clock);
  const shared = { concurrency, texts, gate, ...createTeller(engine, clock), ...createWays(engine, prisma) };
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    await gate.close();
    await prisma.$disconnect();
    await engine.close();
  }

  return {
    ...createUrgent(shared, "press"),
    at: (urgency) => createUrgent(shared, urgency),
    waiting: (urgency) => gate.waiting(urgency),
    expectedWait: (urgency) => gate.expectedWait(urgency),
    watch: shared.watch,
    close: () => (closing ??= close()),
  };
}
