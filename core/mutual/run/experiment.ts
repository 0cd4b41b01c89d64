/** What an experiment is, and what each of its rounds leaves behind. */
import type { FailureKind, GenerationSettings } from "../../models/completion.ts";
import type { League } from "../../models/model.ts";
import type { Subject } from "../scoring/ballots.ts";

/** Fewest models with which answers can be compared at all. */
export const fewestModels = 3;

/** What is decided before the first call and never changes; kept beside the results. */
export type ExperimentSettings = {
  subject: Subject;
  /** By id; the order gives the setters their turns. */
  models: { id: string; name: string; organization: string; league: League }[];
  /** Each sets one question; setters take turns. */
  rounds: number;
  /** Fixes what is shuffled, and the seeds that endpoints are sent. */
  seed: number;
  generation: GenerationSettings;
  /** ISO 8601. */
  startedAt: string;
};

/** A question with what its setter says about it. */
export type SetQuestion = {
  question: string;
  standardAnswer: string;
  /** What it tests. */
  principle: string;
  /** What a score rests on; in programming. */
  criteria: string[];
};

/**
 * Why there is nothing: the provider's failure; `invalid`: what came could not be read, however often it was explained;
 * `nothing-to-judge`: no answer but the judge's own.
 */
export type Shortfall = { kind: FailureKind | "invalid" | "nothing-to-judge"; detail: string };

/** Whatever a model said, and the faults that were found in it. */
export type RawReply = { text: string; fault: string | null };

export type SettingRecord = {
  setter: string;
  set: SetQuestion | null;
  shortfall: Shortfall | null;
  replies: RawReply[];
};

export type AnswerRecord = {
  model: string;
  text: string | null;
  /** What judges read: without the names of models. Null: no answer, or nothing to hide. */
  masked: string | null;
  shortfall: Shortfall | null;
};

export type EvaluationRecord = {
  judge: string;
  /** Which answer stood under which letter, in the order shown. */
  letters: { letter: string; model: string }[];
  /** By model, best first in mathematics, in the order shown in programming; null: the ballot is missing. */
  points: [model: string, points: number][] | null;
  /** Equal answers stand in one group; in mathematics. */
  ranking: string[][] | null;
  reasons: string;
  shortfall: Shortfall | null;
  replies: RawReply[];
};

export type RoundRecord = {
  /** From 1. */
  number: number;
  setting: SettingRecord;
  answers: AnswerRecord[];
  evaluations: EvaluationRecord[];
};

/** Who sets the question of a round. */
export function setterOf(settings: Pick<ExperimentSettings, "models">, round: number): string {
  return settings.models[(round - 1) % settings.models.length]?.id ?? "";
}

/** How many calls an experiment takes when nothing has to be asked twice: a question, N − 1 answers, N ballots a round. */
export function countCalls({
  models,
  rounds,
  subject,
}: Pick<ExperimentSettings, "models" | "rounds" | "subject">): number {
  const count = models.length;
  // Who has a single answer to rank need not be asked.
  const ballots = subject === "math" && count === fewestModels ? 1 : count;
  return rounds * (count + ballots);
}
