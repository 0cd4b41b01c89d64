/** Ballots in, scores out: the whole of an experiment's arithmetic behind one call. */
import {
  type JudgedExperiment,
  type JudgedRound,
  listAnswers,
  isInBlocks,
  listJudges,
  listModels,
  mostPoints,
} from "./ballots.ts";
import { type AdjustedRounds, adjustRounds } from "./company.ts";
import {
  byTopSize,
  type Concordance,
  findConcordance,
  meanConsistencies,
  topConsistencies,
  type TopConsistency,
} from "./concordance.ts";
import { checkConservation, isComplete } from "./borda.ts";
import { type JudgePairs, pairJudges, type TopSize } from "./judge-pairs.ts";
import { type Telling, tellQuestions } from "./questions.ts";
import { mean, meanOfExisting, rankBy } from "./ranks.ts";
import { fewestResampled, findInterval, type Interval, resample, type Resampled } from "./resampling.ts";
import { createScoreStatistics, scorePlaces } from "./score-statistics.ts";
import { createMargin, findRankRanges, findSeparations, type Separation } from "./told-apart.ts";

/** The scores of one model. */
export type ModelScore = {
  model: string;
  /**
   * How well it answers: the mean, over the questions it answered, of its mean points there, in incomplete blocks adjusted
   * for question and company ({@link adjustForCompany}). Points: 0 to {@link mostPoints}, which adjusted ones may pass a
   * little; null when no ballot judges an answer of it.
   */
  answer: number | null;
  /**
   * The 95% interval of `answer` over questions and judges, see `resampling.ts`; null for answers to fewer than four
   * questions or judged by fewer than three judges.
   */
  interval: Interval | null;
  /**
   * What its questions are like, the mean over them. Where judges score: the mean of all answers' mean points, 0 to 100, so the
   * lower the harder. Where they rank, and that mean is a constant: their concordance, 0 to 1. Null: none was judged.
   */
  question: number | null;
  /** The same interval of `question`; null for fewer than four questions of its own that were judged. */
  questionInterval: Interval | null;
  /** Competition ranking by `answer`; null without one. */
  rank: number | null;
  /**
   * The places that are not ruled out, see `rankModel` in `core/rating/ranks.ts`: 1 + how many are significantly above, and
   * n less how many are significantly below, two being apart where the 95% interval of their difference does not hold
   * zero. Each range holds by itself. Null where `interval` is.
   */
  rankRange: { best: number; worst: number } | null;
};

/** The scores of one question, and what it tells. */
export type RoundScore = {
  setter: string;
  /** Mean points over the ballots that judge an answer, and how many those are; best first. */
  answers: { model: string; points: number; ballots: number }[];
  question: number | null;
  /** Of the ranks; where judges score, of the ranks by score. */
  concordance: Concordance | null;
  topk: TopConsistency;
  /** Whether no ballot is missing. */
  complete: boolean;
} & Telling;

/** The scores of a whole experiment. */
export type Scores = {
  /** By rank; equals in the order of first mention. */
  models: ModelScore[];
  /** Mean points of each model on each other model's questions, where there are any. */
  radar: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The mean over questions. */
  topk: TopConsistency;
  /** The same intervals of `topk`. */
  topkInterval: Record<TopSize, Interval | null>;
  /** Every two models with a score, by rank: how far they are told apart. */
  separations: Separation[];
  /** Whether no model has set more than one question: then the ranking is no more than a sketch. */
  isSketch: boolean;
  rounds: RoundScore[];
};

/**
 * Scores an experiment. Averages divide by the ballots that exist: a missing one is no zero. Names, the order of rounds
 * and of ballots make no difference but for the order of equals and, within the accuracy of a draw, for intervals; the
 * order within a ballot only for equals at the end of {@link topConsistencies}.
 * @throws {ConservationError} when the Borda points of a complete question do not add up.
 */
export function scoreExperiment(
  experiment: JudgedExperiment,
  pairs = experiment.rounds.map(({ ballots }) => pairJudges(ballots)),
): Scores {
  checkConservation(experiment);
  const models = listModels(experiment);
  const { rounds, adjusted } = scoreRounds(experiment, models, pairs);
  const { statistics, size } = createScoreStatistics(experiment, pairs);
  const drawn = resample(statistics, experiment, listJudges(experiment.rounds).length, size);
  const ranked = rankModels(
    experiment,
    models.map((model) => scoreModel(model, rounds, adjusted)),
  );
  const scored = ranked.flatMap(({ answer, ...one }) => (answer === null ? [] : [{ ...one, answer }]));
  const margin = createMargin(scored, drawn);
  const topk = meanConsistencies(rounds.map((round) => round.topk));
  const places = scorePlaces(models.length);
  return {
    models: tellModels(experiment, ranked, drawn, findRankRanges(scored, margin)),
    radar: new Map(models.map((model) => [model, pointsBySetter(model, rounds)])),
    topk,
    topkInterval: byTopSize((k, index) => findInterval(drawn, (all) => all[places.top(index)]!, topk[k], [0, 1])),
    separations: findSeparations(experiment, scored, margin),
    isSketch: new Set(rounds.map(({ setter }) => setter)).size === rounds.length,
    rounds,
  };
}

type PlainScore = Omit<RoundScore, keyof Telling>;

/** The scores of each round; and in incomplete blocks points that can be compared between questions. */
type ScoredRounds<Round> = { rounds: Round[]; adjusted: AdjustedRounds | null };

