/**
 * How well the task of a question is guessed: the guesser's accuracy, and each task's precision and recall, on the
 * labelled questions of `test/arena/task-questions.jsonl`.
 *
 * What to make of the figures: the `tuning` questions were read while the signs were written, so theirs says little. The
 * `held-out` ones were scored once, before anybody who wrote signs had seen them, and 201 of 240 were right: 0.8375. No
 * sign has been changed for any of them since. Whoever does change one for them must say so here, for from then on their
 * figure only guards what is known.
 */
import { readFileSync } from "node:fs";
import { guessTask, type Task } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";

/** A question and the task that people say it is of. */
export type LabelledQuestion = {
  /** `tuning` questions were read while the signs were written; `held-out` ones were not. */
  split: "tuning" | "held-out";
  language: string;
  task: Task;
  question: string;
};

/** How often the task was guessed as it is labelled. */
export type Accuracy = { questions: number; accuracy: number };

/** How well one task is told from the others. */
export type TaskFigures = {
  /** Of the questions guessed to be of this task, how many are. */
  precision: number;
  /** Of the questions of this task, how many were guessed to be. */
  recall: number;
  questions: number;
};

type Guessed = LabelledQuestion & { guessed: Task };

const least = 0.8;
const file = new URL("../../test/arena/task-questions.jsonl", import.meta.url);

/** The labelled questions. */
export function readQuestions(): LabelledQuestion[] {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as LabelledQuestion);
}

/** The share of questions whose task was guessed as labelled. */
export function scoreTasks(questions: readonly LabelledQuestion[], guess: (question: string) => Task): Accuracy {
  return measure(questions.map((each) => ({ ...each, guessed: guess(each.question) })));
}

/** Guesses the task of every labelled question and compares. */
export function bench(): BenchResult {
  const guesses = readQuestions().map((each): Guessed => ({ ...each, guessed: guessTask(each.question) }));
  const all = measure(guesses);
  const heldOut = measure(guesses.filter(({ split }) => split === "held-out"));
  const byTask = groupBy(
    guesses,
    ({ task }) => task,
    (_, task) => measureTask(guesses, task),
  );
  const byLanguage = groupBy(guesses, ({ language }) => language, measure);
  const wrong = guesses
    .filter(isWrong)
    .map(({ split, task, guessed, question }) => ({ split, task, guessed, question }));
  return {
    passed: heldOut.accuracy >= least,
    figures: { ...all, heldOut, byTask, byLanguage, wrong },
    report: [
      describeAccuracy("all", all),
      describeAccuracy("held out", heldOut),
      "",
      ...Object.entries(byTask).map(([task, figures]) => describeTask(task, figures)),
      "",
      ...Object.entries(byLanguage).map(([language, figures]) => describeAccuracy(language, figures)),
      "",
      ...describeConfusions(guesses),
    ].join("\n"),
  };
}

function isWrong({ task, guessed }: Guessed): boolean {
  return task !== guessed;
}

function measure(guesses: readonly Guessed[]): Accuracy {
  return { questions: guesses.length, accuracy: share(guesses, ({ task, guessed }) => task === guessed) };
}

function measureTask(guesses: readonly Guessed[], wanted: string): TaskFigures {
  const own = guesses.filter(({ task }) => task === wanted);
  const named = guesses.filter(({ guessed }) => guessed === wanted);
  return {
    precision: share(named, ({ task }) => task === wanted),
    recall: share(own, ({ guessed }) => guessed === wanted),
    questions: own.length,
  };
}

function share(guesses: readonly Guessed[], fits: (guess: Guessed) => boolean): number {
  return guesses.length === 0 ? 1 : guesses.filter(fits).length / guesses.length;
}

function groupBy<Figures>(
  guesses: readonly Guessed[],
  keyOf: (guess: Guessed) => string,
  figuresOf: (group: readonly Guessed[], key: string) => Figures,
): Record<string, Figures> {
  const groups = Map.groupBy(guesses, keyOf);
  return Object.fromEntries(Array.from(groups, ([key, group]) => [key, figuresOf(group, key)]));
}

function describeAccuracy(name: string, { questions, accuracy }: Accuracy): string {
  return `${name.padEnd(18)} accuracy ${accuracy.toFixed(3)}  (${questions} questions)`;
}

function describeTask(task: string, { precision, recall, questions }: TaskFigures): string {
  return `${task.padEnd(18)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${questions} questions)`;
}

/** The most frequent confusions first, each with its questions. */
function describeConfusions(guesses: readonly Guessed[]): string[] {
  const groups = Map.groupBy(guesses.filter(isWrong), ({ task, guessed }) => `${task} taken for ${guessed}`);
  return [...groups]
    .toSorted(([, left], [, right]) => right.length - left.length)
    .flatMap(([name, group]) => [`${name}: ${group.length}`, ...group.map(({ question }) => `  ${shorten(question)}`)]);
}

function shorten(question: string): string {
  const line = question.replaceAll("\n", " ⏎ ");
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}
