/**
 * Whether intervals become as wide as is foretold: of each community a fit foretells the widths after more votes by the
 * same people, and after more people like them; then those votes are drawn, and the fit to all of them has the real widths.
 */
import {
  boardPrior,
  fitColumns,
  forecast,
  type Further,
  type RatingFit,
  twoSidedQuantile,
} from "../../../core/rating/index.ts";
import { createChance } from "../chance/chance.ts";
import { drawVotes, type MadeVote, type Regime } from "./community.ts";
import { tabulate } from "./measure-regime.ts";

/** Mean half width of the intervals of all differences, points: as foretold, and as it came; and the one by the other. */
export type OutlookFigures = { further: Further; times: number; predicted: number; real: number; ratio: number };

const tried = [2, 4] as const;
/** Apart, so that battles and voters of communities that are put together stay different ones. */
const apart = 1e6;

/** Means over so many communities. @param seed of the first; the same seed, the same figures. */
export function measureOutlook(regime: Regime, communities: number, seed: number): OutlookFigures[] {
  const sums = new Map<string, OutlookFigures>();
  for (let community = 0; community < communities; community++) {
    const own = seed + 10 * community;
    const columns = tabulate(regime, drawVotes(regime, createChance(own)));
    const fit = fitColumns(columns, boardPrior);
    const future = forecast(fit, columns, boardPrior);
    for (const times of tried) {
      for (const further of ["votes", "voters"] as const) {
        const then = fitColumns(tabulate(regime, drawFurther(regime, own, further, times)), boardPrior);
        const quantile = twoSidedQuantile(0.95, future.degrees(further, times));
        const name = `${further} ${times}`;
        const sum = sums.get(name) ?? { further, times, predicted: 0, real: 0, ratio: 0 };
        sum.predicted +=
          meanHalfWidth(fit, quantile, (...pair) => future.variance(...pair, further, times)) / communities;
        sum.real += realHalfWidth(then) / communities;
        sums.set(name, sum);
      }
    }
  }
  return [...sums.values()].map((sum) => ({ ...sum, ratio: sum.predicted / sum.real }));
}

/** The same people with k times the votes each, or their votes and those of as many others k − 1 times over. */
function drawFurther(regime: Regime, seed: number, further: Further, times: number): MadeVote[] {
  if (further === "votes") return drawVotes(regime, createChance(seed), times);
  return Array.from({ length: times }, (_, part) =>
    drawVotes(regime, createChance(seed + part)).map((vote) => ({
      ...vote,
      battle: vote.battle + part * apart,
      voter: vote.voter + part * apart,
    })),
  ).flat();
}

/** Whether or not the fit claims intervals: by few voters it does not, and it is to be told when it will. */
function realHalfWidth(fit: RatingFit): number {
  const size = fit.models.length;
  const variance = (row: number, column: number) => fit.variances[row * size + column] ?? Number.NaN;
  return meanHalfWidth(fit, twoSidedQuantile(0.95, fit.degrees), variance);
}

function meanHalfWidth({ models }: RatingFit, quantile: number, variance: (one: number, other: number) => number) {
  let [sum, pairs] = [0, 0];
  for (const upper of models.keys()) {
    for (let lower = upper + 1; lower < models.length; lower++) {
      sum += quantile * Math.sqrt(variance(upper, lower));
      pairs++;
    }
  }
  return sum / pairs;
}
