/**
 * What a board's data costs, at 10,000 votes and at 1,000,000: cells as folding leaves them are made up in a scratch
 * embedded database in the folder for temporary files, and read through the same snapshots as `/leaderboard` reads.
 *
 * `read` is what somebody waits for who asks for a board that has been rated before: a count of what is newer, and the
 * snapshot. `rate` is the first rating, and each later one in the background: it reads every cell and every voter's part.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createBoardRater, createBoardSnapshots, openMadeRecord, systemClock } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";

/** The options that take a number. */
export const options = ["small", "large", "reads"] as const;

const usual = { small: 10_000, large: 1_000_000, reads: 60 };
const most = 1.3;

const silent = { info() {}, warn() {}, error: (details: Record<string, unknown>) => console.error(details) };

type Measured = { votes: number; models: number; voters: number; rateMs: number; stalledMs: number };
type Board = Measured & { read(): Promise<number>; close(): Promise<void> };

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** Makes a record, rates its board once, and lets it be read again and again. */
async function openBoard(votes: number): Promise<Board> {
  const directory = mkdtempSync(join(tmpdir(), "doubleblind-bench-"));
  const store = await openMadeRecord(votes, directory);
  const boards = createBoardSnapshots(store.boards, createBoardRater(), systemClock, silent);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const rateMs = await time(() => boards.read({ league: "real" }));
  delay.disable();
  const { rating } = await boards.read({ league: "real" });
  return {
    ...{ votes: rating.votes, models: rating.fit.models.length, voters: rating.fit.clusters.voters ?? 0, rateMs },
    stalledMs: delay.max / 1e6,
    read: () => time(() => boards.read({ league: "real" })),
    async close() {
      await boards.stop();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Measures both sizes in turn, so that what else the machine does falls on both. */
export async function bench(given: Readonly<Record<string, number>>): Promise<BenchResult> {
  const { small, large, reads } = { ...usual, ...given };
  const little = await openBoard(small);
  const much = await openBoard(large);
  const times: [number, number][] = [];
  for (let read = 0; read < reads; read++) times.push([await little.read(), await much.read()]);
  await little.close();
  await much.close();
  const [littleMs, muchMs] = [median(times.map(([one]) => one)), median(times.map(([, other]) => other))];
  const ratio = muchMs / littleMs;
  const figures = (board: Board, readMs: number) => {
    const { read: _read, close: _close, ...measured } = board;
    return { ...measured, readMs };
  };
  return {
    passed: ratio <= most,
    figures: { ratio, most, small: figures(little, littleMs), large: figures(much, muchMs) },
    report: [
      describeBoard(little, littleMs),
      describeBoard(much, muchMs),
      `The larger board takes ${ratio.toFixed(2)} times as long to read; ${most} are allowed.`,
    ].join("\n"),
  };
}

function describeBoard({ votes, voters, models, rateMs, stalledMs }: Measured, readMs: number): string {
  const size = `${votes.toLocaleString("en")} votes by ${voters.toLocaleString("en")} voters on ${models} models`;
  return `${size}: read in ${readMs.toFixed(2)} ms; rated in ${rateMs.toFixed(0)} ms, the event loop stalled for at most ${stalledMs.toFixed(0)} ms`;
}
