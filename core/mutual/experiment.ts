/** What an experiment is and what each of its rounds leaves behind; who takes part, and what it would cost. */
import type { FailureKind, GenerationSettings } from "../models/completion.ts";
import { costOfTokens, priceOf } from "../costs/price.ts";
import type { Model, Price } from "../models/model.ts";
import type { Criterion, Subject } from "./subject.ts";
import type { Roster } from "../models/roster.ts";
import { type ByRole, eachRole, sumOf } from "./run/roles.ts";

/** Fewest models with which answers can be compared at all. */
export const fewestModels = 3;

/** What is decided before the first call and never changes; kept beside the results. */
export type ExperimentSettings = {
  subject: Subject;
  /** By id; the order gives the setters their turns. */
  models: Pick<Model, "id" | "name" | "organization" | "league">[];
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
  /** What a score rests on, where judges score. Their points add up to 100. */
  criteria: Criterion[];
  /** What goes in, and what is to come out, in the form of a competition. They stand in the question, too. */
  samples: Sample[];
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
};

/** Who sets the question of a round. */
export function setterOf(settings: Pick<ExperimentSettings, "models">, round: number): string {
  return settings.models[(round - 1) % settings.models.length]?.id ?? "";
}

/** How many calls an experiment takes when nothing has to be asked twice: a question, N − 1 answers, N ballots a round. */
export function countCalls(settings: Pick<ExperimentSettings, "models" | "rounds">): number {
  return sumOf(callsByRole(settings));
}

function callsByRole({ models, rounds }: Pick<ExperimentSettings, "models" | "rounds">): ByRole<number> {
  return { question: rounds, answer: rounds * (models.length - 1), ballot: rounds * models.length };
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
  seed: number;
  roster: Pick<Roster, "models" | "generation">;
  at: Date;
};

/** @throws {UnusableExperiment} when the roster does not have the models. */
export function decideExperiment({ subject, models, rounds, seed, roster, at }: ExperimentWish): ExperimentSettings {
  const chosen = models === null ? roster.models.filter(({ status }) => status === "active") : choose(models, roster);
  if (chosen.length < fewestModels)
    throw new UnusableExperiment(
      `A mutual evaluation takes at least ${fewestModels} models, and there are ${chosen.length}. Add more to models.json.`,
    );
  const { generation } = roster;
  return {
    subject,
    models: chosen.map(({ id, name, organization, league }) => ({ id, name, organization, league })),
    rounds: rounds ?? chosen.length,
    seed,
    generation: { ...generation, maxTokens: Math.max(fewestTokens, generation.maxTokens) },
    startedAt: at.toISOString(),
  };
}

function choose(ids: readonly string[], roster: Pick<Roster, "models">): Model[] {
  return [...new Set(ids)].map((id) => {
    const model = roster.models.find((one) => one.id === id);
    if (model) return model;
    const known = roster.models.map((one) => one.id).join(", ");
    throw new UnusableExperiment(`There is no model "${id}" in the roster. There are: ${known}.`);
  });
}

/** US dollars for answers of usual length, and when every reply fills its token limit. */
export type Estimate = { calls: number; cost: number; most: number };

/** What an experiment would take, in all and by the parts that models play; and the models that have no price. */
export type Plan = Estimate & { roles: ByRole<Estimate>; unpriced: string[] };

/** Tokens of what is written in each part, from experiments with common models; a judge reads every answer. */
const usualTokens = { question: 700, answer: 900, ballot: 500, prompt: 300 };

/** About what an experiment would cost. @param price what models without a price are counted at. */
export function planExperiment(settings: ExperimentSettings, models: readonly Model[], price: Price): Plan {
  const { maxTokens } = settings.generation;
  const usual = sumCosts(settings, models, price, usualTokens);
  const { prompt } = usualTokens;
  const most = sumCosts(settings, models, price, { question: maxTokens, answer: maxTokens, ballot: maxTokens, prompt });
  const calls = callsByRole(settings);
  return {
    ...{ calls: countCalls(settings), cost: sumOf(usual), most: sumOf(most) },
    roles: eachRole((role) => ({ calls: calls[role], cost: usual[role], most: most[role] })),
    unpriced: models.filter((model) => model.price === null && model.league === "real").map(({ id }) => id),
  };
}

function sumCosts(
  { models: all, rounds }: ExperimentSettings,
  models: readonly Model[],
  unpriced: Price,
  size: typeof usualTokens,
): ByRole<number> {
  const count = all.length;
  // Each model sets every count-th question, answers the others, and judges all.
  const sets = rounds / count;
  const answers = rounds - sets;
  const used = {
    question: { read: sets * size.prompt, written: sets * size.question },
    answer: { read: answers * size.question, written: answers * size.answer },
    // The standard answer stands in place of its own.
    ballot: {
      read: rounds * (size.prompt + size.question + (count - 1) * size.answer),
      written: rounds * size.ballot,
    },
  };
  return eachRole((role) =>
    models.reduce((sum, model) => {
      const price = priceOf(model, unpriced);
      return sum + (price ? costOfTokens(price, used[role].read, used[role].written) : 0);
    }, 0),
  );
}
