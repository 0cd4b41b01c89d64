/** Runs the verb itself as a child that lives and dies with this process. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { watchNpm } from "./npm.mjs";

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
const onWindows = process.platform === "win32";

/** The same signal within this time is the same wish: at Ctrl-C both the terminal and npm send one. */
const sameWishMilliseconds = 2_000;

/**
 * Hands each signal on to the child, once.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @returns {() => void} Stops it.
 */
function passSignals(child) {
  /** @type {Map<string, number>} */
  const lastPassed = new Map();
  /** @param {NodeJS.Signals} signal */
  function pass(signal) {
    const now = Date.now();
    if (now - (lastPassed.get(signal) ?? -Infinity) < sameWishMilliseconds) return;
    lastPassed.set(signal, now);
    // On Windows the console tells the child itself, and `kill` would not let it tidy up.
    if (!onWindows) child.kill(signal);
  }
  for (const signal of signals) process.on(signal, pass);
  return () => signals.forEach((signal) => process.off(signal, pass));
}

/**
 * Our environment, with this Node first among the programs, and a place where it keeps what it has compiled: a start
 * then takes half as long to load its modules.
 *
 * @param {string} node
 * @param {string} cwd
 */
function environmentWith(node, cwd) {
  // Windows writes "Path", and two spellings of one name confuse it.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return {
    NODE_COMPILE_CACHE: join(cwd, "node_modules", ".cache", "node"),
    ...process.env,
    [name]: `${dirname(node)}${delimiter}${process.env[name] ?? ""}`,
  };
}

/**
 * Runs Node with the given arguments; stdin, stdout and stderr are ours.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<number>} Its exit code. If a signal ended it, the same signal ends this process.
 */
export function runVerb(node, args, cwd) {
  const child = spawn(node, args, {
    cwd,
    // The channel is how the child learns that this process is gone (see end-with-parent.mjs).
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // A process group of its own, so that a Ctrl-C reaches it through us only, and once.
    detached: !onWindows,
    env: environmentWith(node, cwd),
  });
  const stopPassing = passSignals(child);
  // A bot that nobody can reach any more would hold the data folder.
  watchNpm(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      stopPassing();
      if (signal && !onWindows) process.kill(process.pid, signal);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
