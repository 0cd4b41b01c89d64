/** The results of an experiment as files: one folder a round, the figures, the workbook and the charts. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { CallRecord } from "../run/journal.ts";
import type { Progress } from "../run/progress.ts";
import { writeJson, writeWhole, fileNameOf, journalFile, roundFolder } from "../experiment-folder.ts";
import { ballotFields, ballotsFile, type ExperimentResults, scoresFile } from "./results.ts";
import { findStandings, summarizeExperiment, summarizeRound } from "./summaries.ts";
import type { RoundScore } from "../scoring/scores.ts";
import { buildWorkbook } from "./workbook.ts";
import type { Renderer } from "../../images/picture.ts";
import { type BoardModel, boardChart, compareResults } from "./board-chart.ts";
import type { ChartStyle } from "./charted.ts";
import { drawCharts } from "./charts.ts";
import type { ExperimentSettings, RoundRecord } from "../experiment.ts";

/** @throws {Error} of node:fs. */
export async function writeResults(folder: string, results: ExperimentResults, progress: Progress): Promise<void> {
  await writeJson(join(folder, "ballots.json"), ballotsFile(results));
  await writeJson(join(folder, "scores.json"), scoresFile(results));
  await writeJson(join(folder, "experiment_summary.json"), summarizeExperiment(results, progress));
  await writeWhole(join(folder, "results.xlsx"), await buildWorkbook(results));
}

/** Writes the calls of an experiment whose journal lies elsewhere, as one that lies in the folder would. @throws {Error} of node:fs. */
export async function writeCalls(folder: string, calls: readonly CallRecord[]): Promise<void> {
  await writeWhole(journalFile(folder), calls.map((call) => `${JSON.stringify(call)}\n`).join(""));
}

/**
 * Writes every chart as PNG and PDF into `charts/`, and `people` beside them where people's votes rank enough of the models.
 * @throws {Error} of node:fs, or when a chart cannot be drawn.
 */
export async function writeCharts(
  folder: string,
  { results, board }: { results: ExperimentResults; board: readonly BoardModel[] | null },
  renderer: Renderer,
  style: ChartStyle,
): Promise<void> {
  const charts = drawCharts(results, style);
  const found = board && compareResults(results, board);
  // One of an earlier board would stand beside a report that does not know it.
  if (!found) for (const kind of ["png", "pdf"]) await rm(join(folder, "charts", `people.${kind}`), { force: true });
  const all = { ...charts, ...(found && { people: boardChart(results, found, style) }) };
  for (const [name, chart] of Object.entries(all)) {
    const { png, pdf } = await renderer.render(chart);
    await writeWhole(join(folder, "charts", `${name}.png`), png);
    if (pdf) await writeWhole(join(folder, "charts", `${name}.pdf`), pdf);
  }
}

/** Writes what a round has left behind, a file for each part. @throws {Error} of node:fs. */
export async function writeRound(folder: string, settings: ExperimentSettings, round: RoundRecord): Promise<void> {
  const { number, setting, answers, evaluations } = round;
  const place = join(folder, roundFolder(number, settings.rounds));
  const { subject } = settings;
  await writeJson(join(place, "question.json"), { round: number, subject: subject.id, ...setting });
  for (const answer of answers)
    await writeJson(join(place, `answer_${fileNameOf(answer.model)}.json`), { round: number, ...answer });
  for (const { points, byCriterion, reasons, ...evaluation } of evaluations) {
    await writeJson(join(place, `evaluation_${fileNameOf(evaluation.judge)}.json`), {
      round: number,
      ...evaluation,
      [ballotFields[subject.judging]]: points && Object.fromEntries(points),
      ...(byCriterion && { byCriterion: Object.fromEntries(byCriterion) }),
      reasons: Object.fromEntries(reasons),
    });
  }
}

/** A round that is over, with its scores. */
export type ScoredRound = { round: RoundRecord; scores: RoundScore };

/**
 * Writes the summaries of rounds: of the one that has just ended, and of later ones that ended before it.
 * @param over all that are over. @throws {Error} of node:fs.
 */
export async function writeRoundSummaries(
  folder: string,
  settings: ExperimentSettings,
  over: readonly ScoredRound[],
  from: number,
): Promise<void> {
  const inOrder = over.toSorted((one, other) => one.round.number - other.round.number);
  const rounds = inOrder.map(({ round }) => round);
  const numbers = rounds.map(({ number }) => number);
  const standings = findStandings(
    settings,
    rounds,
    inOrder.map(({ scores }) => scores),
    from,
  );
  for (const one of standings) {
    const { number } = one.round;
    const place = join(folder, roundFolder(number, settings.rounds));
    const upTo = numbers.slice(0, numbers.indexOf(number) + 1);
    await writeJson(join(place, "round_summary.json"), summarizeRound(settings, upTo, one));
  }
}
