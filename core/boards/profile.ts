/** What one model is good at, and whom it can hardly be told from. */
import type { Task } from "../arena/task.ts";
import { compareNames } from "../rating/pair-tally.ts";
import { createAxes } from "./axes.ts";
import type { Cell } from "./cell.ts";
import { addTally, emptyScore, type Score, scoreShare } from "./score.ts";

/** A model's votes on one task. `share` is (wins + ½ ties + ½ both-bad) / votes, 0 to 1; null without votes. */
export type ProfileAxis = Score & { task: Task; share: number | null };

/** How a model fared against one other. Wins, losses and share are the profiled model's. */
export type Rival = Score & { model: string; share: number };

export type Profile = {
  model: string;
  /** One a task, all tasks, always in the same order. */
  axes: ProfileAxis[];
  /** Over all tasks. */
  overall: Score & { share: number | null };
  /** Everyone it met, closest first; see {@link createProfile}. */
  rivals: Rival[];
};

/**
 * Draws up a model's profile. Shares are plain shares of votes: they do not correct for who the rivals were, as ratings
 * do, and so say where a model is strong rather than how strong it is.
 *
 * Rivals come in the order of how close to even the votes are known to be: |share − ½| + ½ / √votes, the distance from
 * an even score plus one standard error of an even score, so that 50 : 47 is closer than 1 : 1.
 * @param cells of any models; those of others are passed over. Throws nothing.
 */
export function createProfile(cells: readonly Cell[], model: string): Profile {
  const overall = emptyScore();
  const byTask = new Map<Task, Score>();
  const byRival = new Map<string, Score>();
  for (const cell of cells) {
    const side = cell.modelA === model ? "a" : "b";
    const rival = side === "a" ? cell.modelB : cell.modelA;
    if (side === "b" && cell.modelB !== model) continue;
    addTally(overall, cell, side);
    addTally(findOrAdd(byTask, cell.task), cell, side);
    addTally(findOrAdd(byRival, rival), cell, side);
  }
  return {
    model,
    axes: createAxes((task) => ({ task, ...withShare(byTask.get(task) ?? emptyScore()) })),
    overall: withShare(overall),
    rivals: rankRivals(byRival),
  };
}

/** How two models fared against each other, seen from `model`; without votes, no votes. Throws nothing. */
export function scoreHeadToHead(
  cells: readonly Cell[],
  model: string,
  rival: string,
): Score & { share: number | null } {
  const score = emptyScore();
  for (const cell of cells) {
    if (cell.modelA === model && cell.modelB === rival) addTally(score, cell, "a");
    if (cell.modelA === rival && cell.modelB === model) addTally(score, cell, "b");
  }
  return withShare(score);
}

function rankRivals(byRival: ReadonlyMap<string, Score>): Rival[] {
  const rivals: Rival[] = [];
  for (const [model, score] of byRival) {
    const share = scoreShare(score);
    if (share !== null) rivals.push({ model, ...score, share });
  }
  const distance = ({ share, votes }: Rival) => Math.abs(share - 0.5) + 0.5 / Math.sqrt(votes);
  return rivals.toSorted((one, other) => distance(one) - distance(other) || compareNames(one.model, other.model));
}

function withShare(score: Score): Score & { share: number | null } {
  return { ...score, share: scoreShare(score) };
}

function findOrAdd<K>(scores: Map<K, Score>, key: K): Score {
  const score = scores.get(key) ?? emptyScore();
  scores.set(key, score);
  return score;
}
