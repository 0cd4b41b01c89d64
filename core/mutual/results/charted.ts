/** What the charts of an experiment show, and how they name models and write figures. */
import type { Theme } from "../../images/picture.ts";
import type { Language } from "../../language/index.ts";
import type { Subject } from "../subject.ts";
import type { ExperimentResults } from "./results.ts";

/** `pdf`: whether charts are wanted for print as well; they are, unless told otherwise. */
export type ChartStyle = { theme: Theme; language: Language; pdf?: boolean };

/** The charts, by the names of their files. */
export const chartNames = ["scores", "radar", "topk", "agreement"] as const;
/** One of {@link chartNames}. */
export type ChartName = (typeof chartNames)[number];

/** Of results, what charts show. */
export type ChartedResults = Pick<ExperimentResults, "scores" | "agreement" | "ending"> & {
  settings: Pick<ExperimentResults["settings"], "answerers"> & {
    subject: Pick<Subject, "name" | "judging">;
    models: readonly Pick<ExperimentResults["settings"]["models"][number], "id" | "name" | "league">[];
  };
  rounds: { length: number };
};

/** What a model is called. */
export function createNaming({ settings }: ChartedResults): (id: string) => string {
  const names = new Map(settings.models.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

/** The models by rank: their places are their numbers in every chart. */
export function numbered({ scores }: ChartedResults): string[] {
  return scores.models.map(({ model }) => model);
}

/** How many decimals points are shown with. */
export const digitsOf = { ranks: 2, scores: 1 } as const;

/** A value as charts write it. */
export const figure = (value: number | null, digits: number): string =>
  value === null
    ? "–"
    : value
        .toFixed(digits)
        .replace(/^-(?=[0.]+$)/u, "")
        .replace("-", "−");
