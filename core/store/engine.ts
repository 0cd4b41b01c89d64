/** What the store needs of a database engine; a server and PGlite each give it. */
import type { Following } from "../chat/page-archive.ts";
import type { Dialect } from "./dialect.ts";
import type { StoreFailure } from "./store-failure.ts";
import type { PrismaClient } from "./generated/client.ts";

/** Plain SQL inside one transaction. */
export interface SqlSession {
  /** Runs a script of any number of statements. */
  run(script: string): Promise<void>;
  rows: RunStatement;
}

/** Runs one statement with parameters ($1, $2, …), by one round trip, and returns its rows. */
export type RunStatement = <Row>(statement: string, parameters?: readonly (string | null)[]) => Promise<Row[]>;

/** An open database. */
export interface Engine {
  /** Where the data lies, in words; never with a password. */
  readonly description: string;
  /** How it is spoken to. */
  readonly dialect: Dialect;
  /** How much may be in work at the same time. */
  readonly concurrency: number;
  /** Past Prisma: a transaction of its own. {@link Engine.ready} is to be awaited before it, as before the adapter. */
  readonly rows: RunStatement;
  /** For Prisma. */
  readonly adapter: NonNullable<ConstructorParameters<typeof PrismaClient>[0]["adapter"]>;
  /**
   * Waits while the database is being opened again after it has stopped. To be awaited before the adapter is used.
   * @throws {StoreFailure} while it does not open.
   */
  ready(): Promise<void>;
  /** The same failure, or a better word for it where the engine knows more than its clients were told. */
  explain?(failure: StoreFailure): StoreFailure;
  /** Runs `work` in a transaction: whole, or not at all when it throws. */
  transaction<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result>;
  /** Calls back at what is told on a channel, see {@link Following}. null where no other process can be. */
  readonly listen: ((channel: string, listener: (payload: string) => void) => Following) | null;
  close(): Promise<void>;
}
