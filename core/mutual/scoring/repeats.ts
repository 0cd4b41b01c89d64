/** Several experiments with the same models: how far their scores lie apart. */
import { type JudgedExperiment, listModels, mostPoints } from "./ballots.ts";
import type { ModelScore, Scores } from "./scores.ts";
import { mean, meanOfExisting, rankBy, sampleVariance } from "./ranks.ts";

/** One model over several experiments. Points: 0 to N − 2 from ranks, 0 to 100 from scores. */
export type RepeatedScore = {
  model: string;
  /** The mean of its scores, over the experiments in which it has one; null without any. */
  answer: number | null;
  /** The standard deviation of these scores, s = √(Σ(x − x̄)² / (n − 1)); null for fewer than two. */
  spread: number | null;
  /** The same mean of what its questions are like. */
  question: number | null;
  /** Competition ranking by `answer`; null without one. */
  rank: number | null;
  /** Its score and rank in each experiment, in their order. */
  experiments: Pick<ModelScore, "answer" | "rank">[];
};

/**
 * Joins experiments: each counts once, however many questions it had, as in LLM-Crowdsourced (arXiv 2507.22359), which takes
 * the mean of three. Models come by rank, equals in the order of first mention. Throws nothing.
 */
export function joinExperiments(experiments: readonly Pick<Scores, "models">[]): RepeatedScore[] {
  const models = [...new Set(experiments.flatMap((scores) => scores.models.map(({ model }) => model)))];
  const unranked = models.map((model) => {
    const own = experiments.map((scores) => scores.models.find((one) => one.model === model));
    const answers = own.flatMap((one) => one?.answer ?? []);
    const variance = sampleVariance(answers);
    return {
      model,
      answer: mean(answers),
      spread: variance === null ? null : Math.sqrt(variance),
      question: meanOfExisting(own.map((one) => one?.question ?? null)),
      experiments: own.map((one) => ({ answer: one?.answer ?? null, rank: one?.rank ?? null })),
    };
  });
  return rankBy(unranked, ({ answer }) => answer);
}

/**
 * One experiment of all their questions, for what takes more of them: intervals, what tells models apart, judges weighed.
 * @returns null unless all are judged in the same way, as many answer each question, and the models are the same. Throws nothing.
 */
export function poolExperiments(experiments: readonly JudgedExperiment[]): JudgedExperiment | null {
  const [first] = experiments;
  if (!first) return null;
  const models = listModels(first);
  const key = (names: readonly string[]) => JSON.stringify(names.toSorted());
  const isAlike = experiments.every(
    (one) =>
      one.judging === first.judging &&
      key(listModels(one)) === key(models) &&
      // Points among few answers are others than points among many.
      mostPoints(one) === mostPoints(first),
  );
  return isAlike ? { ...first, models, rounds: experiments.flatMap(({ rounds }) => rounds) } : null;
}
