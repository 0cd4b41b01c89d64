/** The Node that everything runs on: the machine's own when it can, else one of ours, fetched through npm. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findNpm, npmProblem } from "./npm.mjs";
import { Problem } from "./say.mjs";

/** What the arena's Node is told: to let the arena give memory back (`bots/rest.ts`). */
export const arenaOptions = ["--expose-gc"];

/** Fetched when the machine's own is too old. */
const version = "24.21.0";

/**
 * Whether a running Node can run this project: it runs TypeScript as it is and has SQLite built in. Distributions
 * sometimes build a new Node without one of them, so the features count as well as the version.
 *
 * @param {{ versions: { node: string }; features: object }} running `process`, or what stands for it.
 */
export function isFitToRun(running) {
  const [major = 0, minor = 0] = running.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)) return false;
  const runsTypeScript = "typescript" in running.features && Boolean(running.features.typescript);
  return runsTypeScript && hasSqlite();
}

function hasSqlite() {
  if (builtinModules.includes("node:sqlite")) return true;
  try {
    return Boolean(createRequire(import.meta.url).resolve("node:sqlite"));
  } catch {
    return false;
  }
}

/** The npm package that holds nothing but the Node binary for this machine; it needs no install script. */
function packageName() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${process.arch}`;
}

/** @param {string} root */
function folder(root) {
  return join(root, ".tools", `node-${version}-${process.platform}-${process.arch}`);
}

/** @param {string} place Where the package was installed. */
function binaryIn(place) {
  const file = process.platform === "win32" ? "node.exe" : "node";
  return join(place, "node_modules", packageName(), "bin", file);
}

/**
 * The fetched Node, if it is there.
 *
 * @param {string} root
 * @returns {string | undefined}
 */
export function pathOfFetchedNode(root) {
  const path = binaryIn(folder(root));
  return existsSync(path) ? path : undefined;
}

/**
 * Fetches Node into `.tools`. It is installed beside its place, tried, and only then moved there: a broken download
 * is never taken for a whole one.
 *
 * @param {string} root
 * @param {import("./lock.mjs").RunStep} runStep
 */
export async function fetchNode(root, runStep) {
  const beginning = `${folder(root)}.part-`;
  const place = `${beginning}${process.pid}`;
  removeLeftovers(beginning);
  mkdirSync(place, { recursive: true });
  try {
    const npm = findNpm();
    const wanted = `${packageName()}@${version}`;
    const code = await runStep(npm.command, [...npm.args, "install", "--prefix", place, "--no-save", wanted], place);
    if (code !== 0) throw npmProblem(`fetch Node ${version}`, code);
    if ((await runStep(binaryIn(place), ["--eval", ""], place)) !== 0) {
      throw new Problem(
        `The Node ${version} fetched for ${process.platform} ${process.arch} does not run here. ${byHand}`,
      );
    }
    rmSync(folder(root), { recursive: true, force: true });
    renameSync(place, folder(root));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const byHand = "Install Node 24 yourself (https://nodejs.org) and start again.";

/** What fetches that were cut short left behind. @param {string} beginning */
function removeLeftovers(beginning) {
  const parent = dirname(beginning);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    if (path.startsWith(beginning)) rmSync(path, { recursive: true, force: true });
  }
}
