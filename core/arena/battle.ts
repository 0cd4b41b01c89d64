/** A battle and its parts, as they are recorded. */
import type { Completion, FailureKind, GenerationSettings } from "../models/completion.ts";
import type { League } from "../models/model.ts";
import type { PlatformName } from "../post.ts";
import type { Task } from "./task.ts";

export type Side = "a" | "b";
export const sides: readonly Side[] = ["a", "b"];

export const choices = ["a", "b", "tie", "both-bad"] as const;
export type Choice = (typeof choices)[number];

/** `answering` → `open` → `closed`, or `answering` → `failed`. */
export type BattleStatus = "answering" | "open" | "closed" | "failed";

export const closeReasons = ["time", "votes", "asker", "names-shown"] as const;
export type CloseReason = (typeof closeReasons)[number];

/** Why a battle has no answers: no model gave one, or the arena stopped meanwhile. */
export const failReasons = ["no-answer", "interrupted"] as const;
export type FailReason = (typeof failReasons)[number];

/** What a side says: a model's whole answer with everything measured about it. */
export type Answer = Completion;

export type AttemptFailure = { failure: FailureKind; detail: string };

/** One try of one model to answer for one side. Number 1 is the original draw, later ones are redraws. */
export type Attempt = {
  side: Side;
  number: number;
  model: string;
  /** Which endpoint served it, and what that called it: the roster may say otherwise later. */
  endpoint: string;
  endpointModel: string;
  /** Number 1: the probability of this ordered pair; later: of this model among those left. */
  probability: number;
  /** Sent to the endpoint unless the answer says it was withheld, so that an answer can be asked for again. */
  seed: number;
  startedAt: Date;
  /** Null until it has ended. */
  endedAt: Date | null;
  ending: Answer | AttemptFailure | null;
};

export type NewBattle = {
  id: string;
  league: League;
  platform: PlatformName;
  /** Pseudonyms. */
  community: string;
  asker: string;
  /** Whether it takes place where nobody but its asker sees it. */
  private: boolean;
  question: string;
  task: Task;
  /** The name of the rule that guessed the task. */
  taskRule: string;
  /** BCP 47 tag of the question's language, `und` when unknown. */
  language: string;
  /** The name of the rule that drew the pair. */
  drawRule: string;
  generation: GenerationSettings;
  createdAt: Date;
  /** Encrypted: where it is to be shown. */
  delivery: string;
  attempts: Attempt[];
};

export type Battle = Omit<NewBattle, "delivery"> & {
  /** Encrypted; null once its end has been shown. */
  delivery: string | null;
  status: BattleStatus;
  openedAt: Date | null;
  firstVoteAt: Date | null;
  closesAt: Date | null;
  /** When and why it was closed or failed. */
  endedAt: Date | null;
  endReason: CloseReason | FailReason | null;
};

export function isAnswer(ending: Attempt["ending"]): ending is Answer {
  return ending !== null && "text" in ending;
}

/** The attempt that speaks for a side: its last. */
export function lastAttempt(battle: Pick<NewBattle, "attempts">, side: Side): Attempt {
  const attempt = battle.attempts
    .filter((one) => one.side === side)
    .toSorted((x, y) => x.number - y.number)
    .at(-1);
  if (!attempt) throw new Error(`side ${side} has no attempt`);
  return attempt;
}
