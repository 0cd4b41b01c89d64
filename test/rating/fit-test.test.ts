import { expect, it } from "vitest";
import { fitDavidson } from "../../core/rating/davidson.ts";
import { testFit } from "../../core/rating/fit-test.ts";
import { testGoodnessOfFit } from "../../core/rating/goodness-of-fit.ts";
import { findCircles } from "../../core/rating/intransitivity.ts";
import { compareTieModels, dealOutPairs } from "../../core/rating/tie-models.ts";
import { puddings } from "./puddings.ts";
import { tally } from "./tallies.ts";

it("puts together what a board's votes say of the model behind it", () => {
  const options = { priorStandardDeviation: 300, designEffect: 1.7 };
  expect(testFit(puddings, options)).toEqual({
    goodness: testGoodnessOfFit(puddings, options),
    circles: findCircles(puddings, { designEffect: 1.7 }),
    davidson: fitDavidson(puddings, { priorStandardDeviation: 300 }),
    ties: compareTieModels(dealOutPairs(puddings), { priorStandardDeviation: 300 }),
  });
});

it("foretells held-out pairs with a prior even where none is asked for", () => {
  const oneSided = [tally("a", "b", 9, 0), tally("b", "c", 9, 0), tally("a", "c", 9, 0)];
  const { ties, davidson } = testFit(oneSided);
  expect(ties!.outcome.halfWin).toBeLessThan(2);
  expect(davidson.models[0]!.rating).toBeGreaterThan(2000);
});

it("has something to say of no votes, and of a single pair", () => {
  expect(testFit([])).toMatchObject({ ties: null, circles: { triples: 0 }, goodness: { pValue: null } });
  expect(testFit([tally("x", "y", 3, 1, 1)])).toMatchObject({ ties: null, goodness: { degrees: 0 } });
});
