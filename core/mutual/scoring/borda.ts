/** Borda points: from a judge's ranking to points, and the check that none were made or lost. */
import { type JudgedExperiment, type JudgedRound, listAnswers, listModels } from "./ballots.ts";

/**
 * Borda points (J.-C. de Borda, 1781; as in LLM-Crowdsourced, arXiv 2507.22359): among N models the answer in place i
 * (from 1) of a ranking gets
 *
 *   N − 1 − i  points,
 *
 * so the best gets N − 2, the next N − 3 …, however many answers the judge ranks: N − 1 for the setter, N − 2 for who
 * leaves its own out. Answers in one group are equal and share the mean of the places they take up together.
 * @param groups best first; each a list of models that are equal.
 * @param models N, how many models take part: in incomplete blocks those of the block, its setter among them.
 * @returns points in the order of the ranking.
 * @throws {RangeError} when a model stands in the ranking twice, or more are ranked than can have answered.
 */
export function bordaPoints(groups: readonly (readonly string[])[], models: number): Map<string, number> {
  const points = new Map<string, number>();
  for (const group of groups) {
    const best = models - 2 - points.size;
    const shared = best - (group.length - 1) / 2;
    for (const model of group) {
      if (points.has(model)) throw new RangeError(`"${model}" stands in the ranking twice.`);
      points.set(model, shared);
    }
  }
  if (points.size > Math.max(0, models - 1))
    throw new RangeError(`${points.size} answers of ${models} models are ranked; the setter has none.`);
  return points;
}

/**
 * What the points of a ranking of n answers add up to among N models, whatever the ranking and its ties:
 * Σ (N − 1 − i), i = 1 … n, that is n·(N − 2) − n·(n − 1) / 2. Throws nothing.
 */
function bordaSum(answers: number, models: number): number {
  return answers * (models - 2) - (answers * (answers - 1)) / 2;
}

/** The points of a complete question do not add up to what they must. */
export class ConservationError extends Error {
  override readonly name = "ConservationError";
}

/** In points; smaller differences come from rounding. */
const roundingWithin = 1e-6;

/**
 * Whether nothing is missing: every model that was to judge has judged (in incomplete blocks the setter and those that were to
 * answer, else all), and every ballot judges all answers of the round but the judge's own. Throws nothing.
 */
export function isComplete(round: JudgedRound, models: readonly string[]): boolean {
  const answers = listAnswers(round);
  const judges = new Set(round.ballots.map(({ judge }) => judge));
  const planned = round.answerers ? [round.setter, ...round.answerers] : models;
  return (
    answers.length > 0 &&
    planned.every((model) => judges.has(model)) &&
    round.ballots.every(({ judge, points }) =>
      answers.every((answer) => (answer === judge ? !points.has(answer) : points.has(answer))),
    )
  );
}

/**
 * Checks that the Borda points of every complete question add up to the same total: with N models and N − 1 answers,
 *
 *   N · (N − 1) · (N − 2) / 2,
 *
 * the setter's ballot and each answerer's bringing (N − 1)(N − 2) / 2; with fewer answers, the sum of
 * {@link bordaSum} over the ballots. In incomplete blocks N counts the models of the block. Where N is not declared it is what
 * the points say, for a model that never answered nor judged is in no ballot: then all complete questions must agree on it.
 * Questions with missing ballots, and scores, which are free, are passed over.
 * @throws {ConservationError} with a sentence that names the round, the sum found and the one expected.
 */
export function checkConservation(experiment: JudgedExperiment): void {
  if (experiment.judging !== "ranks") return;
  const models = listModels(experiment);
  let expected = experiment.models?.length;
  for (const [index, round] of experiment.rounds.entries()) {
    if (!isComplete(round, models)) continue;
    if (!round.answerers) expected ??= Math.max(models.length, Math.round(inferModels(round)));
    const size = round.answerers ? round.answerers.length + 1 : (expected ?? 0);
    const total = round.ballots.reduce((sum, { points }) => sum + sumOf(points), 0);
    const due = round.ballots.reduce((sum, { points }) => sum + bordaSum(points.size, size), 0);
    if (Math.abs(total - due) > roundingWithin) throw new ConservationError(explain(index, total, due, size));
  }
}

/** The number of models N that follows from the points of the ballots. */
function inferModels({ ballots }: JudgedRound): number {
  const total = ballots.reduce((sum, { points }) => sum + sumOf(points), 0);
  const below = ballots.reduce((sum, { points }) => sum + (points.size * (points.size - 1)) / 2, 0);
  const count = ballots.reduce((sum, { points }) => sum + points.size, 0);
  return (total + below) / count + 2;
}

function sumOf(points: ReadonlyMap<string, number>): number {
  return [...points.values()].reduce((sum, one) => sum + one, 0);
}

function explain(index: number, total: number, due: number, models: number): string {
  return (
    `Round ${index + 1}: all ballots are there, yet their Borda points add up to ${total} instead of ${due} ` +
    `(with ${models} models the best answer of a ballot gets ${models - 2} points, the next one point less). ` +
    "Correct the points, or leave out the ballot that is wrong."
  );
}
