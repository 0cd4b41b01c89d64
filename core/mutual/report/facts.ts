/** What the report of a mutual evaluation is made of, and how it writes figures and texts. */
import { withoutPiles } from "../../language/piled-marks.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import type { BoardModel } from "../results/board-chart.ts";
import { createNaming, digitsOf, figure } from "../results/charted.ts";
import type { ExperimentResults } from "../results/results.ts";
import type { Progress } from "../run/progress.ts";

/** The results, what they took, and the models that people's votes rank; null: nobody has voted. */
export type EvaluationFacts = {
  results: ExperimentResults;
  progress: Pick<Progress, "done" | "failures" | "tokens" | "cost" | "roles">;
  board: readonly BoardModel[] | null;
};

/** The same with what every section needs. */
export type Reported = EvaluationFacts & {
  language: Language;
  words: Sentences["evaluationReport"];
  nameOf: (model: string) => string;
  /** Points as a table has them. */
  points: (value: number | null) => string;
};

/** Readies facts for the sections of a report. */
export function readyFacts(facts: EvaluationFacts, language: Language): Reported {
  const { results } = facts;
  const called = createNaming(results);
  const digits = digitsOf[results.settings.subject.judging];
  return {
    ...{ ...facts, language, words: sentences(language).evaluationReport },
    nameOf: (model) => safeText(called(model)),
    points: (value) => figure(value, digits),
  };
}

/** A stranger's text without what turns the writing around it, covers its neighbours, or shows as nothing. */
export function safeText(text: string): string {
  return withoutPiles(text.toWellFormed().replaceAll(/\p{Bidi_Control}|[\p{Cc}--[\t\n]]/gv, ""));
}
