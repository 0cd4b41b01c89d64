/**
 * How long a start takes until the arena answers `/healthz`, as people type it: warm (`node scripts/run.mjs start`, again on
 * a folder of data), first (the same on an empty folder, whose database is made), and cold (`npm start` in a fresh clone:
 * packages are installed, which takes npm's own cache where it holds them). Beside each: what all its processes used of the
 * processors by then; and how large the packages are that a clone installs.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BenchResult } from "./bench.ts";
import { median } from "./measure/quantile.ts";
import { type Start, startArena } from "./start/started-arena.ts";

/** The options that take a number. */
export const options = ["starts", "clones"] as const;

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Milliseconds; and a million bytes of packages. */
const limits = { warm: 1_500, cold: 40_000, packages: 400 };

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "doubleblind-start-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startOnce(command: readonly string[], directory: string, data: string): Promise<Start> {
  const arena = await startArena(command, directory, { DATA_DIR: data });
  await arena.end();
  return arena.start;
}

/** Starts again and again on one folder. @returns the first start, and the others. */
async function measureWarm(starts: number): Promise<{ first: Start; warm: Start[] }> {
  const command = [process.execPath, "scripts/run.mjs", "start"];
  return await inFolder(async (data) => {
    const first = await startOnce(command, root, data);
    // The compiled modules of a checkout are kept at the end of its first start.
    await startOnce(command, root, data);
    const warm: Start[] = [];
    for (let count = 0; count < starts; count += 1) warm.push(await startOnce(command, root, data));
    return { first, warm };
  });
}

/** Their room on the disk. @returns a million bytes. */
function sizeOf(folder: string): number {
  const [kilobytes = ""] = execFileSync("du", ["-sk", folder], { encoding: "utf8" }).split("\t");
  return Math.round((Number(kilobytes) * 1_024) / 1e6);
}

/** What is committed, cloned anew each time. */
async function measureCold(clones: number): Promise<{ cold: Start[]; packages: number }> {
  const cold: Start[] = [];
  let packages = 0;
  for (let count = 0; count < clones; count += 1) {
    await inFolder(async (folder) => {
      const clone = join(folder, "clone");
      execFileSync("git", ["clone", "--quiet", root, clone]);
      cold.push(await startOnce(["npm", "start", "--silent"], clone, join(folder, "data")));
      packages = sizeOf(join(clone, "node_modules"));
    });
  }
  return { cold, packages };
}

function medians(starts: readonly Start[]): Start {
  return {
    wallMs: Math.round(median(starts.map(({ wallMs }) => wallMs))),
    processorMs: Math.round(median(starts.map(({ processorMs }) => processorMs))),
  };
}

/** @param given `starts`: how many warm ones; `clones`: how many cold ones. */
export async function bench({ starts = 7, clones = 1 }: Readonly<Record<string, number>>): Promise<BenchResult> {
  const load = loadavg()[0] ?? Number.NaN;
  const { first, warm } = await measureWarm(starts);
  const { cold, packages } = await measureCold(clones);
  const figures = { load, limits, warm: medians(warm), first: medians([first]), cold: medians(cold), packages };
  const line = (name: string, { wallMs, processorMs }: Start) =>
    `${name.padEnd(6)} ${(wallMs / 1000).toFixed(2)} s (${(processorMs / 1000).toFixed(2)} s of processor time)`;
  return {
    passed: figures.warm.wallMs <= limits.warm && figures.cold.wallMs <= limits.cold && packages <= limits.packages,
    figures,
    report: [
      `Until /healthz answers; load of the machine before: ${load.toFixed(1)}.`,
      `${line("warm", figures.warm)}, median of ${starts}; ${limits.warm / 1000} s are allowed`,
      `${line("first", figures.first)}, its database made`,
      `${line("cold", figures.cold)}, a fresh clone with npm start; ${limits.cold / 1000} s are allowed`,
      `${packages} MB of packages in it; ${limits.packages} MB are allowed`,
    ].join("\n"),
  };
}
