/** What a model is good at, and whom it can hardly be told from. */
import type { Task } from "../answers/task.ts";
import { compareNames, type PairTally } from "../rating/pair-tally.ts";
import { meanRating } from "../rating/scale.ts";
import { isAhead } from "../rating/settled.ts";
import type { BoardRating } from "./board-rating.ts";
import { type Cell, groupByTask } from "./cell.ts";
import { type Score, scoreOf, scoreShare } from "./score.ts";

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

/** With fewer votes than this on a task, what a profile shows of it is hardly more than a guess, and is marked so. */
export const fewVotes = 10;

/** How often a model would win against the field's mean, 0 to 1. */
export type Strength = {
  share: number;
  /** 95% interval; both null where too few people voted to claim any. */
  lower: number | null;
  upper: number | null;
};

/** A model's votes on one task. */
export type ProfileAxis = Score & {
  task: Task;
  /** Null without votes. */
  strength: Strength | null;
  /** Whether it has fewer than {@link fewVotes} votes there. */
  few: boolean;
};

/** How a model fared against one other. Wins, losses and share are the profiled model's. */
export type Rival = Score & { model: string; share: number };

/** What is known of one model. */
export type Profile = {
  model: string;
  /** One a task, all tasks, always in the same order. */
  axes: ProfileAxis[];
  /** Everyone it met, closest first; see {@link rankRivals}. */
  rivals: Rival[];
};

/**
 * Draws up the profiles of some models. A task's strength comes from the board of that task alone, so it accounts for
 * who the rivals were, and its interval for people who voted often and battles many voted on: with r the rating there,
 * and 1000 the mean of all models with votes on the task,
 *
 *   strength = 1 / (1 + 10^((1000 − r) / 400))
 *
 * the probability of winning against a model of mean rating, 0 to 1; the interval's ends likewise, where the board claims
 * one. Throws nothing.
 * @param cells of any models. @param boards each task's own; a task without one has no strengths.
 */
export function createProfiles(
  cells: readonly Cell[],
  boards: ReadonlyMap<Task, BoardRating>,
  models: readonly string[],
): Profile[] {
  const byTask = groupByTask(cells);
  const strengths = new Map([...boards].map(([task, board]) => [task, strengthsOn(board)]));
  return models.map((model) => {
    const axis = (task: Task): ProfileAxis => {
      const score = scoreOf(byTask.get(task) ?? [], model);
      return { task, ...score, strength: strengths.get(task)?.get(model) ?? null, few: score.votes < fewVotes };
    };
    return { model, axes: createAxes(axis), rivals: rankRivals(cells, model) };
  });
}

/** Which of two models has the higher rating, and whether it may be said to be ahead, however often people look. */
export type Lead = { higher: string; lower: string; isAhead: boolean };

/**
 * The lead between two models, by name; null unless both are ranked, with intervals. See `core/rating/settled.ts`. Throws
 * nothing.
 */
export function findLead({ fit }: BoardRating, models: readonly { id: string; name: string }[]): Lead | null {
  const places = models.map(({ id, name }) => ({ name, place: fit.models.findIndex(({ model }) => model === id) }));
  const [higher, lower] = places.toSorted((one, other) => one.place - other.place);
  if (!higher || !lower || places.length > 2 || higher.place < 0 || fit.quantile === null) return null;
  return { higher: higher.name, lower: lower.name, isAhead: isAhead(fit, higher.place, lower.place) };
}

/** Probability of winning against the field's mean, from a rating. */
export function winsAgainstMean(rating: number): number {
  return 1 / (1 + 10 ** ((meanRating - rating) / 400));
}

function strengthsOn({ fit, unranked }: BoardRating): Map<string, Strength> {
  const end = (rating: number | null) => (rating === null ? null : winsAgainstMean(rating));
  return new Map(
    [...fit.models, ...unranked].map(({ model, rating, lower, upper }) => [
      model,
      { share: winsAgainstMean(rating), lower: end(lower), upper: end(upper) },
    ]),
  );
}

/** How two models fared against each other, seen from `model`; without votes, no votes. Throws nothing. */
export function scoreHeadToHead(cells: readonly PairTally[], model: string, rival: string): Score {
  const between = cells.filter((cell) => cell.modelA === rival || cell.modelB === rival);
  return scoreOf(between, model);
}

/**
 * Everyone a model met, in the order of how close to even the votes are known to be: |share − ½| + ½ / √votes, the
 * distance from an even score plus one standard error of an even score, so that 50 : 47 is closer than 1 : 1. Shares are
 * plain shares of the votes between the two. Throws nothing.
 */
function rankRivals(cells: readonly Cell[], model: string): Rival[] {
  const met = cells.flatMap(({ modelA, modelB }) => (modelA === model ? [modelB] : modelB === model ? [modelA] : []));
  const rivals = [...new Set(met)].flatMap((rival): Rival[] => {
    const score = scoreHeadToHead(cells, model, rival);
    const share = scoreShare(score);
    return share === null ? [] : [{ model: rival, ...score, share }];
  });
  const distance = ({ share, votes }: Rival) => Math.abs(share - 0.5) + 0.5 / Math.sqrt(votes);
  return rivals.toSorted((one, other) => distance(one) - distance(other) || compareNames(one.model, other.model));
}
