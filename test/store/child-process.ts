/** Scripts of this folder run as processes of their own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { compilesOnce } from "../compiles-once.ts";

export type Child = {
  process: ChildProcess;
  /** What it prints, line by line, until it has ended. */
  lines: AsyncIterableIterator<string>;
  /** Kills it with no chance to tidy up, and waits until it is gone. */
  kill(): Promise<void>;
};

/** Starts `script` (a file of this folder) with the Node that runs the tests. */
export function startChild(script: string, ...parameters: string[]): Child {
  const child = spawn(
    process.execPath,
    ["--expose-gc", compilesOnce, join(import.meta.dirname, script), ...parameters],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const gone = once(child, "exit");
  return {
    process: child,
    lines: createInterface(child.stdout)[Symbol.asyncIterator](),
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
