/** Guesses what a question asks for: every sign that is found adds its weight to its task. */
import type { Task } from "../task.ts";
import { questionAnsweringSigns } from "./question-answering-signs.ts";
import { classificationSigns } from "./classification-signs.ts";
import { generationSigns } from "./generation-signs.ts";
import { mathematicsSigns } from "./mathematics-signs.ts";
import { otherSigns } from "./other-signs.ts";
import { programmingSigns } from "./programming-signs.ts";
import { type Reading, readQuestion } from "./reading.ts";
import type { Sign } from "./sign.ts";
import { summarisationSigns } from "./summarisation-signs.ts";
import { translationSigns } from "./translation-signs.ts";

/** Of tasks with the same score the first wins. */
const signs: readonly (readonly [Task, readonly Sign[]])[] = [
  ["translation", translationSigns],
  ["summarisation", summarisationSigns],
  ["classification", classificationSigns],
  ["programming", programmingSigns],
  ["mathematics", mathematicsSigns],
  ["generation", generationSigns],
  ["question-answering", questionAnsweringSigns],
  ["other", otherSigns],
];

/** Guesses the task of a question; the same question always gives the same task. */
export function guessTask(question: string): Task {
  const reading = readQuestion(question);
  const scores = signs.map(([task, own]) => ({ task, score: weigh(own, reading) }));
  const most = Math.max(...scores.map(({ score }) => score));
  return scores.find(({ score }) => score === most)?.task ?? "other";
}

function weigh(own: readonly Sign[], reading: Reading): number {
  return own.reduce((sum, { weight, strength }) => sum + weight * strength(reading), 0);
}
