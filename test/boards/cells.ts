/** Cells and names to draw boards from. */
import type { Task } from "../../core/arena/task.ts";
import type { Cell } from "../../core/boards/cell.ts";

export function cell(
  task: Task,
  modelA: string,
  modelB: string,
  [a, b, tie = 0, bothBad = 0]: [a: number, b: number, tie?: number, bothBad?: number],
): Cell {
  return { task, modelA, modelB, a, b, tie, bothBad, firstDay: "2026-03-14", lastDay: "2026-03-16" };
}

export function named(...ids: string[]) {
  return ids.map((id) => ({ id, name: `Model ${id.toUpperCase()}`, organization: `Maker of ${id}` }));
}
