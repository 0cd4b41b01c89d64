/** npm: where this machine keeps it, and whether the one that started us is still there. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { Problem } from "./say.mjs";

/** Said to npm each time: run nothing while installing, and say only what matters. */
const manners = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** @param {string} path */
function isNpmCli(path) {
  return basename(path) === "npm-cli.js" && existsSync(path);
}

/** What a path of `npm` on the search path leads to. @param {string} path */
function followed(path) {
  return existsSync(path) ? realpathSync(path) : path;
}

/**
 * npm's own JavaScript, so that it can be run by the Node of our choice: the one that started us, else the one that
 * came with this Node, else the one on the search path.
 */
function findNpmCli() {
  const besideNode = dirname(realpathSync(process.execPath));
  const onSearchPath = (process.env.PATH ?? process.env.Path ?? "").split(delimiter).filter(Boolean);
  const candidates = [
    process.env.npm_execpath ?? "",
    join(besideNode, "node_modules", "npm", "bin", "npm-cli.js"),
    join(besideNode, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    ...onSearchPath.flatMap((place) => [
      followed(join(place, "npm")),
      join(place, "node_modules", "npm", "bin", "npm-cli.js"),
      join(place, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    ]),
  ];
  return candidates.find(isNpmCli);
}

/**
 * How to run npm.
 *
 * @param {string} node Path of the Node to run it with.
 * @returns {{ command: string; args: string[] }} What goes before npm's own command, and its manners.
 * @throws {Problem} when this machine has no npm.
 */
export function findNpm(node = process.execPath) {
  const cli = findNpmCli();
  if (cli) return { command: node, args: [cli, ...manners] };
  throw new Problem(
    "npm was not found, and the packages come through it. Install Node with npm from https://nodejs.org.",
  );
}

/**
 * @param {string} what What npm was asked to do.
 * @param {number} code How it ended.
 */
export function npmProblem(what, code) {
  return new Problem(
    `npm could not ${what} (exit code ${code}); its own words are above. This step needs the internet once, so check ` +
      "the connection, the proxy, the space left on the disk and this user's right to write here, and start again: " +
      "nothing half done is kept.",
  );
}

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
 * Notices that the npm that started us is gone: killed outright it cannot tell us, and told to end it tells only the
 * shell between us, which ends without a word. Calls `onGone` once when npm, or the shell between us, has ended before us. Does nothing when npm did not start us:
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
