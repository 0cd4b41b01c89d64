/** From what rounds leave behind to what is scored. */
import type { ExperimentSettings, RoundRecord } from "./run/experiment.ts";
import type { JudgedExperiment } from "./scoring/ballots.ts";
import { type BiasReport, findBias, type ObservedRound } from "./scoring/bias.ts";
import { findLikeness } from "./scoring/likeness.ts";

/** The ballots that exist, round by round. */
export function judgedExperiment(settings: ExperimentSettings, rounds: readonly RoundRecord[]): JudgedExperiment {
  return {
    subject: settings.subject,
    models: settings.models.map(({ id }) => id),
    rounds: rounds.map(({ setting, evaluations }) => ({
      setter: setting.setter,
      ballots: evaluations.flatMap(({ judge, points }) => (points ? [{ judge, points: new Map(points) }] : [])),
    })),
  };
}

/** What may have swayed the judges. */
export function reportBias(settings: ExperimentSettings, rounds: readonly RoundRecord[]): BiasReport {
  const judged = judgedExperiment(settings, rounds).rounds;
  const observed = rounds.map(({ answers, evaluations, setting }, index): ObservedRound => {
    const texts = answers.flatMap(({ model, text }) => (text === null ? [] : [[model, text] as const]));
    const standard = setting.set?.standardAnswer ?? "";
    return {
      setter: setting.setter,
      ballots: judged[index]?.ballots ?? [],
      shown: new Map(evaluations.map(({ judge, letters }) => [judge, letters.map(({ model }) => model)])),
      lengths: new Map(texts.map(([model, text]) => [model, [...text].length])),
      likeness: new Map(texts.map(([model, text]) => [model, findLikeness(text, standard)])),
    };
  });
  return findBias(observed, new Map(settings.models.map(({ id, organization }) => [id, organization])));
}

/** The ballots as `mutual score` reads them. */
export function savedBallots(experiment: JudgedExperiment): object {
  const field = experiment.subject === "math" ? "points" : "scores";
  return {
    subject: experiment.subject,
    models: experiment.models,
    rounds: experiment.rounds.map(({ setter, ballots }) => ({
      setter,
      ballots: ballots.map(({ judge, points }) => ({ judge, [field]: Object.fromEntries(points) })),
    })),
  };
}
