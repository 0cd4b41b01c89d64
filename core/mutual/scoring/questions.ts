/** What questions tell: how hard each is, how far it tells models apart, and whether it does so at all. */
import { varianceRatioTail } from "../../rating/variance-ratio.ts";
import { fitAdditive } from "./additive-fit.ts";
import type { JudgedRound, Judging } from "./ballots.ts";
import type { Concordance } from "./concordance.ts";
import { isEqual, mean } from "./ranks.ts";

/** What one question tells. */
export type Telling = {
  /**
   * 0 easy to 1 hard. Where judges score: 1 − mean score / 100, of all models but the setter. Where they rank: of the answers
   * that were held against the standard answer, the share that stands below it. Null: nobody said.
   */
  difficulty: number | null;
  /** The share of the judges' variance that lies between answers, 0 to 1: {@link measureScores}, {@link measureRanks}. */
  between: number | null;
  /** Whether the answers differ no further than judges do, at the 5% level; null: too few judges to say. */
  undecided: boolean | null;
  /**
   * The item–rest correlation, −1 to 1: of the models' points here with the mean of their points on all other questions (as
   * S. Henrysson, Psychometrika 28, 1963; F. Lord & M. Novick, Statistical Theories of Mental Test Scores, 1968). Below 0
   * worse models do better here. Null for fewer than {@link fewestModels}, each with {@link fewestOthers} other questions.
   */
  discrimination: number | null;
};

/** Of fewer a correlation says nothing. */
const fewestModels = 4;
const fewestOthers = 4;
/** What chance alone may bring about once in twenty times is no difference. */
const level = 0.05;

/** A question's ballots, and what is scored of it. */
export type QuestionInput = JudgedRound & {
  answers: readonly { model: string; points: number }[];
  /** The mean score of all answers, where judges score. */
  question: number | null;
  concordance: Concordance | null;
};

/**
 * @param pointsOf of a model its points on each question it answered, in their order, comparable between questions.
 * @returns for each question what it tells, in their order. Throws nothing.
 */
export function tellQuestions(
  questions: readonly QuestionInput[],
  judging: Judging,
  pointsOf: (model: string) => readonly number[],
): Telling[] {
  const discriminations = discriminate(questions, pointsOf);
  return questions.map((question, index) => {
    const measured = judging === "ranks" ? measureRanks(question) : measureScores(question);
    const difficulty = judging === "ranks" ? standardsLost(question) : question.question && 1 - question.question / 100;
    return { difficulty, ...measured, discrimination: discriminations[index] ?? null };
  });
}

/** For sorting: those first that tell best. Undecided ones come last; then discrimination decides, then what lies between answers. */
export function compareTelling(one: Telling, other: Telling): number {
  return (
    Number(one.undecided ?? false) - Number(other.undecided ?? false) ||
    (other.discrimination ?? -2) - (one.discrimination ?? -2) ||
    (other.between ?? -1) - (one.between ?? -1) ||
    0
  );
}

type Measured = Pick<Telling, "between" | "undecided">;

/**
 * Of n answers ranked by m judges: Kendall's W, which is the variance between rank sums as a share of the most there could be;
 * and whether F = (m − 1)·W / (1 − W), with n − 1 − 2/m and (m − 1) times as many degrees of freedom, is what chance brings
 * (M. G. Kendall & B. Babington Smith, Annals of Mathematical Statistics 10, 1939).
 */
function measureRanks({ concordance, ballots }: QuestionInput): Measured {
  if (!concordance) return { between: null, undecided: isAllAlike(ballots) ? true : null };
  const { value, judges, answers } = concordance;
  const degrees = answers - 1 - 2 / judges;
  if (degrees <= 0) return { between: value, undecided: null };
  const ratio = isEqual(value, 1) ? Infinity : ((judges - 1) * value) / (1 - value);
  return { between: value, undecided: varianceRatioTail(ratio, degrees, (judges - 1) * degrees) > level };
}

/**
 * Of scores, each the sum of what its answer and its judge bring and of chance: the intraclass correlation of one judge,
 * σ²(answers) / (σ²(answers) + σ²(chance)), how strict judges are left aside (P. Shrout & J. Fleiss, Psychological
 * Bulletin 86, 1979, ICC(3,1); L. Cronbach et al., The Dependability of Behavioral Measurements, 1972). With n scores of A
 * answers by J judges, some missing, variances come from the sums of squares (C. Henderson, Biometrics 9, 1953, method 3):
 *
 *   σ²(chance) = SSe / (n − J − A + 1) = MSe,  σ²(answers) = (MSa − MSe) · (A − 1) / (n − J),  not below 0,
 *   MSa = (SS within judges − SSe) / (A − 1),  F = MSa / MSe.
 */
