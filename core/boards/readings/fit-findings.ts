/** Whether one number a model explains a board's votes, for people: see `core/rating/fit-test.ts`. */
import { normalQuantile } from "../../rating/intervals.ts";
import { testColumns } from "../../rating/fit-test.ts";
import type { TieLosses } from "../../rating/tie-models.ts";
import { arrangeStatistics, keepModels } from "../../rating/vote-columns.ts";
import type { VoteStatistics } from "../../rating/vote-statistics.ts";
import type { FitFindings } from "./reading.ts";

/** Losses closer than so many standard errors are the same. */
const clearly = normalQuantile;

/**
 * Tests the votes among the ranked models.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function findFit(
  statistics: VoteStatistics,
  ranked: readonly string[],
  priorStandardDeviation: number,
): FitFindings {
  const columns = arrangeStatistics(statistics);
  const isRanked = new Set(ranked);
  const kept = [...columns.models.keys()].filter((index) => isRanked.has(columns.models[index] ?? ""));
  const { goodness, circles, davidson, ties } = testColumns(keepModels(columns, kept), { priorStandardDeviation });
  return {
    pairs: goodness.worst.map(({ first, second, votes, expectedShare, observedShare, residual }) => {
      return { one: first, other: second, votes, expected: expectedShare, observed: observedShare, z: residual };
    }),
    pValue: goodness.pValue ?? 1,
    circles: circles.circles.map(({ sides, pValue }) => {
      const [one = "", other = "", third = ""] = sides.map(({ winner }) => winner);
      return { models: [one, other, third], pValue };
    }),
    ties: { nu: davidson.tieParameter, better: ties ? betterOf(ties.outcome) : "same" },
  };
}

function betterOf({ difference, standardError }: TieLosses): FitFindings["ties"]["better"] {
  if (Math.abs(difference) < clearly * standardError) return "same";
  return difference > 0 ? "davidson" : "half";
}
