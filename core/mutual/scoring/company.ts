/** Points that can be compared although models answered different questions, beside different others. */
import { fitAdditive } from "./additive-fit.ts";
import type { Judging } from "./ballots.ts";

/** Answers that were judged, one after another: to which question, of which model, its mean points, and how often it counts. */
export type AnswerColumns = {
  rounds: Int32Array;
  models: Int32Array;
  points: Float64Array;
  times: Float64Array;
};

/** Who sets each question, how many models there are, and the points of the best answer: k − 1 where judges rank. */
export type Company = { setters: ArrayLike<number>; models: number; judging: Judging; most: number };

/** What incomplete blocks say, question and company set aside; NaN where there is nothing. */
export type Adjusted = {
  /** By model: the mean of its adjusted points. */
  answers: Float64Array;
  /** By question: the mean points of all models but its setter, as the fit has them. */
  questions: Float64Array;
  /** By answer: its points as they would be in average company, on an average question. */
  points: Float64Array;
};

/**
 * The intrablock analysis of incomplete blocks (F. Yates, Journal of Agricultural Science 26, 1936; W. Cochran & G. Cox,
 * Experimental Designs, 1957, chapters 9 and 11). The mean points y of model m on question q are fitted by least squares,
 * each answer counting as often as its question, as
 *
 *   y(q, m) = θ(m) + β(q) + ε,
 *
 * where β takes in how hard the question is and, in Borda points, how strong the company was: points are won from those
 * beside whom one stands. Adjusted points are, where judges give scores,
 *
 *   y(q, m) − β(q) + mean of β over all questions but the model's own,
 *
 * whose mean is that of all these questions with gaps filled by the fit (Yates, Empire Journal of Experimental
 * Agriculture 1, 1933); and where they rank, with N models, k answers a question and ȳ the mean of all y,
 *
 *   ȳ + (y(q, m) − β(q) − θ̄) · (k − 1)/k · N/(N − 1),
 *
 * whose mean is what the model would get beside k − 1 others drawn from the N − 1: by the fit a model is
 * (θ(m) − θ(n)) / k ahead of another one for each, and (k − 1) of them stand beside it. Without gaps, k = N − 1, both
 * means are the plain mean. Simpler than Bradley–Terry, which found the same order as often in trials, it fits scores as
 * well, and needs nobody to have lost. Parts of the models that no
 * chain of questions links are taken for equally good. Throws nothing.
 */
export function adjustForCompany(given: AnswerColumns, company: Company): Adjusted {
  const { setters, models, judging } = company;
  const { ofModel, ofGroup } = fitAdditive({ ...given, groups: given.rounds }, models, setters.length);
  const adjust =
    judging === "ranks" ? inAverageCompany(given, ofModel, company) : onAllQuestions(given, ofGroup, company);
  const points = given.points.map((value, at) => adjust(value - ofGroup[given.rounds[at]!]!, given.models[at]!));
  const answers = ofModel.map((effect, model) => (Number.isNaN(effect) ? Number.NaN : adjust(effect, model)));
  return { answers, points, questions: fillQuestions(ofModel, ofGroup, setters) };
}

/** From what is left of points without the question's effect to adjusted points. */
type Adjust = (beyond: number, model: number) => number;

function inAverageCompany({ points, times }: AnswerColumns, ofModel: Float64Array, { most }: Company): Adjust {
  const known = ofModel.filter((effect) => !Number.isNaN(effect));
  const center = known.reduce((sum, effect) => sum + effect, 0) / known.length;
  let [sum, count] = [0, 0];
  for (const [at, value] of points.entries()) [sum, count] = [sum + times[at]! * value, count + times[at]!];
  const stretch = (most / (most + 1)) * (known.length / Math.max(1, known.length - 1));
  return (beyond) => sum / count + (beyond - center) * stretch;
}

function onAllQuestions({ rounds, times }: AnswerColumns, ofGroup: Float64Array, { setters, models }: Company): Adjust {
  const often = new Float64Array(setters.length);
  for (const [at, round] of rounds.entries()) often[round] = times[at]!;
  const [own, counts] = [new Float64Array(models), new Float64Array(models)];
  let [sum, count] = [0, 0];
  for (const [round, effect] of ofGroup.entries()) {
    if (Number.isNaN(effect)) continue;
    const weight = often[round]!;
    [sum, count] = [sum + weight * effect, count + weight];
    own[setters[round]!]! += weight * effect;
    counts[setters[round]!]! += weight;
  }
  return (beyond, model) => beyond + (sum - own[model]!) / (count - counts[model]!);
}

/** What a question does to points, and how well all models but its setter answer: the left-overs of its answers add up to 0. */
function fillQuestions(ofModel: Float64Array, ofGroup: Float64Array, setters: ArrayLike<number>): Float64Array {
  let [all, known] = [0, 0];
  for (const effect of ofModel) if (!Number.isNaN(effect)) [all, known] = [all + effect, known + 1];
  return ofGroup.map((effect, round) => {
    const own = ofModel[setters[round]!]!;
    return effect + (Number.isNaN(own) ? all / known : (all - own) / (known - 1));
  });
}

/** A question, and the mean points of each answer over the ballots that judge it. */
export type AnsweredRound = { setter: string; answers: readonly { model: string; points: number }[] };

/** {@link Adjusted} by names: null, and no points, where there is nothing. */
export type AdjustedRounds = {
  answer(model: string): number | null;
  /** On each question it answered, in their order. */
  points(model: string): number[];
  questions: (number | null)[];
};

/** {@link adjustForCompany} of questions that all count once. Throws nothing. */
export function adjustRounds(
  rounds: readonly AnsweredRound[],
  models: readonly string[],
  { judging, most }: Pick<Company, "judging" | "most">,
): AdjustedRounds {
  const places = new Map(models.map((model, place) => [model, place]));
  const given = rounds.flatMap(({ answers }, round) => answers.map((answer) => ({ ...answer, round })));
  const columns: AnswerColumns = {
    rounds: Int32Array.from(given, ({ round }) => round),
    models: Int32Array.from(given, ({ model }) => places.get(model)!),
    points: Float64Array.from(given, ({ points }) => points),
    times: new Float64Array(given.length).fill(1),
  };
  const setters = rounds.map(({ setter }) => places.get(setter)!);
  const adjusted = adjustForCompany(columns, { setters, models: models.length, judging, most });
  const byModel = new Map<string, number[]>(models.map((model) => [model, []]));
  for (const [at, { model }] of given.entries()) byModel.get(model)?.push(adjusted.points[at]!);
  const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  return {
    answer: (model) => orNull(adjusted.answers[places.get(model) ?? -1]),
    points: (model) => byModel.get(model) ?? [],
    questions: Array.from(adjusted.questions, orNull),
  };
}
