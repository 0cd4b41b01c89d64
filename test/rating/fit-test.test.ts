import { expect, it } from "vitest";
import { fitDavidson } from "../../core/rating/davidson.ts";
import { measureDesignEffect } from "../../core/rating/design-effect.ts";
import { testColumns, testFit } from "../../core/rating/fit-test.ts";
import { testGoodnessOfFit } from "../../core/rating/goodness-of-fit.ts";
import { findCircles } from "../../core/rating/intransitivity.ts";
import { compareTieModels, dealOutPairs } from "../../core/rating/tie-models.ts";
import { arrangeStatistics } from "../../core/rating/vote-columns.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { makeVotes } from "./made-votes.ts";
import { puddings } from "./puddings.ts";
import { tally } from "./tallies.ts";

it("puts together what a board's votes say of the model behind it", () => {
  const options = { priorStandardDeviation: 300, designEffect: 1.7 };
  expect(testFit(puddings, options)).toEqual({
    designEffect: 1.7,
    goodness: testGoodnessOfFit(puddings, options),
    circles: findCircles(puddings, { designEffect: 1.7 }),
    davidson: fitDavidson(puddings, { priorStandardDeviation: 300 }),
    ties: compareTieModels(dealOutPairs(puddings), { priorStandardDeviation: 300 }),
  });
});

it("foretells held-out pairs with a prior even where none is asked for", () => {
  const upsets = [tally("a", "b", 9, 0), tally("b", "c", 9, 0), tally("c", "a", 9, 0)];
  const { ties, davidson } = testFit(upsets);
  expect(ties).toEqual(testFit(upsets, { priorStandardDeviation: 400 }).ties);
  // The fit itself is given none.
  expect(testFit([tally("a", "b", 9, 0)]).davidson.models[0]!.rating).toBeGreaterThan(2000);
  expect(davidson.models[0]!.rating).toBeCloseTo(1000, 3);
});

it("has something to say of no votes, and of a single pair", () => {
  expect(testFit([])).toMatchObject({ ties: null, circles: { triples: 0 }, goodness: { pValue: null } });
  expect(testFit([tally("x", "y", 3, 1, 1)])).toMatchObject({ ties: null, goodness: { degrees: 0 } });
});

it("discounts votes that go together where battles and voters are known", () => {
  const votes = makeVotes({ seed: 3, models: 5, voters: 8, battles: 200, ties: 0.3, taste: 1 });
  // Everybody votes alike on a battle, so a battle tells no more than one vote.
  const choices = new Map(votes.map(({ battle, choice }) => [battle, choice]));
  const statistics = summarizeVotes(votes.map((vote) => ({ ...vote, choice: choices.get(vote.battle)! })));
  const columns = arrangeStatistics(statistics);
  const designEffect = measureDesignEffect(columns, { priorStandardDeviation: 400 });
  expect(designEffect).toBeGreaterThan(1.5);
  const test = testColumns(columns, { priorStandardDeviation: 400 });
  expect(test).toEqual(testFit(statistics.cells, { priorStandardDeviation: 400, designEffect }));
});
