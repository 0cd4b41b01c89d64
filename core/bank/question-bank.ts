/** The questions that are offered to whoever has none: those that come with the arena, and those that communities add. */
import builtIn from "./questions.json" with { type: "json" };
import type { Random } from "../machine/random.ts";
import type { Task } from "../answers/task.ts";

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

/** How hard a question of the bank is, easiest first. */
export const difficulties = ["easy", "medium", "hard"] as const;
/** One of {@link difficulties}. */
export type Difficulty = (typeof difficulties)[number];

/** A question that can be offered. */
export type BankQuestion = {
  /** At most 32 characters of [a-z0-9-]. */
  id: string;
  task: Task;
  /** BCP 47 tag. */
  language: string;
  difficulty: Difficulty;
  text: string;
};

/** A question that somebody in a community has added to that community's bank. */
export type AddedQuestion = BankQuestion & {
  /** Pseudonyms. */
  community: string;
  author: string;
  /** Offered to people only once it is approved. */
  status: "pending" | "approved" | "rejected";
  addedAt: Date;
};

/** What came of adding a question. `twice`: it is there already; `full`: too many wait for approval. */
export type AddOutcome = "added" | "twice" | "full";

/** The questions that communities have added to their banks. */
export interface BankStore {
  /** Adds a question to its community's bank, unless it is there already or as many are pending as may be. */
  addBankQuestion(question: AddedQuestion, mostPending: number): Promise<AddOutcome>;
  /** The questions of a community's own bank in that state, oldest first. */
  bankQuestions(community: string, status: AddedQuestion["status"]): Promise<AddedQuestion[]>;
  /** A question of a community's own bank, in whatever state. */
  findBankQuestion(community: string, id: string): Promise<AddedQuestion | undefined>;
  /** @returns false, changing nothing, when there is none or it is in that state already. */
  decideBankQuestion(community: string, id: string, status: "approved" | "rejected", at: Date): Promise<boolean>;
}
