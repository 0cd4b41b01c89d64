/** Everything that an experiment shows. */
import { judgedExperiment, reportBias, savedBallots } from "../judged.ts";
import type { ExperimentSettings, RoundRecord } from "../run/experiment.ts";
import type { Progress, RunEnding } from "../run/run-experiment.ts";
import { reportScores } from "../score-report.ts";
import { type Agreement, findAgreement } from "../scoring/agreement.ts";
import type { BiasReport } from "../scoring/bias.ts";
import { scoreExperiment, type Scores } from "../scoring/scores.ts";

export type ExperimentResults = {
  settings: ExperimentSettings;
  /** Those that are over. */
  rounds: RoundRecord[];
  ending: RunEnding;
  scores: Scores;
  agreement: Agreement;
  bias: BiasReport;
};

/** @throws {ConservationError} when Borda points were lost or made. */
export function findResults(settings: ExperimentSettings, rounds: RoundRecord[], ending: RunEnding): ExperimentResults {
  const judged = judgedExperiment(settings, rounds);
  return {
    ...{ settings, rounds, ending },
    scores: scoreExperiment(judged),
    agreement: findAgreement(judged),
    bias: reportBias(settings, rounds),
  };
}

/** The content of `ballots.json`, which `mutual score` reads. */
export function ballotsFile({ settings, rounds }: ExperimentResults): object {
  return savedBallots(judgedExperiment(settings, rounds));
}

/** The content of `scores.json`: what `mutual score --json` prints, and the agreement of the judges. */
export function scoresFile({ settings, rounds, agreement }: ExperimentResults): object {
  return { ...reportScores(judgedExperiment(settings, rounds)), agreement };
}

/** The content of `experiment_summary.json`. The same experiment has the same, however often it was interrupted. */
export function summaryFile(results: ExperimentResults, progress: Progress): object {
  const { settings, rounds, ending, scores, agreement, bias } = results;
  const answers = rounds.flatMap((round) => round.answers);
  const ballots = rounds.flatMap(({ evaluations }) => evaluations);
  const missing = (records: readonly { shortfall: unknown }[]) =>
    records.filter(({ shortfall }) => shortfall !== null).length;
  const { done, failures, tokens, cost } = progress;
  return {
    ...settings,
    ending,
    // Built-in toys: their order says nothing about any real model.
    demo: settings.models.some(({ league }) => league === "demo"),
    roundsPlayed: rounds.length,
    calls: { done, failures, tokens, cost },
    missing: {
      questions: missing(rounds.map(({ setting }) => setting)),
      answers: missing(answers),
      ballots: missing(ballots),
    },
    ranking: scores.models,
    topk: scores.topk,
    agreement: { kendallTau: agreement.kendallTau, krippendorffAlpha: agreement.krippendorffAlpha },
    bias,
    references: [
      "Guo et al., LLM-Crowdsourced: A Benchmark-Free Paradigm for Mutual Evaluation of Large Language Models, arXiv:2507.22359",
    ],
  };
}
