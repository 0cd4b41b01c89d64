/** From a judge's ranking to points. */

/**
 * Borda points (J.-C. de Borda, 1781; as in LLM-Crowdsourced, arXiv 2507.22359): among N models the answer in place i
 * (from 1) of a ranking gets
 *
 *   N − 1 − i  points,
 *
 * so the best gets N − 2, the next N − 3 …, however many answers the judge ranks: N − 1 for the setter, N − 2 for who
 * leaves its own out. Answers in one group are equal and share the mean of the places they take up together.
 * @param groups best first; each a list of models that are equal.
 * @param models N, how many models take part.
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
export function bordaSum(answers: number, models: number): number {
  return answers * (models - 2) - (answers * (answers - 1)) / 2;
}
