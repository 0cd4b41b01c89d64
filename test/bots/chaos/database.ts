/** The PostgreSQL of a chaos run: a server from the packages, which brings commits to the disk, and can be maltreated. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { findServerPrograms } from "../../../core/store/server/server-programs.ts";
import { initialiseServer, type Server, startServer } from "../../../core/store/server/server.ts";
import { openSocketFolder } from "../../../core/store/server/socket-folder.ts";

export type ChaosDatabase = {
  /** For `DATABASE_URL`. */
  url: string;
  /** Whether it takes connections. */
  isUp(): boolean;
  /** Since when it has, by `performance.now()`. */
  upSince(): number;
  /** Ends it: `fast` lets transactions roll back, `immediate` is a crash. */
  stop(how: "fast" | "immediate"): Promise<void>;
  start(): Promise<void>;
  /** Cuts each connection with this probability. */
  cut(share: number): Promise<void>;
  rows<Row>(statement: string, parameters?: unknown[]): Promise<Row[]>;
  /** Ends it for good and removes its files. */
  remove(): Promise<void>;
};

/** What a server says that was started before the helpers of a killed one were gone. */
const tooSoon = /shared memory block .* still in use|another server might be running/;

/** @throws {Error} that says why there is no server on this machine. */
export async function startChaosDatabase(): Promise<ChaosDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "doubleblind-chaos-"));
  chmodSync(folder, 0o700);
  const programs = await findServerPrograms(folder);
  if (typeof programs === "string") throw new Error(programs);
  const directory = join(folder, "database");
  const socketFolder = openSocketFolder(join(folder, "socket"), programs);
  const options = { programs, directory, socketFolder, connections: 100 };
  await initialiseServer(options);
  let server: Server | undefined;
  let upSince = 0;
  const start = async (): Promise<void> => {
    for (let left = 100; !server; left -= 1) {
      server = await startServer(options).catch(async (error: unknown) => {
        if (left === 0 || !tooSoon.test(String(error))) throw error;
        await pause(100);
        return undefined;
      });
    }
    upSince = performance.now();
  };
  await start();
  const { url } = server!;
  const rows = async <Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(statement, parameters)).rows as Row[];
    } finally {
      await client.end();
    }
  };
  const stop: ChaosDatabase["stop"] = async (how) => {
    const stopping = server;
    server = undefined;
    if (how === "immediate" && stopping) process.kill(stopping.pid, "SIGQUIT");
    if (how === "immediate") await stopping?.ended;
    await stopping?.stop();
  };
  return {
    ...{ url, rows, stop, start },
    isUp: () => server !== undefined,
    upSince: () => upSince,
    cut: async (share) =>
      void (await rows(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND random() < $1`,
        [share],
      )),
    async remove() {
      await stop("fast");
      rmSync(socketFolder, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
