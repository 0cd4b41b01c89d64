/**
 * What it costs to make ratings with two-way clustered intervals of a file of a million comparisons: the whole process,
 * as `npm run -s rate` starts it, from its start to its end. Each figure is the best of three.
 *
 * Processor time and memory are the program's own, whatever else the machine does, and processor time is also given as a
 * multiple of what one pass over the bytes of the same file takes, measured between the runs: that holds on any machine.
 * Wall time is judged only where others leave the machine alone. The limits are for two cores; FastChat's own fit and 100
 * bootstrap rounds took 6.1 s there, without reading the file.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSeededFraction } from "../rate/seeded-fraction.ts";
import type { BenchResult } from "./bench.ts";
import { measureNode, type Usage } from "./rating/usage.ts";

/** The options that take a number. */
export const options = ["rows", "models", "voters"] as const;

const usual = { rows: 1_000_000, models: 100, voters: 5_000 };
/** A million rows; more rows may take as many times more. */
const limits = { wallSeconds: 1.2, processorSeconds: 2, megabytes: 170, passes: 30 };
/** With a larger share of the processors busy with other things, wall time says nothing. */
const quiet = 0.1;
const rounds = 3;
const rowsPerWrite = 10_000;
const votesPerBattle = 3;

type Size = typeof usual;

/** Writes comparisons between models of known strengths, three a battle, by voters of whom few vote a lot. */
function writeFile(path: string, { rows, models, voters }: Size): void {
  const fraction = createSeededFraction(1);
  const strengths = Array.from({ length: models }, () => 2 * (fraction() - 0.5));
  const file = openSync(path, "w");
  writeSync(file, "battle_id,judge,model_a,model_b,winner\n");
  let lines: string[] = [];
  let [a, b] = [0, 1];
  for (let row = 0; row < rows; row++) {
    if (row % votesPerBattle === 0) {
      a = Math.floor(fraction() * models);
      b = (a + 1 + Math.floor(fraction() * (models - 1))) % models;
    }
    const wins = fraction() < 1 / (1 + Math.exp((strengths[b] ?? 0) - (strengths[a] ?? 0)));
    const other = fraction();
    const winner = other < 0.05 ? "tie (bothbad)" : other < 0.25 ? "tie" : wins ? "model_a" : "model_b";
    const voter = Math.floor(fraction() * fraction() * voters);
    lines.push(
      `battle-${Math.floor(row / votesPerBattle)},voter-${voter},model-number-${a},model-number-${b},${winner}\n`,
    );
    if (lines.length < rowsPerWrite && row < rows - 1) continue;
    writeSync(file, lines.join(""));
    lines = [];
  }
  closeSync(file);
}

/** @throws {Error} when it does not end well, or does not do what is measured. */
function measureRate(path: string, folder: string): Usage {
  const run = fileURLToPath(new URL("../run.mjs", import.meta.url));
  const usage = measureNode([run, "rate", "--in", path, "--json", "--top", "1"], folder);
  const { clusters } = JSON.parse(usage.stdout) as { clusters: { kind: string } };
  if (clusters.kind !== "both") throw new Error(`It clustered by ${clusters.kind}.`);
  return usage;
}

/** Processor seconds for reading a file and looking at each of its bytes, to count its lines. */
function measurePass(path: string): number {
  const before = process.cpuUsage();
  const file = openSync(path, "r");
  const bytes = new Uint8Array(1 << 18);
  let lines = 0;
  for (let length = readSync(file, bytes); length > 0; length = readSync(file, bytes)) {
    for (let at = 0; at < length; at++) if (bytes[at] === 10) lines++;
  }
  closeSync(file);
  if (lines === 0) throw new Error("The file has no lines.");
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** @param given `rows`, `models` and `voters` of the file. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const size: Size = { ...usual, ...given };
  const folder = mkdtempSync(join(tmpdir(), "doubleblind-rating-"));
  try {
    const path = join(folder, "votes.csv");
    writeFile(path, size);
    const all = Array.from({ length: rounds }, () => ({ pass: measurePass(path), ...measureRate(path, folder) }));
    return judge(size, statSync(path).size / 1e6, all);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Round = Usage & { pass: number };

function judge(size: Size, megabytesOfFile: number, all: readonly Round[]): BenchResult {
  const least = (read: (round: Round) => number) => Math.min(...all.map(read));
  const [passSeconds, processorSeconds] = [least(({ pass }) => pass), least((round) => round.processorSeconds)];
  const fastest = all.reduce((best, round) => (round.wallSeconds < best.wallSeconds ? round : best));
  const figures: Figures = {
    wallSeconds: fastest.wallSeconds,
    processorSeconds,
    megabytes: least(({ megabytes }) => megabytes),
    passes: processorSeconds / passSeconds,
  };
  const isQuiet = fastest.othersShare + fastest.stolenShare <= quiet;
  const asked = scaleLimits(size);
  const names = Object.keys(asked) as (keyof Figures)[];
  return {
    passed: names.every((name) => figures[name] <= asked[name] || (name === "wallSeconds" && !isQuiet)),
    figures: {
      ...{ ...size, megabytesOfFile, ...figures, passSeconds, asked, isQuiet },
      rowsPerSecond: size.rows / figures.wallSeconds,
      rounds: all.map(({ stdout: _stdout, ...round }) => round),
    },
    report: [
      `${size.rows} rows (${megabytesOfFile.toFixed(0)} MB), ${size.models} models, ${size.voters} voters; the whole process, best of ${rounds}`,
      ...describe(figures, asked, isQuiet),
      ...describeMachine(all),
    ].join("\n"),
  };
}

type Figures = Record<keyof typeof limits, number>;

function scaleLimits({ rows }: Size): Figures {
  const factor = Math.max(1, rows / usual.rows);
  const { wallSeconds, processorSeconds, megabytes, passes } = limits;
  return {
    wallSeconds: factor * wallSeconds,
    processorSeconds: factor * processorSeconds,
    megabytes: factor * megabytes,
    passes,
  };
}

function describe(figures: Figures, asked: Figures, isQuiet: boolean): string[] {
  const { wallSeconds, processorSeconds, megabytes, passes } = figures;
  const wall = isQuiet ? `at most ${asked.wallSeconds.toFixed(2)} s` : "not judged, for the machine was busy";
  return [
    `processor  ${processorSeconds.toFixed(2)} s; at most ${asked.processorSeconds.toFixed(2)} s`,
    `           ${passes.toFixed(1)} times one pass over the bytes of the file; at most ${asked.passes} times`,
    `memory     ${megabytes.toFixed(0)} MB; at most ${asked.megabytes.toFixed(0)} MB`,
    `wall       ${wallSeconds.toFixed(2)} s; ${wall}`,
  ];
}

/** Round by round. */
function describeMachine(all: readonly Round[]): string[] {
  const percent = (share: number) => `${Math.round(100 * share)}%`;
  return all.map(
    ({ wallSeconds, processorSeconds, othersShare, stolenShare, load }) =>
      `  ${wallSeconds.toFixed(2)} s, ${processorSeconds.toFixed(2)} s of processors, which were ${percent(othersShare)} busy with other things and ${percent(stolenShare)} withheld; load ${load.toFixed(1)}`,
  );
}
