/** One set-up at a time in one checkout: `npm start` and `npm test` may be started together on a fresh clone. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimes, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { say } from "./say.mjs";

/**
 * Runs a program to its end with its output on stderr.
 *
 * @typedef {(command: string, args: string[], cwd: string) => Promise<number>} RunStep
 */

/** @typedef {{ host: string; pids: number[] }} Owner The processes a lock belongs to: the set-up and its step. */

const heartbeatMilliseconds = 5_000;
const abandonedMilliseconds = 10 * 60_000;
const pollMilliseconds = 200;
const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {string} lock @returns {Owner | undefined} */
function readOwner(lock) {
  try {
    return JSON.parse(readFileSync(join(lock, "owner.json"), "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether whoever took the lock is gone. @param {string} lock */
function isAbandoned(lock) {
  try {
    const age = Date.now() - statSync(lock).mtimeMs;
    const owner = readOwner(lock);
    // Between making the folder and writing into it lie microseconds.
    if (!owner) return age > heartbeatMilliseconds;
    if (age > abandonedMilliseconds) return true;
    return owner.host === hostname() && !owner.pids.some(isAlive);
  } catch {
    return false;
  }
}

/** @param {string} lock @returns {boolean} Whether it is ours now. */
function tryTake(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Moves an abandoned lock away; of several processes that try, one succeeds. @param {string} lock */
function clear(lock) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    // Between our look and our move another process may have cleared it and taken a fresh one: give that back.
    if (!isAbandoned(aside)) return renameSync(aside, lock);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // Somebody else was faster.
  }
}

/** @param {string} lock */
async function take(lock) {
  let told = false;
  let waited = false;
  while (!tryTake(lock)) {
    if (isAbandoned(lock)) {
      clear(lock);
      continue;
    }
    const pid = readOwner(lock)?.pids[0];
    // Whoever has made the folder just now is about to write into it who it is.
    if (!told && (pid !== undefined || waited)) {
      say(`Doubleblind: another set-up of this checkout is under way (process ${pid ?? "unknown"}); waiting for it …`);
      told = true;
    }
    waited = true;
    await delay(pollMilliseconds);
  }
}

/**
 * Runs `work` while no other set-up of this checkout runs. Survives owners that were killed: a lock is dead when the
 * processes it names are, or when nobody has touched it for ten minutes.
 *
 * @template Result
 * @param {string} root
 * @param {(runStep: RunStep) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(root, work) {
  const lock = join(root, ".tools", "set-up.lock");
  mkdirSync(dirname(lock), { recursive: true });
  await take(lock);

  const release = () => rmSync(lock, { recursive: true, force: true });
  const { runStep, stop } = createSteps(lock, release);
  for (const signal of signals) process.on(signal, stop);
  const heartbeat = setInterval(() => utimes(lock, new Date(), new Date(), () => {}), heartbeatMilliseconds);
  try {
    return await work(runStep);
  } finally {
    clearInterval(heartbeat);
    for (const signal of signals) process.off(signal, stop);
    release();
  }
}

/**
 * Runs steps under the lock, one after the other, and writes into it which processes are at work.
 *
 * @param {string} lock
 * @param {() => void} release
 */
function createSteps(lock, release) {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  function writeOwner() {
    const owner = { host: hostname(), pids: [process.pid, ...(child?.pid ? [child.pid] : [])] };
    writeFileSync(join(lock, "owner.json"), JSON.stringify(owner));
  }
  /** @param {NodeJS.Signals} signal */
  function stop(signal) {
    child?.kill(signal);
    release();
    for (const one of signals) process.off(one, stop);
    process.kill(process.pid, signal);
  }
  /** @type {RunStep} */
  const runStep = (command, args, cwd) =>
    new Promise((resolve, reject) => {
      child = spawn(command, args, { cwd, stdio: ["ignore", 2, 2], windowsHide: true });
      // A set-up that is killed leaves its step running: the lock lives as long as either.
      writeOwner();
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
    });
  writeOwner();
  return { runStep, stop };
}
