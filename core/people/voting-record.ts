/** What a voter's profile is drawn from: votes on battles that have closed, without any text. */
import type { Choice } from "../chat/post.ts";
import type { Task } from "../answers/task.ts";

/** How an answer looks: its length in characters, and its headings, list items, code fences and bold words. */
export type AnswerForm = { characters: number; marks: number };

export type VotedBattle = {
  task: Task;
  choice: Choice;
  /** All votes of the battle, this voter's included. */
  tally: Record<Choice, number>;
  answers: { a: AnswerForm; b: AnswerForm };
};

export type VotingRecord = {
  /** How many battles they asked for, by task. */
  asked: { task: Task; battles: number }[];
  /** Their newest votes. */
  votes: VotedBattle[];
};
