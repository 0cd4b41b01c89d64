/** The charts of an experiment as files. */
import { join } from "node:path";
import type { Renderer } from "../../images/picture.ts";
import { writeWhole } from "./atomic-file.ts";
import { chartNames, type ChartStyle, drawCharts } from "./charts.ts";
import type { ExperimentResults } from "./results.ts";

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
