import * as fc from "fast-check";
import { expect, it } from "vitest";
import { joinExperiments, poolExperiments } from "../../core/mutual/scoring/repeats.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import { completeExperiments, makeExperiment } from "./experiments.ts";

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

it("pool their questions where their models are the same, so that more is told than by each", () => {
  const spread = { answer: 0.5, taste: 0.3, ballot: 0.3 };
  const experiments = [1, 2, 3].map((seed) => makeExperiment(5, 5, spread, seed));
  const pooled = scoreExperiment(poolExperiments(experiments)!);
  const alone = experiments.map((experiment) => scoreExperiment(experiment));
  expect(pooled.isSketch).toBe(false);
  const joined = new Map(joinExperiments(alone).map(({ model, answer }) => [model, answer]));
  const width = ({ models }: typeof pooled) =>
    models.reduce((sum, { interval }) => sum + interval!.upper - interval!.lower, 0);
  for (const { model, answer } of pooled.models) expect(answer).toBeCloseTo(joined.get(model)!, 9);
  expect(width(pooled)).toBeLessThan(Math.max(...alone.map(width)));
  expect(poolExperiments([experiments[0]!, makeExperiment(6, 5, spread, 1)])).toBeNull();
  expect(poolExperiments([experiments[0]!, { ...experiments[1]!, judging: "scores" }])).toBeNull();
  const blocks = experiments[1]!.rounds.map((round) => ({ ...round, answerers: ["m1", "m2", "m3"] }));
  expect(poolExperiments([experiments[0]!, { ...experiments[1]!, rounds: blocks }])).toBeNull();
  expect(poolExperiments([])).toBeNull();
});
