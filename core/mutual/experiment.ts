/** What an experiment is and what each of its rounds leaves behind; who takes part, and what it would cost. */
import type { FailureKind, GenerationSettings } from "../models/completion.ts";
import type { Model } from "../models/model.ts";
import type { Criterion, Subject } from "./subject.ts";
import type { Roster } from "../models/roster.ts";
import type { RoundChecks } from "./checks/checks.ts";
import { fewestJudges, isConnected, planBlocks } from "./blocks.ts";

/** Fewest models with which answers can be compared at all. */
export const fewestModels = 3;

/** What is decided before the first call and never changes; kept beside the results. */
export type ExperimentSettings = {
  subject: Subject;
  /** By id; the order gives the setters their turns. */
  models: Pick<Model, "id" | "name" | "organization" | "league">[];
  /** Each sets one question; setters take turns. */
  rounds: number;
  /** For each round the models that answer and, with the setter, judge; left out: all but the setter. */
  answerers?: string[][] | undefined;
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
  /** What a score rests on, where judges score. Their points add up to 100. */
  criteria: Criterion[];
  /** What goes in, and what is to come out, in the form of a competition. They stand in the question, too. */
  samples: Sample[];
  /** More of them, which nobody is shown. */
  cases: Sample[];
};

/** An example that a question gives. */
export type Sample = { input: string; output: string };

/**
 * Why there is nothing: the provider's failure; `invalid`: what came could not be read, however often it was explained;
 * `nothing-to-judge`: no answer but the judge's own.
 */
export type Shortfall = { kind: FailureKind | "invalid" | "nothing-to-judge"; detail: string };

/** Whatever a model said, and the faults that were found in it. */
export type RawReply = { text: string; fault: string | null };

/** How the setting of a question went; `set` is null where there is none. */
export type SettingRecord = {
  setter: string;
  set: SetQuestion | null;
  shortfall: Shortfall | null;
  replies: RawReply[];
};

/** How a model answered; `text` is null where it did not. */
export type AnswerRecord = {
  model: string;
  text: string | null;
  /** What judges read: without the names of models. Null: no answer, or nothing to hide. */
  masked: string | null;
  shortfall: Shortfall | null;
};

/** How a judge judged the answers of a round. */
export type EvaluationRecord = {
  judge: string;
  /** Which answer stood under which letter, in the order shown; null: the setter's own, the standard answer. */
  letters: { letter: string; model: string | null }[];
  /** By model, best first where judges rank, else in the order shown; null: the ballot is missing. */
  points: [model: string, points: number][] | null;
  /** Equal answers stand in one group; where judges rank. */
  ranking: string[][] | null;
  /** The points for each criterion, by model; where judges score. */
  byCriterion: [model: string, points: number[]][] | null;
  /** Whose answers are better than the standard answer; null: it was not said. */
  beatsStandard: string[] | null;
  /** Whose answers stand below the standard answer, where it stood among them; null: it did not. */
  belowStandard: string[] | null;
  /** Why, by model. */
  reasons: [model: string, reason: string][];
  shortfall: Shortfall | null;
  replies: RawReply[];
};

/** All that a round leaves behind. */
export type RoundRecord = {
  /** From 1. */
  number: number;
  setting: SettingRecord;
  answers: AnswerRecord[];
  evaluations: EvaluationRecord[];
  /** What came of checking the answers by machine; null: they were not. */
  checks: RoundChecks | null;
};

/** Who sets the question of a round. */
export function setterOf(settings: Pick<ExperimentSettings, "models">, round: number): string {
  return settings.models[(round - 1) % settings.models.length]?.id ?? "";
}

/** Who answers the question of a round. */
export function answerersOf(settings: Pick<ExperimentSettings, "models" | "answerers">, round: number): string[] {
  const setter = setterOf(settings, round);
  const all = settings.models.flatMap(({ id }) => (id === setter ? [] : [id]));
  return settings.answerers?.[round - 1] ?? all;
}

/** The most points that an answer can get: 100, or where judges rank one less than answer each question. */
export function mostPointsOf({
  subject,
  ...settings
}: Pick<ExperimentSettings, "answerers"> & {
  subject: Pick<Subject, "judging">;
  models: readonly unknown[];
}): number {
  return subject.judging === "ranks" ? answersPerRound(settings) - 1 : 100;
}

/** How many models answer each question; with its setter these also judge it. */
export function answersPerRound({
  models,
  answerers,
}: Pick<ExperimentSettings, "answerers"> & { models: readonly unknown[] }): number {
  return answerers?.[0]?.length ?? models.length - 1;
}

/** There can be no such experiment. The message says why and what to do. */
export class UnusableExperiment extends Error {
  override readonly name = "UnusableExperiment";
}

/** A question with its solution, or a ballot with its reasons, may be longer than an answer in a chat. */
const fewestTokens = 4096;

/** What somebody wants of an experiment. */
export type ExperimentWish = {
  subject: Subject;
  /** Null: all active ones. */
  models: readonly string[] | null;
  /** Null: each model sets one question. */
  rounds: number | null;
  /** How many models answer each question and judge it beside its setter; left out, or null: all. */
  judges?: number | null;
  seed: number;
  roster: Pick<Roster, "models" | "generation">;
  at: Date;
};

/** @throws {UnusableExperiment} when the roster does not have the models, or too few judges are to compare them. */
export function decideExperiment(wish: ExperimentWish): ExperimentSettings {
  const { subject, models, seed, roster, at } = wish;
  const chosen = models === null ? roster.models.filter(({ status }) => status === "active") : choose(models, roster);
  if (chosen.length < fewestModels)
    throw new UnusableExperiment(
      `A mutual evaluation takes at least ${fewestModels} models, and there are ${chosen.length}. Add more to models.json.`,
    );
  const { generation } = roster;
  const rounds = wish.rounds ?? chosen.length;
  return {
    subject,
    models: chosen.map(({ id, name, organization, league }) => ({ id, name, organization, league })),
    rounds,
    ...decideBlocks(
      chosen.map(({ id }) => id),
      { ...wish, rounds },
    ),
    seed,
    generation: { ...generation, maxTokens: Math.max(fewestTokens, generation.maxTokens) },
    startedAt: at.toISOString(),
  };
}

function decideBlocks(
  models: readonly string[],
  { rounds, judges = null, seed }: Pick<ExperimentWish, "judges" | "seed"> & { rounds: number },
): Pick<ExperimentSettings, "answerers"> {
  if (judges === null || judges >= models.length - 1) return {};
  if (judges < fewestJudges)
    throw new UnusableExperiment(
      `Each question takes at least ${fewestJudges} judges beside its setter, not ${judges}.`,
    );
  const answerers = planBlocks({ models, rounds, judges, seed });
  if (isConnected(answerers, models)) return { answerers };
  throw new UnusableExperiment(
    `With ${judges} judges and ${rounds} ${rounds === 1 ? "question" : "questions"}, some of ${models.length} models would never be compared with the others. Take more judges or more questions.`,
  );
}

function choose(ids: readonly string[], roster: Pick<Roster, "models">): Model[] {
  return [...new Set(ids)].map((id) => {
    const model = roster.models.find((one) => one.id === id);
    if (model) return model;
    const known = roster.models.map((one) => one.id).join(", ");
    throw new UnusableExperiment(`There is no model "${id}" in the roster. There are: ${known}.`);
  });
}
