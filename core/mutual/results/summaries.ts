/** What a round, and a whole experiment, tell to somebody who has nothing else: all that was written, and what came of it. */
import type { ExperimentSettings, RoundRecord } from "../experiment.ts";
import type { Progress } from "../run/play-rounds.ts";
import { scoreExperiment } from "../scoring/scores.ts";
import { beatenRounds, type ExperimentResults, judgedExperiment, standardOf } from "./results.ts";

/** Where a model stands after some rounds. */
export type Place = {
  model: string;
  rank: number | null;
  /** The sum of its mean points on each question it answered, and their mean; null without any. */
  total: number | null;
  answer: number | null;
};

/** Where the models stand after some rounds, best first. @throws {ConservationError} see `scoreExperiment`. */
export function findStanding(settings: ExperimentSettings, rounds: readonly RoundRecord[]): Place[] {
  const scores = scoreExperiment(judgedExperiment(settings, rounds));
  return scores.models.map(({ model, rank, answer }) => {
    const points = scores.rounds.flatMap(({ answers }) => answers.filter((one) => one.model === model));
    const total = points.reduce((sum, one) => sum + one.points, 0);
    return { model, rank, total: points.length === 0 ? null : total, answer };
  });
}

/**
 * The content of `round_summary.json`: question, standard answer, every answer and every judgement with its reasons; the
 * round's scores; and where the models stand after it.
 * @param upTo the rounds that are over up to this one, itself among them. @throws {ConservationError} see `scoreExperiment`.
 */
export function summarizeRound(settings: ExperimentSettings, upTo: readonly RoundRecord[], round: RoundRecord): object {
  const [scores] = scoreExperiment(judgedExperiment(settings, [round])).rounds;
  const { setting, answers, evaluations } = round;
  return {
    ...{ round: round.number, subject: settings.subject, models: settings.models },
    setter: setting.setter,
    ...(setting.set ?? { question: null, missing: setting.shortfall }),
    answers: answers.map(({ model, text, masked, shortfall }) => ({
      model,
      text,
      // What judges read instead, where a name had to be hidden.
      ...(masked !== null && { shownToJudges: masked }),
      ...(shortfall && { missing: shortfall }),
    })),
    evaluations: evaluations.map((one) => ({
      ...{ judge: one.judge, points: one.points && Object.fromEntries(one.points), ranking: one.ranking },
      ...(one.byCriterion && { byCriterion: Object.fromEntries(one.byCriterion) }),
      ...{ beatsStandard: one.beatsStandard, reasons: Object.fromEntries(one.reasons) },
      ...(one.shortfall && { missing: one.shortfall }),
    })),
    standard: standardOf(round),
    scores,
    standing: { rounds: upTo.map(({ number }) => number), models: findStanding(settings, upTo) },
  };
}

/** The content of `experiment_summary.json`, with all its rounds. Interruptions do not change it. */
export function summarizeExperiment(results: ExperimentResults, progress: Progress): object {
  const { settings, rounds, ending, scores, agreement, bias, withoutBeaten } = results;
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
      answers: missing(rounds.flatMap(({ answers }) => answers)),
      ballots: missing(rounds.flatMap(({ evaluations }) => evaluations)),
    },
    ranking: scores.models,
    beatenStandards: {
      rounds: beatenRounds(results),
      rankingWithoutThem: withoutBeaten && withoutBeaten.models,
    },
    topk: scores.topk,
    agreement: { kendallTau: agreement.kendallTau, krippendorffAlpha: agreement.krippendorffAlpha },
    bias,
    roundSummaries: rounds.map((round, index) => summarizeRound(settings, rounds.slice(0, index + 1), round)),
    references: [
      "Guo et al., LLM-Crowdsourced: A Benchmark-Free Paradigm for Mutual Evaluation of Large Language Models, arXiv:2507.22359",
    ],
  };
}
