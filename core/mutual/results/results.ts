/** Everything that an experiment shows. */
import { findRight } from "../checks/checks.ts";
import { answerersOf, type ExperimentSettings, type RoundRecord } from "../experiment.ts";
import type { RunEnding } from "../run/play-rounds.ts";
import type { Agreement } from "../scoring/agreement.ts";
import { type BiasReport, findBias, type ObservedRound } from "../scoring/bias.ts";
import type { MisjudgedReport } from "../scoring/misjudged.ts";
import { findLikeness } from "../scoring/likeness.ts";
import { scoreExperiment, type Scores } from "../scoring/scores.ts";
import type { JudgedExperiment, Judging } from "../scoring/ballots.ts";
import { judgeStandard, type StandardVerdict } from "../scoring/standards.ts";
import type { WeighedJudges } from "../scoring/weighed-judges.ts";
import type { Subject } from "../subject.ts";
import { findFigures, reportFigures, type ScoreReport } from "./score-report.ts";

/** An experiment with everything that is computed from its rounds. */
export type ExperimentResults = {
  settings: ExperimentSettings;
  /** Those that are over. */
  rounds: RoundRecord[];
  ending: RunEnding;
  scores: Scores;
  agreement: Agreement;
  /** The second ranking, and how much each judge counts in it. */
  weighed: WeighedJudges;
  /** With how often judges prefer what a machine has found wrong. */
  bias: BiasReport & { misjudged: MisjudgedReport };
  /** For each round, how its standard answer stood. */
  standards: StandardVerdict[];
  /** The scores without the questions whose standard answers most judges hold to be beaten; null: there are none, or no others. */
  withoutBeaten: Scores | null;
};

/** @throws {ConservationError} when Borda points were lost or made. */
export function findResults(settings: ExperimentSettings, rounds: RoundRecord[], ending: RunEnding): ExperimentResults {
  const judged = judgedExperiment(settings, rounds);
  const standards = rounds.map(standardOf);
  const sound = rounds.filter((_, index) => !standards[index]?.beaten);
  const { misjudged, ...figures } = findFigures(judged);
  const isApart = sound.length > 0 && sound.length < rounds.length;
  return {
    ...{ settings, rounds, ending, standards },
    ...figures,
    bias: { ...reportBias(settings, rounds, judged), misjudged },
    withoutBeaten: isApart ? scoreExperiment(judgedExperiment(settings, sound)) : null,
  };
}

/** How the standard answer of a round stood. */
export function standardOf({ setting, evaluations }: RoundRecord): StandardVerdict {
  const comparisons = evaluations.flatMap(({ judge, points, beatsStandard }) =>
    points && beatsStandard ? [{ judge, compared: points.map(([model]) => model), better: beatsStandard }] : [],
  );
  return judgeStandard(setting.setter, comparisons);
}

/** The rounds whose standard answers most judges hold to be beaten. */
export function beatenRounds({ rounds, standards }: Pick<ExperimentResults, "rounds" | "standards">): number[] {
  return rounds.flatMap(({ number }, index) => (standards[index]?.beaten ? [number] : []));
}

/** The content of `ballots.json`, which `mutual score` reads. */
export function ballotsFile({ settings, rounds }: ExperimentResults): object {
  return savedBallots(settings.subject, judgedExperiment(settings, rounds));
}

/** The content of `scores.json`: what `mutual score --json` prints. */
export function scoresFile({ scores, agreement, weighed, bias }: ExperimentResults): ScoreReport {
  return reportFigures({ scores, agreement, weighed, misjudged: bias.misjudged });
}

/** The ballots that exist, round by round. */
export function judgedExperiment(settings: ExperimentSettings, rounds: readonly RoundRecord[]): JudgedExperiment {
  return {
    judging: settings.subject.judging,
    models: settings.models.map(({ id }) => id),
    seed: settings.seed,
    rounds: rounds.map(({ number, setting, evaluations, checks }) => ({
      setter: setting.setter,
      ...(settings.answerers && { answerers: answerersOf(settings, number) }),
      ballots: evaluations.flatMap(({ judge, points, belowStandard }) =>
        points ? [{ judge, points: new Map(points), ...(belowStandard && { belowStandard }) }] : [],
      ),
      right: findRight(checks),
    })),
  };
}

/** What may have swayed the judges. */
function reportBias(
  settings: ExperimentSettings,
  rounds: readonly RoundRecord[],
  judged: JudgedExperiment,
): BiasReport {
  const observed = rounds.map(({ answers, evaluations, setting }, index): ObservedRound => {
    const texts = answers.flatMap(({ model, text }) => (text === null ? [] : [[model, text] as const]));
    const standard = setting.set?.standardAnswer ?? "";
    return {
      setter: setting.setter,
      ballots: judged.rounds[index]?.ballots ?? [],
      shown: new Map(evaluations.map(({ judge, letters }) => [judge, letters.map(({ model }) => model)])),
      lengths: new Map(texts.map(([model, text]) => [model, [...text].length])),
      likeness: new Map(texts.map(([model, text]) => [model, findLikeness(text, standard)])),
    };
  });
  return findBias(observed, new Map(settings.models.map(({ id, organization }) => [id, organization])));
}

/** Under which name files keep what a judge gave each answer. */
export const ballotFields: Record<Judging, string> = { ranks: "points", scores: "scores" };

/** The ballots as `mutual score` reads them. */
export function savedBallots(subject: Subject, experiment: JudgedExperiment): object {
  const field = ballotFields[experiment.judging];
  return {
    subject,
    models: experiment.models,
    seed: experiment.seed,
    rounds: experiment.rounds.map(({ setter, answerers, ballots, right }) => ({
      setter,
      ...(right && right.size > 0 && { right: Object.fromEntries(right) }),
      ...(answerers && { answerers }),
      ballots: ballots.map(({ judge, points, belowStandard }) => ({
        ...{ judge, [field]: Object.fromEntries(points) },
        ...(belowStandard && { belowStandard }),
      })),
    })),
  };
}
