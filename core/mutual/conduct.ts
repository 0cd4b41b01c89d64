/** Conducts an experiment in its folder: calls, rounds, results. */
import { hostname } from "node:os";
import type { Renderer } from "../images/picture.ts";
import { lockDirectory } from "../machine/directory-lock.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";
import { journalFile, UnusableFolder } from "./experiment-folder.ts";
import { writeCharts } from "./results/chart-files.ts";
import type { ChartStyle } from "./results/charts.ts";
import { writeResults } from "./results/result-files.ts";
import { type ExperimentResults, findResults } from "./results/results.ts";
import { writeRound } from "./results/round-files.ts";
import { openJournal } from "./run/journal.ts";
import { type Progress, runExperiment, type RunOptions } from "./run/run-experiment.ts";

export type ConductOptions = Omit<RunOptions, "journal" | "onRound"> & {
  folder: string;
  renderer: Renderer;
  style: ChartStyle;
};

/**
 * Plays an experiment as far as it can be played now, and writes its results, also those of an interrupted one.
 * @throws {UnusableFolder} when another process is at work there; what {@link runExperiment} throws; {Error} of node:fs.
 */
export async function conductExperiment(
  options: ConductOptions,
): Promise<{ results: ExperimentResults; progress: Progress; trouble: string | null }> {
  const { folder, settings, renderer, style } = options;
  const unlock = await lock(folder);
  try {
    const journal = await openJournal(journalFile(folder));
    try {
      const outcome = await runExperiment({
        ...options,
        journal,
        onRound: (round) => writeRound(folder, settings, round),
      });
      const results = findResults(settings, outcome.rounds, outcome.ending);
      await writeResults(folder, results, outcome.progress);
      await writeCharts(folder, results, renderer, style);
      return { results, progress: outcome.progress, trouble: outcome.trouble };
    } finally {
      await journal.close();
    }
  } finally {
    unlock();
  }
}

async function lock(folder: string): Promise<() => void> {
  try {
    return await lockDirectory(folder, { pid: process.pid, machine: hostname() }, 0);
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    if (error.kind !== "locked") throw new UnusableFolder(error.message, { cause: error });
    throw new UnusableFolder(`Another process is at work in ${folder}. Wait for it, or stop it first.`, {
      cause: error,
    });
  }
}
