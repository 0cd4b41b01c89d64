/** The results of an experiment as files: one folder a round, the figures, the workbook and the charts. */
import { join } from "node:path";
import type { CallRecord } from "../run/journal.ts";
import type { Progress } from "../run/play-rounds.ts";
import { writeJson, writeWhole, fileNameOf, journalFile, roundFolder } from "../experiment-folder.ts";
import { ballotsFile, type ExperimentResults, scoresFile, summaryFile, judgedExperiment } from "./results.ts";
import { buildWorkbook } from "./workbook.ts";
import type { Renderer } from "../../images/picture.ts";
import { chartNames, type ChartStyle, drawCharts } from "./charts.ts";
import type { ExperimentSettings, RoundRecord } from "../experiment.ts";
import { scoreExperiment } from "../scoring/scores.ts";

/** @throws {Error} of node:fs. */
export async function writeResults(folder: string, results: ExperimentResults, progress: Progress): Promise<void> {
  await writeJson(join(folder, "ballots.json"), ballotsFile(results));
  await writeJson(join(folder, "scores.json"), scoresFile(results));
  await writeJson(join(folder, "experiment_summary.json"), summaryFile(results, progress));
  await writeWhole(join(folder, "results.xlsx"), await buildWorkbook(results));
}

/** Writes the calls of an experiment whose journal lies elsewhere, as one that lies in the folder would. @throws {Error} of node:fs. */
export async function writeCalls(folder: string, calls: readonly CallRecord[]): Promise<void> {
  await writeWhole(journalFile(folder), calls.map((call) => `${JSON.stringify(call)}\n`).join(""));
}

/** Writes every chart as PNG and PDF into `charts/`. @throws {Error} of node:fs, or when a chart cannot be drawn. */
export async function writeCharts(
  folder: string,
  results: ExperimentResults,
  renderer: Renderer,
  style: ChartStyle,
): Promise<void> {
  const charts = drawCharts(results, style);
  for (const name of chartNames) {
    const { png, pdf } = await renderer.render(charts[name]);
    await writeWhole(join(folder, "charts", `${name}.png`), png);
    if (pdf) await writeWhole(join(folder, "charts", `${name}.pdf`), pdf);
  }
}

/** @param folder of the experiment. @throws {Error} of node:fs; {ConservationError}. */
export async function writeRound(folder: string, settings: ExperimentSettings, round: RoundRecord): Promise<void> {
  const { number, setting, answers, evaluations } = round;
  const place = join(folder, roundFolder(number, settings.rounds));
  const { subject } = settings;
  await writeJson(join(place, "question.json"), { round: number, subject, ...setting });
  for (const answer of answers) {
    const { model, text, masked, shortfall } = answer;
    await writeJson(join(place, `answer_${fileNameOf(model)}.json`), { round: number, model, text, masked, shortfall });
  }
  for (const evaluation of evaluations) {
    const { judge, letters, points, ranking, reasons, shortfall, replies } = evaluation;
    const field = subject === "math" ? "points" : "scores";
    await writeJson(join(place, `evaluation_${fileNameOf(judge)}.json`), {
      round: number,
      judge,
      letters,
      ranking,
      [field]: points && Object.fromEntries(points),
      reasons,
      shortfall,
      replies,
    });
  }
  await writeJson(join(place, "round_summary.json"), summarize(settings, round));
}

function summarize(settings: ExperimentSettings, round: RoundRecord): object {
  const { rounds } = scoreExperiment(judgedExperiment(settings, [round]));
  const missing = <Record_ extends { shortfall: unknown }>(records: Record_[], name: (one: Record_) => string) =>
    records
      .filter(({ shortfall }) => shortfall !== null)
      .map((one) => ({ model: name(one), shortfall: one.shortfall }));
  return {
    round: round.number,
    subject: settings.subject,
    principle: round.setting.set?.principle ?? null,
    ...rounds[0],
    missing: {
      question: round.setting.shortfall,
      answers: missing(round.answers, ({ model }) => model),
      ballots: missing(round.evaluations, ({ judge }) => judge),
    },
  };
}
