/** Ballots in, scores out: the whole of an experiment's arithmetic behind one call. */
import { twoSidedQuantile } from "../../rating/intervals.ts";
import { type JudgedExperiment, type JudgedRound, listAnswers, listModels } from "./ballots.ts";
import {
  type Concordance,
  findConcordance,
  meanConsistencies,
  topConsistencies,
  type TopConsistency,
} from "./concordance.ts";
import { checkConservation, isComplete } from "./borda.ts";
import { mean, meanOfExisting, competitionRanks, sampleVariance } from "./ranks.ts";

/** The scores of one model. */
export type ModelScore = {
  model: string;
  /**
   * How well it answers: the mean, over the questions it answered, of its mean points there. Points: 0 to N − 2 where
   * judges rank, 0 to 100 where they score; null when no ballot judges an answer of it.
   */
  answer: number | null;
  /**
   * The 95% interval of `answer` over questions, x̄ ± t(0.975; n − 1) · s / √n with s the standard deviation of the n
   * questions' points, no further than points reach; null for fewer than {@link fewestQuestions}.
   */
  interval: { lower: number; upper: number } | null;
  /**
   * What its questions are like, the mean over them. Where judges score: the mean of all answers' mean points, 0 to 100, so the
   * lower the harder. Where they rank, and that mean is a constant: their concordance, 0 to 1. Null: none was judged.
   */
  question: number | null;
  /** Competition ranking by `answer`; null without one. */
  rank: number | null;
};

/** The scores of one question. */
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
};

/** The scores of a whole experiment. */
export type Scores = {
  /** By rank; equals in the order of first mention. */
  models: ModelScore[];
  /** Mean points of each model on each other model's questions, where there are any. */
  radar: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The mean over questions. */
  topk: TopConsistency;
  rounds: RoundScore[];
};

/**
 * Scores an experiment. Averages divide by the ballots that exist: a missing one is no zero. Names, the order of rounds
 * and of ballots make no difference but for the order of equals; the order within a ballot only for equals at the end
 * of {@link topConsistencies}.
 * @throws {ConservationError} when the Borda points of a complete question do not add up.
 */
export function scoreExperiment(experiment: JudgedExperiment): Scores {
  checkConservation(experiment);
  const models = listModels(experiment);
  const rounds = experiment.rounds.map((round) => scoreRound(round, experiment, models));
  const most = experiment.judging === "ranks" ? Math.max(0, models.length - 2) : 100;
  const pointsOf = (model: string) =>
    rounds.flatMap(({ answers }) => answers.flatMap((one) => (one.model === model ? one.points : [])));
  const unranked = models.map((model) => ({
    model,
    answer: mean(pointsOf(model)),
    interval: intervalOf(pointsOf(model), most),
    question: meanOfExisting(rounds.filter(({ setter }) => setter === model).map(({ question }) => question)),
  }));
  const ranks = competitionRanks(unranked.map(({ answer }) => answer));
  return {
    models: unranked
      .map((one, index) => ({ ...one, rank: ranks[index] ?? null }))
      .toSorted((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity) || 0),
    radar: new Map(models.map((model) => [model, pointsBySetter(model, rounds)])),
    topk: meanConsistencies(rounds.map(({ topk }) => topk)),
    rounds,
  };
}

/** Of fewer questions no interval of their mean is told. */
const fewestQuestions = 5;

function intervalOf(points: readonly number[], most: number): ModelScore["interval"] {
  const [count, center, variance] = [points.length, mean(points), sampleVariance(points)];
  if (center === null || variance === null || count < fewestQuestions) return null;
  const reach = twoSidedQuantile(0.95, count - 1) * Math.sqrt(variance / count);
  return { lower: Math.max(0, center - reach), upper: Math.min(most, center + reach) };
}

function scoreRound(round: JudgedRound, { judging }: JudgedExperiment, models: readonly string[]): RoundScore {
  const answers = listAnswers(round).map((model) => {
    const given = round.ballots.flatMap(({ points }) => points.get(model) ?? []);
    return { model, points: mean(given) ?? 0, ballots: given.length };
  });
  const concordance = findConcordance(round.ballots);
  return {
    setter: round.setter,
    answers: answers.toSorted((one, other) => other.points - one.points),
    question: judging === "ranks" ? (concordance?.value ?? null) : mean(answers.map(({ points }) => points)),
    concordance,
    topk: topConsistencies(round.ballots),
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
