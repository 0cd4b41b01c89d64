/**
 * A PostgreSQL server of our own. It listens on a socket in a folder that only this user may open, on no network, and
 * ends with this process, however that ends.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { type ServerPrograms, serverEnvironment } from "./server-programs.ts";

/** Where a server has its files and its socket. */
export type ServerOptions = {
  programs: ServerPrograms;
  /** Absolute path of the folder with its files. No other server may run on it. */
  directory: string;
  /** Absolute path of the folder for its socket, see `openSocketFolder`. */
  socketFolder: string;
  /** False only in tests: it confirms before anything is on the disk. */
  durable?: boolean;
  /** How many clients may be connected at the same time. */
  connections?: number;
};

/** A server that runs. */
export type Server = {
  /** Its address, see {@link serverUrl}. */
  url: string;
  /** Its process. */
  pid: number;
  /** All it has said since it last began to take connections. */
  trouble(): string;
  /** Resolves when it has ended, with what it said last. */
  ended: Promise<string>;
  /** Ends it in order, by force when that takes too long. A second call waits for the first. */
  stop(): Promise<void>;
};

const superuser = "doubleblind";

/** The address of a server of ours for PostgreSQL's clients: the database `postgres`, as its superuser. */
export function serverUrl(socketFolder: string): string {
  return `postgres://${superuser}@localhost/postgres?host=${encodeURIComponent(socketFolder)}&sslmode=disable`;
}

type ServerProcess = ChildProcessByStdio<Writable, null, Readable>;

/**
 * Reads its standard input until this process closes it or is gone, and then asks the program to end. The program takes
 * the shell's place and process id. A line means that it has ended already.
 */
const watched = `
  exec 3<&0 </dev/null
  (read -r line <&3 || kill -INT $$) >/dev/null 2>&1 &
  exec 3<&- "$@"`;

type Started = {
  process: ServerProcess;
  log(): string;
  ended: Promise<{ code: number | null; log: string }>;
};

/** How much is kept of what a program says. Characters. */
const keptLog = 8_000;

/** Starts one of PostgreSQL's programs. It ends with this process. */
function startProgram({ prefix, user }: ServerPrograms, program: string, parameters: readonly string[]): Started {
  const [command = "", ...rest] = [...prefix, "/bin/sh", "-c", watched, "sh", program, ...parameters];
  const started = spawn(command, rest, {
    cwd: "/",
    env: serverEnvironment,
    stdio: ["pipe", "ignore", "pipe"],
    // A Ctrl-C at the terminal is for us: we have things to store before the server ends.
    detached: true,
    ...user,
  });
  let log = "";
  started.stderr.setEncoding("utf8").on("data", (text: string) => (log = (log + text).slice(-keptLog)));
  started.stdin.on("error", () => {});
  // The watching shell has nothing left to end: the process id may be somebody else's soon.
  started.once("exit", () => started.stdin.end("\n"));
  const ended = once(started, "close").then(
    ([code]) => ({ code: code as number | null, log }),
    (error: Error) => ({ code: null, log: error.message }),
  );
  return { process: started, log: () => log, ended };
}

const complaint = /^.*?(?:PANIC|FATAL|ERROR|error): .*$/gm;

/** The last complaint in what a program has said. */
function lastTrouble(log: string): string {
  const found = log.match(complaint)?.at(-1) ?? log.trim().split("\n").at(-1) ?? "";
  return found.replace(/^.*?(?:PANIC|FATAL|ERROR|error): +/, "").trim() || "it ended without a word";
}

/** Same order and same letters on every machine, whatever languages it knows. */
const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

/**
 * Makes the files of a new, empty server in a folder that is not there yet.
 * @throws {Error} with initdb's own words.
 */
export async function initialiseServer(options: Omit<ServerOptions, "socketFolder">): Promise<void> {
  const { programs, directory, durable = true } = options;
  const access = [`--username=${superuser}`, "--auth-local=trust", "--auth-host=reject"];
  const flags = [...locale, ...access, "--no-instructions", ...(durable ? [] : ["--no-sync"])];
  const { code, log } = await startProgram(programs, programs.initdb, [`--pgdata=${directory}`, ...flags]).ended;
  if (code !== 0) throw new Error(lastTrouble(log));
}

function settings({ directory, socketFolder, durable = true, connections = 30 }: ServerOptions): string[] {
  const values = {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    max_connections: String(connections),
    timezone: "UTC",
    lc_messages: "C",
    // What a small installation can spare: standby servers, programs beside the server, logs for later.
    wal_level: "minimal",
    max_wal_senders: "0",
    max_logical_replication_workers: "0",
    io_method: "sync",
    min_wal_size: "32MB",
    max_wal_size: "256MB",
    log_checkpoints: "off",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return ["-D", directory, ...Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** How to ask a server to end, from politely to forcibly, and how long to wait each time. Milliseconds. */
const requests = [
  ["SIGINT", 5_000],
  ["SIGQUIT", 2_000],
  ["SIGKILL", 60_000],
] as const;

/** What keeps this process alive. */
function handles(server: ServerProcess): Pick<Socket, "ref" | "unref">[] {
  // Pipes to a program are sockets of the system.
  return [server as unknown as Socket, server.stdin as Socket, server.stderr as unknown as Socket];
}

async function stopProcess(server: ServerProcess, ended: Promise<unknown>): Promise<void> {
  // It must have ended before we do.
  for (const handle of handles(server)) handle.ref();
  const over = ended.then(() => true);
  for (const [signal, patience] of requests) {
    server.kill(signal);
    if (await Promise.race([over, pause(patience, false, { ref: false })])) return;
  }
}

/** What a server says whenever it begins to take connections. */
const readyWords = "database system is ready to accept connections";

/** Resolves when the server takes connections. @throws {Error} when it ends before. */
function untilReady(server: ServerProcess, ended: Promise<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    server.stderr.on("data", function look(text: string) {
      log += text;
      if (!log.includes(readyWords)) return;
      server.stderr.off("data", look);
      resolve();
    });
    void ended.then((lastWords) => reject(new Error(lastWords)));
  });
}

/**
 * Starts a server on files that {@link initialiseServer} has made, and waits until it takes connections. It does not
 * keep this process alive.
 * @throws {Error} with the server's own words.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { programs, socketFolder } = options;
  const started = startProgram(programs, programs.postgres, settings(options));
  const server = started.process;
  const ended = started.ended.then(({ log }) => lastTrouble(log));
  await untilReady(server, ended);
  for (const handle of handles(server)) handle.unref();
  let stopping: Promise<void> | undefined;
  return {
    url: serverUrl(socketFolder),
    pid: server.pid ?? 0,
    trouble: () => started.log().split(readyWords).at(-1) ?? "",
    ended,
    stop: () => (stopping ??= stopProcess(server, ended)),
  };
}
