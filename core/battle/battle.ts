/** A battle and its parts, as they are recorded. */
import type { Completion, FailureKind, GenerationSettings, QuestionPicture } from "../models/completion.ts";
import type { League } from "../models/model.ts";
import type { PlatformName } from "../chat/post.ts";
import type { QuestionSketch } from "../answers/question-sketch/sketch.ts";
import type { Task } from "../answers/task.ts";

/** One of the two places of a battle. */
export type Side = "a" | "b";
/** Both of them, in the order they are shown. */
export const sides: readonly Side[] = ["a", "b"];

/** `answering` → `open` → `closed`, or `answering` → `failed`. A follow-up leads from `open` to `answering` and back. */
export type BattleStatus = "answering" | "open" | "closed" | "failed";

/** Why a battle was closed. */
export const closeReasons = ["time", "votes", "asker", "names-shown"] as const;
/** One of {@link closeReasons}. */
export type CloseReason = (typeof closeReasons)[number];

/** Why people have no answers: no model gave one, the arena stopped meanwhile, the asker did, or the platform never accepts them. */
export const failReasons = ["no-answer", "interrupted", "stopped", "unshowable"] as const;
/** One of {@link failReasons}. */
export type FailReason = (typeof failReasons)[number];

/** What a side says: a model's whole answer with everything measured about it. */
export type Answer = Completion & {
  /** What people are shown instead of `text`, where a name in it had to be hidden. */
  shown: string | null;
};

/** Why an attempt gave no answer; `interrupted`: the process that waited for it ended. */
export type AttemptFailure = { failure: FailureKind | "interrupted"; detail: string };

/**
 * One try of one model to answer for one side in one turn. Number 1 is the original draw; later ones are redraws, or
 * the same model again after an interruption.
 */
export type Attempt = {
  turn: number;
  side: Side;
  number: number;
  model: string;
  /** Which endpoint served it, and what that called it: the roster may say otherwise later. */
  endpoint: string;
  endpointModel: string;
  /** Number 1: the probability of this ordered pair; a redraw: of this model among those left; 1 where nothing was drawn. */
  probability: number;
  /** Sent to the endpoint unless the answer says it was withheld, so that an answer can be asked for again. */
  seed: number;
  startedAt: Date;
  /** Null until it has ended. */
  endedAt: Date | null;
  ending: Answer | AttemptFailure | null;
};

/** A question to the pair. Number 1 began the battle, later ones are follow-ups. */
export type Turn = {
  number: number;
  question: string;
  askedAt: Date;
  /** Set once both answers are there. */
  openedAt: Date | null;
  /** Set when they will never be. */
  failedAt: Date | null;
  /** A pseudonym of the event that asked it, so that the same event asks nothing twice. Never read back. */
  event?: string | undefined;
};

/** The right of one process to answer a battle: until `until`, nobody else takes it up. */
export type Lease = { holder: string; until: Date };

/** When a battle closes by itself once votes come. */
export type ClosingRule = {
  /** Milliseconds after the first vote. */
  closeAfter: number;
  /** At this many votes; null: votes do not close it. */
  closeAtVotes: number | null;
};

/** A draw that can no longer be changed unnoticed. The hash is told when the battle opens, the salt when it closes. */
export type DrawSeal = { salt: string; drawHash: string };

/** A battle as it begins. */
export type NewBattle = ClosingRule & {
  id: string;
  league: League;
  platform: PlatformName;
  /** Pseudonyms. */
  community: string;
  asker: string;
  /** Whether it takes place where nobody but its asker sees it. */
  private: boolean;
  /** Whether only adults may be where it takes place: nothing of it is offered elsewhere. */
  ageRestricted: boolean;
  task: Task;
  /** Who or what named the task: `asker`, `bank`, or the name of the rule that guessed it. */
  taskRule: string;
  /** BCP 47 tag of the question's language, `und` when unknown. */
  language: string;
  /** The identifier of the bank's question that it asks; null for anybody's own. */
  bankQuestion: string | null;
  /** The name of the rule that drew the pair. */
  drawRule: string;
  /**
   * The battle that began a row of questions to the same two, each with a ballot of its own; null where there is one
   * question. All of a row close together, and nobody is told the names before.
   */
  pair: string | null;
  generation: GenerationSettings;
  createdAt: Date;
  /** Encrypted: where it is to be shown. */
  delivery: string;
  lease: Lease;
  turns: Turn[];
  attempts: Attempt[];
  /** Of the first question. */
  pictures?: readonly QuestionPicture[];
  /** By what the first question, with its pictures, is known again. Never read back. */
  sketch?: QuestionSketch;
};

