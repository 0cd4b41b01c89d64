/**
 * Jobs of several processes on one PostgreSQL, through pg-boss: in a schema of its own beside the record, over two connections
 * and one that listens. A process that dies while it works is missed after ten seconds.
 */
import { createRequire } from "node:module";
import { PgBoss, type Job } from "pg-boss";
import type { Clock } from "../machine/clock.ts";
import { untilDone } from "../machine/growing-waits.ts";
import { type DoJob, type JobKind, type Jobs, retrying } from "../machine/jobs.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";
import { jobsOn } from "./dialect.ts";
import type { Engine } from "./engine.ts";
import { lockMigrations } from "./migrator.ts";
import { recogniseFailure } from "./store-failure.ts";

/** What it takes to open them. */
export type SharedJobsOptions = { clock: Clock; random: Pick<Random, "fraction">; log: Log };

/** The shape of its tables that the installed version knows. */
const { schema: knownShape } = (
  createRequire(import.meta.url)("pg-boss/package.json") as { pgboss: { schema: number } }
).pgboss;

/** In seconds. With the time until a job is looked for, one whose process died goes on elsewhere within 30. */
const [beatWithin, lookEvery] = [10, 5];
const longestJob = 24 * 60 * 60;
/** Milliseconds that the end waits for statements under way; work itself is waited for before. */
const lastPatience = 1_000;

type Shared = SharedJobsOptions & {
  boss: PgBoss;
  /** Whether the database tells of new work. */
  tells: boolean;
  leaving: AbortController;
  running: Set<Promise<void>>;
  /** Kinds that the database knows. */
  known: Map<string, Promise<void>>;
};

/**
 * Opens them, making or mending their tables first.
 * @throws {StoreRefusal} where that may not be done, or a newer version has done it.
 */
export async function openSharedJobs(
  engine: Pick<Engine, "transaction" | "dialect">,
  connectionString: string,
  options: SharedJobsOptions,
): Promise<Jobs> {
  const [leaving, running, known] = [new AbortController(), new Set<Promise<void>>(), new Map<string, Promise<void>>()];
  const boss = await start(engine, connectionString, options.log);
  const shared: Shared = { ...options, boss, tells: engine.dialect.tells, leaving, running, known };
  return {
    async order(kind, name) {
      await know(shared, kind);
      await boss.send(kind.name, { name }, { singletonKey: name });
    },
    take: (kind, work) => void run(shared, take(shared, kind, work)),
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    async stop() {
      leaving.abort();
      await Promise.all(running);
      await boss.stop({ timeout: lastPatience });
    },
  };
}

async function start(
  engine: Pick<Engine, "transaction" | "dialect">,
  connectionString: string,
  log: Log,
): Promise<PgBoss> {
  return await engine.transaction(async (session) => {
    // Whoever else starts waits, for these tables as for all others.
    await lockMigrations(session);
    const [row] = await session.rows<{ schema: string; made: boolean }>(
      `SELECT current_schema() || '_work' AS schema,
              to_regnamespace(quote_ident(current_schema() || '_work')) IS NOT NULL AS made`,
    );
    // Whoever may not make a schema is not asked whether it is there.
    const place = { schema: row?.schema ?? "public_work", createSchema: !row?.made };
    const boss = createBoss({ ...place, ...jobsOn(engine.dialect) }, connectionString, log);
    try {
      await boss.start();
      const shape = await boss.schemaVersion();
      if (shape !== null && shape > knownShape) throw refuseNewer(shape);
      return boss;
    } catch (error) {
      await boss.stop({ graceful: false });
      throw error instanceof StoreRefusal ? error : refuse(error);
    }
  });
}

type Place = { schema: string; createSchema: boolean } & ReturnType<typeof jobsOn>;

