import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planBlocks } from "../../core/mutual/blocks.ts";
import { savedBallots } from "../../core/mutual/results/results.ts";
import { readSavedBallots, UnusableBallots } from "../../core/mutual/saved-ballots.ts";
import { type JudgedExperiment, listJudges, listModels, mostPoints } from "../../core/mutual/scoring/ballots.ts";
import { bordaPoints, ConservationError } from "../../core/mutual/scoring/borda.ts";
import { pairJudges } from "../../core/mutual/scoring/judge-pairs.ts";
import { createScoreStatistics, scorePlaces } from "../../core/mutual/scoring/score-statistics.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import { subjects } from "../../core/mutual/subject.ts";
import { solve } from "./brute-force.ts";
import { blockExperiments, completeExperiments, gappyExperiments, namesOf } from "./experiments.ts";

// Each score takes a thousand draws.
const runs = { numRuns: 5 };

/** The same rounds, with their blocks written out. */
function withBlocks({ judging, rounds }: JudgedExperiment): JudgedExperiment {
  const models = namesOf(rounds.length);
  const all = rounds.map((round) => ({ ...round, answerers: models.filter((model) => model !== round.setter) }));
  return { judging, models, rounds: all };
}

/** The same ballots, each giving scores of 0 to 100. */
const asScores = ({ rounds, models }: JudgedExperiment): JudgedExperiment => ({
  ...{ judging: "scores", models },
  rounds: rounds.map((round, index) => ({
    ...round,
    ballots: round.ballots.map(({ judge, points }) => ({
      judge,
      points: new Map([...points].map(([model, value]) => [model, Math.min(100, value * 9 + ((index * 7) % 20))])),
    })),
  })),
});

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("scores in incomplete blocks", () => {
  it("are the plain means where nothing is left out", () => {
    fc.assert(
      fc.property(completeExperiments, (experiment) => {
        for (const plain of [experiment, asScores(experiment)]) {
          const [left, right] = [scoreExperiment(plain), scoreExperiment(withBlocks(plain))];
          for (const { model, answer, question, rank } of left.models) {
            const other = right.models.find((one) => one.model === model)!;
            expect(other.answer).toBeCloseTo(answer!, 8);
            expect(other.rank).toBe(rank);
            if (question === null) expect(other.question).toBeNull();
            else expect(other.question).toBeCloseTo(question, 8);
          }
        }
      }),
      runs,
    );
  });

  it("are what brute force makes of the same ballots", () => {
    fc.assert(
      fc.property(blockExperiments, (blocks) => {
        for (const experiment of [blocks, asScores(blocks)]) {
          const { rounds, models: scored } = scoreExperiment(experiment);
          const models = listModels(experiment);
          const cells = rounds.flatMap(({ answers }, round) =>
            answers.map(({ model, points }) => ({ round, model: models.indexOf(model), points })),
          );
          // Only where all that was judged hangs together is there but one solution.
          const reached = new Set(cells.slice(0, 1).map(({ model }) => model));
          for (let turn = 0; turn < 20; turn += 1)
            for (const { round, model } of cells)
              if (reached.has(model)) for (const cell of cells) if (cell.round === round) reached.add(cell.model);
          if (reached.size < models.length) continue;
          const effects = solve(cells, rounds.length, models.length);
          const theta = effects.slice(rounds.length);
          for (const [index, model] of models.entries()) {
            const k = experiment.rounds[0]!.answerers!.length;
            const shrink = (((k - 1) / k) * models.length) / (models.length - 1);
            const judged = rounds.flatMap(({ setter, answers }, round) =>
              setter === model || answers.length === 0 ? [] : [round],
            );
            const filled = judged.map(
              (round) =>
                cells.find((cell) => cell.round === round && cell.model === index)?.points ??
                theta[index]! + effects[round]!,
            );
            const due =
              experiment.judging === "ranks"
                ? average(cells.map(({ points }) => points)) + (theta[index]! - average(theta)) * shrink
                : average(filled);
            expect(scored.find((one) => one.model === model)!.answer).toBeCloseTo(due, 5);
          }
        }
      }),
      runs,
    );
  });

  it("are what draws come to in which all counts once, and intervals are drawn around them", () => {
    fc.assert(
      fc.property(blockExperiments, (blocks) => {
        for (const experiment of [blocks, asScores(blocks)]) {
          const models = listModels(experiment);
          const pairs = experiment.rounds.map(({ ballots }) => pairJudges(ballots));
          const { statistics } = createScoreStatistics(experiment, pairs);
          const ones = (length: number) => new Float64Array(length).fill(1);
          const figures = statistics({
            rounds: ones(experiment.rounds.length),
            judges: ones(listJudges(experiment.rounds).length),
          });
          const places = scorePlaces(models.length);
          for (const { model, answer, question, interval } of scoreExperiment(experiment, pairs).models) {
            const index = models.indexOf(model);
            expect(figures[places.answer(index)]).toBeCloseTo(answer ?? Number.NaN, 8);
            if (experiment.judging === "scores")
              expect(figures[places.question(index)]).toBeCloseTo(question ?? Number.NaN, 8);
            if (interval) expect(interval.upper).toBeGreaterThanOrEqual(interval.lower);
          }
        }
      }),
      { numRuns: 5 },
    );
  });

  it("stay within their intervals, also where they pass the most points there are", () => {
    const models = namesOf(12);
    const blocks = planBlocks({ models, rounds: 12, judges: 4, seed: 1 });
    const rounds = blocks.map((answerers, index) => ({
      ...{ setter: models[index]!, answerers },
      ballots: [models[index]!, ...answerers].map((judge) => {
        const order = answerers.filter((model) => model !== judge);
        return {
          judge,
          points: bordaPoints(
            order.map((model) => [model]),
            answerers.length + 1,
          ),
        };
      }),
    }));
    const { models: scored } = scoreExperiment({ judging: "ranks", models, rounds });
    expect(scored[0]!.answer).toBeGreaterThan(3);
    for (const { answer, interval } of scored)
      if (interval) expect([interval.lower <= answer!, interval.upper >= answer!]).toEqual([true, true]);
  });

  it("count for more in strong company", () => {
    const ranked = (setter: string, ...order: string[]) => ({
      setter,
      answerers: order.toSorted(),
      ballots: [setter, ...order].map((judge) => ({
        judge,
        points: bordaPoints(
          order.filter((model) => model !== judge).map((model) => [model]),
          4,
        ),
      })),
    });
    const rounds = [
      ranked("f", "a", "b", "c"),
      ranked("a", "b", "c", "d"),
      ranked("b", "a", "d", "e"),
      ranked("c", "d", "e", "f"),
      ranked("d", "a", "c", "f"),
      ranked("e", "b", "d", "f"),
    ];
    const { models } = scoreExperiment({ judging: "ranks", rounds });
    const places = new Map(models.map(({ model, answer }) => [model, answer!]));
    // Both are last of three in their first block and in the middle of another one; c's company is the better.
    expect(places.get("c")).toBeGreaterThan(places.get("e")!);
    expect(models[0]!.model).toBe("a");
    expect(mostPoints({ judging: "ranks", rounds })).toBe(2);
  });

  it("are checked like others: no point is made nor lost, and what was planned is there", () => {
    fc.assert(
      fc.property(blockExperiments, ({ judging, rounds }) => {
        const scores = scoreExperiment({ judging, rounds });
        for (const [index, { complete }] of scores.rounds.entries())
          expect(complete).toBe(rounds[index]!.ballots.length === rounds[index]!.answerers!.length + 1);
        const whole = rounds.find(({ ballots, answerers }) => ballots.length === answerers!.length + 1);
        if (!whole) return;
        const spoilt = structuredClone(whole);
        const points = spoilt.ballots[0]!.points as Map<string, number>;
        points.set([...points.keys()][0]!, 77);
        expect(() => scoreExperiment({ judging, rounds: [spoilt] })).toThrow(ConservationError);
      }),
      runs,
    );
  });

  it("come out of saved ballots as they went in", () => {
    fc.assert(
      fc.property(fc.oneof(blockExperiments, gappyExperiments), (experiment) => {
        const saved = readSavedBallots(JSON.stringify(savedBallots(subjects.math, experiment)));
        const withBallots = experiment.rounds.map((round) => ({
          ...round,
          ballots: round.ballots.filter(({ points }) => points.size > 0),
        }));
        expect(scoreExperiment(saved.experiment)).toEqual(scoreExperiment({ ...experiment, rounds: withBallots }));
      }),
      runs,
    );
    const read = (answerers: string[]) =>
      readSavedBallots(
        JSON.stringify({
          subject: "math",
          rounds: [{ setter: "a", answerers, ballots: [{ judge: "b", points: { c: 1 } }] }],
        }),
      );
    expect(() => read(["b", "d"])).toThrow(/Round 1: "c" is judged, and is not among the "answerers"/u);
    expect(() => read(["a", "c"])).toThrow(/not the setter/u);
    expect(() => read([])).toThrow(UnusableBallots);
  });
});
