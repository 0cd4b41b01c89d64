/** The report of a mutual evaluation as files. */
import { join } from "node:path";
import type { Renderer } from "../../images/picture.ts";
import { drawReportPage, drawReportPdf } from "../../images/report/draw-report.ts";
import type { Language } from "../../language/index.ts";
import { writeWhole } from "../experiment-folder.ts";
import { composeEvaluation } from "./compose-evaluation.ts";
import type { EvaluationFacts } from "./facts.ts";

/** Writes `report.html` and `report.pdf`. @throws {Error} of node:fs, or when a picture cannot be drawn. */
export async function writeEvaluationReport(
  folder: string,
  facts: EvaluationFacts,
  renderer: Renderer,
  language: Language,
): Promise<void> {
  const report = composeEvaluation(facts, language);
  await writeWhole(join(folder, "report.html"), await drawReportPage(report, renderer));
  await writeWhole(join(folder, "report.pdf"), await drawReportPdf(report, renderer));
}