function createBoss(place: Place, connectionString: string, log: Log): PgBoss {
  const boss = new PgBoss({
    ...{ ...place, connectionString, max: 2, application_name: "doubleblind" },
    ...{ superviseIntervalSeconds: lookEvery, monitorIntervalSeconds: lookEvery },
    // What is not used: times of day, jobs that follow others, tables so large that they need care, and telling of itself.
    ...{ schedule: false, flowIntervalSeconds: 60 * 60, reindex: false, monitorVacuum: false },
    ...{ registerInstance: false, openTelemetry: { enabled: false } },
  });
  let unheard = 0;
  const complain = (error: unknown): void => {
    if (!isUnheard(error))
      return log.warn({ error: recogniseFailure(error) }, "work could not be looked for; it is tried again");
    // A pooler that gives out connections by the transaction loses it each time, which happens every few seconds.
    unheard += 1;
    if (unheard === 3)
      log.info(
        {},
        "the way to the database passes nothing on that is told (LISTEN); work is looked for every few seconds",
      );
  };
  boss.on("error", complain);
  boss.on("warning", ({ message }) => log.warn({ message }, "work goes on, more slowly than it should"));
  return boss;
}

/** Whether all that is lost is hearing of new work at once. */
function isUnheard(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("LISTEN/NOTIFY channel registration was lost");
}

function refuseNewer(shape: number): StoreRefusal {
  const name = `pg-boss ${shape}`;
  return new StoreRefusal(
    "newer-schema",
    `The database has changes this version does not know (${name}): a newer version has used it. Start that newer ` +
      "version, or point this one to a database of its own.",
    { migrations: [name] },
  );
}

function refuse(error: unknown): unknown {
  const failure = recogniseFailure(error);
  if (failure !== error) return failure;
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreRefusal(
    "failed-migration",
    `The tables for work in the background could not be made (${reason}). Nothing was changed. See that the database is ` +
      "this program's own and that its user may create schemas in it (GRANT CREATE ON DATABASE), or make one for it " +
      "(CREATE SCHEMA public_work AUTHORIZATION …).",
    { migrations: ["pg-boss"], reason },
    { cause: error },
  );
}

/** Makes a kind known to the database; once it is, that changes nothing. */
function know({ boss, tells, known }: Shared, { name, retries }: JobKind): Promise<void> {
  const { times, first, longest } = retrying[retries];
  const making =
    known.get(name) ??
    boss.createQueue(name, {
      ...{ policy: "exclusive", notify: tells, heartbeatSeconds: beatWithin, expireInSeconds: longestJob },
      ...{ retryLimit: times, retryDelay: first / 1_000 },
      ...(longest > first && { retryBackoff: true, retryDelayMax: longest / 1_000 }),
      // The record says what was done.
      deleteAfterSeconds: 60 * 60,
    });
  known.set(name, making);
  making.catch(() => known.delete(name));
  return making;
}

async function take(shared: Shared, kind: JobKind, work: DoJob): Promise<void> {
  const { boss, clock, random, log, leaving } = shared;
  const begin = async (): Promise<void> => {
    await know(shared, kind);
    // Of a new job the database tells; of one whose process died it does not.
    const whenTold = kind.retries === "soon" ? lookEvery : 3 * lookEvery;
    const looking = { pollingIntervalSeconds: lookEvery, notifyPollingIntervalSeconds: whenTold };
    await boss.work<{ name: string }>(kind.name, looking, async ([job]) => {
      if (job) await run(shared, doJob(shared, kind, job, work));
    });
  };
  const onFailure = (error: unknown): number => {
    log.warn({ job: kind.name, error: recogniseFailure(error) }, "work cannot be taken yet; it is tried again");
    return 0;
  };
  await untilDone(begin, { clock, random, signal: leaving.signal, onFailure });
}

async function run({ running }: Shared, work: Promise<void>): Promise<void> {
  const settled = work.catch(() => {}).finally(() => running.delete(settled));
  running.add(settled);
  await work;
}

async function doJob(
  { leaving, log }: Shared,
  kind: JobKind,
  { data: { name }, signal }: Job<{ name: string }>,
  work: DoJob,
): Promise<void> {
  const leave = AbortSignal.any([leaving.signal, signal]);
  try {
    await work(name, leave);
  } catch (error) {
    if (!leave.aborted) log.error({ job: kind.name, name, error }, "a job failed; it is tried again");
    throw error;
  }
  // Not done: somebody else goes on with it.
  if (leave.aborted) throw new Error("this process stops");
}
