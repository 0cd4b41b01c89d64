/** What a program costs: time, processor time, memory; and how busy the machine is meanwhile. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";

/** What one run cost. */
export type Usage = {
  /** From start to end. */
  wallSeconds: number;
  /** Of all its Node processes and their threads. */
  processorSeconds: number;
  /** The most that any of them held at once. */
  megabytes: number;
  /** Processors that others kept busy meanwhile, of all there are between 0 and 1; and what the host took away. */
  othersShare: number;
  stolenShare: number;
  load: number;
  stdout: string;
};

/** Runs in every Node process of the program: writes on its end what all its threads used, a line a process. */
const writeTeller = (file: string) => `
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
if (isMainThread) process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  appendFileSync(${JSON.stringify(file)}, \`\${userCPUTime + systemCPUTime} \${maxRSS}\\n\`);
});`;

/**
 * Runs Node with these arguments and measures it.
 * @param folder a folder for a file of its own.
 * @throws {Error} when it does not end with 0.
 */
export function measureNode(args: readonly string[], folder: string): Usage {
  const file = join(folder, `usage-${performance.now()}`);
  const before = readMachine();
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    // Nothing else in it: then it is measured alike everywhere.
    env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(writeTeller(file))}` },
  });
  const wallSeconds = (performance.now() - started) / 1000;
  const after = readMachine();
  if (status !== 0) throw new Error(`It ended with ${status}: ${stderr}`);
  const processes = readFileSync(file, "utf8").trim().split("\n");
  const used = processes.map((line) => line.split(" ").map(Number));
  const processorSeconds = used.reduce((sum, [microseconds = 0]) => sum + microseconds, 0) / 1e6;
  const all = after.all - before.all;
  return {
    wallSeconds,
    processorSeconds,
    megabytes: Math.max(...used.map(([, kilobytes = 0]) => kilobytes)) / 1024,
    othersShare: Math.max(0, after.busy - before.busy - processorSeconds) / all,
    stolenShare: (after.stolen - before.stolen) / all,
    load: loadavg()[0] ?? 0,
    stdout,
  };
}

/** Seconds that all processors have spent so far: at all, at work, and waiting for the host of a virtual machine. */
function readMachine(): { all: number; busy: number; stolen: number } {
  let [all, idle] = [0, 0];
  for (const { times } of cpus()) {
    all += times.user + times.nice + times.sys + times.idle + times.irq;
    idle += times.idle;
  }
  const stolen = readStolen();
  return { all: all / 1000 + stolen, busy: (all - idle) / 1000, stolen };
}

/** Linux alone tells; in hundredths of a second. */
function readStolen(): number {
  try {
    const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n", 1);
    return Number(line.trim().split(/\s+/u)[8] ?? 0) / 100;
  } catch {
    return 0;
  }
}
