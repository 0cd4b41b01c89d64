/** How many calls an experiment takes, and about what they cost. */
import { costOfTokens, priceOf } from "../costs/price.ts";
import type { Model, Price } from "../models/model.ts";
import { answersPerRound, type ExperimentSettings } from "./experiment.ts";
import { type ByRole, eachRole, sumOf } from "./run/roles.ts";

/** How many calls an experiment takes when nothing has to be asked twice: a question, k answers, k + 1 ballots a round. */
export function countCalls(settings: Pick<ExperimentSettings, "models" | "rounds" | "answerers">): number {
  return sumOf(callsByRole(settings));
}

function callsByRole(settings: Pick<ExperimentSettings, "models" | "rounds" | "answerers">): ByRole<number> {
  const { rounds } = settings;
  const each = answersPerRound(settings);
  return { question: rounds, answer: rounds * each, ballot: rounds * (each + 1) };
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
  settings: ExperimentSettings,
  models: readonly Model[],
  unpriced: Price,
  size: typeof usualTokens,
): ByRole<number> {
  const each = answersPerRound(settings);
  // Each model sets its share of the questions, answers its share of the others, and judges both.
  const sets = settings.rounds / settings.models.length;
  const answers = sets * each;
  const ballots = sets + answers;
  const used = {
    question: { read: sets * size.prompt, written: sets * size.question },
    answer: { read: answers * size.question, written: answers * size.answer },
    // The standard answer stands in place of its own.
    ballot: {
      read: ballots * (size.prompt + size.question + each * size.answer),
      written: ballots * size.ballot,
    },
  };
  return eachRole((role) =>
    models.reduce((sum, model) => {
      const price = priceOf(model, unpriced);
      return sum + (price ? costOfTokens(price, used[role].read, used[role].written) : 0);
    }, 0),
  );
}
