/** An arena as people start it: a process of its own with a new data folder, and what it uses of the processors. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

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
  /** Ends it and deletes what it kept. */
  end(): Promise<void>;
};

/** None of the developer's own settings. */
const settings = ["DEMO=1", "PORT=0", "HOST=", "DATABASE_URL=", "DISCORD_TOKEN=", "TELEGRAM_TOKEN=", "PAGE_JOIN_CODE="];

/** @param more options for Node, such as `--cpu-prof`. */
export async function startArena(store: EmbeddedStore, more: readonly string[] = []): Promise<Arena> {
  const directory = await mkdtemp(join(tmpdir(), "doubleblind-votes-"));
  const preloaded = store === "pglite" ? ["--import", new URL("./keep-to-pglite.ts", import.meta.url).href] : [];
  const program = [process.execPath, "--disable-warning=ExperimentalWarning", ...more, ...preloaded, "bots/main.ts"];
  const child = spawn("env", [...settings, `DATA_DIR=${directory}`, ...program], {
    cwd: fileURLToPath(new URL("../../../", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const address = /https?:\/\/[^\s/]+/.exec(line)?.[0];
  if (!address) throw new Error(`The arena did not start: ${line}`);
  return {
    address,
    processorTime: () => processorTime(child.pid ?? 0),
    async end() {
      child.kill("SIGTERM");
      await once(child, "exit");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A tick of the kernel's clock is a hundredth of a second. */
const tickMilliseconds = 10;

/** What a process and all below it have used of the processors so far, in milliseconds. Needs Linux. */
export async function processorTime(root: number): Promise<number> {
  const all = new Map<number, { parent: number; ticks: number }>();
  for (const name of await readdir("/proc")) {
    const text = /^\d+$/u.test(name) ? await readFile(`/proc/${name}/stat`, "utf8").catch(() => "") : "";
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [, parent = 0, ...more] = fields.map(Number);
    // Its own, and those of processes below it that have ended.
    if (text) all.set(Number(name), { parent, ticks: more.slice(9, 13).reduce((sum, one) => sum + one, 0) });
  }
  const isWithin = (pid: number): boolean => {
    const above = all.get(pid);
    return pid === root || (above !== undefined && isWithin(above.parent));
  };
  return [...all].reduce((sum, [pid, { ticks }]) => sum + (isWithin(pid) ? ticks * tickMilliseconds : 0), 0);
}
