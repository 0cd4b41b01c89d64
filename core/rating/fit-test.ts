/** Whether one number a model explains a board's votes, everything that can be told from sums of votes. */
import { type DavidsonFit, fitDavidson } from "./davidson.ts";
import { measureDesignEffect, tallyColumns } from "./design-effect.ts";
import { type GoodnessOfFit, type GoodnessOptions, testGoodnessOfFit } from "./goodness-of-fit.ts";
import { type CircleTest, findCircles } from "./intransitivity.ts";
import type { PairTally } from "./pair-tally.ts";
import { boardPrior } from "./prior.ts";
import { compareTieModels, dealOutPairs, type TieComparison } from "./tie-models.ts";
import type { VoteColumns } from "./vote-columns.ts";

/** What a board's votes say of the model behind it. */
export type FitTest = {
  /** By how much votes that go together were discounted. */
  designEffect: number;
  goodness: GoodnessOfFit;
  circles: CircleTest;
  davidson: DavidsonFit;
  /** Half a win against Davidson, each pair foretold from the others; null with fewer than two pairs. */
  ties: TieComparison | null;
};

/**
 * Tests the fit of a board. Cost: O(n³) in models, nothing in votes but the circles' root.
 * @param options as in {@link testGoodnessOfFit}; the prior is that of all fits.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or an option is out of range.
 *
 * @example
 * const { goodness, circles, davidson, ties } = testFit(tallies, { priorStandardDeviation: 400, designEffect: 1.8 });
 */
export function testFit(tallies: readonly PairTally[], options: GoodnessOptions = {}): FitTest {
  const { designEffect = 1, priorStandardDeviation } = options;
  const prior = priorStandardDeviation === undefined ? {} : { priorStandardDeviation };
  return {
    designEffect,
    goodness: testGoodnessOfFit(tallies, options),
    circles: findCircles(tallies, { designEffect }),
    davidson: fitDavidson(tallies, prior),
    // Held-out pairs leave models without a vote: where there is no prior, that of boards stands in.
    ties: compareTieModels(dealOutPairs(tallies), {
      priorStandardDeviation: priorStandardDeviation ?? boardPrior.priorStandardDeviation,
    }),
  };
}

/**
 * {@link testFit} for votes whose battles and voters are known: the design effect is measured from them.
 * @throws {RangeError} as {@link testFit}.
 *
 * @example
 * testColumns(arrangeStatistics(statistics), { priorStandardDeviation: 400 }).goodness.pValue;
 */
export function testColumns(columns: VoteColumns, options: { priorStandardDeviation?: number } = {}): FitTest {
  return testFit(tallyColumns(columns), { ...options, designEffect: measureDesignEffect(columns, options) });
}
