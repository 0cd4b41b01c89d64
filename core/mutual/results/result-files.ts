/** The results of a whole experiment as files. */
import { join } from "node:path";
import type { Progress } from "../run/run-experiment.ts";
import { writeJson, writeWhole } from "./atomic-file.ts";
import { ballotsFile, type ExperimentResults, scoresFile, summaryFile } from "./results.ts";
import { buildWorkbook } from "./workbook.ts";

/** @throws {Error} of node:fs. */
export async function writeResults(folder: string, results: ExperimentResults, progress: Progress): Promise<void> {
  await writeJson(join(folder, "ballots.json"), ballotsFile(results));
  await writeJson(join(folder, "scores.json"), scoresFile(results));
  await writeJson(join(folder, "experiment_summary.json"), summaryFile(results, progress));
  await writeWhole(join(folder, "results.xlsx"), await buildWorkbook(results));
}
