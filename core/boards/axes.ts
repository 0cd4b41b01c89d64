/** The axes of every profile, in the order they are drawn. */
import type { Task } from "../answers/task.ts";

/** Each task's place; the type sees to it that none is forgotten. */
const places: Record<Task, number> = {
  generation: 0,
  classification: 1,
  "question-answering": 2,
  translation: 3,
  summarisation: 4,
  mathematics: 5,
  programming: 6,
  other: 7,
};

/** One axis a task, the same for every model, so that two profiles lie on one another. */
export function createAxes<T>(value: (task: Task) => T): T[] {
  const tasks = Object.keys(places) as Task[];
  return tasks.toSorted((one, other) => places[one] - places[other]).map(value);
}
