/** One round as files: the question, every answer, every ballot, and what came of it. */
import { join } from "node:path";
import { judgedExperiment } from "../judged.ts";
import type { ExperimentSettings, RoundRecord } from "../run/experiment.ts";
import { scoreExperiment } from "../scoring/scores.ts";
import { writeJson } from "./atomic-file.ts";
import { fileNameOf, roundFolder } from "./file-name.ts";

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
      ...{ round: number, judge, letters, ranking },
      [field]: points && Object.fromEntries(points),
      ...{ reasons, shortfall, replies },
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
