/** Two models on the same axes. */
import type { Task } from "../arena/task.ts";
import type { Cell } from "./cell.ts";
import { createProfile, type Profile, scoreHeadToHead } from "./profile.ts";
import type { Score } from "./score.ts";

/** Score shares on one task, 0 to 1, null without votes, each against all rivals; and how many votes stand behind them. */
export type ComparisonAxis = {
  task: Task;
  shares: [first: number | null, second: number | null];
  votes: [first: number, second: number];
};

export type Comparison = {
  profiles: [first: Profile, second: Profile];
  /** One a task, all tasks, always in the same order. */
  axes: ComparisonAxis[];
  /** The votes on the two against each other, seen from the first. */
  headToHead: Score & { share: number | null };
};

/** Lays the profiles of two models on one another. Throws nothing. */
export function createComparison(cells: readonly Cell[], first: string, second: string): Comparison {
  const profiles: [Profile, Profile] = [createProfile(cells, first), createProfile(cells, second)];
  const others = new Map(profiles[1].axes.map((axis) => [axis.task, axis]));
  const axes = profiles[0].axes.map(({ task, share, votes }): ComparisonAxis => {
    const other = others.get(task);
    return { task, shares: [share, other?.share ?? null], votes: [votes, other?.votes ?? 0] };
  });
  return { profiles, axes, headToHead: scoreHeadToHead(cells, first, second) };
}
