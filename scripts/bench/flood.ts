/**
 * What people next door notice while one address floods a started page in every way at once: the ratio of their median
 * times with and without the flood, measured in one run. The flood comes from a thread of its own, so that it does not
 * hold up the clock it is measured by; on a machine of two cores it still takes one of them from the arena.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { BenchResult } from "./bench.ts";
import { type Kind, kinds, liveNextDoor, type Times } from "./flood/next-door.ts";
import { startArena } from "./measure/arena-process.ts";
import { median } from "./measure/quantile.ts";

/** The options that take a number. */
export const options = ["rounds"] as const;

const usualRounds = 12;
/** How many times longer than in quiet anything may take. */
const mostRatio = 4;

/** What is measured: medians in milliseconds, memory in MB, refusals by what was flooded. */
type Figures = {
  ratios: Record<Kind, number>;
  quiet: Record<Kind, number>;
  flooded: Record<Kind, number>;
  failures: number;
  memory: { before: number; flooded: number };
  refused: Record<string, number>;
};

/** Floods a started page and measures next door. @param rounds how often those next door ask. */
export async function bench({ rounds = usualRounds }: { rounds?: number } = {}): Promise<BenchResult> {
  const arena = await startArena("postgres");
  try {
    await liveNextDoor(arena.address, 2);
    const before = await arena.memory();
    const quiet = await liveNextDoor(arena.address, rounds);
    const flood = await startFlood(arena.address);
    const flooded = await liveNextDoor(arena.address, rounds);
    const memory = { before, flooded: await arena.memory() };
    const refused = await flood.end();
    return report(compare(quiet, flooded, memory, refused));
  } finally {
    await arena.end();
  }
}

function compare(quiet: Times, flooded: Times, memory: Figures["memory"], refused: Figures["refused"]): Figures {
  const medians = (times: Times) =>
    Object.fromEntries(kinds.map((kind) => [kind, median(times.took[kind])])) as Record<Kind, number>;
  const [calm, busy] = [medians(quiet), medians(flooded)];
  const ratios = Object.fromEntries(kinds.map((kind) => [kind, busy[kind] / calm[kind]])) as Record<Kind, number>;
  return { ratios, quiet: calm, flooded: busy, failures: quiet.failures + flooded.failures, memory, refused };
}

function report(figures: Figures): BenchResult {
  const { ratios, quiet, flooded, failures, memory, refused } = figures;
  const lines = kinds.map(
    (kind) =>
      `${kind.padEnd(10)} ${quiet[kind].toFixed(1)} ms in quiet, ${flooded[kind].toFixed(1)} ms in the flood: ${ratios[kind].toFixed(2)} times`,
  );
  const turnedAway = Object.entries(refused).map(([name, count]) => `${name} ${count}`);
  return {
    passed: failures === 0 && kinds.every((kind) => ratios[kind] <= mostRatio),
    figures,
    report: [
      ...lines,
      `Requests next door that failed: ${failures}. Memory: ${memory.before} MB before, ${memory.flooded} MB in the flood.`,
      `Refused in the flood: ${turnedAway.join(", ")}.`,
    ].join("\n"),
  };
}

async function startFlood(address: string) {
  const worker = new Worker(new URL("./flood/worker.ts", import.meta.url), { workerData: address });
  // Once it has begun in every way.
  await once(worker, "message");
  return {
    async end(): Promise<Record<string, number>> {
      worker.postMessage("end");
      const [refused] = (await once(worker, "message")) as [Record<string, number>];
      await worker.terminate();
      return refused;
    },
  };
}
