/**
 * What people meet while more comes than the arena can do: presses, questions and boards at once, each kind from a crowd
 * that never rests, on both embedded databases in turn in one run. Whoever is refused comes back a while later.
 */
import { cpus, loadavg } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { LimitReached } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";
import { type CrowdedArena, openCrowdedArena } from "./crowd/arena.ts";
import { processorTime } from "./measure/processor-time.ts";
import { quantile } from "./measure/quantile.ts";

/** The options that take a number. */
export const options = ["seconds", "presses", "questions", "boards"] as const;

const engines = ["pglite", "postgres"] as const;
const kinds = ["presses", "questions", "boards"] as const;
/** One of what people do. */
type Kind = (typeof kinds)[number];

/** How many times its median the 99th percentile of presses may be. */
const mostRatio = 4;
/** How long the 99th percentile of refusals may take, in milliseconds. */
const longestRefusal = 50;
/** After how long somebody who was refused comes back, in milliseconds: sooner than they are asked to. */
const comesBackAfter = 500;
/** For how long nothing is counted, in milliseconds: Node compiles, and the crowds gather. */
const warmUp = 3_000;

/** In milliseconds. */
type Waits = { carriedOut: number[]; refused: number[]; failed: number };

/** What became of one kind. Milliseconds. */
type Outcome = { carriedOut: number; refused: number; failed: number } & {
  p50Ms: number;
  p99Ms: number;
  longestMs: number;
  ratio: number;
  refusalP99Ms: number;
};

/** Of a store. The longest turn of the event loop tells for how long nobody at the door was heard. */
type Figures = Record<Kind, Outcome> & { failures: number; longestLoopMs: number } & {
  processorSeconds: number;
  seconds: number;
};

/** Measures both stores. Takes how many of each kind are there at a time, and for how many seconds on each store. */
export async function bench(given: Partial<Record<(typeof options)[number], number>> = {}): Promise<BenchResult> {
  const { seconds = 15, presses = 64, questions = 16, boards = 32 } = given;
  const machine = { processors: cpus().length, load: loadavg()[0] ?? Number.NaN };
  const stores: Record<string, Figures> = {};
  for (const engine of engines) stores[engine] = await measure(engine, seconds, { presses, questions, boards });
  const passed = Object.values(stores).every(isGood);
  const lines = Object.entries(stores).flatMap(([name, figures]) => write(name, figures));
  const report = [`Load of the machine before: ${machine.load.toFixed(2)}.`, ...lines].join("\n");
  return { passed, figures: { stores, machine }, report };
}

async function measure(
  engine: (typeof engines)[number],
  seconds: number,
  crowds: Record<Kind, number>,
): Promise<Figures> {
  const arena = await openCrowdedArena(engine);
  const warm = performance.now() + warmUp;
  const end = warm + 1_000 * seconds;
  const waits = { presses: noWaits(), questions: noWaits(), boards: noWaits() };
  const processorAtFirst = await processorTime();
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const lanes = kinds.flatMap((kind) =>
    Array.from({ length: crowds[kind] }, () => keepDoing(does(arena)[kind], waits[kind], { warm, end })),
  );
  await Promise.all(lanes);
  const processorSeconds = ((await processorTime()) - processorAtFirst) / 1_000;
  const { failures } = arena;
  const longestLoopMs = loop.max / 1e6;
  await arena.close();
  const outcomes = Object.fromEntries(kinds.map((kind) => [kind, summarise(waits[kind])])) as Record<Kind, Outcome>;
  return { ...outcomes, failures, longestLoopMs, processorSeconds, seconds: seconds + warmUp / 1_000 };
}

function noWaits(): Waits {
  return { carriedOut: [], refused: [], failed: 0 };
}

function does({ press, ask, board }: CrowdedArena): Record<Kind, () => Promise<unknown>> {
  return { presses: press, questions: ask, boards: board };
}

/** One of the crowd: does it again as soon as it is done. What began before the crowds had gathered does not count. */
async function keepDoing(
  work: () => Promise<unknown>,
  waits: Waits,
  { warm, end }: { warm: number; end: number },
): Promise<void> {
  for (let began = performance.now(); began < end; began = performance.now()) {
    const outcome = await work().then(
      () => "carriedOut" as const,
      (error: unknown) => (error instanceof LimitReached ? ("refused" as const) : ("failed" as const)),
    );
    const took = performance.now() - began;
    if (began >= warm && outcome === "failed") waits.failed += 1;
    else if (began >= warm && outcome !== "failed") waits[outcome].push(took);
    if (outcome !== "carriedOut") await wait(comesBackAfter);
  }
}

function summarise({ carriedOut, refused, failed }: Waits): Outcome {
  const [p50Ms, p99Ms, longestMs] = [0.5, 0.99, 1].map((share) => waitOf(carriedOut, share)) as [
    number,
    number,
    number,
  ];
  const counts = { carriedOut: carriedOut.length, refused: refused.length, failed };
  return { ...counts, p50Ms, p99Ms, longestMs, ratio: p99Ms / p50Ms, refusalP99Ms: waitOf(refused, 0.99) };
}

/** 0 where there is nothing. */
function waitOf(values: readonly number[], share: number): number {
  return values.length === 0 ? 0 : quantile(values, share);
}

function isGood(figures: Figures): boolean {
  const refusedAtOnce = kinds.every((kind) => figures[kind].refusalP99Ms <= longestRefusal);
  const noneFailed = figures.failures === 0 && kinds.every((kind) => figures[kind].failed === 0);
  return refusedAtOnce && noneFailed && figures.presses.ratio <= mostRatio;
}

function write(name: string, figures: Figures): string[] {
  const lines = kinds.map((kind) => {
    const { carriedOut, refused, failed, p50Ms, p99Ms, longestMs, ratio, refusalP99Ms } = figures[kind];
    const waits = `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms (${ratio.toFixed(1)} times), longest ${longestMs.toFixed(0)} ms`;
    return `  ${kind.padEnd(9)} ${carriedOut} carried out, ${waits}; ${refused} refused (p99 ${refusalP99Ms.toFixed(1)} ms), ${failed} failed`;
  });
  const { processorSeconds, seconds, failures, longestLoopMs } = figures;
  const cost = `${processorSeconds.toFixed(1)} s of processor in ${seconds} s, longest turn of the event loop ${longestLoopMs.toFixed(0)} ms, ${failures} failures in the log`;
  return [`${name}: ${cost}`, ...lines];
}
