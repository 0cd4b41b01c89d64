/** Ends a server that an earlier process of ours has left behind, and clears away what would keep a new one from starting. */
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** How long to wait after each request to end, from polite to forced. Milliseconds. */
const requests: readonly [NodeJS.Signals, number][] = [
  ["SIGINT", 10_000],
  ["SIGQUIT", 5_000],
  ["SIGKILL", 5_000],
];
const lookEvery = 20;

function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether that process is a server on `directory`, rather than another that was given its number since. */
function isServerOn(directory: string, pid: number): boolean {
  try {
    // A server's current folder is that of its files.
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
    const command = execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes(`-D ${directory} `);
  } catch {
    return false;
  }
}

async function endsWithin(directory: string, pid: number, milliseconds: number): Promise<boolean> {
  for (let left = milliseconds; left > 0; left -= lookEvery) {
    if (!isServerOn(directory, pid)) return true;
    await pause(lookEvery);
  }
  return false;
}

/** The process of a server that is at work on `directory`, as far as this machine can tell. Changes nothing. */
export function findServer(directory: string): number | undefined {
  const pid = readPid(join(directory, "postmaster.pid"));
  return pid !== undefined && isServerOn(directory, pid) ? pid : undefined;
}

/** The folder with the socket of a server that is at work on `directory`, as far as this machine can tell. */
export function findSocketFolder(directory: string): string | undefined {
  if (findServer(directory) === undefined) return undefined;
  // Its own file: process, files, start, port, and where its socket is.
  return readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n")[4] || undefined;
}

/**
 * The caller must have the data folder for itself. A server that is ending already is waited for.
 * @param directory Absolute path of the folder with the server's files; it need not exist.
 */
export async function endLeftServer(directory: string): Promise<void> {
  const file = join(directory, "postmaster.pid");
  const pid = readPid(file);
  if (pid === undefined || !isAlive(pid)) return; // PostgreSQL knows what to do with a dead one's file.
  if (!isServerOn(directory, pid)) return rmSync(file, { force: true });
  for (const [signal, patience] of requests) {
    process.kill(pid, signal);
    if (await endsWithin(directory, pid, patience)) return;
  }
  throw new Error(`the server that an earlier start has left does not end (process ${pid})`);
}
