/** Opens the store: finds the engine, brings its tables up to date, checks the key. */
import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { type Clock, systemClock } from "../machine/clock.ts";
import type { PageArchive } from "../chat/page-archive.ts";
import type { Jobs } from "../machine/jobs.ts";
import type { Store } from "./store.ts";
import { forgetStyles } from "./answer-styles.ts";
import { createAnsweringRecords } from "./answering-records.ts";
import { createBankRecords } from "./bank-records.ts";
import { countUnfinished, createBattleRecords } from "./battle-records.ts";
import { createBoardRecords } from "./board-records.ts";
import { createCostRecords } from "./cost-records.ts";
import { createCommunityRecords, readCommunity } from "./community-records.ts";
import { type Client, createDatabase, type Database, type OpenDatabase } from "./database.ts";
import { lockDirectory, type Owner } from "../machine/directory-lock.ts";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import type { Engine, SqlSession } from "./engine.ts";
import { createExportRecords } from "./export-records.ts";
import { checkKeyFingerprint, noteSealing } from "./installation.ts";
import { type KeptTexts, openTexts } from "./kept-texts.ts";
import type { FoldedListener } from "./folding.ts";
import { migrate, readMigrations } from "./migrator.ts";
import { keepMonths } from "./monthly/monthly-tables.ts";
import { createNoteRecords } from "./note-records.ts";
import { createJuryRecords } from "./jury-records.ts";
import { createOperatorRecords } from "./operator-records.ts";
import { createOrderRecords } from "./order-records.ts";
import { createPairRecords } from "./pair-records.ts";
import { createModelRecords } from "./model-records.ts";
import { createPageArchive } from "./page-archive.ts";
import { createPersonRecords } from "./person-records.ts";
import { rebuild } from "./rebuild.ts";
import { type RememberedOptions, rememberSettings } from "./remembered-settings.ts";
import { openPostgresEngine } from "./postgres-engine.ts";
import { createPrivacyRecords } from "./privacy-records.ts";
import { createPublicDayRecords } from "./public-day-records.ts";
import { createRestrictionRecords } from "./restriction-records.ts";
import { createSourceRecords } from "./source-records.ts";
import { sealOlderTexts } from "./sealing.ts";
import type { SharedJobsOptions } from "./shared-jobs.ts";
import type { StoreWatch } from "./store-failure.ts";
import { createTraceRecords } from "./trace-records.ts";
import { createVoteRecords } from "./vote-records.ts";
import { createWeeklyRecords } from "./weekly-records.ts";

/** Which database to open, and for whom. */
export type StoreOptions = {
  /** The installation's folder, made when missing and taken for this process alone; the embedded database keeps its files in it. */
  dataDirectory: string;
  /** `postgres://user:password@host:port/name`: use this PostgreSQL server instead of the embedded database. */
  databaseUrl?: string | undefined;
  /** Tells pseudonym keys apart without telling the key. */
  keyFingerprint: string;
  /** How what people and models write is kept; left out: as it is. */
  texts?: KeptTexts;
  /** Who is named to a second process that wants the same data directory. By default this process. */
  owner?: Owner;
  /**
   * For how many milliseconds to wait for another process to let go of the data directory before refusing; by default
   * 3,000, enough for one that is just ending.
   */
  lockPatience?: number;
  /** Tells when to try to open again an embedded database that has stopped, and how long work waits. By default the machine's. */
  clock?: Pick<Clock, "elapsed"> | undefined;
  /** Keeps to PGlite even where the embedded database could be a PostgreSQL server: for tests and measurements. */
  pglite?: boolean;
};

/** An open store, and what is known of it. */
export type OpenStore = {
  store: Store;
  pageArchive: PageArchive;
  /** Where the data lies: `PostgreSQL in /path`, `PGlite in /path (why)` or `PostgreSQL at host:port/name`. */
  description: string;
  /** Whether no other process can be at work on the same database. */
  alone: boolean;
  /** Whether what people and models write is sealed in it from now on. */
  encryptsTexts: boolean;
  /** Opens the jobs of all processes on this database; null where there is only this one. */
  openJobs: ((options: SharedJobsOptions) => Promise<Jobs>) | null;
  /** Names this machine and data directory, which only one process has at a time; tells neither. */
  place: string;
};

/** Those who watch the store, told of what the database does and of what is folded. */
function createWatching(database: OpenDatabase): Pick<Store, "watch"> & { folded: FoldedListener } {
  const watches = new Set<StoreWatch>();
  return {
    folded: (sums) => watches.forEach((watch) => watch.folded?.(sums)),
    watch(watch) {
      watches.add(watch);
      database.watch(watch);
    },
  };
}

