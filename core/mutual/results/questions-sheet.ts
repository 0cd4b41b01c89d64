/** The sheet of a workbook with what each question tells. */
import type { Row } from "write-excel-file/node";
import { figure, head, type NamedSheet, nameModels, storable } from "./cells.ts";
import { rankQuestions } from "./questions.ts";
import type { ExperimentResults } from "./results.ts";

/** Sheet `Questions`: those first that tell the models apart best. */
export function questionsSheet(results: ExperimentResults): NamedSheet {
  const names = nameModels(results.settings);
  const verdict = (undecided: boolean | null) => (undecided === null ? null : undecided ? "yes" : "no");
  const heads = [
    ...["Round", "Setter", "Discrimination", "Judges' variance between answers", "Difficulty", "Undecided"],
    ...["Nearly the same as round", "Standard answer beaten", "Question"],
  ];
  return {
    sheet: "Questions",
    columns: heads.map((heading) => ({ width: heading === "Question" ? 80 : 18 })),
    data: [
      heads.map(head),
      ...rankQuestions(results).map((one): Row => [
        ...[one.round, names(one.setter), figure(one.discrimination), figure(one.between), figure(one.difficulty)],
        ...[verdict(one.undecided), one.repeats, one.beaten ? "yes" : "no", storable(one.question)],
      ]),
    ],
  };
}
