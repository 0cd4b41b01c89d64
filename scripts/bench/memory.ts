/**
 * Whether the arena's memory grows with the battles it has played: the core with the demo models in this process, 2,000
 * battles of three votes each, boards drawn in between. After each tenth of them garbage is collected, and what is still
 * held is noted: the heap, and what hangs on it outside (buffers). A line is put through these ten plateaus; what it gains over
 * all battles is growth where it is more than two standard errors of that gain and more than one part in fifty of what is
 * held. Resident memory is told as well, and not judged: the engine keeps for later what it has let go of. Before that: what a
 * started arena has at rest, half a minute after its start, on either embedded database; with PostgreSQL, which is what arenas
 * have by themselves, no more than a limit.
 */
import { loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { BenchResult } from "./bench.ts";
import { type EmbeddedStore, startArena, stores } from "./measure/arena-process.ts";
import { collectGarbage } from "./measure/collect-garbage.ts";
import { startPlaying } from "./memory/playing.ts";

/** The options that take a number. */
export const options = ["battles"] as const;

const usualBattles = 2_000;
/** Before the first plateau, as a part of all battles: caches fill, code is compiled. */
const warmUp = 0.2;
const plateaus = 10;
const megabyte = 1024 * 1024;
/** Of what is held: less than this is lost in how full pages of the heap happen to be. */
const leastShare = 0.02;

type Plateau = { heldMb: number; rssMb: number };

function collect(): void {
  // What has a finaliser goes at the second time.
  for (let count = 0; count < 3; count += 1) collectGarbage();
}

async function look(): Promise<Plateau> {
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heldMb: (heapUsed + external) / megabyte, rssMb: rss / megabyte };
}

/** Least squares. @returns what the line gains from the first to the last value, and the standard error of that. */
function findGain(values: readonly number[]): { gain: number; error: number } {
  const last = values.length - 1;
  const middle = last / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const slope = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0) / spread;
  const residuals = values.reduce((sum, value, index) => sum + (value - mean - slope * (index - middle)) ** 2, 0);
  return { gain: slope * last, error: Math.sqrt(residuals / (values.length - 2) / spread) * last };
}

const round = (value: number) => Number(value.toFixed(2));

async function measure(battles: number) {
  const playing = await startPlaying();
  const atRest = await look();
  const [began, processor] = [performance.now(), process.cpuUsage()];
  await playing.play(Math.ceil(battles * warmUp));
  const seen = [await look()];
  for (let part = 0; part < plateaus; part += 1) {
    await playing.play(Math.ceil(battles / plateaus));
    seen.push(await look());
  }
  const { user, system } = process.cpuUsage(processor);
  const wallSeconds = round((performance.now() - began) / 1000);
  await playing.close();
  return { atRest, seen, wallSeconds, processorSeconds: round((user + system) / 1e6) };
}

/** How long nothing is asked of it, in milliseconds. */
const rest = 30_000;

/** Of an arena and its PostgreSQL together, in MB. */
const mostAtRest = 300;

/** What a started arena has, and its database beside it, in MB. */
async function measureStarted() {
  const started = {} as Record<EmbeddedStore, { arenaMb: number; databaseMb: number }>;
  for (const store of stores) {
    const arena = await startArena(store);
    await pause(rest);
    started[store] = { arenaMb: await arena.memory(), databaseMb: await arena.memoryBelow() };
    await arena.end();
  }
  return started;
}

/** @param given `battles`: how many, after those that warm up. */
export async function bench({ battles = usualBattles }: Readonly<Record<string, number>>): Promise<BenchResult> {
  const load = loadavg()[0] ?? Number.NaN;
  const started = await measureStarted();
  const { atRest, seen, wallSeconds, processorSeconds } = await measure(battles);
  const heldMb = seen.map((plateau) => round(plateau.heldMb));
  const rssMb = seen.map((plateau) => Math.round(plateau.rssMb));
  const { gain, error } = findGain(heldMb);
  const noise = Math.max(2 * error, leastShare * Math.min(...heldMb));
  const together = started.postgres.arenaMb + started.postgres.databaseMb;
  const core = { heldMb: round(atRest.heldMb), rssMb: Math.round(atRest.rssMb) };
  return {
    passed: gain <= noise && together <= mostAtRest,
    figures: {
      ...{ mostAtRest, load, battles, wallSeconds, processorSeconds, started, atRest: core, heldMb, rssMb },
      ...{ gainMb: round(gain), noiseMb: round(noise) },
    },
    report: [
      `${battles} battles in ${wallSeconds} s (${processorSeconds} s of processor time); load before: ${load.toFixed(1)}`,
      ...Object.entries(started).map(([store, { arenaMb, databaseMb }]) => {
        return `a started arena at rest, ${store}: ${arenaMb} MB resident, and ${databaseMb} MB for its database`;
      }),
      `with PostgreSQL ${together} MB in all; ${mostAtRest} MB are allowed`,
      `the core at rest: ${core.heldMb} MB held, ${core.rssMb} MB resident`,
      `held after each tenth, MB: ${heldMb.join(" ")}`,
      `resident, MB: ${rssMb.join(" ")}`,
      `gained       ${gain.toFixed(2)} MB over all battles; noise: ${noise.toFixed(2)} MB`,
    ].join("\n"),
  };
}