/** Plain SQL in a transaction that Prisma runs: one statement at a time. */
function inTransaction(client: Client): SqlSession {
  return {
    run: async (statement) => void (await client.$executeRawUnsafe(statement)),
    rows: <Row>(statement: string, parameters: readonly (string | null)[] = []) =>
      client.$queryRawUnsafe<Row[]>(statement, ...parameters),
  };
}

/** What keeps the record in order as a whole. */
function createUpkeep(database: Database): Pick<Store, "rebuild" | "sealOlderTexts" | "keepMonths"> {
  return {
    async rebuild() {
      const rebuilt = await database.transaction(rebuild);
      await forgetStyles(database);
      return rebuilt;
    },
    sealOlderTexts: (signal) => sealOlderTexts(database, signal),
    keepMonths: (now) => database.transaction((client) => keepMonths(inTransaction(client), now)),
  };
}

/**
 * All parts of the store on one database, which {@link Store.close} closes. Each names how urgent its work is.
 * @param remembered left out: other processes may work on the same database.
 */
export function createStore(database: OpenDatabase, remembered: Partial<RememberedOptions> = {}): Store {
  const [press, question, board] = [database.at("press"), database.at("question"), database.at("board")];
  const people = { ...createPersonRecords(press, board), ...createPrivacyRecords(board) };
  const [communities, restrictions] = [createCommunityRecords(press), createRestrictionRecords(board)];
  const { folded, watch } = createWatching(database);
  return {
    models: createModelRecords(press),
    battles: createBattleRecords(question),
    answering: createAnsweringRecords(question),
    pairs: createPairRecords(question),
    ballots: createVoteRecords(press),
    traces: createTraceRecords(board),
    ...rememberSettings(
      { people, communities, restrictions, known: (id) => readCommunity(press, id) },
      { alone: false, clock: systemClock, ...remembered },
    ),
    ...{ boards: createBoardRecords(board, folded), publicDays: createPublicDayRecords(board) },
    sources: createSourceRecords(board, () => systemClock.now()),
    exports: createExportRecords(board),
    weekly: createWeeklyRecords(press),
    bank: createBankRecords(question),
    notes: createNoteRecords(question),
    jury: createJuryRecords(board),
    orders: createOrderRecords(question),
    costs: createCostRecords(question, board),
    operators: createOperatorRecords(press),
    ...createUpkeep(board),
    unfinished: () => countUnfinished(board),
    waiting: (urgency) => database.waiting(urgency),
    expectedWait: (urgency) => database.expectedWait(urgency),
    watch,
    close: () => database.close(),
  };
}

async function openEngine(options: StoreOptions): Promise<Engine> {
  const { databaseUrl, owner = { pid: process.pid, machine: hostname() }, lockPatience = 3000 } = options;
  const directory = resolve(options.dataDirectory);
  const unlock = await lockDirectory(directory, owner, lockPatience);
  try {
    const engine = await (databaseUrl ? openPostgresEngine(databaseUrl) : openEmbeddedEngine(directory, options));
    return { ...engine, close: () => engine.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Loaded only where they are needed, for they take memory. */
function openJobs(engine: Engine, databaseUrl: string | undefined): OpenStore["openJobs"] {
  if (!databaseUrl) return null;
  return async (options) => (await import("./shared-jobs.ts")).openSharedJobs(engine, databaseUrl, options);
}

/**
 * Opens the store on a PostgreSQL server when `databaseUrl` is given, otherwise on the embedded database in the
 * data directory (made on first use, which takes seconds). `store.close()` ends both the store and the page archive.
 * @throws {StoreRefusal} with a sentence for whoever starts the program.
 */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const { clock = systemClock, texts = openTexts } = options;
  const engine = await openEngine(options);
  try {
    await engine.transaction(async (session) => {
      await migrate(session, readMigrations());
      await checkKeyFingerprint(session, options.keyFingerprint);
      await noteSealing(session, texts.sealing);
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  const database = createDatabase(engine, clock, texts);
  const alone = !options.databaseUrl;
  return {
    store: createStore(database, { alone, clock }),
    pageArchive: createPageArchive(database.at("question"), engine),
    description: engine.description,
    alone,
    encryptsTexts: texts.sealing,
    openJobs: openJobs(engine, options.databaseUrl),
    place: createHash("sha256")
      .update(`${hostname()}\n${resolve(options.dataDirectory)}`)
      .digest("hex")
      .slice(0, 16),
  };
}
