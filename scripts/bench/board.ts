/**
 * What a board's data costs, at 10,000 votes and at 1,000,000, on both embedded databases: battles as folding leaves them
 * are made up in the folder for temporary files, and read as `/leaderboard` reads them. Making them takes some minutes.
 *
 * `read` is what somebody waits for who asks for a board that has been rated before. `rate` is the first rating, and each
 * later one in the background: it reads every cell and every voter's part. `sample` reads single votes. Steps are in
 * processor time of the thread that serves people, which systems tell to within some 4 ms, so that other work of the
 * machine does not count; stalls are by the clock (`monitorEventLoopDelay`), and it does. PGlite works in that thread.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { createBoardRater, createBoardSnapshots, openMadeRecord, systemClock } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";

/** The options that take a number. */
export const options = ["small", "large", "reads"] as const;

const usual = { small: 10_000, large: 1_000_000, reads: 200 };
/** How many times as long the larger board may take to read, and how many milliseconds one step of its rating. */
const [mostTimes, mostStep] = [1.1, 10];
const engines = ["postgres", "pglite"] as const;
const sampledVotes = 20_000;

const silent = { info() {}, warn() {}, error: (details: Record<string, unknown>) => console.error(details) };
const filter = { league: "real" } as const;

/** Milliseconds: by the clock, of all the process's processor time, and of the longest step and stall of this thread. */
type Cost = { wallMs: number; processorMs: number; stepMs: number; stallMs: number };
type Size = { votes: number; models: number; voters: number; megabytes: number; pieces: number };
type Board = {
  size: Size;
  rate: Cost;
  sample: Cost & { votes: number };
  read(): Promise<number>;
  close(): Promise<void>;
};

const milliseconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;

/** Looks at the thread's processor time whenever the event loop comes round. @returns how to end it with the longest step. */
function watchSteps(): () => number {
  let last = milliseconds(process.threadCpuUsage());
  let longest = 0;
  const look = () => {
    const now = milliseconds(process.threadCpuUsage());
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  return () => {
    look();
    clearInterval(timer);
    return longest;
  };
}

async function measure<Result>(work: () => Promise<Result>): Promise<[Cost, Result]> {
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  await pause(20);
  stalls.reset();
  const endSteps = watchSteps();
  const [started, processor] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const [wallMs, processorMs] = [performance.now() - started, milliseconds(process.cpuUsage(processor))];
  const stepMs = endSteps();
  await pause(5);
  stalls.disable();
  return [{ wallMs, processorMs, stepMs, stallMs: stalls.max / 1e6 }, result];
}

/** What it takes when nothing else is in the way: the longest of the quickest twentieth. */
function quickest(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 20)] ?? Number.NaN;
}

/** Makes a record, rates its board once, and lets it be read again and again. */
async function openBoard(votes: number, engine: (typeof engines)[number]): Promise<Board> {
  const directory = mkdtempSync(join(tmpdir(), "doubleblind-bench-"));
  const store = await openMadeRecord(votes, directory, { pglite: engine === "pglite" });
  const playing = (await store.models.models()).map(({ id }) => id);
  const sources = { playing: () => playing, families: async () => new Map<string, string>(), judged: async () => [] };
  const boards = createBoardSnapshots(store.boards, createBoardRater(), systemClock, silent, sources);
  // An arena has asked its database for many boards before: what is compiled once is compiled.
  for (let asked = 0; asked < 3; asked++) {
    await boards.read({ ...filter, community: `community-${asked}` });
    await store.boards.sampleVotes({ ...filter, community: `community-${asked}` }, 1_000);
  }
  const [rate, { rating }] = await measure(() => boards.read(filter));
  const [sample, sampled] = await measure(() => store.boards.sampleVotes(filter, sampledVotes));
  const { fit } = rating;
  const { pieces } = await store.boards.boardVotes(filter);
  const megabytes = pieces.reduce((sum, { cells, voters }) => sum + cells.byteLength + voters.byteLength, 0) / 1e6;
  return {
    size: {
      ...{ votes: rating.votes, models: fit.models.length, voters: fit.clusters.voters ?? 0, megabytes },
      pieces: pieces.length,
    },
    rate,
    sample: { ...sample, votes: Math.min(sampledVotes, sampled.votes) },
    async read() {
      const started = performance.now();
      await boards.read(filter);
      return performance.now() - started;
    },
    async close() {
      await boards.stop();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Measures both sizes in turn, so that what else the machine does falls on both. */
async function measureEngine(engine: (typeof engines)[number], { small, large, reads }: typeof usual) {
  const little = await openBoard(small, engine);
  const much = await openBoard(large, engine);
  const times = new Map<Board, number[]>([
    [little, []],
    [much, []],
  ]);
  for (let read = 0; read < reads; read++) for (const [board, own] of times) own.push(await board.read());
  await little.close();
  await much.close();
  const [littleMs, muchMs] = [little, much].map((board) => quickest(times.get(board) ?? [])) as [number, number];
  const figures = ({ size, rate, sample }: Board, readMs: number) => ({ ...size, readMs, rate, sample });
  return { ratio: muchMs / littleMs, small: figures(little, littleMs), large: figures(much, muchMs) };
}

type Measured = Awaited<ReturnType<typeof measureEngine>>;

/** One database after the other. */
export async function bench(given: Readonly<Record<string, number>>): Promise<BenchResult> {
  const load = loadavg()[0] ?? Number.NaN;
  const stores: Partial<Record<(typeof engines)[number], Measured>> = {};
  const report = [`Load of the machine before: ${load.toFixed(1)}.`];
  for (const engine of engines) {
    const measured = await measureEngine(engine, { ...usual, ...given });
    stores[engine] = measured;
    report.push(...describeEngine(engine, measured));
  }
  const passed = Object.values(stores).every(({ ratio, large }) => ratio <= mostTimes && large.rate.stepMs <= mostStep);
  return { passed, figures: { load, mostTimes, mostStep, stores }, report: report.join("\n") };
}

function describeEngine(engine: string, { ratio, small, large }: Measured): string[] {
  return [
    ...[small, large].flatMap((board) => describeBoard(engine, board)),
    `  The larger board takes ${ratio.toFixed(2)} times as long to read; ${mostTimes} are allowed.`,
    `  Its rating's longest step on the serving thread takes ${large.rate.stepMs.toFixed(1)} ms; ${mostStep} are allowed.`,
  ];
}

function describeBoard(engine: string, board: Measured["small"]): string[] {
  const { votes, voters, models, megabytes, pieces, readMs, rate, sample } = board;
  const count = (number: number) => number.toLocaleString("en");
  const cost = ({ wallMs, processorMs, stepMs, stallMs }: Cost) =>
    `${wallMs.toFixed(0)} ms (${processorMs.toFixed(0)} ms of processor time, longest step ${stepMs.toFixed(1)} ms, longest stall ${stallMs.toFixed(0)} ms)`;
  return [
    `${engine}: ${count(votes)} votes by ${count(voters)} voters (${megabytes.toFixed(1)} MB in ${pieces} pieces) on ${models} models: read in ${readMs.toFixed(2)} ms`,
    `  rated in ${cost(rate)}`,
    `  ${count(sample.votes)} single votes sampled in ${cost(sample)}`,
  ];
}
