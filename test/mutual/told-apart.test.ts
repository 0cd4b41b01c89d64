import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JudgedExperiment } from "../../core/mutual/scoring/ballots.ts";
import { mean, sampleVariance } from "../../core/mutual/scoring/ranks.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import { neighbours } from "../../core/mutual/scoring/told-apart.ts";
import { twoSidedQuantile } from "../../core/rating/intervals.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { gappyExperiments, makeExperiment } from "./experiments.ts";

/** Judges who agree on all answers of two models, so many points apart on each question, in programming. */
function withLeads(leads: readonly number[], taste: (judge: number) => number = () => 0): JudgedExperiment {
  const rounds = leads.map((lead) => ({
    setter: "s",
    ballots: ["s", "j", "k", "l"].map((judge, index) => ({
      judge,
      points: new Map([
        ["a", 50 + lead + taste(index)],
        ["b", 50],
      ]),
    })),
  }));
  return { judging: "scores", models: ["s", "a", "b"], rounds };
}

const missingOf = (experiment: JudgedExperiment) => scoreExperiment(experiment).separations[0]!.missing;

describe("what is missing until two models are told apart", () => {
  it("is nothing where they are, so many more questions where not, and said where none would do", () => {
    expect(missingOf(withLeads([9, 11, 10, 9, 11, 10]))).toBeNull();
    // δ = 2, s = √74.5: (1.95996 + 0.84162)² · 74.5/4 + 1.95996²/2 = 148.1, of which there are 5.
    expect(missingOf(withLeads([12, -8, 2, 9, -5]))).toEqual({ kind: "questions", questions: 149 - 5 });
    expect(missingOf(withLeads([8, -8, 1, 8, -8]))).toEqual({ kind: "unforeseeable" });
    expect(missingOf(withLeads([8, -8, 8, -8, 8, -8]))).toEqual({ kind: "unforeseeable" });
    expect(missingOf(withLeads([12, -8, 2]))).toEqual({ kind: "unforeseeable" });
    // The order comes from a question that only the first answered; where both did, the second is ahead.
    const against = withLeads([-12, 8, -2, -9, 5]);
    const alone = [
      { setter: "s", ballots: ["s", "j", "k", "l"].map((judge) => ({ judge, points: new Map([["a", 100]]) })) },
    ];
    expect(missingOf({ ...against, rounds: [...against.rounds, ...alone] })).toEqual({ kind: "unforeseeable" });
    // These judges are sure, each in its own way.
    const taste = (judge: number) => [30, -20, 15, -13][judge]!;
    expect(missingOf(withLeads([2, 2.2, 1.8, 2.1, 1.9, 2], taste))).toEqual({ kind: "judges" });
  });

  it("is so many questions that a paired t-test then finds the lead in 80 of 100 cases", () => {
    const { fraction } = createSeededRandom(11);
    const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
    const found = missingOf(withLeads([12, -8, 7, 12, -8, 7, 2, 8]));
    const leads = [12, -8, 7, 12, -8, 7, 2, 8];
    const count = leads.length + (found?.kind === "questions" ? found.questions : 0);
    const [lead, deviation] = [mean(leads)!, Math.sqrt(sampleVariance(leads)!)];
    const quantile = twoSidedQuantile(0.95, count - 1);
    const tests = Array.from({ length: 2000 }, () => {
      const drawn = Array.from({ length: count }, () => lead + deviation * normal());
      return Math.abs(mean(drawn)!) > quantile * Math.sqrt(sampleVariance(drawn)! / count);
    });
    expect(tests.filter(Boolean).length / tests.length).toBeCloseTo(0.8, 1);
  });

  it("rests on the mean difference by the judges who judge both, question by question", () => {
    fc.assert(
      fc.property(gappyExperiments, (experiment) => {
        const { separations, models } = scoreExperiment(experiment);
        for (const { models: pair, lead, deviation, questions } of separations) {
          const [one, other] = pair;
          const differences = experiment.rounds.flatMap(
            ({ ballots }) =>
              mean(
                ballots
                  .filter(({ points }) => points.has(one) && points.has(other))
                  .map(({ points }) => points.get(one)! - points.get(other)!),
              ) ?? [],
          );
          expect(questions).toBe(differences.length);
          if (lead === null) expect(differences).toEqual([]);
          else expect(lead).toBeCloseTo(mean(differences)!, 9);
          if (deviation !== null) expect(deviation ** 2).toBeCloseTo(sampleVariance(differences)!, 6);
        }
        const scored = models.flatMap(({ model, answer }) => (answer === null ? [] : [model]));
        expect(neighbours(separations).map(({ models: pair }) => pair)).toEqual(
          scored.slice(1).map((model, index) => [scored[index], model]),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("says nothing is missing of exactly those whose ranges of ranks say so", () => {
    const { models, separations } = scoreExperiment(makeExperiment(6, 24, { answer: 0.3, taste: 0.2, ballot: 0.3 }, 4));
    for (const [index, { model, rankRange }] of models.entries()) {
      const apart = separations.filter(({ models: pair, missing }) => missing === null && pair.includes(model));
      expect(apart.filter(({ models: [, lower] }) => lower === model).length).toBe(rankRange!.best - 1);
      expect(apart.filter(({ models: [upper] }) => upper === model).length).toBe(models.length - rankRange!.worst);
      expect(index).toBeGreaterThanOrEqual(rankRange!.best - 1);
    }
  });
});
