/** What a question asks for. */
export const tasks = [
  "generation",
  "classification",
  "question-answering",
  "translation",
  "summarisation",
  "mathematics",
  "programming",
  "other",
] as const;
/** One of {@link tasks}. */
export type Task = (typeof tasks)[number];

/** Names the rule by which a task was guessed, which is kept with the battle. */
export const taskRule = "signs-2";
