/**
 * How long a file of a million comparisons takes to become ratings with two-way clustered intervals: the whole process,
 * as `npm run -s rate` starts it, from its start to its end, the best of three.
 *
 * The limit is a quarter of what FastChat's own fit and 100 bootstrap rounds took on a machine of two cores, 6.1 s without
 * reading the file. It holds for a machine of that kind with nothing else to do.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSeededFraction } from "../rate/seeded-fraction.ts";
import type { BenchResult } from "./bench.ts";

/** The options that take a number. */
export const options = ["rows", "models", "voters"] as const;

const usual = { rows: 1_000_000, models: 100, voters: 5_000 };
const limitSeconds = 6.1 / 4;
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

/** Seconds from start to end. @throws {Error} when it does not end well. */
function timeRate(path: string): number {
  const run = fileURLToPath(new URL("../run.mjs", import.meta.url));
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [run, "rate", "--in", path, "--json", "--top", "1"], {
    encoding: "utf8",
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`It ended with ${status}: ${stderr}`);
  const { clusters } = JSON.parse(stdout) as { clusters: { kind: string } };
  if (clusters.kind !== "both") throw new Error(`It clustered by ${clusters.kind}.`);
  return seconds;
}

/** @param given `rows`, `models` and `voters` of the file. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const size: Size = { ...usual, ...given };
  const folder = mkdtempSync(join(tmpdir(), "doubleblind-rating-"));
  try {
    const path = join(folder, "votes.csv");
    writeFile(path, size);
    const megabytes = statSync(path).size / 1e6;
    const all = Array.from({ length: rounds }, () => timeRate(path));
    const seconds = Math.min(...all);
    const limit = (limitSeconds * size.rows) / usual.rows;
    return {
      passed: seconds <= limit,
      figures: { ...size, megabytes, seconds, all, limitSeconds: limit, rowsPerSecond: size.rows / seconds },
      report: [
        `${size.rows} rows (${megabytes.toFixed(0)} MB), ${size.models} models, ${size.voters} voters`,
        `whole process  ${seconds.toFixed(2)} s, the best of ${all.map((one) => one.toFixed(2)).join(", ")}; at most ${limit.toFixed(2)} s is asked for`,
      ].join("\n"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
