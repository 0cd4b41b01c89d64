/** A question that is offered to whoever has none. */
import type { Task } from "../answers/task.ts";

export const difficulties = ["easy", "medium", "hard"] as const;
export type Difficulty = (typeof difficulties)[number];

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
  findBankQuestion(community: string, id: string): Promise<AddedQuestion | undefined>;
  /** @returns false, changing nothing, when there is none or it is in that state already. */
  decideBankQuestion(community: string, id: string, status: "approved" | "rejected", at: Date): Promise<boolean>;
}