function measureScores({ ballots, answers }: QuestionInput): Measured {
  const places = new Map(answers.map(({ model }, place) => [model, place]));
  const given = ballots.flatMap(({ points }, judge) => [...points].map(([model, value]) => ({ judge, model, value })));
  const [between, within] = [answers.length - 1, given.length - ballots.length - answers.length + 1];
  if (isAllAlike(ballots)) return { between: null, undecided: true };
  if (between < 1 || within < 1) return { between: null, undecided: null };
  const columns = {
    groups: Int32Array.from(given, ({ judge }) => judge),
    models: Int32Array.from(given, ({ model }) => places.get(model)!),
    points: Float64Array.from(given, ({ value }) => value),
    times: new Float64Array(given.length).fill(1),
  };
  const { ofModel, ofGroup } = fitAdditive(columns, answers.length, ballots.length);
  const means = ballots.map(({ points }) => mean([...points.values()]) ?? 0);
  const squares = (left: (at: number) => number) =>
    columns.points.reduce((sum, points, at) => sum + (points - left(at)) ** 2, 0);
  const all = squares((at) => means[columns.groups[at]!]!);
  const rest = squares((at) => ofModel[columns.models[at]!]! + ofGroup[columns.groups[at]!]!);
  return compareVariances({ all, rest, between, within, size: given.length - ballots.length });
}

type Squares = { all: number; rest: number; between: number; within: number; size: number };

function compareVariances({ all, rest, between, within, size }: Squares): Measured {
  // What rounding leaves over is no variance.
  const chance = rest <= 1e-9 * all ? 0 : rest / within;
  const ofAnswers = (all - rest) / between;
  const variance = Math.max(0, ((ofAnswers - chance) * between) / size);
  const ratio = chance === 0 ? Infinity : ofAnswers / chance;
  return { between: variance / (variance + chance), undecided: varianceRatioTail(ratio, between, within) > level };
}

/** Whether at least two judges compare answers, and each holds all of them equal. */
function isAllAlike(ballots: JudgedRound["ballots"]): boolean {
  const comparing = ballots.map(({ points }) => [...points.values()]).filter((points) => points.length > 1);
  return comparing.length > 1 && comparing.every((points) => points.every((one) => isEqual(one, points[0] ?? one)));
}

/** Of the answers that judges held against the standard answer, the share that stands below it. */
function standardsLost({ ballots }: QuestionInput): number | null {
  const told = ballots.flatMap(({ points, belowStandard }) =>
    belowStandard ? [{ below: belowStandard.length, compared: points.size }] : [],
  );
  const compared = told.reduce((sum, one) => sum + one.compared, 0);
  return compared === 0 ? null : told.reduce((sum, one) => sum + one.below, 0) / compared;
}

function discriminate(
  questions: readonly QuestionInput[],
  pointsOf: (model: string) => readonly number[],
): (number | null)[] {
  const models = new Set(questions.flatMap(({ answers }) => answers.map(({ model }) => model)));
  const own = new Map([...models].map((model) => [model, { left: [...pointsOf(model)], all: pointsOf(model) }]));
  const sums = new Map([...own].map(([model, { all }]) => [model, all.reduce((sum, one) => sum + one, 0)]));
  return questions.map(({ answers }) => {
    const pairs = answers.flatMap(({ model }) => {
      const { left = [], all = [] } = own.get(model) ?? {};
      const here = left.shift();
      if (here === undefined || all.length - 1 < fewestOthers) return [];
      return [[here, ((sums.get(model) ?? 0) - here) / (all.length - 1)] as const];
    });
    return pairs.length < fewestModels ? null : correlate(pairs);
  });
}

/** Pearson's correlation; null where either side is all the same. */
function correlate(pairs: readonly (readonly [number, number])[]): number | null {
  const [first, second] = [mean(pairs.map(([one]) => one)) ?? 0, mean(pairs.map(([, other]) => other)) ?? 0];
  const sum = (of: (one: number, other: number) => number) =>
    pairs.reduce((total, [one, other]) => total + of(one - first, other - second), 0);
  const [ofOne, ofOther] = [sum((one) => one ** 2), sum((_, other) => other ** 2)];
  const isFlat = pairs.every(([one]) => isEqual(one, first)) || pairs.every(([, other]) => isEqual(other, second));
  return isFlat ? null : Math.min(1, Math.max(-1, sum((one, other) => one * other) / Math.sqrt(ofOne * ofOther)));
}
