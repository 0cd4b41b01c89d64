/** The engine on a PostgreSQL server of our own: started when it is opened, and again when it has ended by itself. */
import { chmodSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../machine/clock.ts";
import { StoreFailure } from "../store-failure.ts";
import { probeDisk } from "../disk-probe.ts";
import type { Engine } from "../engine.ts";
import { createHealing, type Stopping } from "../healing.ts";
import { openPostgresEngine } from "../postgres-engine.ts";
import { endLeftServer } from "./left-server.ts";
import { type Server, type ServerOptions, startServer } from "./server.ts";
import { openSocketFolder } from "./socket-folder.ts";

/** Longer than one takes to start and to end at once. Milliseconds. */
const pauseAfterOpening = 1_000;

const diskTrouble = /no space left|quota exceeded|input\/output error|could not (write|flush|fsync)/i;

/** Why a server that was not asked to has ended. */
function explainEnd(said: string, lastWords: string): StoreFailure {
  return new StoreFailure(
    // Its last words are often for those who came while it was ending.
    diskTrouble.test(said) ? "disk" : "unreachable",
    `The database server has ended by itself (${lastWords}). What it had confirmed before is safe. It is started again.`,
  );
}

/** A server whose disk is full ends all connections: nobody hears from it why. */
function explainFailure(failure: StoreFailure, trouble: string): StoreFailure {
  return failure.kind === "unreachable" && diskTrouble.test(trouble)
    ? explainEnd(trouble, /^.*no space.*$/im.exec(trouble)?.[0] ?? "its disk fails")
    : failure;
}

type WatchedServer = Stopping & Pick<Server, "url" | "trouble">;

/** How often, and with what pauses in milliseconds, to try while the helpers of a killed server are still ending. */
const [tries, betweenTries] = [50, 100];

async function startWhenFree(options: ServerOptions): Promise<Server> {
  for (let left = tries; ; left -= 1) {
    try {
      return await startServer(options);
    } catch (error) {
      if (left === 0 || !/shared memory block .* still in use/.test(String(error))) throw error;
      await pause(betweenTries);
    }
  }
}

async function start(options: ServerOptions): Promise<WatchedServer> {
  await endLeftServer(options.directory);
  // The server refuses files that others may open, and copies from a backup often are so.
  chmodSync(options.directory, 0o700);
  const { url, trouble, ended, stop } = await startWhenFree(options);
  let stopped: StoreFailure | undefined;
  void ended.then((lastWords) => (stopped = explainEnd(trouble(), lastWords)));
  return {
    ...{ url, trouble },
    get stopped() {
      return stopped;
    },
    close: stop,
  };
}

/** Which server to start, and how it is called. */
export type ServerEngineOptions = Omit<ServerOptions, "socketFolder"> & {
  /** Where the data lies, for people. */
  description: string;
  clock: Pick<Clock, "elapsed">;
};

/**
 * Starts the server on `directory`, which `initialiseServer` has made, ending one that an earlier process of ours has
 * left on it. The caller must have the data folder for itself.
 * @throws {Error} with the server's own words.
 */
export async function openServerEngine({ description, clock, ...options }: ServerEngineOptions): Promise<Engine> {
  const { directory, programs } = options;
  await endLeftServer(directory);
  const socketFolder = openSocketFolder(`${directory}.socket`, programs);
  let newest: WatchedServer | undefined;
  const startOnce = async (): Promise<WatchedServer> => (newest = await start({ ...options, socketFolder }));
  const removeSocket = (): void => rmSync(socketFolder, { recursive: true, force: true });
  const server = await startOnce().catch((error: unknown) => {
    removeSocket();
    throw error;
  });
  const probe = (): Promise<void> => probeDisk(dirname(directory));
  const healing = createHealing(server, { open: startOnce, probe, clock, pauseAfterOpening });
  const clients = await openPostgresEngine(server.url);
  const ready = async (): Promise<void> => void (await healing.working());
  return {
    ...{ ...clients, description, ready },
    explain: (failure) => explainFailure(failure, newest?.trouble() ?? ""),
    listen: null,
    transaction: (work) => ready().then(() => clients.transaction(work)),
    async close() {
      await clients.close();
      await healing.close();
      removeSocket();
    },
  };
}