/** A battle as it is recorded. */
export type Battle = Omit<NewBattle, "delivery" | "lease" | "pictures" | "sketch"> & {
  /** Encrypted; null once its end has been shown. */
  delivery: string | null;
  status: BattleStatus;
  /** Null unless it is being answered. */
  lease: Lease | null;
  /** Null until it first opens. */
  seal: DrawSeal | null;
  /** Whether a name was hidden in what people were shown, or the question asked for one: then it is rated nowhere. */
  masked: boolean;
  /** Whether its words are to stand in no post: see `core/battle/restrictions.ts`. */
  hidden: boolean;
  /** When its first answers were there. */
  openedAt: Date | null;
  firstVoteAt: Date | null;
  closesAt: Date | null;
  /** When and why it was closed or failed. */
  endedAt: Date | null;
  endReason: CloseReason | FailReason | null;
};

/** A battle as it stands once it is saved, before anything else has happened. */
export function justSaved({ pictures: _pictures, sketch: _sketch, ...battle }: NewBattle): Battle {
  const nothingYet = { openedAt: null, firstVoteAt: null, closesAt: null, endedAt: null, endReason: null };
  return { ...battle, status: "answering", seal: null, masked: false, hidden: false, ...nothingYet };
}

/** Whether its words are gone: erased for whoever asked, or forgotten for their age. No question is empty otherwise. */
export function isWordless(battle: Pick<Battle, "asker" | "turns">): boolean {
  return isErased(battle) || battle.turns.every(({ question }) => question === "");
}

/** Whether whoever asked has had their words erased. */
export function isErased({ asker }: Pick<Battle, "asker">): boolean {
  return asker.startsWith("erased-");
}

/** Whether an attempt has ended with an answer. */
export function isAnswer(ending: Attempt["ending"]): ending is Answer {
  return ending !== null && "text" in ending;
}

/** Whether the process that waited for an attempt ended before its answer came. */
export function wasInterrupted({ ending }: Attempt): boolean {
  return ending !== null && "failure" in ending && ending.failure === "interrupted";
}

/** How often a side was interrupted in a turn. */
export function countInterruptions(
  battle: Pick<NewBattle, "attempts">,
  { turn, side }: Pick<Attempt, "turn" | "side">,
) {
  return battle.attempts.filter((one) => one.turn === turn && one.side === side && wasInterrupted(one)).length;
}

/** The turn that is being answered, or was asked last. */
export function lastTurn(battle: Pick<NewBattle, "turns">): Turn {
  return latest(battle.turns, "battle without a turn");
}

/** The turns whose answers people were shown, in order. */
export function openedTurns(battle: Pick<NewBattle, "turns">): Turn[] {
  return battle.turns.filter((turn) => turn.openedAt !== null).toSorted((x, y) => x.number - y.number);
}

/** The attempt that speaks for a side in a turn: its last. */
export function lastAttempt(battle: Pick<NewBattle, "attempts">, side: Side, turn: number): Attempt {
  const attempts = battle.attempts.filter((one) => one.side === side && one.turn === turn);
  return latest(attempts, `side ${side} has no attempt in turn ${turn}`);
}

/** The model that plays a side: as drawn first, or drawn again while the first turn was answered. */
export function modelOf(battle: Pick<NewBattle, "attempts">, side: Side): string {
  return lastAttempt(battle, side, 1).model;
}

/** The models that play both sides: see {@link modelOf}. */
export function modelsOf(battle: Pick<NewBattle, "attempts">): Record<Side, string> {
  return { a: modelOf(battle, "a"), b: modelOf(battle, "b") };
}

function latest<Numbered extends { number: number }>(all: readonly Numbered[], problem: string): Numbered {
  const last = all.toSorted((x, y) => x.number - y.number).at(-1);
  if (!last) throw new Error(problem);
  return last;
}
