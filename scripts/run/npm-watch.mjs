/**
 * Notices that the npm that started us is gone. Killed outright it cannot tell us, and told to end it tells only the
 * shell between us, which ends without a word.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const checkMilliseconds = 200;

/** Whoever started us. Read at once, for a set-up may take a while. */
const parentAtStart = process.ppid;

/**
 * A process's name and parent, or undefined when it is gone.
 *
 * @param {number} pid
 * @returns {{ name: string; parent: number } | undefined}
 */
function look(pid) {
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, name = ""] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? "") ?? [];
    return parent ? { name: basename(name), parent: Number(parent) } : undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const shells = new Set(["sh", "ash", "bash", "busybox", "dash", "ksh", "zsh"]);

/**
 * The npm above the shell that it put between us, or undefined when npm is our parent itself: some shells replace
 * themselves with the command they run, some do not.
 */
function findNpmAboveShell() {
  const parent = look(parentAtStart);
  return parent && shells.has(parent.name) ? parent.parent : undefined;
}

/**
 * Calls `onGone` once when npm, or the shell between us, has ended before us. Does nothing when npm did not start us:
 * parents of `nohup node scripts/run.mjs start &` may go.
 *
 * @param {() => void} onGone
 */
export function watchNpm(onGone) {
  if (process.platform === "win32" || !process.env.npm_lifecycle_event) return;
  const npm = findNpmAboveShell();
  function isGone() {
    if (process.ppid !== parentAtStart) return true;
    if (npm === undefined) return false;
    // A killed process that nobody has buried yet still counts as alive, but has lost its children.
    return process.platform === "linux" ? look(parentAtStart)?.parent !== npm : !isAlive(npm);
  }
  const watch = setInterval(() => {
    if (!isGone()) return;
    clearInterval(watch);
    onGone();
  }, checkMilliseconds);
  watch.unref();
}
