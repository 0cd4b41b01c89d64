/**
 * At most one process for each data directory. PGlite has no lock of its own: of two processes on one directory, half of
 * what both write is lost without an error. The lock is SQLite's on an empty file, because the operating system releases
 * it as soon as its process ends, however that ends; a file with a process id in it would outlive a crash.
 *
 * Never open `owner.lock` in the owning process by other means: closing it would give up the lock.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type * as sqlite from "node:sqlite";
import { makeFolder } from "./make-folder.ts";
import { StoreRefusal } from "./store-refusal.ts";

/** Who holds a data directory, for the sentence another process shows. */
export type Owner = { pid: number; machine: string };

/** Kept here, because a lock that nothing refers to would be collected as garbage, and thereby given up. */
const heldLocks = new Set<sqlite.DatabaseSync>();

/** SQLite's result codes for a lock somebody else holds: SQLITE_BUSY and SQLITE_LOCKED. */
export const lockedCodes = [5, 6];

/** Loads `node:sqlite` without the warning by which older versions of Node call it experimental. */
export function loadSqlite(): typeof sqlite {
  const emitWarning = process.emitWarning;
  function emitOthers(this: unknown, ...parameters: unknown[]): void {
    if (!/SQLite is an experimental feature/.test(String(parameters[0])))
      Reflect.apply(emitWarning, process, parameters);
  }
  process.emitWarning = emitOthers as typeof process.emitWarning;
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Who wrote that `owner.json`, as far as it can be read. */
export function readOwner(file: string): Partial<Owner> {
  try {
    const { pid, machine } = JSON.parse(readFileSync(file, "utf8")) as Partial<Owner>;
    return { ...(typeof pid === "number" && { pid }), ...(typeof machine === "string" && { machine }) };
  } catch {
    return {}; // The other process has the lock but has not written its name yet.
  }
}

function refuseLocked(directory: string, ownerFile: string): StoreRefusal {
  const { pid, machine } = readOwner(ownerFile);
  const who = pid === undefined ? "another process" : `process ${pid}${machine ? ` on ${machine}` : ""}`;
  return new StoreRefusal(
    "locked",
    `The data directory ${directory} is in use by ${who}. Two processes would destroy each other's votes. ` +
      "Stop that one first, or give this one a data directory of its own.",
    { path: directory, ...(pid !== undefined && { pid }), ...(machine !== undefined && { machine }) },
  );
}

function refuseUnwritable(directory: string, error: unknown): StoreRefusal {
  const { code, message } = error as { code?: string; message?: string };
  // SQLite's own codes say nothing to people.
  const reason = code !== undefined && !code.startsWith("ERR_") ? code : (message ?? String(error));
  return new StoreRefusal(
    "unwritable",
    `The data directory ${directory} cannot be written (${reason}). ` +
      "Free the disk or make the directory writable for this user, or choose another.",
    { path: directory, reason },
    { cause: error },
  );
}

/** @throws {StoreRefusal} `locked` or `unwritable`. */
function tryLock(directory: string, owner: Owner): () => void {
  const ownerFile = join(directory, "owner.json");
  const { DatabaseSync } = loadSqlite();
  let lock: sqlite.DatabaseSync | undefined;
  try {
    makeFolder(directory, 0o700);
    lock = new DatabaseSync(join(directory, "owner.lock"));
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    writeFileSync(ownerFile, JSON.stringify(owner));
  } catch (error) {
    lock?.close();
    const code = (error as { errcode?: unknown }).errcode;
    if (typeof code === "number" && lockedCodes.includes(code)) throw refuseLocked(directory, ownerFile);
    throw refuseUnwritable(directory, error);
  }
  const held = lock;
  heldLocks.add(held);
  return () => {
    if (!heldLocks.delete(held)) return;
    rmSync(ownerFile, { force: true });
    held.close();
  };
}

/** Milliseconds from one try to the next. */
const tryEvery = 100;

/**
 * Makes the directory when it is not there and takes it for this process. Where another process has it, tries again
 * until it lets go: one that was told to end, or killed, may need a moment for that.
 * @param patience For how many milliseconds to try; with 0 there is one try, made before this function returns.
 * @param wait Lets some milliseconds pass.
 * @returns what gives the directory back.
 * @throws {StoreRefusal} `locked` when patience is at its end, or at once `unwritable`.
 */
export async function lockDirectory(
  directory: string,
  owner: Owner,
  patience: number,
  wait: (milliseconds: number) => Promise<unknown> = pause,
): Promise<() => void> {
  for (let left = patience; ; left -= tryEvery) {
    try {
      return tryLock(directory, owner);
    } catch (error) {
      const locked = error instanceof StoreRefusal && error.kind === "locked";
      if (!locked || left <= 0) throw error;
    }
    await wait(Math.min(tryEvery, left));
  }
}
