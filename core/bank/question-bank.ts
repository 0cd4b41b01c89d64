/** The questions that come with the arena, and the choice of one for somebody who has none. */
import builtIn from "./questions.json" with { type: "json" };
import type { Random } from "../machine/random.ts";
import type { Task } from "../answers/task.ts";
import type { BankQuestion } from "./bank-question.ts";

/** As they lie in `questions.json`, checked by the tests. */
export const builtInQuestions: readonly BankQuestion[] = builtIn as BankQuestion[];

/** What somebody wants to be offered. */
export type BankWish = {
  /** Null: any. */
  task: Task | null;
  /** BCP 47 tag; questions in others come only where there is none in this one. */
  language: string;
  /** The one they have just been offered, and want another than. */
  not: string | null;
};

/**
 * Draws one of a community's own and the built-in questions, each as likely as the others.
 * @returns undefined when there is none for that task.
 */
export function drawBankQuestion(
  own: readonly BankQuestion[],
  { task, language, not }: BankWish,
  random: Random,
): BankQuestion | undefined {
  const fitting = [...builtInQuestions, ...own].filter((question) => task === null || question.task === task);
  const spoken = fitting.filter((question) => question.language === language);
  const candidates = spoken.length > 0 ? spoken : fitting;
  const others = candidates.filter(({ id }) => id !== not);
  const drawn = others.length > 0 ? others : candidates;
  return drawn[Math.floor(random.fraction() * drawn.length)];
}
