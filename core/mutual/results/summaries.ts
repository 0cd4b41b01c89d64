/** What a round, and a whole experiment, tell to somebody who has nothing else: all that was written, and what came of it. */
import { type ExperimentSettings, mostPointsOf, type RoundRecord } from "../experiment.ts";
import type { Progress } from "../run/progress.ts";
import { type AdjustedRounds, adjustRounds } from "../scoring/company.ts";
import { rankBy } from "../scoring/ranks.ts";
import { type RoundScore, scoreExperiment } from "../scoring/scores.ts";
import { neighbours } from "../scoring/told-apart.ts";
import { summarizeChecks } from "./machine-checks.ts";
import { rankQuestions } from "./questions.ts";
import { reportWeighed } from "./score-report.ts";
import { beatenRounds, type ExperimentResults, judgedExperiment, standardOf } from "./results.ts";

/** Where a model stands after some rounds. */
export type Place = {
  model: string;
  rank: number | null;
  /** The sum of its mean points on each question it answered, and their mean, adjusted as the ranking is; null without any. */
  total: number | null;
  answer: number | null;
};

/** A round with its scores, and where the models stand after it and all that are over before it. */
export type StandingRound = { round: RoundRecord; scores: RoundScore; standing: Place[] };

/** The scores of a round by itself. @throws {ConservationError} see `scoreExperiment`. */
export function scoreRoundRecord(settings: ExperimentSettings, round: RoundRecord): RoundScore {
  const [scores] = scoreExperiment(judgedExperiment(settings, [round])).rounds;
  if (!scores) throw new RangeError("A round was scored to nothing.");
  return scores;
}

type StandingSettings = Pick<ExperimentSettings, "models" | "answerers"> & {
  subject: Pick<ExperimentSettings["subject"], "judging">;
};

/**
 * Adds the rounds up, in one pass over their scores; in incomplete blocks each standing is fitted by itself.
 * @param scores of each round, in the same order. @param from the first round whose standing is wanted.
 * @returns the rounds from that one on, each with where the models stand after it, best first.
 */
export function findStandings(
  settings: StandingSettings,
  rounds: readonly RoundRecord[],
  scores: readonly RoundScore[],
  from = 1,
): StandingRound[] {
  const sums: Sums = new Map(settings.models.map(({ id }) => [id, { total: 0, count: 0 }]));
  return rounds.flatMap((round, index) => {
    const own = scores[index];
    if (!own) return [];
    for (const { model, points } of own.answers) {
      const sum = sums.get(model);
      if (sum) [sum.total, sum.count] = [sum.total + points, sum.count + 1];
    }
    if (round.number < from) return [];
    const adjusted = settings.answerers && adjustStanding(settings, scores.slice(0, index + 1));
    return [{ round, scores: own, standing: placesOf(sums, adjusted) }];
  });
}

type Sums = Map<string, { total: number; count: number }>;

function adjustStanding(settings: StandingSettings, scores: readonly RoundScore[]): AdjustedRounds {
  const ids = settings.models.map(({ id }) => id);
  return adjustRounds(scores, ids, { judging: settings.subject.judging, most: mostPointsOf(settings) });
}

function placesOf(sums: Sums, adjusted: AdjustedRounds | undefined): Place[] {
  const places = [...sums].map(([model, { total, count }]) => ({
    model,
    total: count === 0 ? null : total,
    answer: count === 0 ? null : adjusted ? adjusted.answer(model) : total / count,
  }));
  return rankBy(places, ({ answer }) => answer);
}

/**
 * The content of `round_summary.json`: question, standard answer, every answer and every judgement with its reasons; the
 * round's scores; and where the models stand after it.
 * @param upTo the numbers of the rounds that are over up to this one, itself among them.
 */
export function summarizeRound(
  settings: ExperimentSettings,
  upTo: readonly number[],
  { round, scores, standing }: StandingRound,
): object {
  const { setting, answers, evaluations, checks } = round;
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
      ...{
        beatsStandard: one.beatsStandard,
        belowStandard: one.belowStandard,
        reasons: Object.fromEntries(one.reasons),
      },
      ...(one.shortfall && { missing: one.shortfall }),
    })),
    standard: standardOf(round),
    checks: checks && { ...checks, answers: Object.fromEntries(checks.answers) },
    scores,
    standing: { rounds: upTo, models: standing },
  };
}

/** Where the methods come from. */
const references = [
  "Guo et al., LLM-Crowdsourced: A Benchmark-Free Paradigm for Mutual Evaluation of Large Language Models, arXiv:2507.22359",
  "Liu et al., am-ELO: A Stable Framework for Arena-based LLM Evaluation, ICML 2025, arXiv:2505.03475",
  "Owen, The pigeonhole bootstrap, Annals of Applied Statistics 1, 2007",
];

/** How much each judge counts, with what may have swayed it. */
function summarizeWeighed(results: ExperimentResults): object {
  const weighed = reportWeighed(results);
  const biasOf = new Map(results.bias.judges.map(({ judge, bias }) => [judge, bias]));
  return { ...weighed, judges: weighed.judges.map((one) => ({ ...one, bias: biasOf.get(one.judge) ?? null })) };
}

/** The figures of an experiment. */
function summarizeFigures(results: ExperimentResults): object {
  const { scores, agreement, bias, withoutBeaten } = results;
  const { kendallTau, krippendorffAlpha, interval } = agreement;
  return {
    // No model has set more than one question.
    isSketch: scores.isSketch,
    ranking: scores.models,
    beatenStandards: {
      rounds: beatenRounds(results),
      rankingWithoutThem: withoutBeaten && withoutBeaten.models,
    },
    questions: rankQuestions(results),
    checks: summarizeChecks(results),
    ...{ topk: scores.topk, topkInterval: scores.topkInterval },
    // Of each model and the next; all pairs stand in scores.json.
    separations: neighbours(scores.separations),
    agreement: { kendallTau, krippendorffAlpha, interval },
    weighed: summarizeWeighed(results),
    bias,
  };
}

/** The content of `experiment_summary.json`, with all its rounds. Interruptions do not change it. */
export function summarizeExperiment(results: ExperimentResults, progress: Progress): object {
  const { settings, rounds, ending, scores } = results;
  const missing = (records: readonly { shortfall: unknown }[]) =>
    records.filter(({ shortfall }) => shortfall !== null).length;
  const { done, failures, tokens, cost, roles } = progress;
  const numbers = rounds.map(({ number }) => number);
  return {
    ...settings,
    ending,
    // Built-in toys: their order says nothing about any real model.
    demo: settings.models.some(({ league }) => league === "demo"),
    roundsPlayed: rounds.length,
    calls: { done, failures, tokens, cost, roles },
    missing: {
      questions: missing(rounds.map(({ setting }) => setting)),
      answers: missing(rounds.flatMap(({ answers }) => answers)),
      ballots: missing(rounds.flatMap(({ evaluations }) => evaluations)),
    },
    ...summarizeFigures(results),
    roundSummaries: findStandings(settings, rounds, scores.rounds).map((round, index) =>
      summarizeRound(settings, numbers.slice(0, index + 1), round),
    ),
    references,
  };
}
