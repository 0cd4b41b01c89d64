/** Who takes part in an experiment, and what it would take. */
import type { Model } from "../models/model.ts";
import type { Roster } from "../models/roster.ts";
import { countCalls, type ExperimentSettings, fewestModels } from "./run/experiment.ts";
import type { Subject } from "./scoring/ballots.ts";

/** There can be no such experiment. The message says why and what to do. */
export class UnusableExperiment extends Error {
  override readonly name = "UnusableExperiment";
}

/** A question with its solution, or a ballot with its reasons, may be longer than an answer in a chat. */
const fewestTokens = 4096;

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

/** Calls, and US dollars for answers of usual length and when every reply fills its token limit. */
export type Plan = { calls: number; cost: number; most: number; unpriced: string[] };

/** Tokens of what is written in each part, from experiments with common models; a judge reads every answer. */
const usualTokens = { question: 700, answer: 900, ballot: 500, prompt: 300 };

/** About what an experiment would cost. */
export function planExperiment(settings: ExperimentSettings, models: readonly Model[]): Plan {
  const limit = settings.generation.maxTokens;
  return {
    calls: countCalls(settings),
    cost: sumCost(settings, models, usualTokens),
    most: sumCost(settings, models, { question: limit, answer: limit, ballot: limit, prompt: usualTokens.prompt }),
    unpriced: models.filter(({ price, league }) => price === null && league === "real").map(({ id }) => id),
  };
}

function sumCost(
  { models: all, rounds }: ExperimentSettings,
  models: readonly Model[],
  size: typeof usualTokens,
): number {
  const count = all.length;
  return models.reduce((sum, { price }) => {
    if (!price) return sum;
    // Each model sets every count-th question, answers the others, and judges all.
    const sets = rounds / count;
    const answers = rounds - sets;
    const read = rounds * size.prompt + answers * size.question + rounds * (size.question + (count - 2) * size.answer);
    const written = sets * size.question + answers * size.answer + rounds * size.ballot;
    return sum + (read * price.input + written * price.output) / 1_000_000;
  }, 0);
}
