import * as fc from "fast-check";
import { expect, it } from "vitest";
import { joinExperiments } from "../../core/mutual/scoring/repeats.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import { completeExperiments } from "./experiments.ts";

const scored = (answers: Record<string, number | null>) => ({
  models: Object.entries(answers).map(([model, answer], index) => ({
    ...{ model, answer, question: null, rank: answer === null ? null : index + 1 },
    ...{ interval: null, questionInterval: null, rankRange: null },
  })),
});

it("have the mean and the standard deviation of their scores", () => {
  const [first, second, third] = joinExperiments([
    scored({ m1: 5, m2: 4, m3: null }),
    scored({ m2: 6, m1: 4, m3: null }),
    scored({ m1: 3, m2: 8 }),
  ]);
  expect(first).toEqual({
    ...{ model: "m2", answer: 6, spread: 2, question: null, rank: 1 },
    experiments: [
      { answer: 4, rank: 2 },
      { answer: 6, rank: 1 },
      { answer: 8, rank: 2 },
    ],
  });
  expect(second).toMatchObject({ model: "m1", answer: 4, spread: 1, rank: 2 });
  expect(third).toMatchObject({ model: "m3", answer: null, spread: null, rank: null });
});

it("say of one experiment what it says itself, and of the same one twice that nothing lies apart", () => {
  fc.assert(
    fc.property(completeExperiments, (experiment) => {
      const scores = scoreExperiment(experiment);
      const once = joinExperiments([scores]);
      expect(once.map(({ model, answer, rank }) => [model, answer, rank])).toEqual(
        scores.models.map(({ model, answer, rank }) => [model, answer, rank]),
      );
      expect(once.every(({ spread }) => spread === null)).toBe(true);
      for (const { answer, spread } of joinExperiments([scores, scores]))
        expect(spread).toBe(answer === null ? null : 0);
    }),
  );
});