/** With what each question tells. */
function scoreRounds(
  experiment: JudgedExperiment,
  models: readonly string[],
  pairs: readonly JudgePairs[],
): ScoredRounds<RoundScore> {
  const { rounds, adjusted } = scorePlainRounds(experiment, models, pairs);
  const byModel = new Map<string, number[]>(models.map((model) => [model, []]));
  for (const { answers } of rounds) for (const { model, points } of answers) byModel.get(model)?.push(points);
  const pointsOf = (model: string) => adjusted?.points(model) ?? byModel.get(model) ?? [];
  const questions = rounds.map((round, index) => ({ ...experiment.rounds[index]!, ...round }));
  const telling = tellQuestions(questions, experiment.judging, pointsOf);
  return { rounds: rounds.map((round, index) => ({ ...round, ...telling[index]! })), adjusted };
}

function scorePlainRounds(
  experiment: JudgedExperiment,
  models: readonly string[],
  pairs: readonly JudgePairs[],
): ScoredRounds<PlainScore> {
  const { judging } = experiment;
  const rounds = experiment.rounds.map((round, index) => scoreRound(round, experiment, models, pairs[index]!));
  if (!isInBlocks(experiment)) return { rounds, adjusted: null };
  const adjusted = adjustRounds(rounds, models, { judging, most: mostPoints(experiment) });
  // Agreement of judges does not depend on whom they judge as the level of their points does.
  if (judging === "ranks") return { rounds, adjusted };
  return {
    rounds: rounds.map((round, index) => ({ ...round, question: adjusted.questions[index] ?? null })),
    adjusted,
  };
}

type UnrankedScore = Pick<ModelScore, "model" | "answer" | "question"> & { set: number; answered: number };

/** How many questions it has set, and answered, with ballots on them; and its scores there. */
function scoreModel(model: string, rounds: readonly RoundScore[], adjusted: AdjustedRounds | null): UnrankedScore {
  const points = rounds.flatMap(({ answers }) => answers.flatMap((one) => (one.model === model ? one.points : [])));
  const own = rounds.flatMap(({ setter, question }) => (setter === model && question !== null ? [question] : []));
  const answer = adjusted ? adjusted.answer(model) : mean(points);
  return { model, answer, question: meanOfExisting(own), set: own.length, answered: points.length };
}

/** A score with the number of its model in the order of {@link listModels}. */
type RankedScore = UnrankedScore & { rank: number | null; place: number; isTold: boolean };

/** By rank; equals in the order of {@link listModels}. */
function rankModels(experiment: JudgedExperiment, unranked: readonly UnrankedScore[]): RankedScore[] {
  const told = unranked.map((one, place) => ({
    ...{ ...one, place },
    isTold: one.answered >= fewestResampled.rounds && hasJudges(experiment, one.model),
  }));
  return rankBy(told, ({ answer }) => answer);
}

/** Each model's score with what the draws say about it. */
function tellModels(
  experiment: JudgedExperiment,
  ranked: readonly RankedScore[],
  drawn: Resampled,
  ranges: ReturnType<typeof findRankRanges>,
): ModelScore[] {
  const most = mostPoints(experiment);
  const places = scorePlaces(ranked.length);
  return ranked.map(({ model, answer, question, rank, place, isTold, set }): ModelScore => {
    const answerAt = (all: Float64Array) => all[places.answer(place)]!;
    const questionAt = (all: Float64Array) => all[places.question(place)]!;
    const hasQuestions = set >= fewestResampled.rounds;
    return {
      ...{ model, answer, question, rank, rankRange: ranges.get(model) ?? null },
      interval: findInterval(drawn, answerAt, isTold ? answer : null, [0, most]),
      questionInterval: findInterval(drawn, questionAt, hasQuestions ? question : null, [
        0,
        experiment.judging === "ranks" ? 1 : 100,
      ]),
    };
  });
}

function hasJudges({ rounds }: JudgedExperiment, model: string): boolean {
  const judging = rounds.flatMap(({ ballots }) =>
    ballots.flatMap(({ judge, points }) => (points.has(model) ? judge : [])),
  );
  return new Set(judging).size >= fewestResampled.judges;
}

function scoreRound(
  round: JudgedRound,
  { judging }: JudgedExperiment,
  models: readonly string[],
  pairs: JudgePairs,
): PlainScore {
  const answers = listAnswers(round).map((model) => {
    const given = round.ballots.flatMap(({ points }) => points.get(model) ?? []);
    return { model, points: mean(given) ?? 0, ballots: given.length };
  });
  const concordance = findConcordance(round.ballots, pairs);
  return {
    setter: round.setter,
    answers: answers.toSorted((one, other) => other.points - one.points),
    question: judging === "ranks" ? (concordance?.value ?? null) : mean(answers.map(({ points }) => points)),
    concordance,
    topk: topConsistencies(pairs),
    complete: isComplete(round, models),
  };
}

function pointsBySetter(model: string, rounds: readonly RoundScore[]): Map<string, number> {
  const bySetter = new Map<string, number[]>();
  for (const { setter, answers } of rounds) {
    const own = answers.find((answer) => answer.model === model);
    if (own) bySetter.set(setter, [...(bySetter.get(setter) ?? []), own.points]);
  }
  return new Map([...bySetter].map(([setter, points]) => [setter, mean(points) ?? 0]));
}
