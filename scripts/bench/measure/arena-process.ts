/** An arena as people start it: a process of its own with a new data folder, and what it uses of the machine. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { arenaOptions } from "../../run/node.mjs";
import { findBelow, processorTimeOf } from "./processor-time.ts";

/** The embedded databases. */
export const stores = ["postgres", "pglite"] as const;
/** One of them. */
export type EmbeddedStore = (typeof stores)[number];

/** A started arena. */
export type Arena = {
  /** Where its page is. */
  address: string;
  /** What it and all processes below it have used of the processors so far, in milliseconds. Needs Linux. */
  processorTime(): Promise<number>;
  /** How much memory its own process has, without those below it, in MB. Needs Linux. */
  memory(): Promise<number>;
  /** How much those below it have, of shared pages their share, in MB. Needs Linux. */
  memoryBelow(): Promise<number>;
  /** Ends it and deletes what it kept. */
  end(): Promise<void>;
};

/** None of the developer's own settings. */
const settings = ["DEMO=1", "PORT=0", "HOST=", "DATABASE_URL=", "DISCORD_TOKEN=", "TELEGRAM_TOKEN=", "PAGE_JOIN_CODE="];

const usual = ["--disable-warning=ExperimentalWarning", ...arenaOptions];

/**
 * Starts one.
 * @param more options for Node, such as `--cpu-prof`. @param prepare fills its data folder before, and gives settings such
 * as `PUBLIC_BOARD=1`.
 */
export async function startArena(
  store: EmbeddedStore,
  more: readonly string[] = [],
  prepare: (directory: string) => Promise<readonly string[]> = async () => [],
): Promise<Arena> {
  const directory = await mkdtemp(join(tmpdir(), "doubleblind-bench-"));
  const preloaded = store === "pglite" ? ["--import", new URL("./keep-to-pglite.ts", import.meta.url).href] : [];
  const program = [process.execPath, ...usual, ...more, ...preloaded, "bots/main.ts"];
  const given = [...settings, ...(await prepare(directory))];
  const child = spawn("env", [...given, `DATA_DIR=${directory}`, ...program], {
    cwd: fileURLToPath(new URL("../../../", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const address = /https?:\/\/[^\s/]+/.exec(line)?.[0];
  if (!address) throw new Error(`The arena did not start: ${line}`);
  return {
    address,
    processorTime: () => processorTimeOf(child.pid ?? 0),
    async memory() {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
    },
    async memoryBelow() {
      const below = [...(await findBelow(child.pid ?? 0)).keys()];
      const shares = await Promise.all(below.map((id) => readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "")));
      return Math.round(shares.reduce((sum, share) => sum + Number(/^Pss:\s+(\d+)/m.exec(share)?.[1] ?? 0), 0) / 1024);
    },
    async end() {
      child.kill("SIGTERM");
      await once(child, "exit");
      await rm(directory, { recursive: true, force: true });
    },
  };
}
