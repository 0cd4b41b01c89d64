/**
 * A question that is asked again counts once in its task: the votes on later battles of it count on boards over all tasks, and
 * on none of one task. Whether a battle is such a repeat is decided once, when its votes are first taken into the boards.
 */
import { isSameQuestion, type QuestionSketch } from "../answers/question-sketch/sketch.ts";
import type { NewBattle, Side } from "./battle.ts";

/** As much of a battle that has closed as tells whether it is a repeat. */
export type ClosedQuestion = Pick<NewBattle, "id" | "league" | "task" | "community" | "asker" | "bankQuestion"> & {
  models: Record<Side, string | null>;
  /** Undefined where its words were erased, or it is from before questions were compared. */
  sketch: Pick<QuestionSketch, "least"> | undefined;
  /** Whether any vote on it counts on boards. */
  counts: boolean;
  /** Null: that is not decided yet. */
  repeated: boolean | null;
};

/**
 * Whether a battle asks what one asked that was counted before it, in the same community or by the same person. A question
 * of the bank is there to be asked often: it is a repeat only with the same two models.
 */
export function repeats(battle: ClosedQuestion, before: ClosedQuestion): boolean {
  if (!before.counts || before.repeated !== false) return false;
  if (battle.league !== before.league || battle.task !== before.task) return false;
  if (battle.community !== before.community && battle.asker !== before.asker) return false;
  if (!battle.sketch || !before.sketch || !isSameQuestion(battle.sketch, before.sketch)) return false;
  if (battle.bankQuestion === null) return true;
  return battle.bankQuestion === before.bankQuestion && haveSamePair(battle.models, before.models);
}

function haveSamePair(one: ClosedQuestion["models"], other: ClosedQuestion["models"]): boolean {
  return (one.a === other.a && one.b === other.b) || (one.a === other.b && one.b === other.a);
}

/**
 * Decides of each battle for which that is not decided yet, among each other as well.
 * @param battles in the order in which they count. @param before battles counted earlier that may ask the same, by battle.
 * @returns those that are repeats now.
 */
export function decideRepeats(
  battles: readonly ClosedQuestion[],
  before: ReadonlyMap<string, readonly ClosedQuestion[]>,
): Set<string> {
  const counted: ClosedQuestion[] = [];
  const repeated = new Set<string>();
  for (const battle of battles) {
    const earlier = [...(before.get(battle.id) ?? []), ...counted];
    const isRepeat = battle.repeated ?? earlier.some((one) => repeats(battle, one));
    if (isRepeat) repeated.add(battle.id);
    else counted.push({ ...battle, repeated: false });
  }
  return repeated;
}
