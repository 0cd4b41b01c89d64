/** The figures of an experiment as functions of how often each question and each judge counts. */
import { isInBlocks, type JudgedExperiment, type JudgedRound, listJudges, listModels, mostPoints } from "./ballots.ts";
import { adjustForCompany, type AnswerColumns, type Company } from "./company.ts";
import { type JudgePairs, meanOfPairs, topSizes } from "./judge-pairs.ts";
import type { Statistics, Weights } from "./resampling.ts";

/** Names by their place in a list. */
function number(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

/** One question: whose ballot each is, and the points of all ballots one after another, with whose answer they are for. */
type RoundColumns = { setter: number; judges: Int32Array; ends: Int32Array; models: Int32Array; points: Float64Array };

function readColumns(
  { setter, ballots }: JudgedRound,
  models: ReadonlyMap<string, number>,
  judges: ReadonlyMap<string, number>,
): RoundColumns {
  const given = ballots.flatMap(({ points }) => [...points]);
  let end = 0;
  return {
    setter: models.get(setter)!,
    judges: Int32Array.from(ballots, ({ judge }) => judges.get(judge)!),
    ends: Int32Array.from(ballots, ({ points }) => (end += points.size)),
    models: Int32Array.from(given, ([model]) => models.get(model)!),
    points: Float64Array.from(given, ([, points]) => points),
  };
}

/** Where each figure of {@link createScoreStatistics} stands, with N models. */
export const scorePlaces = (models: number) => ({
  answer: (model: number) => model,
  question: (model: number) => models + model,
  top: (index: number) => 2 * models + index,
});

/**
 * The scores of `scoreExperiment` with weights: of N models the answer scores, then the question scores, then top-k
 * consistency for each k. Where judges rank, question scores are Kendall's W from pairs of judges throughout. In incomplete
 * blocks they are adjusted in each draw by itself.
 * @param pairs of each round. @returns the figures, and how many numbers they are added up from.
 */
export function createScoreStatistics(
  experiment: JudgedExperiment,
  pairs: readonly JudgePairs[],
): { statistics: Statistics; size: number } {
  const models = number(listModels(experiment));
  const judges = number(listJudges(experiment.rounds));
  const rounds = experiment.rounds.map((round) => readColumns(round, models, judges));
  const company: Company | null = isInBlocks(experiment)
    ? { ...experiment, setters: rounds.map(({ setter }) => setter), models: models.size, most: mostPoints(experiment) }
    : null;
  const judged = rounds.reduce((sum, { points }) => sum + points.length, 0);
  const compared = pairs.reduce((sum, { tau }) => sum + tau.length * (topSizes.length + 1), 0);
  return {
    size: judged + compared + (company ? models.size ** 3 / 6 : 0),
    statistics(weights) {
      const scores = createMeans(2 * models.size + topSizes.length);
      const answers: AnswerRow[] = [];
      for (const [index, round] of rounds.entries()) {
        const times = weights.rounds[index]!;
        if (times === 0) continue;
        const means = meansOfAnswers(round, weights, models.size);
        for (const [model, points] of means.entries())
          if (company && !Number.isNaN(points)) answers.push({ round: index, model, points, times });
        const own = Float64Array.from(round.judges, (judge) => weights.judges[judge]!);
        const question = experiment.judging === "ranks" ? concordanceOf(pairs[index]!, own) : meanOfKnown(means);
        addRound(scores, means, { ...round, question, times }, { pairs: pairs[index]!, weights: own });
      }
      const figures = scores.means();
      if (company) adjustFigures(figures, answers, company);
      return figures;
    },
  };
}

function addRound(
  scores: ReturnType<typeof createMeans>,
  means: Float64Array,
  { setter, question, times }: { setter: number; question: number; times: number },
  { pairs, weights }: { pairs: JudgePairs; weights: Float64Array },
): void {
  for (const [model, points] of means.entries()) scores.add(model, points, times);
  scores.add(means.length + setter, question, times);
  for (const [place, k] of topSizes.entries())
    scores.add(2 * means.length + place, meanOfPairs(pairs.top[k], weights).mean, times);
}

type AnswerRow = { round: number; model: number; points: number; times: number };

/** Puts scores that can be compared in the place of plain means. */
function adjustFigures(figures: Float64Array, answers: readonly AnswerRow[], company: Company): void {
  const columns: AnswerColumns = {
    rounds: Int32Array.from(answers, ({ round }) => round),
    models: Int32Array.from(answers, ({ model }) => model),
    points: Float64Array.from(answers, ({ points }) => points),
    times: Float64Array.from(answers, ({ times }) => times),
  };
  const adjusted = adjustForCompany(columns, company);
  figures.set(adjusted.answers, 0);
  if (company.judging === "ranks") return;
  const often = new Map(answers.map(({ round, times }) => [round, times]));
  const questions = createMeans(company.models);
  for (const [round, times] of often) questions.add(company.setters[round]!, adjusted.questions[round]!, times);
  figures.set(questions.means(), company.models);
}

/** Weighted means, by number. */
function createMeans(size: number) {
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  return {
    add(index: number, value: number, weight: number) {
      if (Number.isNaN(value)) return;
      sums[index]! += weight * value;
      counts[index]! += weight;
    },
    means: () => sums.map((sum, index) => sum / counts[index]!),
  };
}

/** By model the mean points of its answer over the ballots; NaN without any. */
function meansOfAnswers(
  { judges, ends, models, points }: RoundColumns,
  weights: Weights,
  size: number,
): Float64Array<ArrayBuffer> {
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  let at = 0;
  for (let ballot = 0; ballot < judges.length; ballot++) {
    const weight = weights.judges[judges[ballot]!]!;
    const end = ends[ballot]!;
    if (weight > 0)
      for (; at < end; at++) {
        sums[models[at]!]! += weight * points[at]!;
        counts[models[at]!]! += weight;
      }
    at = end;
  }
  return sums.map((sum, model) => sum / counts[model]!);
}

function meanOfKnown(values: Float64Array): number {
  let [total, count] = [0, 0];
  for (const value of values) if (!Number.isNaN(value)) [total, count] = [total + value, count + 1];
  return total / count;
}

/** W = (1 + (m − 1)·ρ̄) / m with m ballots, cut off at 0 and 1; NaN without a pair. */
function concordanceOf({ judges, rho }: JudgePairs, weights: Float64Array): number {
  const { mean } = meanOfPairs(rho, weights);
  return Math.min(1, Math.max(0, (1 + (judges.length - 1) * mean) / judges.length));
}

/**
 * The agreement of judges with weights: the mean τ of all pairs of judges, each the mean over its questions; then of each
 * judge with the others, in the order of {@link listJudges}.
 */
export function createTauStatistics(
  experiment: JudgedExperiment,
  pairs: readonly JudgePairs[],
): { statistics: Statistics; size: number } {
  const names = listJudges(experiment.rounds);
  const numbers = number(names);
  const size = names.length;
  const rounds = pairs.map(({ judges, tau }) => ({
    tau,
    judges: Int32Array.from(judges, (judge) => numbers.get(judge)!),
  }));
  return {
    size: rounds.reduce((sum, { tau }) => sum + tau.length, 0),
    statistics(weights) {
      const means = createMeans(size * size);
      for (const [index, round] of rounds.entries())
        if (weights.rounds[index]! > 0) addTaus(means, round, weights.rounds[index]!, size);
      return meansByJudge(means.means(), weights.judges, size);
    },
  };
}

function addTaus(
  means: ReturnType<typeof createMeans>,
  { judges, tau }: { judges: Int32Array; tau: Float64Array },
  times: number,
  size: number,
): void {
  let at = 0;
  for (let index = 0; index < judges.length; index++)
    for (let other = index + 1; other < judges.length; other++, at++) {
      const [low, high] = [Math.min(judges[index]!, judges[other]!), Math.max(judges[index]!, judges[other]!)];
      means.add(low * size + high, tau[at]!, times);
    }
}

/** The mean over pairs, weighted by both judges; then over each judge's pairs, weighted by the other. */
function meansByJudge(taus: Float64Array, weights: Float64Array, size: number): Float64Array {
  const scores = createMeans(1 + size);
  for (let low = 0; low < size; low++)
    for (let high = low + 1; high < size; high++) {
      const tau = taus[low * size + high]!;
      scores.add(0, tau, weights[low]! * weights[high]!);
      scores.add(1 + low, tau, weights[high]!);
      scores.add(1 + high, tau, weights[low]!);
    }
  return scores.means();
}
