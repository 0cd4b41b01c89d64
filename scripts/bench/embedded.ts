/**
 * The two embedded databases, in turn in one run: how long they take to be made and to open, how many writes a second
 * they bring to the disk with 1, 16 and 64 in flight, and what a write costs all processes of this program together.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenStore, openStore } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";
import { processorTime } from "./measure/processor-time.ts";
import { median } from "./measure/quantile.ts";

/** The options that take a number. */
export const options = ["rounds", "seconds"] as const;

const engines = ["server", "pglite"] as const;
const crowds = [1, 16, 64] as const;

/** Milliseconds; writes a second and processor milliseconds a write, by how many were in flight. */
type Round = { made: number; opened: number; writes: number[]; cost: number[] };

/** Measures both in turn. Takes `rounds` of some `seconds` for each crowd. */
export async function bench({ rounds = 3, seconds = 3 } = {}): Promise<BenchResult> {
  const measured: Record<(typeof engines)[number], Round[]> = { server: [], pglite: [] };
  // Whoever came first would pay for what Node compiles once.
  for (const engine of engines) await measure(engine, 1000);
  for (let round = 0; round < rounds; round += 1) {
    for (const engine of engines) measured[engine].push(await measure(engine, 1000 * seconds));
  }
  const figures = { server: summarise(measured.server), pglite: summarise(measured.pglite) };
  const lines = engines.map((engine) => {
    const { made, opened, writes, cost } = figures[engine];
    const crowded = crowds.map(
      (crowd, index) => `${crowd}: ${writes[index]?.toFixed(0)} (${cost[index]?.toFixed(2)} ms)`,
    );
    return `${engine.padEnd(7)} made in ${made.toFixed(0)} ms, opens in ${opened.toFixed(0)} ms; writes a second by how many are in flight, with processor time each: ${crowded.join(", ")}`;
  });
  // One write at a time is no crowd: there PGlite, which needs no other process, may be as fast.
  const isFaster = (_: number, index: number) =>
    (figures.server.writes[index] ?? 0) > (figures.pglite.writes[index] ?? 0);
  const passed = crowds.slice(1).every((crowd, index) => isFaster(crowd, index + 1));
  return { passed, figures, report: [`Medians of ${rounds} rounds.`, ...lines].join("\n") };
}

async function measure(engine: (typeof engines)[number], milliseconds: number): Promise<Round> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "doubleblind-embedded-"));
  const open = () => openStore({ dataDirectory, keyFingerprint: "bench", pglite: engine === "pglite" });
  try {
    const began = performance.now();
    await (await open()).store.close();
    const made = performance.now() - began;
    const opened = await open();
    const round: Round = { made, opened: performance.now() - began - made, writes: [], cost: [] };
    for (const crowd of crowds) {
      const { count, elapsed, processor } = await write(opened, crowd, milliseconds);
      round.writes.push((1000 * count) / elapsed);
      round.cost.push(processor / count);
    }
    await opened.store.close();
    return round;
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

/** Keeps notes, each a commit of its own, so many at a time. */
async function write({ store }: OpenStore, crowd: number, milliseconds: number) {
  const [processorAtFirst, began] = [await processorTime(), performance.now()];
  let count = 0;
  async function writeOn(lane: number): Promise<void> {
    for (let number = 0; performance.now() < began + milliseconds; number += 1) {
      const content = JSON.stringify({ text: "as long as an answer ".repeat(20), number });
      await store.notes.keepNote(`${crowd}-${lane}-${number}`, content, new Date());
      count += 1;
    }
  }
  await Promise.all(Array.from({ length: crowd }, (_, lane) => writeOn(lane)));
  return { count, elapsed: performance.now() - began, processor: (await processorTime()) - processorAtFirst };
}

function summarise(rounds: readonly Round[]): Round {
  const byCrowd = (pick: (round: Round) => number[]): number[] =>
    crowds.map((_, index) => median(rounds.map((round) => pick(round)[index] ?? Number.NaN)));
  return {
    made: median(rounds.map(({ made }) => made)),
    opened: median(rounds.map(({ opened }) => opened)),
    writes: byCrowd(({ writes }) => writes),
    cost: byCrowd(({ cost }) => cost),
  };
}
